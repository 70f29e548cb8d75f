"""Marks of a simulated class in which some answers are said to come from known wrong methods."""

from __future__ import annotations

import random
from dataclasses import replace

from grading.analysis.classroom import Classroom, typed
from gradsheet.derivation import solve
from gradsheet.formula import parse_name
from gradsheet.grading import Marks, Outcome, WrongStep
from gradsheet.problems import find_problem

LECTURE = find_problem("lecture/relu-sigmoid-bce")


def told(room: Classroom, share: float = 0.2) -> tuple[Marks, ...]:
    """Verdicts and first wrong steps as a diagnosis gives them: at one blank, this method or that class of two."""
    chance = random.Random(room.seed)
    symbol = parse_name("dL/dz2[1]")
    classes = [("forgot-output-derivative",), ("sigma-prime-of-y",), ("target-output-swapped", "squared-error-delta")]
    weights = [10, 5, 1]
    ways = LECTURE.wrong_ways
    held = {}
    for sheet in room.sheets:
        if chance.random() < share:
            (ids,) = chance.choices(classes, weights)
            givens = {one: float(value) for one, value in sheet.items[0].exercise.givens.items()}
            value = float(solve(ways[ids[0]].derivation, givens)[symbol])
            label = next(blank.label for blank in sheet.blanks if blank.symbol == symbol)
            room.answers[sheet.student.id][label] = typed(value)
            held[sheet.student.id] = (label, ids)
    return tuple(
        _with_causes(marks, *held[id]) if (id := marks.sheet.student.id) in held else marks for marks in room.marks()
    )


def _with_causes(marks: Marks, label: str, ids: tuple[str, ...]) -> Marks:
    causes = tuple(LECTURE.misconceptions[id] for id in ids)
    verdicts = tuple(
        replace(one, outcome=Outcome.MISCONCEPTION, causes=causes, points=0 * one.points)
        if one.blank.label == label
        else one
        for one in marks.verdicts
    )
    step = WrongStep(exercise=1, symbol=parse_name("dL/dz2[1]"), label=label, causes=causes)
    return replace(marks, verdicts=verdicts, wrong_steps=(step,))
