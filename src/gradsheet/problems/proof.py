"""The proof of a key: derivatives against finite differences, numbers against 50 digits.

Finite differences know the forward formulas only, so a wrong derivative rule shows, and a path that was
left out or taken twice. The evaluation in 50 digits knows the formulas only, so a wrong function shows, a
cancellation that eats digits, and a decimal printed wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from itertools import islice
from typing import Any

import numpy as np

from ..derivation import Step, solve
from ..formula import Apply, Formula, Symbol, derivative, evaluate, name, symbols_in, updated
from ..formula.operators import Array
from .exercise import Exercise
from .precise import Real, evaluate_precisely, exact
from .problem import Problem
from .rounding import MOST_DIGITS, significant

EPS = float(np.finfo(float).eps)
REACH = EPS ** (1 / 3)
"""The step of a central difference in doubles that loses least: rounding grows as eps/h, the cut-off as h^2."""
NEAR = 1e-6
DUST = 16 * EPS
"""How well such a difference must agree, relative, and what rounding does to the two numbers subtracted."""
SMALL_REACH = exact("1e-18")
SAME = exact("1e-24")
"""The same in 50 digits, which decide wherever doubles are not near."""
EQUAL = 1e-12
NEARLY = 0.99
SAMPLED, LEAST_SAMPLED = 200, 20
MOST_OPERATIONS = 40_000
"""So many exercises of a problem are worked out in 50 digits, fewer of a long one, beside those in which doubles are
not near; closed forms, which are slow to find, of the least number."""
MOST_FAILURES = 3

Draw = Mapping[Symbol, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A number in the key of the draw at place `draw` that another way to compute it does not confirm."""

    draw: int
    symbol: Symbol
    found: str
    judged: str

    def __str__(self) -> str:
        return f"{name(self.symbol)} is {self.found} in the key, but {self.judged}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How much of a problem was compared; `at_kinks` derivatives lie where there is none, and were left out."""

    exercises: int
    derivatives: int
    numbers: int
    at_kinks: int = 0
    failures: tuple[Failure, ...] = ()


def prove(problem: Problem, draws: Sequence[Draw]) -> Proof:
    """Compares every derivative of every draw, and every number of a sample of the draws."""
    key = _Key(problem, draws)
    derivatives = [step for step in problem.derivation.steps if step.symbol.is_derivative]
    failures: list[Failure] = []
    at_kinks = 0
    doubtful: set[int] = set()
    for step, place in ((one, draw) for one in derivatives for draw in key.doubtful(one)):
        slope = key.slope(step, place)
        if slope is None:
            at_kinks += 1
        else:
            failures += key.contradicted(step, place, slope)
            doubtful.add(place)
        if len(failures) == MOST_FAILURES:
            break
    sample = sorted(doubtful.union(_sample(problem, len(draws))))
    failures += islice((failure for place in sample for failure in key.misprinted(place)), MOST_FAILURES)
    failures += islice((failure for place in sample[:LEAST_SAMPLED] for failure in key.misread(place)), MOST_FAILURES)
    return Proof(
        exercises=len(draws),
        derivatives=len(derivatives) * len(draws) - at_kinks,
        numbers=len(problem.derivation.steps) * len(sample),
        at_kinks=at_kinks,
        failures=tuple(failures),
    )


def _sample(problem: Problem, count: int) -> range:
    """Places spread evenly over the draws, the same in every run."""
    long = sum(_operations(step.formula) for step in problem.derivation.steps)
    most = max(LEAST_SAMPLED, min(SAMPLED, MOST_OPERATIONS // max(1, long)))
    return range(0, count, max(1, -(-count // most)))


def _operations(formula: Formula) -> int:
    return 1 + sum(map(_operations, formula.arguments)) if isinstance(formula, Apply) else 0


@dataclass(frozen=True)
class _Key:
    """The numbers of one problem's keys, and how else they can be found."""

    problem: Problem
    draws: Sequence[Draw]
    _leading: dict[Symbol, tuple[Step, ...]] = field(default_factory=dict)
    _in_digits: dict[int, dict[Symbol, Real]] = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[Symbol, Array]:
        """Every quantity as the key has it; shape (draws,)."""
        givens = self.problem.derivation.givens
        columns = {symbol: np.array([float(draw[symbol]) for draw in self.draws]) for symbol in givens}
        found = solve(self.problem.derivation, columns)
        return {symbol: np.broadcast_to(value, (len(self.draws),)) for symbol, value in found.items()}

    def doubtful(self, step: Step) -> list[int]:
        """The draws in which central differences in doubles do not confirm a derivative."""
        of, by = step.symbol.of, step.symbol.by
        assert of is not None
        assert by is not None
        with np.errstate(all="ignore"):
            reach = REACH * np.maximum(1.0, np.abs(self.values[by]))
            moved = {**self.values, by: self.values[by] + np.multiply.outer([-1.0, 1.0], reach)}
            low, high = np.broadcast_to(self._height(step, moved, evaluate), moved[by].shape)
            slope = (high - low) / (moved[by][1] - moved[by][0])
            dust = DUST * np.maximum(1.0, np.maximum(np.abs(low), np.abs(high))) / reach
            near = np.abs(slope - self.values[step.symbol]) <= NEAR * np.abs(self.values[step.symbol]) + dust
        return [int(place) for place in np.flatnonzero(~near)]

    def slope(self, step: Step, place: int) -> Real | None:
        """The central difference in 50 digits; None where a kink lies between its two points."""
        of, by = step.symbol.of, step.symbol.by
        assert of is not None
        assert by is not None
        values = self._precise(place)
        reach = SMALL_REACH * max(1, abs(values[by]))
        ends, sides = list[Real](), list[list[object]]()
        for point in (values[by] - reach, values[by] + reach):
            turns = list[object]()
            ends.append(self._height(step, {**values, by: point}, partial(evaluate_precisely, turns=turns)))
            sides.append(turns)
        return (ends[1] - ends[0]) / (2 * reach) if sides[0] == sides[1] else None

    def contradicted(self, step: Step, place: int, slope: Real) -> Iterator[Failure]:
        derived = self._precise(place)[step.symbol]
        if not abs(derived - slope) <= SAME * max(1, abs(slope)):
            judged = f"finite differences of {name(step.symbol.of or step.symbol)} give {significant(float(slope))}"
            yield self._failure(step.symbol, place, judged)

    def misprinted(self, place: int) -> Iterator[Failure]:
        """The numbers of one draw that are not what 50 digits give, to 1e-12 or far finer than an answer is typed.

        Of a number that is asked, the decimals printed must be those of the exact value.
        """
        rounding = self.problem.rounding
        finest = 10.0 ** -(rounding.typable + 2)
        half = 10.0 ** -min(rounding.answer, MOST_DIGITS) / 2 + EQUAL
        precise = self._precise(place)
        asked = {symbol for _, symbol in self.problem.numbers}
        for step in self.problem.derivation.steps:
            true, found = precise[step.symbol], float(self.values[step.symbol][place])
            # Nearly all are seen in doubles, which are off by less than the rest of what is allowed.
            about = float(true)
            allowed = max(finest, EQUAL * abs(about))
            if not abs(found - about) <= NEARLY * allowed and not abs(found - true) <= max(finest, EQUAL * abs(true)):
                yield self._failure(step.symbol, place, f"{significant(about)} in 50 digits")
            elif step.symbol in asked:
                printed = rounding.answered(found)
                surely = abs(float(printed) - about) <= NEARLY * half - EQUAL * abs(about)
                if not surely and not abs(exact(printed) - true) <= half:
                    yield self._failure(step.symbol, place, f"printed as {printed}")

    def misread(self, place: int) -> Iterator[Failure]:
        """The closed forms of one draw that are another number."""
        precise = self._precise(place)
        for symbol, formula in Exercise(problem=self.problem, givens=self.draws[place]).closed.items():
            if not abs(evaluate_precisely(formula, {}) - precise[symbol]) <= SAME * max(1, abs(precise[symbol])):
                yield self._failure(symbol, place, "its closed form is another number")

    def _failure(self, symbol: Symbol, place: int, judged: str) -> Failure:
        found = significant(float(self.values[symbol][place]))
        return Failure(draw=place, symbol=symbol, found=found, judged=judged)

    def _height(self, step: Step, moved: dict[Symbol, Any], evaluated: Callable[..., Any]) -> Any:
        """What a derivative differentiates, where `moved` has another number for the quantity below it.

        Where a course goes back through weights that were already updated, no quantity has this derivative: then
        the steps that use the quantity, with those weights, each times what came down to it.
        """
        of, by = step.symbol.of, step.symbol.by
        assert of is not None
        assert by is not None
        if step.symbol not in self._ahead:
            for other in self._between(of, by):
                moved[other.symbol] = evaluated(other.formula, moved)
            return moved[of]
        read = self._used[step.symbol]
        total: Any = 0
        for user in self._users(of, by):
            at = moved | {
                weight: moved[updated(weight)] for weight in self._used[user.symbol] if updated(weight) in read
            }
            total = total + (1 if user.symbol == of else moved[derivative(of, user.symbol)]) * evaluated(
                user.formula, at
            )
        return total

    @cached_property
    def _ahead(self) -> frozenset[Symbol]:
        """The derivatives that are taken with weights of after the update, and those that follow from them."""
        found: set[Symbol] = set()
        for step in self.problem.derivation.steps:
            of, by = step.symbol.of, step.symbol.by
            if of is None or by is None:
                continue
            for user in self._users(of, by):
                newer = any(updated(weight) in self._used[step.symbol] for weight in self._used[user.symbol])
                if newer or derivative(of, user.symbol) in found:
                    found.add(step.symbol)
        return frozenset(found)

    def _users(self, of: Symbol, by: Symbol) -> list[Step]:
        """The steps that use a quantity, on the way to `of`."""
        derivation = self.problem.derivation
        users = derivation.consumers.get(by, ())
        return [one for one in users if one.symbol == of or derivative(of, one.symbol) in derivation.by_symbol]

    def _between(self, of: Symbol, by: Symbol) -> Iterator[Step]:
        """The steps that lead to `of` and depend on `by`, which itself is believed."""
        if of not in self._leading:
            self._leading[of] = self.problem.derivation.needed_for([of])
        moved = {by}
        for step in self._leading[of]:
            if step.symbol != by and not moved.isdisjoint(self._used[step.symbol]):
                moved.add(step.symbol)
                yield step

    def _precise(self, place: int) -> dict[Symbol, Real]:
        """Every quantity of one draw in 50 digits."""
        if place not in self._in_digits:
            values = {symbol: exact(value) for symbol, value in self.draws[place].items()}
            for step in self.problem.derivation.steps:
                values[step.symbol] = evaluate_precisely(step.formula, values)
            self._in_digits[place] = values
        return self._in_digits[place]

    @cached_property
    def _used(self) -> Mapping[Symbol, frozenset[Symbol]]:
        return {step.symbol: frozenset(symbols_in(step.formula)) for step in self.problem.derivation.steps}
