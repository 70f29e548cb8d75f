"""A simulated class, marked: nobody honest is harmed, wrong methods are named, a slip costs one blank.

Here a part of the bank and a few papers of each kind; benchmarks/diagnosis.py does the same for the whole bank.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from grading.classroom import Classroom, Size
from grading.judged import PROMISED, Tally, judged
from gradsheet.problems import bank_names, find_problem

EVERY = 3  # problems of the bank, counted from the second, of which one is taken
SIZE = Size(draws=2, per_misconception=1, slips=8, others=2)
SO_FAR: Mapping[str, float] = {
    "slip at an unasked step": 0.7,
}
"""What marking reaches today where that is less than what is promised."""


@pytest.fixture(scope="module")
def tally():
    whole = Tally()
    for name in bank_names()[1::EVERY]:
        whole.join(judged(Classroom(find_problem(name), SIZE)))
    return whole


def test_no_honest_student_is_harmed(tally):
    """Whoever is careful, rounds as told, leaves blanks out or writes fractions is right in every blank."""
    harmed = [lines[0] for key, lines in tally.examples.items() if ": harmed: " in key]
    assert tally.harmed == 0, "\n".join(harmed)
    assert all(tally.of(kind) for kind in ("careful", "rounding", "honest, blanks left out"))


@pytest.mark.parametrize("promise", [one for one in PROMISED if one.least], ids=lambda one: one.kind)
def test_the_class_is_marked_as_promised(promise, tally):
    share = tally.share(promise)
    others = [lines[0] for key, lines in tally.examples.items() if key.startswith(f"{promise.kind}: ")]
    assert share is not None
    assert share >= min(promise.least, SO_FAR.get(promise.kind, 1.0)), "\n".join(others[:3])
