"""Who gets which exercises: students, sheets and their labelled blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property, lru_cache

from ..formula import Symbol
from ..problems.choices import Option, Options
from ..problems.exercise import Exercise, Solution
from ..problems.problem import Ask, Itself, Kind, Problem

NOT_NUMERIC = frozenset({Kind.WRITTEN, Kind.FORMULA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One row of the roster; `other` carries its further columns along."""

    id: str
    name: str = ""
    print_name: str = ""
    email: str = ""
    group: str = ""
    due: datetime | None = None
    layout: str = ""
    seat: str = ""
    spare: str = ""
    was: str = ""
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One place to answer, labelled as on paper; `options` are what there is to choose from, if anything."""

    label: str
    exercise: int
    symbol: Symbol
    ask: Ask
    points: Fraction
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """An exercise on a sheet, numbered from 1, with what it is worth.

    `apart` has, by label, the exercise behind a blank that was asked with other numbers: an LMS that gives every
    blank a variant of its own.
    """

    number: int
    exercise: Exercise
    solution: Solution
    points: Fraction
    apart: Mapping[str, Item] = field(default_factory=dict)

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """The exercise's points, shared out by the weights that the author gave."""
        if self.apart:
            return tuple(
                self.apart[blank.label].blanks[place] if blank.label in self.apart else blank
                for place, blank in enumerate(replace(self, apart={}).blanks)
            )
        exercise = self.exercise
        if exercise.options:
            return _blanks(exercise.problem, self.number, self.points, exercise.options)
        return _same_blanks(Itself(exercise.problem), self.number, self.points)

    def behind(self, blank: Blank) -> Item:
        """The exercise with whose numbers a blank is asked: this one, as a rule."""
        return self.apart.get(blank.label, self)

    @property
    def numeric(self) -> tuple[Blank, ...]:
        """The blanks that a machine can mark by one number, in the order in which an LMS has them."""
        return tuple(blank for blank in self.blanks if blank.ask.kind not in NOT_NUMERIC and blank.points > 0)


@lru_cache(maxsize=1024)
def _same_blanks(problem: Itself[Problem], number: int, points: Fraction) -> tuple[Blank, ...]:
    """The blanks of everybody whose exercise has no options of its own."""
    return _blanks(problem.one, number, points, {})


def _blanks(problem: Problem, number: int, points: Fraction, options: Options) -> tuple[Blank, ...]:
    weight = weight_of(problem)
    return tuple(
        Blank(
            label=f"{number}{letters(place)}",
            exercise=number,
            symbol=symbol,
            ask=ask,
            points=points * Fraction(ask.points) / weight if weight else Fraction(0),
            options=options.get(symbol, ()),
        )
        for place, (ask, symbol) in enumerate(problem.blanks)
    )


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The exercises one student gets. `code` finds them in the record and says nothing of their numbers.

    `version` is that of an exam, where several students share numbers; `spare` numbers a sheet that is nobody's yet.
    """

    code: str
    student: Student
    items: tuple[Item, ...]
    version: str = ""
    spare: int = 0

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        return tuple(blank for item in self.items for blank in item.blanks)

    @property
    def points(self) -> Fraction:
        return sum((item.points for item in self.items), Fraction(0))

    def item(self, blank: Blank) -> Item:
        """The exercise with whose numbers a blank is asked."""
        return self.items[blank.exercise - 1].behind(blank)


def label_order(label: str) -> tuple[int, int, str]:
    """A sorting key: 1a, 1b, ..., 1z, 1aa, 2a, ..., 10a."""
    number = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(number), len(label) - len(number), label


def weight_of(problem: Problem) -> Fraction:
    """The weights of all blanks together: what a problem is worth where an assignment does not say."""
    return sum((Fraction(ask.points) for ask, _ in problem.blanks), Fraction(0))


def letters(place: int) -> str:
    """`a` to `z`, then `aa`, `ab`, ...: the label of the blank at `place`, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
