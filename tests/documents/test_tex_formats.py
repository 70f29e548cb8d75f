"""A preamble that TeX need not read again: pages are as without, and whatever is wrong with it costs time only."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from documents.handed import CIRCUIT, HEADING, drawn, needs_tex, own, pages
from gradsheet.assignments.sheet import Student
from gradsheet.documents import latex, tex_formats
from gradsheet.documents.form import form_of
from gradsheet.documents.typeset import source
from gradsheet.documents.writer import Ready
from gradsheet.errors import EngineError

pytestmark = needs_tex
NEVER = 10_000
SHEET = drawn([own(CIRCUIT)], Student(id="s001", name="Ada Lovelace"))
BODY = source(SHEET, HEADING, engine="latex", worked=False)


@pytest.fixture(autouse=True)
def begun_from(tmp_path, monkeypatch) -> list[Path | None]:
    """What each run began from; formats lie in a folder of the test."""
    begun: list[Path | None] = []
    whole = tex_formats.format_of

    def noted(*arguments: object) -> Path | None:
        begun.append(whole(*arguments))
        return begun[-1]

    monkeypatch.setattr(latex, "format_of", noted)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    process(monkeypatch, pays=1)
    return begun


def process(monkeypatch, *, pays: int) -> None:
    """As if another process began here, which dumps at this run."""
    monkeypatch.setattr(tex_formats, "PAYS", pays)
    monkeypatch.setattr(tex_formats, "_known", {})
    monkeypatch.setattr(tex_formats, "_runs", Counter())


def made(body: str = BODY, templates: Path | None = None) -> bytes | EngineError:
    (one,) = latex.pdfs([Ready(body)], templates, forms=[form_of(SHEET)] if body == BODY else [None])
    return one


def kept() -> Path:
    (found,) = tex_formats.cache_folder().glob("*.fmt")
    return found


def test_a_run_from_a_dumped_preamble_gives_the_same_bytes_and_the_same_places_of_errors(begun_from, monkeypatch):
    found = []
    for pays in (NEVER, 1, NEVER):
        process(monkeypatch, pays=pays)
        refused = made(r"\undefinedhere")
        assert isinstance(refused, EngineError)
        found.append((made(), str(refused), refused.places))
    assert found[0] == found[1] == found[2]
    assert begun_from[:2] == [None, None]
    assert begun_from[2:] == [kept()] * 4, "the last process found what the one before had made"


def without(monkeypatch) -> bytes | EngineError:
    process(monkeypatch, pays=NEVER)
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")
    return made()


@pytest.mark.parametrize("damage", [lambda whole: whole[:-70_000], lambda whole: whole[:9_000] + b"?" + whole[9_001:]])
def test_a_damaged_one_is_not_used(begun_from, monkeypatch, damage):
    made()
    kept().write_bytes(damage(kept().read_bytes()))
    process(monkeypatch, pays=NEVER)
    assert made() == without(monkeypatch)
    assert begun_from[1] is None


@pytest.mark.parametrize("content", [b"", b"no format", b"W2TX\0\0\0\x08pdftex\0\0" + bytes(5000)])
def test_one_that_tex_cannot_begin_from_costs_no_page(begun_from, monkeypatch, content):
    made()
    (about,) = tex_formats.cache_folder().glob("*.json")
    said = json.loads(about.read_text()) | {"format": sha256(content).hexdigest()}
    about.write_text(json.dumps(said))
    (about.parent / f"{said['format']}.fmt").write_bytes(content)
    process(monkeypatch, pays=NEVER)
    assert isinstance(made(), bytes)
    assert made() == without(monkeypatch)
    assert [one is None for one in begun_from] == [False, False, True, True]


def test_a_package_that_has_changed_since_is_read(begun_from, monkeypatch, tmp_path):
    package = tmp_path / "texmf" / "tex" / "latex" / "mine.sty"
    package.parent.mkdir(parents=True)
    monkeypatch.setenv("TEXMFHOME", str(tmp_path / "texmf"))
    (tmp_path / "latex").mkdir()
    (tmp_path / "latex" / "preamble.tex").write_text(
        r"\documentclass{article}\usepackage{mine}\def\closechunk{\end{document}}"
    )
    body = r"\said\clearpage\immediate\write16{^^Jsheet pages: 1}"
    for words in ("first", "second", "second"):
        package.write_text(rf"\def\said{{{words}}}")
        process(monkeypatch, pays=1)
        page = made(body, tmp_path)
        assert isinstance(page, bytes), page
        assert words in pages(page)[0]
    assert begun_from[0] != begun_from[1]
    assert begun_from[1] == begun_from[2] == kept()


def test_a_package_that_is_found_elsewhere_now_is_read_there(begun_from, monkeypatch, tmp_path):
    made()
    newer = tmp_path / "texmf" / "tex" / "latex" / "amsbsy.sty"
    newer.parent.mkdir(parents=True)
    newer.write_text(r"\ProvidesPackage{amsbsy}")
    monkeypatch.setenv("TEXMFHOME", str(tmp_path / "texmf"))
    process(monkeypatch, pays=NEVER)
    assert isinstance(made(), bytes)
    assert begun_from[1] is None


def test_without_a_folder_to_keep_them_in_each_process_has_its_own(begun_from, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    found = made()
    assert begun_from[0] is not None
    assert tmp_path not in begun_from[0].parents
    assert found == without(monkeypatch)


def test_no_more_than_a_few_are_kept(monkeypatch, tmp_path):
    run = latex._dumps
    for number in range(tex_formats.MOST + 2):
        preamble = rf"\documentclass{{article}}\def\number{{{number}}}" + "\n"
        newest = tex_formats.format_of(preamble, run)
        assert newest is not None
    lying = list(tex_formats.cache_folder().iterdir())
    assert newest in lying
    assert len(lying) == 2 * tex_formats.MOST


def test_a_relative_place_is_not_taken_for_one_in_the_folder_of_an_assignment(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert tex_formats.cache_folder().is_absolute()
