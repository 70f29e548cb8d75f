"""`gradsheet make --sort`: one file for the printer, in order, on both sides of the paper."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from assignments.homework import SMALL
from gradsheet.assignments import Folder
from gradsheet.assignments.order import as_read
from gradsheet.cli import main

ROSTER = """id,name,group,room
s1,Zoe Ziegler,tue,10
s2,Bo Öz,thu,9
s3,Ada Ørsted,tue,10
s4,bo Abel,thu,2
s5,Nobody Knows,,9
"""
LONG = SMALL.replace("[[ask]]", "[[ask]]\nwritten = true\n" * 12 + "[[ask]]", 1)


@pytest.fixture(params=["one page", "two pages"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Folder:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "small.toml").write_text(SMALL if request.param == "one page" else LONG)
    (tmp_path / "assignment.toml").write_text(
        'title = "Homework 7"\nengine = "typst"\nproblems = [{ use = "problems/small.toml", points = 4 }]\n'
    )
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return Folder(tmp_path)


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["make", "-C", str(folder.root), *arguments])


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_sheets_and_keys_lie_by_group_and_name_each_on_paper_of_its_own(folder: Folder) -> None:
    done = run(folder, "--sort", "group,name")
    assert done.exit_code == 0
    assert "staff/print/sheets.pdf" in done.stdout
    order = ["bo Abel", "Bo Öz", "Ada Ørsted", "Zoe Ziegler", "Nobody Knows"]
    for name, single in (("sheets", folder.students / "s1.pdf"), ("keys", folder.keys / "s1.pdf")):
        found = pages(folder.for_printer / f"{name}.pdf")
        heads = [(place, page) for place, page in enumerate(found) if "page 1 of" in page]
        assert [next(one for one in order if one in page) for _, page in heads] == order
        groups = [(place, page) for place, page in enumerate(found) if "Group" in page and "page" not in page]
        assert [page.split("Group")[1].split()[0] for _, page in groups] == ["thu", "tue", "–"]
        assert f"{name.title()}: 2" in groups[0][1]
        assert all(place % 2 == 0 for place, _ in (*heads, *groups))
        blank = [page for page in found if not page.strip()]
        assert len(found) == 6 + 5 * (len(pages(single)) + len(pages(single)) % 2)
        assert len(blank) == 3 + 5 * (len(pages(single)) % 2)


def test_what_is_printed_has_no_fields_and_looks_like_the_single_sheets(folder: Folder) -> None:
    run(folder, "--sort", "id")
    printed = folder.for_printer / "sheets.pdf"
    reader = pypdf.PdfReader(printed, strict=True)
    assert not reader.get_fields()
    assert not any("/Annots" in page for page in reader.pages)
    with pypdfium2.PdfDocument(printed) as whole, pypdfium2.PdfDocument(folder.students / "s1.pdf") as single:
        for page, like in zip(list(whole)[: len(single)], single, strict=True):
            assert page.render(scale=1).to_numpy().tobytes() == like.render(scale=1).to_numpy().tobytes()
        assert "Group" not in "".join(pages(printed))


def test_the_same_order_gives_the_same_bytes_and_another_run_says_what_is_old(folder: Folder) -> None:
    run(folder, "--sort", "room,name")
    first = (folder.for_printer / "sheets.pdf").read_bytes()
    assert "--sort" not in run(folder).stderr
    run(folder, "--sort", "room,name")
    assert (folder.for_printer / "sheets.pdf").read_bytes() == first
    folder.roster.write_text(ROSTER.replace("Nobody Knows", "Somebody Knows"), encoding="utf-8")
    assert "make it again with --sort" in run(folder).stderr


def test_letter_is_chosen_in_the_assignment_for_every_page(folder: Folder) -> None:
    run(folder)
    toml = folder.assignment.read_text()
    folder.assignment.write_text(toml.replace("engine =", 'paper = "letter"\nengine ='))
    assert "10 file(s) changed" in run(folder, "--sort", "group").stdout
    sizes = {
        tuple(map(round, page.get_size()))
        for file in folder.root.rglob("*.pdf")
        for page in pypdfium2.PdfDocument(file)
    }
    assert sizes == {(612, 792)}
    folder.assignment.write_text(toml.replace("engine =", 'paper = "legal"\nengine ='))
    assert "'a4'" in run(folder).stderr


def test_an_unknown_column_is_named_and_nothing_is_typeset(folder: Folder) -> None:
    done = run(folder, "--sort", "grup,name")
    assert done.exit_code == 1
    assert "roster.csv has no column 'grup' to sort by; did you mean 'group'?" in done.stderr
    assert not list(folder.root.rglob("*.pdf"))


def test_names_sort_as_people_sort_them() -> None:
    names = ["", "Zoe", "s10", "s2", "Öz", "Oz A", "oz", "Pi"]
    assert sorted(names, key=as_read) == ["Öz", "oz", "Oz A", "Pi", "s2", "s10", "Zoe", ""]
