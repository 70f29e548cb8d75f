"""An assignment folder with a class of four, whose circuit has the same numbers for everybody: q = 5, f = -21.25."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from grading.handed import write
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.grading import Marks, Verdict, grade

PROBLEM = '''
title = "A circuit"
steps = """
q = x + y
f = q * z
"""
[given]
x = 2
y = 3
z = -4.25
[rounding]
answer = 3
[[ask]]
blanks = ["q", "f"]
[[ask]]
blanks = ["df/dx"]
points = 2
'''
WRITTEN = PROBLEM + '[[ask]]\nwritten = true\ntext = "Say why."\npoints = 3\n'
TOP = 'title = "Homework"\nproblems = [{ use = "problems/circuit.toml", points = %d }]\n'
RIGHT = ("5", "-21.25", "-4.25")
ROSTER = ("id,name,group", "s1,Ada,tue", "s2,Bo,tue", "s3,Cy,thu", "s4,Di,thu")


def homework(root: Path, settings: str = "", problem: str = PROBLEM, roster: tuple[str, ...] = ROSTER) -> Folder:
    """The folder, with sheets handed out; q, f and df/dx are worth 2, 2 and 4 points, the written blank 6."""
    (root / "problems").mkdir(parents=True)
    (root / "answers").mkdir()
    write(root / "problems" / "circuit.toml", problem)
    write(root / "roster.csv", *roster)
    folder = Folder(root)
    set_to(folder, settings)
    hand_out(folder)
    return folder


def set_to(folder: Folder, settings: str) -> None:
    has_words = "written" in (folder.problems / "circuit.toml").read_text(encoding="utf-8")
    write(folder.assignment, TOP % (14 if has_words else 8) + settings)


def hand_in(folder: Folder, *rows: str, header: str = "id,1a,1b,1c", file: str = "a.csv") -> None:
    write(folder.answers / file, header, *rows)


def points(folder: Folder) -> dict[str, list[Fraction]]:
    """By student, the points of every blank, as graded now."""
    return {one.sheet.student.id: [verdict.points for verdict in one.verdicts] for one in grade(folder).marks}


def totals(folder: Folder) -> dict[str, Fraction]:
    return {id_: one.total for id_, one in by_student(folder).items()}


def by_student(folder: Folder) -> Mapping[str, Marks]:
    return {one.sheet.student.id: one for one in grade(folder).marks}


def verdict(folder: Folder, student: str, label: str) -> Verdict:
    (found,) = (one for one in by_student(folder)[student].verdicts if one.blank.label == label)
    return found


def decisions(folder: Folder) -> list[dict[str, object]]:
    """The lines of record/decisions."""
    return [json.loads(line) for line in (folder.record / "decisions").read_text(encoding="utf-8").splitlines()]
