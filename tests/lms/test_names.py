"""Problems whose names a target spells alike: nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gradsheet.lms.course import Course
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions
from gradsheet.lms.targets import target_named
from lms.drawn import sheets, small


@pytest.mark.parametrize("target", ["olx", "qti21", "prairielearn"])
def test_both_are_there_each_with_its_variants(target):
    row, course = target_named(target), Course(title="Homework 3")
    asked = questions(sheets([replace(small(), name="made up"), replace(small(), name="made:up")], 2))
    held = row.read(dict(row.write(asked, course).files))
    assert prove(held, asked, course).questions == 4
    assert len({one.pool for one in held}) == 2
