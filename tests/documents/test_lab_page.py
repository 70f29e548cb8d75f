"""The laboratory's page: well-formed, self-contained, a title and a table for each picture, the same on every run."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from gradsheet.documents.lab_page import free, page, write_page
from gradsheet.errors import GradsheetError
from gradsheet.problems.lab import examine
from problems.banks import CIRCUIT, NEURON, read


@pytest.fixture(scope="module")
def tree() -> ET.Element:
    return ET.fromstring(page([examine(read(NEURON), draws=600), examine(read(CIRCUIT, name="a/b"), draws=600)]))


def test_pictures_have_titles_and_stand_beside_tables(tree: ET.Element) -> None:
    pictures = list(tree.iter("svg"))
    assert len(pictures) == 3 + 1 + 3  # no misconception reaches the circuit's blanks
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for picture in pictures:
        labels = (picture.get("aria-labelledby") or "").split()
        assert [child.tag for child in picture][:2] == ["title", "desc"]
        assert [child.get("id") for child in picture][:2] == labels
        assert all(float(rect.get("height") or 0) > 0 for rect in picture.iter("rect"))
    captions = ["".join(one.itertext()) for one in tree.iter("caption")]
    assert captions.count("The same in numbers") == 2
    assert captions.count("Misconceptions at blanks") == 1


def test_bars_hold_every_draw_in_proportion(tree: ET.Element) -> None:
    found = examine(read(NEURON), draws=600)
    picture = next(tree.iter("svg"))
    heights = [float(rect.get("height") or 0) for rect in picture.iter("rect")]
    counts = [count for count in found.spreads[0].bins if count]
    assert heights == pytest.approx([60 * count / max(counts) for count in counts], abs=0.01)


def test_nothing_is_fetched_and_nothing_runs(tree: ET.Element) -> None:
    assert not list(tree.iter("script"))
    assert not list(tree.iter("img"))
    assert all((link.get("href") or "").startswith("#") for link in tree.iter("a"))
    targets = {one.get("id") for one in tree.iter("section")}
    assert {(link.get("href") or "")[1:] for link in tree.iter("a")} == targets


def test_it_is_the_same_on_every_run() -> None:
    one, other = (page([examine(read(NEURON), draws=300)]) for _ in range(2))
    assert one == other


def test_an_authors_text_stays_text() -> None:
    text = CIRCUIT.replace('"A circuit"', '"<script>alert(1)</script> & more"')
    assert "<script" not in page([examine(read(text), draws=200)])
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page([examine(read(text), draws=200)])


def test_an_unfair_problem_has_a_page_too() -> None:
    found = examine(read(NEURON + '[draw]\nrequire = ["y1[1] > 2"]\n'), draws=200)
    tree = ET.fromstring(page([found]))
    assert "never holds in 200 draws" in "".join(tree.itertext())


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "lab.html"
    free(path, force=False)
    write_page([], path)
    with pytest.raises(GradsheetError, match="add --force"):
        free(path, force=False)
    free(path, force=True)
    with pytest.raises(GradsheetError, match="no folder"):
        free(tmp_path / "missing" / "lab.html", force=False)
