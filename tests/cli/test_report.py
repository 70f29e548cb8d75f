"""`gradsheet report` on the command line."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.cli import main

ASSIGNMENT = """
title = "Homework 3"
problems = [{ use = "lecture/softmax-ce", points = 7 }]
"""
COUNT = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Twelve students, two of whom sent in each other's answers."""
    root = tmp_path_factory.mktemp("hw3")
    (root / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    roster = "".join(f"s{n:03},=Surname{n},{'tue' if n % 2 else 'thu'}\n" for n in range(COUNT))
    (root / "roster.csv").write_text(f"id,name,group\n{roster}", encoding="utf-8")
    (root / "answers").mkdir()
    sheets = hand_out(Folder(root)).sheets
    order = [1, 0, *range(2, COUNT)]
    rows = [["id", *(blank.label for blank in sheets[0].blanks)]]
    for sheet, other in zip(sheets, (sheets[one] for one in order), strict=True):
        rows.append([sheet.student.id, *(f"{other.item(b).solution.values[b.symbol]:.4f}" for b in other.blanks)])
    (root / "answers" / "a.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return root


def run(*arguments):
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def test_it_writes_a_page_tables_and_evidence_and_says_so(folder):
    done = run("-C", folder)
    assert done.exit_code == 0, done.output
    assert "12 handed in." in done.stdout
    assert "Evidence, not a verdict" in done.stdout
    assert "Wrote staff/report.html, staff/report/, staff/evidence.csv" in done.stdout
    assert {path.name for path in (folder / "staff" / "report").iterdir()} == {
        "marks.csv", "histogram.csv", "outcomes.csv", "difficulty.csv", "misconceptions.csv", "first_errors.csv",
        "unexplained.csv", "variants.csv", "groups.csv",
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO((folder / "staff" / "evidence.csv").read_text(encoding="utf-8")))
    assert (row["what"], row["student"], row["other"]) == ("swapped", "s000", "s001")


def test_nothing_that_was_marked_changes(folder):
    assert not (folder / "staff" / "marks.csv").exists()
    assert not (folder / "record" / "marks.json").exists()


def test_nobody_is_named_but_in_the_report_with_names(folder):
    run("-C", folder)
    told = [folder / "staff" / "report.html", *(folder / "staff" / "report").iterdir()]
    assert not [
        path
        for path in told
        if "Surname" in path.read_text(encoding="utf-8") or "s00" in path.read_text(encoding="utf-8")
    ]
    done = run("-C", folder, "--names")
    assert "staff/report-with-names.html" in done.stdout
    assert "Surname3" in (folder / "staff" / "report-with-names.html").read_text(encoding="utf-8")
    students = (folder / "staff" / "report-with-names" / "students.csv").read_text(encoding="utf-8")
    assert "'=Surname3" in students


def test_json_on_stdout_is_json_alone(folder):
    done = run("-C", folder, "--json")
    document = json.loads(done.stdout)
    assert document["students"] == 12
    assert len(document["outcomes"]) == 11
    assert "handed in" in done.stderr
    assert "Surname" not in done.stdout


def test_before_anything_came_in_it_says_what_to_do(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name\ns001,Ada\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    hand_out(Folder(tmp_path))
    done = run("-C", tmp_path)
    assert done.exit_code == 1
    assert "answers/ holds no file" in done.output
    assert not (tmp_path / "staff" / "report.html").exists()
    (tmp_path / "answers" / "a.csv").write_text("id,1a\n", encoding="utf-8")
    done = run("-C", tmp_path)
    assert done.exit_code == 0, done.output
    assert "Nobody handed anything in yet." in done.output
