"""Options to choose from: one right number, the others made by misconceptions, each with its named cause.

Options stand in the order of their numbers. Which wrong ones stand there is settled by a hash of the
givens that first chooses the place of the right one among those that the wrong numbers allow: the
middle would give it away, for misconceptions lie on both sides of it.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from ..formula import Symbol, decimal_text, name
from ..formula.nodes import Number
from ..models.misconceptions import Concept, Misconception
from .problem import Ask, Kind, Problem
from .ranges import Draw, arrays
from .separation import Separation, Separator
from .stream import PUBLIC, public_seed, seed, words

WHOLE = 1e-9
"""How far from a whole number a wrong number may lie where whole numbers are asked."""
LARGEST = 1e6
"""A wrong number beyond it, and beyond a hundred times the right one, is no option."""
SAMPLED = 512
"""Draws among which one with enough wrong numbers is sought."""


@dataclass(frozen=True, slots=True)
class Option:
    """A number as printed, and what leads to it: ids of misconceptions or slips; nothing for the right one."""

    number: str
    causes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return not self.causes


Options = Mapping[Symbol, tuple[Option, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What a wrong option is consistent with; English words, which languages have by the id."""

    id: str
    title: str
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What makes wrong numbers where there are too few misconceptions: the right number times a factor."""

    cause: Cause
    factor: float


def _slip(id: str, title: str, feedback: str, factor: float) -> Slip:
    return Slip(cause=Cause(id=id, title=title, feedback=feedback), factor=factor)


_SIGN, _POINT = "Is the sign right?", "Is the decimal point in its place?"
SLIPS: Mapping[str, Slip] = {
    slip.cause.id: slip
    for slip in (
        _slip("sign-slip", "the sign is lost", _SIGN, -1),
        _slip("point-right", "the decimal point one place too far right", _POINT, 10),
        _slip("point-left", "the decimal point one place too far left", _POINT, 0.1),
        _slip("sign-and-point-right", "sign lost, decimal point one place too far right", f"{_SIGN} {_POINT}", -10),
        _slip("sign-and-point-left", "sign lost, decimal point one place too far left", f"{_SIGN} {_POINT}", -0.1),
        _slip("point-far-right", "the decimal point two places too far right", _POINT, 100),
        _slip("point-far-left", "the decimal point two places too far left", _POINT, 0.01),
    )
}
"""By id, in the order in which they are wanted."""


def letter(place: int) -> str:
    """`A` for the first option."""
    return string.ascii_uppercase[place]


def causes_of(ids: Iterable[str], problem: Problem) -> tuple[Cause | Misconception, ...]:
    """What a wrong option is consistent with; an id of which nothing is known any more speaks for itself."""
    return tuple(_cause(id, problem) for id in ids)


def _cause(id: str, problem: Problem) -> Cause | Misconception:
    if id in SLIPS:
        return SLIPS[id].cause
    return problem.misconceptions.get(id) or Cause(id=id, title=id, feedback="")


def options(problem: Problem, draws: Sequence[Draw]) -> list[Options]:
    """For each draw the options of every blank that has some.

    There are fewer than the author asked for where the numbers, of a published case perhaps, give no more.
    """
    asked = _asked(problem)
    if not asked or not draws:
        return [{} for _ in draws]
    givens = {symbol: np.array([float(draw[symbol]) for draw in draws]) for symbol in problem.derivation.givens}
    found = Separator(problem)(givens, len(draws))
    made: list[dict[Symbol, tuple[Option, ...]]] = [{} for _ in draws]
    for symbol, ask in asked.items():
        candidates = _Candidates.of(symbol, found)
        for place, chosen in enumerate(candidates.chosen(ask.choices - 1, [_key(symbol, draw) for draw in draws])):
            if len(chosen) > 1:
                made[place][symbol] = chosen
    return list(made)


def enough(found: Separation) -> Iterator[Any]:
    """For each blank with choices, the draws that have as many wrong numbers as it wants."""
    problem = found.separator.problem
    for symbol, ask in _asked(problem).items():
        yield _Candidates.of(symbol, found).count >= ask.choices - 1


def most_choices(problem: Problem) -> dict[Symbol, int]:
    """For each blank with choices, how many some draw could offer, the right one included."""
    asked = _asked(problem)
    if not asked:
        return {}
    slots = len(problem.given)
    picks = words([public_seed("choices", 0)], np.arange(SAMPLED * slots).reshape(1, SAMPLED, slots))[0]
    found = Separator(problem)(arrays(problem, picks), SAMPLED)
    return {symbol: int(_Candidates.of(symbol, found).count.max()) + 1 for symbol in asked}


def _asked(problem: Problem) -> dict[Symbol, Ask]:
    return {symbol: ask for ask, symbol in problem.blanks if ask.kind is Kind.CHOICE}


def _key(symbol: Symbol, draw: Draw) -> bytes:
    return seed(PUBLIC, "choices", name(symbol), *(decimal_text(Number(value)) for value in draw.values()))


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The wrong numbers of one blank, misconceptions before slips, which have no concept, and the right ones.

    `exact` and `tolerance` have shape (candidates, draws), and so has `usable`: which may be options beside those
    before them and the right one.
    """

    problem: Problem
    ids: tuple[str, ...]
    concepts: tuple[Concept | None, ...]
    right: Any
    exact: Any
    tolerance: Any
    usable: Any

    @classmethod
    def of(cls, symbol: Symbol, found: Separation) -> _Candidates:
        problem, place = found.separator.problem, found.separator.blanks.index(symbol)
        right, allowed = found.right[place], found.allowed[place]
        ways = problem.wrong_ways
        rows = [row for row, id in enumerate(found.separator.ids) if symbol in ways[id].reached]
        ids = tuple(found.separator.ids[row] for row in rows)
        factors = np.array([slip.factor for slip in SLIPS.values()])[:, None]
        exact = np.concatenate([found.exact[rows, place], factors * right])
        tolerance = np.concatenate([found.tolerance[rows, place], np.broadcast_to(allowed, (len(SLIPS), len(right)))])
        with np.errstate(all="ignore"):
            usable = np.isfinite(exact) & (np.abs(exact) <= np.maximum(LARGEST, 100.5 * np.abs(right)))
            if problem.rounding.is_whole:
                usable &= np.abs(exact - np.round(exact)) <= WHOLE
            usable &= _apart(exact, tolerance, right, allowed, problem)
            for row in range(1, len(exact)):
                apart = _apart(exact[:row], tolerance[:row], exact[row], tolerance[row], problem)
                usable[row] &= np.all(apart | ~usable[:row], axis=0)
        concepts = (*(ways[id].misconception.concept for id in ids), *(None for _ in SLIPS))
        return cls(problem, (*ids, *SLIPS), concepts, right, exact, tolerance, usable)

    @property
    def count(self) -> Any:
        """How many options there could be beside the right one, for every draw."""
        return np.count_nonzero(self.usable, axis=0)

    def chosen(self, need: int, keys: Sequence[bytes]) -> Iterator[tuple[Option, ...]]:
        """The options of each draw in the order of their numbers; `keys` settle which of the wrong ones."""
        order = words(keys, np.broadcast_to(np.arange(len(self.ids) + 1), (len(keys), len(self.ids) + 1)))
        for draw, (first, *bits) in enumerate(order.tolist()):
            usable = np.flatnonzero(self.usable[:, draw]).tolist()
            wanted = sorted(usable, key=lambda row: (0, bits[row]) if self.concepts[row] else (1, row))
            taken = self._taken(wanted, need, draw, first)
            found = [Option(self._printed(self.right[draw]))]
            found += [Option(self._printed(self.exact[row, draw]), self._causes(row, draw)) for row in taken]
            yield tuple(sorted(found, key=lambda option: Decimal(option.number)))

    def _taken(self, wanted: Sequence[int], need: int, draw: int, first: int) -> list[int]:
        """The wrong numbers, so many below and above the right one that every place is as likely for it."""
        below = [row for row in wanted if self.exact[row, draw] < self.right[draw]]
        above = [row for row in wanted if self.exact[row, draw] > self.right[draw]]
        need = min(need, len(wanted))
        least, most = max(0, need - len(above)), min(need, len(below))
        place = least + first % (most - least + 1)
        concepts: set[Concept] = set()
        return [*self._varied(below, place, concepts), *self._varied(above, need - place, concepts)]

    def _varied(self, wanted: Sequence[int], count: int, concepts: set[Concept]) -> list[int]:
        """`count` of them, misconceptions of concepts that are not there yet first, slips last."""
        rest, taken = list(wanted), []
        for _ in range(count):
            row = next((row for row in rest if self.concepts[row] and self.concepts[row] not in concepts), rest[0])
            rest.remove(row)
            taken.append(row)
            if concept := self.concepts[row]:
                concepts.add(concept)
        return taken

    def _printed(self, number: Any) -> str:
        return self.problem.rounding.answered(float(number))

    def _causes(self, row: int, draw: int) -> tuple[str, ...]:
        """All that give this number as far as anybody can tell; slips only where nothing else does."""
        exact, tolerance = self.exact[:, draw], self.tolerance[:, draw]
        with np.errstate(all="ignore"):
            apart = _apart(exact, tolerance, exact[row], tolerance[row], self.problem)
        alike = np.flatnonzero(np.isfinite(exact) & ~apart).tolist()
        return tuple(self.ids[one] for one in alike if self.concepts[one] or self.concepts[row] is None)


def _apart(one: Any, reach: Any, other: Any, other_reach: Any, problem: Problem) -> Any:
    """Whether nobody can take one number for the other, in their tolerances or as printed."""
    return np.abs(one - other) > np.maximum(reach + other_reach, 1.001 * problem.rounding.answer_unit)
