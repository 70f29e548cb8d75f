"""A misconception that an author names after the sheets are out: marking knows it, numbers stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.handed import write
from grading.homework import PROBLEM, hand_in, homework
from gradsheet.errors import ComplaintsError
from gradsheet.grading import Outcome, marked

PASTED = """
[[misconception]]
name     = "minus-for-plus"
title    = "the difference in place of the sum"
feedback = "The node says plus. Which sign did you use?"
quantity = "q"
formula  = "x - y"
"""


def verdicts(folder, student: str):
    graded = marked(folder)
    return {v.blank.label: v for one in graded.marks if one.sheet.student.id == student for v in one.verdicts}


def test_a_misconception_pasted_into_a_problem_that_is_out_is_named_from_the_next_marking_on(tmp_path: Path) -> None:
    folder = homework(tmp_path)
    hand_in(folder, "s1,-1,4.25,-4.25", "s2,5,-21.25,-4.25")
    assert verdicts(folder, "s1")["1a"].outcome is Outcome.WRONG
    write(folder.problems / "circuit.toml", PROBLEM + PASTED)
    found = verdicts(folder, "s1")["1a"]
    assert (found.outcome, [cause.id for cause in found.causes]) == (Outcome.MISCONCEPTION, ["minus-for-plus"])
    assert verdicts(folder, "s2")["1a"].outcome is Outcome.RIGHT


def test_a_file_with_other_steps_teaches_nothing(tmp_path: Path) -> None:
    folder = homework(tmp_path)
    hand_in(folder, "s1,-1,4.25,-4.25")
    write(folder.problems / "circuit.toml", PROBLEM.replace("f = q * z", "f = q + z") + PASTED)
    assert verdicts(folder, "s1")["1a"].outcome is Outcome.WRONG


def test_without_its_file_a_problem_is_marked_as_it_was_handed_out(tmp_path: Path) -> None:
    folder = homework(tmp_path)
    hand_in(folder, "s2,5,-21.25,-4.25")
    (folder.problems / "circuit.toml").unlink()
    assert verdicts(folder, "s2")["1a"].outcome is Outcome.RIGHT


def test_a_slip_in_what_was_pasted_is_said_with_its_line(tmp_path: Path) -> None:
    folder = homework(tmp_path)
    hand_in(folder, "s1,-1,4.25,-4.25")
    write(folder.problems / "circuit.toml", PROBLEM + PASTED.replace('"x - y"', '"x - w"'))
    with pytest.raises(ComplaintsError, match=r"problems/circuit\.toml:\d+:\d+: misconception\[1\]\.formula"):
        marked(folder)
