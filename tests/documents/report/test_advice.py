"""Remarks on blanks do not read chance as a message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.report.told import LECTURE
from grading.analysis.classroom import Classroom
from gradsheet.documents.report import published
from gradsheet.documents.report.advice import in_short, remark
from gradsheet.grading.analysis import findings


@pytest.fixture(scope="module")
def row():
    (row, *_) = published(findings(Classroom([LECTURE], 100, seed=3).marks()), title="Homework").blanks
    return row


@pytest.mark.parametrize(
    "facility, discrimination, word",
    [
        (0.8, 0.5, ""),
        (0.8, -0.05, "says little"),
        (0.8, 0.1, ""),
        (0.8, -0.3, "stronger students did worse"),
        (0.2, 0.5, "hard"),
        (0.98, 0.0, "nearly everybody"),
        (None, None, "too little"),
        (0.8, None, ""),
    ],
)
def test_a_remark_needs_more_than_chance(row, facility, discrimination, word):
    """With 100 students, a correlation is known to about 0.2."""
    said = remark(replace(row, count=100, facility=facility, discrimination=discrimination))
    assert said.startswith(word) or word in said
    assert bool(said) == bool(word)


def test_what_one_student_did_is_nothing_that_happened_most_often():
    """With names nothing is hidden: counts of one are there, and say nothing about the class."""
    marks = Classroom([LECTURE], 100, seed=3).marks()
    found = published(findings(marks), title="Homework", names=True)
    assert any("most often" in line for line in in_short(found))
    once = [replace(one, count=1) for one in found.steps]
    shows = [replace(one, shows=tuple(replace(each, count=1) for each in one.shows)) for one in found.blanks]
    said = " ".join(in_short(replace(found, steps=tuple(once), blanks=tuple(shows))))
    assert "most often" not in said
    assert "commonest" not in said
