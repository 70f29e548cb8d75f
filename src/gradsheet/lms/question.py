"""A question of an LMS: an exercise with all its parts, or with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..assignments.seeds import exercise_code
from ..assignments.sheet import Item, Sheet
from ..problems import Problem
from ..problems.together import MOST
from ..problems.working import work_together
from .part import Lowered, Part, lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An exercise of a sheet, lowered; where it is split, `lowered` has one part and the code ends in its letter."""

    sheet: Sheet
    item: Item
    lowered: Lowered
    split: bool = False

    @property
    def problem(self) -> Problem:
        return self.item.exercise.problem

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.lowered.parts

    @property
    def code(self) -> str:
        """`7QK3M9TX4H-2`, or `7QK3M9TX4H-2b`: what the reader of responses looks for in the question's text."""
        return self.exercise_code + self.letter

    @property
    def exercise_code(self) -> str:
        """`7QK3M9TX4H-2`, whether the question is split off or not."""
        return exercise_code(self.sheet.code, self.item.number)

    @property
    def letter(self) -> str:
        """The letter of the blank that is split off, else nothing."""
        return self.parts[0].blank.label.removeprefix(str(self.item.number)) if self.split else ""

    @property
    def pool(self) -> str:
        """What variants of one question have in common: the problem's name, and the blank's letter."""
        return f"{self.problem.name} {self.letter}".rstrip()


def questions(sheets: Iterable[Sheet]) -> list[Question]:
    """Every exercise of the sheets, problem by problem; one without a numeric part has none here either."""
    found: dict[str, list[Question]] = {}
    for sheet in sheets:
        for item in sheet.items:
            one = Question(sheet=sheet, item=item, lowered=lower(item))
            found.setdefault(one.problem.name, []).append(one)
    return [question for together in found.values() for question in together]


def split(whole: Iterable[Question]) -> Iterator[Question]:
    """A question for each part; parts of one problem stand together, each with all its variants.

    An exercise without a part stays as it is, so that what it says of itself is not lost.
    """
    pools: dict[str, list[Question]] = {}
    for question in whole:
        if not question.parts:
            pools.setdefault(question.pool, []).append(question)
        for part in question.parts:
            one = replace(question, lowered=replace(question.lowered, parts=(part,)), split=True)
            pools.setdefault(one.pool, []).append(one)
    for together in pools.values():
        yield from together


def worked_ahead(some: Sequence[Question]) -> Iterator[Question]:
    """The questions, the keys of many of them worked at once, which takes less time."""
    for start in range(0, len(some), MOST):
        together = some[start : start + MOST]
        work_together([(one.item.exercise, one.item.solution) for one in together])
        yield from together


def left_out(some: Iterable[Question]) -> tuple[str, ...]:
    """What is in the exercises and no machine can mark, each said once."""
    notes: dict[str, None] = {}
    for question in some:
        notes |= dict.fromkeys(question.lowered.notes)
        if not question.parts:
            notes[f"{question.problem.name}: no blank is a number, so there is no question to export"] = None
    return tuple(notes)
