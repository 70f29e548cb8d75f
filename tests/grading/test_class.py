"""A simulated class, marked: nobody honest is harmed, wrong methods are named, a slip costs one blank.

Here a part of the bank and a few papers of each kind; benchmarks/diagnosis.py does the same for the whole bank.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from grading.classroom import NONSENSE, Classroom, Paper, Size
from grading.judged import HONEST, PROMISED, Tally, judged, shown
from gradsheet.grading import Marks, mark
from gradsheet.problems import bank_names, find_problem

EVERY = 3  # problems of the bank, counted from the second, of which one is taken
SIZE = Size(draws=1, per_misconception=1, slips=6, others=1)


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
    assert share >= promise.least, "\n".join(others[:3])


@pytest.fixture(scope="module", params=["lecture/relu-sigmoid-bce", "softmax/temperature", "convolution/stride"])
def room(request):
    return Classroom(find_problem(request.param), Size(draws=2, per_misconception=1, slips=8, others=5))


def found(marks: Marks) -> list[tuple[object, ...]]:
    """All that marking says of a paper."""
    steps = [(one.symbol, one.causes, one.asked) for one in marks.wrong_steps]
    said = [(v.outcome, v.points, v.note, [c.id for c in v.causes], len(v.believed)) for v in marks.verdicts]
    return [*steps, *said]


def test_a_paper_is_marked_alone_as_in_the_class(room):
    papers = list(room.papers())
    for paper, together in list(zip(papers, marks_of(papers), strict=True))[::5]:
        (alone,) = marks_of([paper])
        assert found(alone) == found(together), shown(paper, together)


def test_nobody_earns_less_for_having_written_something(room):
    """A wrong number in a blank is never worse than an empty one, there and everywhere else."""
    chance = random.Random(1)
    papers = [paper for paper in room.papers() if paper.kind not in (*HONEST, *NONSENSE) and len(paper.written) > 1]
    fewer = []
    for paper in papers:
        left = chance.choice(list(paper.written))
        fewer.append(replace(paper, written={s: text for s, text in paper.written.items() if s != left}))
    for paper, full, part in zip(papers, marks_of(papers), marks_of(fewer), strict=True):
        assert full.earned >= part.earned, f"{shown(paper, full)}\n{shown(paper, part)}"


def marks_of(papers: Sequence[Paper]) -> tuple[Marks, ...]:
    handed = {one.student: one for one in (paper.submission(number) for number, paper in enumerate(papers))}
    return mark([paper.sheet(number) for number, paper in enumerate(papers)], handed)
