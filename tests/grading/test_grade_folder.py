"""Grading an assignment folder, against its record."""

from __future__ import annotations

import csv
import json

import pytest

from grading.handed import CIRCUIT, write
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.errors import GradsheetError
from gradsheet.formula import name
from gradsheet.grading import Outcome, answered, grade

ASSIGNMENT = """\
title = "Homework 3"
problems = [
  { use = "lecture/relu-sigmoid-bce", points = 10 },
  { use = "problems/circuit.toml", points = 4 },
]
[credit]
rounded_early = 0.25
[columns]
"Matrikel" = "id"
"""


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "assignment.toml", ASSIGNMENT)
    write(tmp_path / "roster.csv", "id,name", "s001,Ada", "s002,Bo", "S002,Cy", "s/4,Di")
    (tmp_path / "problems").mkdir()
    write(tmp_path / "problems" / "circuit.toml", CIRCUIT)
    (tmp_path / "answers").mkdir()
    return Folder(tmp_path)


@pytest.fixture
def handed(folder):
    return {sheet.student.id: sheet for sheet in hand_out(folder).sheets}


def row(sheet, decimals=5):
    values = [sheet.item(blank).solution.values[blank.symbol] for blank in sheet.blanks]
    return [sheet.student.id, *(f"{value:.{decimals}f}" for value in values)]


def hand_in(folder, handed, *rows, file="a.csv", header="Matrikel"):
    labels = [blank.label for blank in next(iter(handed.values())).blanks]
    return write(folder.answers / file, ",".join([header, *labels]), *(",".join(one) for one in rows))


def marks(folder):
    with (folder.staff / "marks.csv").open(encoding="utf-8", newline="") as file:
        return {one["id"]: one for one in csv.DictReader(file)}


def test_everything_in_answers_is_marked_and_everyone_in_the_record_is_listed(folder, handed):
    hand_in(folder, handed, row(handed["s001"]))
    hand_in(folder, handed, [*row(handed["s002"])[:-1], "1/2e"], file="b.csv", header="id")
    report = grade(folder)
    assert report.is_clean
    assert report.missing == ("S002", "s/4")
    assert len(report.unreadable) == 1
    assert report.unreadable[0].startswith("answers/b.csv:2: s002 wrote '1/2e' at 2c:")
    found = marks(folder)
    assert list(found) == ["s001", "s002", "S002", "s/4"]
    assert (found["s001"]["total"], found["s002"]["total"], found["s/4"]["1a"]) == ("14", "12", "")


def test_there_is_one_explanation_for_each_under_the_name_of_their_sheet(folder, handed):
    hand_in(folder, handed, row(handed["s001"]))
    grade(folder)
    names = sorted(path.name for path in folder.explanations.iterdir())
    assert len({one.lower() for one in names}) == 4
    assert "s%2F4.txt" in names
    assert "14 of 14 points" in (folder.explanations / "s001.txt").read_text(encoding="utf-8")


def test_the_assignment_decides_what_rounding_early_earns(folder, handed):
    sheet = handed["s001"]
    blank = next(one for one in sheet.blanks if name(one.symbol) == "L")
    band = sheet.item(blank).solution.bands[blank.symbol]
    early = f"{band.exact + (band.tolerance + band.early) / 2:.6f}"
    write(folder.answers / "a.csv", "id,blank,answer", f"s001,{blank.label},{early}")
    report = grade(folder)
    (verdict,) = [one for one in report.marks[0].verdicts if one.blank.label == blank.label]
    assert verdict.outcome is Outcome.ROUNDED_EARLY
    assert verdict.points == blank.points / 4


def test_a_mended_problem_or_another_roster_changes_no_marks(folder, handed):
    """The record is the truth: what was handed out is what is marked."""
    hand_in(folder, handed, row(handed["s001"]))
    grade(folder)
    before = (folder.staff / "marks.csv").read_bytes()
    write(
        folder.problems / "circuit.toml",
        CIRCUIT.replace("A circuit", "The circuit").replace("answer = 3", "answer = 1"),
    )
    grade(folder)
    assert (folder.staff / "marks.csv").read_bytes() == before


def test_many_commas_of_a_file_are_one_line_and_a_lone_one_has_its_place(folder, handed):
    sheet = handed["s001"]
    comma = [cell.replace(".", ",") for cell in row(sheet)[1:]]
    rows = [f'"{cell}"' for cell in comma]
    hand_in(folder, handed, ["s001", *rows])
    hand_in(folder, handed, [*row(handed["s002"])[:-2], "see back", '"0,73"'], file="b.csv")
    many, words, lone = grade(folder).unreadable
    assert many == (
        f"answers/a.csv: {len(rows)} answers with a comma, first s001 at 1a: '{comma[0]}'; if the class writes decimal "
        "commas, set decimal_comma = true under [reading] in assignment.toml"
    )
    assert words.startswith("answers/b.csv:2: s002 wrote 'see back' at 2b: ")
    assert lone.startswith("answers/b.csv:2: s002 wrote '0,73' at 2c: a comma can mean decimals or thousands")
    write(folder.root / "assignment.toml", ASSIGNMENT + "[reading]\ndecimal_comma = true\n")
    assert marks_after(folder)["s001"]["total"] == "14"


def marks_after(folder):
    grade(folder)
    return marks(folder)


def test_whoever_has_been_marked_or_has_answers_lying_there_has_answered(folder, handed):
    assert answered(folder) == set()
    path = hand_in(folder, handed, row(handed["s001"]), ["s002", *[""] * 26], [handed["s/4"].code, "1"])
    assert answered(folder) == {"s001"}
    grade(folder)
    path.unlink()
    assert answered(folder) == {"s001"}
    write(path, "code,1a", f"{handed['s/4'].code},1", f"{handed['s002'].code},?")
    assert answered(folder) == {"s001", "s/4"}


def test_the_last_marks_stand_in_the_record(folder, handed):
    hand_in(folder, handed, row(handed["s001"]))
    grade(folder)
    document = json.loads((folder.record / "marks.json").read_text(encoding="utf-8"))
    assert document["marks"]["s001"]["total"] == "14"
    assert document["marks"]["s002"]["submitted"] is None


def test_grading_twice_writes_the_same_bytes(folder, handed):
    hand_in(folder, handed, row(handed["s001"]))
    grade(folder)
    paths = [path for path in folder.root.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in paths}
    grade(folder)
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == before


def test_answers_without_sheets_and_sheets_without_answers_are_said(folder):
    with pytest.raises(GradsheetError, match="make"):
        grade(folder)
    hand_out(folder)
    with pytest.raises(GradsheetError, match="answers"):
        grade(folder)


def test_nothing_is_written_when_the_run_fails(folder, handed, monkeypatch):
    hand_in(folder, handed, row(handed["s001"]))
    grade(folder)
    before = (folder.staff / "marks.csv").read_bytes()
    hand_in(folder, handed, row(handed["s002"]))
    (folder.record / "problems").rename(folder.root / "away")
    with pytest.raises(GradsheetError):
        grade(folder)
    assert (folder.staff / "marks.csv").read_bytes() == before


def test_a_folder_is_named_like_a_file_and_its_files_keep_their_places(folder, handed, tmp_path_factory):
    monday = tmp_path_factory.mktemp("elsewhere") / "monday"
    (monday / "section b").mkdir(parents=True)
    (monday / ".git").mkdir()
    labels = [blank.label for blank in handed["s001"].blanks]
    write(monday / "a.csv", ",".join(["id", *labels]), ",".join(row(handed["s001"])))
    write(monday / "section b" / "a.csv", ",".join(["id", *labels]), ",".join(row(handed["s002"])))
    write(monday / ".git" / "c.csv", "id,1a", "s001,99")
    write(monday / "readme.md", "what is what")
    report = grade(folder, [monday])
    assert [str(one) for one in report.complaints] == [
        "answers/monday/readme.md: this kind of file (.md) is not read; save it as XLSX or CSV"
    ]
    assert len(report.handed_in) == 2
    assert sorted(path.relative_to(folder.answers).as_posix() for path in folder.answers.rglob("*.*")) == [
        "monday/a.csv", "monday/readme.md", "monday/section b/a.csv",
    ]  # fmt: skip
    assert len(grade(folder).handed_in) == 2
    assert len(grade(folder, [folder.answers]).handed_in) == 2
