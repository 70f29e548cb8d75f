"""Evidence about persons, as a file: each kind of row is there for what it says, and cells are never formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from documents.report.told import LECTURE
from grading.analysis.classroom import Classroom
from gradsheet.documents.report.about_persons import evidence_csv
from gradsheet.grading.analysis import evidence


def rows(room: Classroom) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(evidence_csv(evidence(room.marks())))))


def test_a_swap_a_wrong_id_a_copied_sheet_and_shared_digits_are_four_kinds():
    room = Classroom([LECTURE], 80, seed=5)
    room.answers["s00002"], room.answers["s00003"] = room.answers["s00003"], room.answers["s00002"]
    room.answers["s00007"] = room.answers.pop("s00031")
    room.answers["s00011"] = dict(room.answers["s00040"])
    for quantity, text in (("z2[1]", "2.3113"), ("L", "0.9871"), ("new W1[1,1]", "1.2345")):
        for student in ("s00050", "s00061"):
            room.answers[student][room.label(quantity)] = text
    found = {(row["what"], row["student"], row["other"]): row for row in rows(room)}
    assert set(found) == {
        ("swapped", "s00002", "s00003"),
        ("wrong id", "s00007", "s00031"),
        ("another sheet", "s00011", "s00040"),
        ("shared digits", "s00050", "s00061"),
    }
    for row in found.values():
        assert float(row["expected by chance in this class"]) <= 0.01
        assert row["read as"]
    assert found["shared digits", "s00050", "s00061"]["blanks"] == "1e 1g 1l"


def test_an_id_that_starts_like_a_formula_is_text():
    room = Classroom([LECTURE], 40, seed=6)
    bad = "=HYPERLINK(1)"
    room.answers[bad] = dict(room.answers["s00009"])
    room.sheets[4] = replace(room.sheets[4], student=replace(room.sheets[4].student, id=bad))
    (row,) = rows(room)
    assert row["student"] == f"'{bad}"


def test_a_clean_class_has_a_file_with_a_header_only():
    assert rows(Classroom([LECTURE], 40, seed=7)) == []
    assert evidence_csv(evidence(())).count("\n") == 1
