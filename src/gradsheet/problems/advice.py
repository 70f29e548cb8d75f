"""What an author can do about a rule that rejects too many draws: the same words in `make` and in the laboratory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from ..derivation import Role, solve
from ..formula import Symbol, name, parse_name
from ..models import RATE, swapped
from .fairness import SAME_LOAD, Fairness
from .problem import Problem
from .ranges import arrays
from .rules import RULES
from .stream import words

TRIED = 256
MOSTLY = 0.5
LOAD = (
    "draw from ranges whose numbers have equally many digits, or fix some signs; "
    'without = ["same-load"] lets the work differ'
)


class Rejected(NamedTuple):
    """How many draws a rule rejects, of those that it saw: costly rules see only what the others left."""

    draws: int
    of: int

    @property
    def share(self) -> float:
        return self.draws / self.of if self.of else 0.0


def rejects(rule: str, found: Rejected) -> str:
    """`sigma-prime-of-y` at dL/dW1[1,1] alone rejects 9,812 of 10,000."""
    id, at, blank = rule.partition(" at ")
    shown = f"`{id}`{at}{blank}" if at and not rule.startswith("require") else f"`{rule}`"
    return f"{shown} alone rejects {found.draws:,} of {found.of:,}"


def way_out(rule: str, problem: Problem) -> str:
    """What to do about a rule, as an author would do it in the file."""
    if rule == "finite":
        return f"{_without_value(problem)} (ln of 0, a division by 0, or too large)"
    if rule == SAME_LOAD:
        return LOAD
    if rule in RULES:
        return f'{RULES[rule].advice(problem)}; without = ["{rule}"] drops the rule'
    if rule.startswith("require: "):
        return "loosen it, or widen the ranges in [given]"
    for word in (" at ", " unseen", " like "):
        id, found, other = rule.partition(word)
        if found:
            return _SEPARATED[word](id, other, problem)
    return "widen the ranges in [given]"


def _at(id: str, blank: str, problem: Problem) -> str:
    symbol, found = parse_name(blank), []
    if symbol.updates and RATE in problem.derivation.givens:
        found.append(f"raise {name(RATE)}")
    gradient = _gradient(symbol, problem)
    if gradient is not None and gradient not in problem.banded:
        found.append(f"ask for {name(gradient)} instead")
    found.append(f"keep {problem.rounding.keep + 1} decimals")
    return f'{", ".join(found)}, or drop it: drop = ["{id} at {blank}"]'


def _gradient(symbol: Symbol, problem: Problem) -> Symbol | None:
    """The gradient that moves a weight to its new value."""
    if not symbol.updates or problem.derivation.role(symbol) not in (Role.WEIGHT, Role.BIAS):
        return None
    before = replace(symbol, updates=symbol.updates - 1)
    found = (step.symbol for step in problem.derivation.steps if step.symbol.by == before)
    return next((one for one in found if one.of == problem.objective or problem.objective is None), None)


def _unseen(id: str, other: str, problem: Problem) -> str:
    shows = where_it_shows(id, problem)
    ask = f"ask for {name(shows)}, where it shows, or " if shows is not None else ""
    return f'{ask}let it hide: hidden = ["{id}"]'


def _like(id: str, other: str, problem: Problem) -> str:
    return (
        f"ask for more on the way, where the two differ, keep {problem.rounding.keep + 1} decimals, "
        f'or drop one: drop = ["{id}"]'
    )


_SEPARATED: Mapping[str, Callable[[str, str, Problem], str]] = {" at ": _at, " unseen": _unseen, " like ": _like}


def where_it_shows(id: str, problem: Problem) -> Symbol | None:
    """A quantity that nobody asks for, and that a misconception gives another number in fair draws."""
    givens = Fairness(problem).sample
    wrong = swapped(problem.derivation, [problem.misconceptions[id]]).get(id)
    if wrong is None or not givens:
        return None
    with np.errstate(all="ignore"):
        rights, wrongs = solve(problem.derivation, givens), solve(wrong, givens)
        for step in wrong.steps:
            differs = np.abs(rights[step.symbol] - wrongs[step.symbol]) > problem.rounding.answer_unit
            if step.symbol not in problem.banded and np.mean(differs) > MOSTLY:
                return step.symbol
    return None


def _without_value(problem: Problem) -> str:
    """The step that most often is the first without a finite value."""
    values = solve(problem.derivation, _some(problem))
    lost = np.zeros(TRIED, dtype=bool)
    found: dict[str, int] = {}
    for step in problem.derivation.steps:
        here = ~np.isfinite(values[step.symbol]) & ~lost
        found[str(step)] = int(np.count_nonzero(here))
        lost |= here
    return f"{max(found, key=found.__getitem__)} has no finite value"


def _some(problem: Problem) -> Mapping[Symbol, Any]:
    slots = len(problem.given)
    return arrays(problem, words([bytes(32)], [range(TRIED * slots)]).reshape(TRIED, slots))


def explained(problem: Problem, rejected: Mapping[str, Rejected], tried: int) -> str:
    """Why there are no fair numbers among so many draws, and the ways out: first what rejects most of what it sees."""
    found = [rule for rule, one in rejected.items() if one.draws]
    worst = sorted(found, key=lambda rule: (rejected[rule].share, rejected[rule].draws), reverse=True)[:3]
    reasons = "; ".join(rejects(rule, rejected[rule]) for rule in worst)
    return f"{problem.name}: no fair numbers among {tried:,} draws: {reasons}; {_ways(problem, worst)}"


def _ways(problem: Problem, worst: Sequence[str]) -> str:
    ways = "; ".join(f"{rule}: {way_out(rule, problem)}" for rule in worst)
    return f"widen the ranges in [given], or relax [draw] ({ways})"
