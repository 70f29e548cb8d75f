"""An exam from the roster to the marks, by the commands that a teacher types."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main
from gradsheet.documents.tex_packages import available

EXAM = """
title = "Midterm"
engine = "{engine}"
variants = 4
problems = [{{ use = "forward/tanh-3-2-1", points = 6 }}, {{ use = "logistic/one-step", points = 4 }}]
[exam]
{exam}
"""
ROSTER = "id,name,seat,spare\ns1,Ada Example,A1,{0}\ns2,Ben Example,A2,{1}\ns3,Cem Example,B1,{2}\n"
needs_tex = pytest.mark.skipif(not available(), reason="pdflatex or its packages are not installed")
ENGINES = [pytest.param("latex", marks=needs_tex), "typst"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def made(folder: Path, *options: object) -> Result:
    done = run("make", "-C", folder, *options)
    assert done.exit_code == 0, done.output
    return done


def roster(folder: Path, *codes: str, more: str = "") -> None:
    text = ROSTER.format(*(*codes, "", "", "")[:3]) + more
    (folder / "roster.csv").write_text(text, encoding="utf-8")


def exam(folder: Path, engine: str = "typst", text: str = "minutes = 45") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "assignment.toml").write_text(EXAM.format(engine=engine, exam=text), encoding="utf-8")
    roster(folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path.read_bytes()) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cover_says_what_there_is_to_know_and_every_page_whose_it_is(tmp_path, engine):
    folder = exam(
        tmp_path / "exam", engine, 'minutes = 45\ndate = "25 January, room 5"\nrules = ["Be *quick* & calm."]'
    )
    made(folder)
    (first, *_) = listed = rows(folder / "staff" / "hand_out.csv")
    assert [(one["seat"], one["version"]) for one in listed] == [("A1", "A"), ("A2", "B"), ("B1", "C")]
    sheet = pages(folder / "students" / "s1.pdf")
    for place, page in enumerate(sheet, start=1):
        for text in ("Midterm", "Ada Example", "s1", first["code"], f"page {place} of {len(sheet)}"):
            assert text in page
    for text in ("Version A", "25 January, room 5", "45 minutes", "2 exercises", "10 points", "Signature", "Reached"):
        assert text in sheet[0]
    assert "Be *quick* & calm." in sheet[0]
    assert "calculator" not in sheet[0]
    key = pages(folder / "staff" / "keys" / "s1.pdf")
    assert "Signature" not in key[0]
    assert "KEY" in key[0]


def test_minutes_are_guessed_and_said_where_they_are_not_set(tmp_path):
    folder = exam(tmp_path / "exam", text="")
    assert "[exam] minutes = 20 settles it" in made(folder).stderr
    assert "20 minutes" in pages(folder / "students" / "s1.pdf")[0]


def test_where_everything_is_by_hand_the_cover_forbids_calculators_and_the_table_is_there(tmp_path):
    folder = exam(tmp_path / "exam")
    path = folder / "assignment.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("forward/tanh-3-2-1", "no-calculator/entropy").replace(
            "logistic/one-step", "no-calculator/softmax-two-classes"
        ),
        encoding="utf-8",
    )
    made(folder, "--only", "s1")
    sheet = pages(folder / "students" / "s1.pdf")
    assert "No calculator is allowed" in sheet[0]
    assert sum("No calculator: function values" in page for page in sheet) == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_blind_pages_carry_the_code_and_nothing_of_the_person(tmp_path, engine):
    folder = exam(tmp_path / "exam", engine, "names = false")
    made(folder, "--spares", 1)
    for path in (*(folder / "students").iterdir(), *(folder / "staff" / "spares").iterdir()):
        for page in pages(path) if path.suffix == ".pdf" else [path.read_text(encoding="utf-8").partition("<main>")[2]]:
            assert not any(word in page for word in ("Example", "Name", "Signature", path.stem))
    assert rows(folder / "staff" / "hand_out.csv")[0]["code"] in pages(folder / "students" / "s1.pdf")[0]
    with pypdfium2.PdfDocument((folder / "students" / "s1.pdf").read_bytes()) as opened:
        assert "Example" not in str(opened.get_metadata_dict())


def test_a_spare_sheet_is_nobodys_until_the_roster_says_whose(tmp_path):
    folder = exam(tmp_path / "exam")
    assert "2 spare sheet(s)" in made(folder, "--spares", 2, "--sort", "name").output
    spares = rows(folder / "staff" / "spares.csv")
    assert [(one["file"], one["id"]) for one in spares] == [("spare-01.pdf", ""), ("spare-02.pdf", "")]
    front = pages(folder / "staff" / "spares" / "spare-01.pdf")[0]
    assert spares[0]["code"] in front
    assert "Write your name" in front
    assert not any(text in front for text in ("Example", "spare 1"))
    assert spares[1]["code"] in pages(folder / "staff" / "print" / "sheets.pdf")[-2]

    answers = folder / "answers" / "scanned.csv"
    answers.parent.mkdir()
    (own, *_) = rows(folder / "staff" / "hand_out.csv")
    answers.write_text(f"code,1a,1b\n{spares[0]['code']},1,2\n{spares[1]['code']},3,4\n{own['code']},5,6\n", "utf-8")
    graded = run("grade", "-C", folder)
    assert f"'{spares[0]['code']}' is that of spare sheet 1, nobody's yet" in graded.output
    assert "Marked 1 of 3" in graded.output

    roster(folder, "", spares[0]["code"].lower(), more=f"z9,Zoe Late,,{spares[1]['code']}\n")
    said = made(folder).stderr
    assert f"spare sheet 1 ({spares[0]['code']}) belongs to s2 now; the sheet" in said
    assert "Ben Example" in pages(folder / "students" / "s2.pdf")[0]
    assert spares[0]["code"] in pages(folder / "students" / "s2.pdf")[0]
    assert not list((folder / "staff" / "spares").iterdir())
    assert [one["id"] for one in rows(folder / "staff" / "spares.csv")] == ["s2", "z9"]
    again = run("grade", "-C", folder)
    assert "nobody's" not in again.output
    marks = json.loads((folder / "record" / "marks.json").read_text(encoding="utf-8"))["marks"]
    written = {id_: one["blanks"]["1a"]["answer"] for id_, one in marks.items() if one["blanks"]["1a"]["answer"]}
    assert written == {"s1": "5", "s2": "1", "z9": "3"}
    assert run("feedback", "-C", folder).exit_code == 0
    assert (folder / "staff" / "feedback" / "z9.html").is_file()


def test_a_wrong_binding_is_undone_by_the_roster(tmp_path):
    folder = exam(tmp_path / "exam")
    made(folder, "--spares", 1)
    before = {path.name: path.read_bytes() for path in (folder / "students").iterdir()}
    (spare,) = rows(folder / "staff" / "spares.csv")
    roster(folder, spare["code"])
    made(folder)
    roster(folder, "", "", spare["code"])
    said = made(folder).stderr
    assert f"spare sheet 1 ({spare['code']}) does not belong to s1 any more" in said
    assert f"spare sheet 1 ({spare['code']}) belongs to s3 now" in said
    assert (folder / "students" / "s1.pdf").read_bytes() == before["s1.pdf"]
    roster(folder)
    made(folder)
    assert {path.name: path.read_bytes() for path in (folder / "students").iterdir()} == before


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("12", "roster.csv:2: spare: '12' is no code of a sheet; staff/spares.csv has those of the spare sheets"),
        ("OWN", "s1, column spare: "),
    ],
)
def test_a_code_that_is_no_spare_sheets_is_refused(tmp_path, cell, complaint):
    folder = exam(tmp_path / "exam")
    made(folder, "--spares", 1)
    own = rows(folder / "staff" / "hand_out.csv")[1]["code"]
    roster(folder, own if cell == "OWN" else cell)
    done = run("make", "-C", folder)
    assert done.exit_code == 1
    assert complaint in done.output
    assert cell != "OWN" or "is the own sheet of s2" in done.output


def test_one_spare_sheet_cannot_be_two_peoples(tmp_path):
    folder = exam(tmp_path / "exam")
    made(folder, "--spares", 1)
    code = rows(folder / "staff" / "spares.csv")[0]["code"]
    roster(folder, code, code)
    done = run("make", "-C", folder)
    assert f"roster.csv:3: spare: {code} stands in row 2 already" in done.output
