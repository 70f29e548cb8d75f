"""Marking formulas: two are the same when they have the same value for many numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..assignments.sheet import Blank, Item
from ..derivation import Derivation, solve
from ..formula import Formula, Symbol, evaluate, name, symbols_in, to_text
from ..formula.notation import LECTURE, Profile
from ..formula.plain import symbol_to_plain
from ..formula.student import Unreadable, read_formula
from ..problems.draw import draw
from ..problems.problem import Problem
from ..problems.stream import public_seed

DRAWS = 40
NEAR = 1e-6  # relative
DUST = 1e-12  # of the largest value: a difference of equal numbers is not quite 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What came out: the same, the same but for the sign, or neither; `note` says what was read."""

    same: bool
    opposite: bool
    note: str


@dataclass(slots=True)
class Comparison:
    """Reads and compares formulas; each problem's numbers are drawn once."""

    notation: Profile = LECTURE
    decimal_comma: bool = False
    _names: dict[int, tuple[Problem, Mapping[str, Symbol]]] = field(default_factory=dict)
    _values: dict[int, tuple[Problem, Mapping[Symbol, Any]]] = field(default_factory=dict)

    def read(self, text: str, problem: Problem, asked: Symbol) -> Formula | Unreadable:
        """The formula in a blank; what is asked, and what is made of it, may not stand in it."""
        names = self._names_of(problem)
        text = text.strip()
        before, equals, after = text.partition("=")
        if equals and names.get(" ".join(before.split())) == asked:
            text = " " * (len(before) + 1) + after
        formula = read_formula(text, names, decimal_comma=self.decimal_comma)
        if isinstance(formula, Unreadable):
            return formula
        circular = depending(asked, problem.derivation)
        found = next((symbol for symbol in symbols_in(formula) if symbol in circular), None)
        if found is None:
            return formula
        what = "what is asked" if found == asked else f"computed from {name(asked)}, which is asked"
        return Unreadable(text, f"{name(found)} is {what}; use the quantities that it is computed from", 1)

    def compare(self, formula: Formula, blank: Blank, item: Item) -> Compared:
        """Whether the formula is what is asked, with this sheet's numbers and with many others."""
        problem = item.exercise.problem
        drawn, own = self._values_of(problem), item.solution.values
        wanted = {*symbols_in(formula), blank.symbol}
        values = {symbol: np.append(np.broadcast_to(drawn[symbol], (DRAWS,)), own[symbol]) for symbol in wanted}
        right = values[blank.symbol]
        with np.errstate(all="ignore"):
            found = np.broadcast_to(np.asarray(evaluate(formula, values), dtype=float), right.shape)
        read = f"read as {to_text(formula)}"
        finite = np.isfinite(found) & np.isfinite(right)
        if 2 * np.count_nonzero(finite) < len(right):
            return Compared(False, False, f"{read}, which has no finite value for most numbers")
        if _near(found, right)[finite].all():
            return Compared(True, False, read)
        if _near(-found, right)[finite].all():
            return Compared(False, True, f"the right formula with the wrong sign; {read}")
        if _near(found, right)[-1] and finite[-1]:
            return Compared(False, False, f"true for the numbers of this sheet, but not for others; {read}")
        return Compared(False, False, f"not the same as {name(blank.symbol)}; {read}")

    def _names_of(self, problem: Problem) -> Mapping[str, Symbol]:
        if id(problem) not in self._names:
            self._names[id(problem)] = (problem, names_of(problem, self.notation))
        return self._names[id(problem)][1]

    def _values_of(self, problem: Problem) -> Mapping[Symbol, Any]:
        if id(problem) not in self._values:
            draws = draw(problem, [public_seed(problem.name, number) for number in range(1, DRAWS + 1)])
            givens = {s: np.array([float(one[s]) for one in draws]) for s in problem.derivation.givens}
            self._values[id(problem)] = (problem, solve(problem.derivation, givens))
        return self._values[id(problem)][1]


def _near(found: Any, right: Any) -> Any:
    largest = np.max(np.abs(right), where=np.isfinite(right), initial=0.0)
    with np.errstate(all="ignore"):
        return np.abs(found - right) <= NEAR * np.abs(right) + DUST * largest


def depending(asked: Symbol, derivation: Derivation) -> frozenset[Symbol]:
    """What is asked, and every step that is computed from it."""
    found = {asked}
    for step in derivation.steps:
        if not found.isdisjoint(symbols_in(step.formula)):
            found.add(step.symbol)
    return frozenset(found)


def names_of(problem: Problem, notation: Profile) -> Mapping[str, Symbol]:
    """Every quantity by its names: as in files, and as on the sheet. What could mean two of them is left out."""
    naming = problem.naming(notation)
    lone = {members[0]: family for family, members in problem.derivation.members.items() if len(members) == 1}
    meant: dict[str, set[Symbol]] = {}
    for symbol in problem.derivation.quantities:
        short = _renamed(symbol, lone)
        shown = {name(symbol), name(short), symbol_to_plain(symbol, naming)}
        if symbol.of is not None and symbol.by is not None:
            parts = [[name(symbol.of), name(short.of or symbol.of), symbol_to_plain(symbol.of, naming)],
                     [name(symbol.by), name(short.by or symbol.by), symbol_to_plain(symbol.by, naming)]]  # fmt: skip
            shown |= {f"{sign}{top}/{sign}{below}" for sign in "d∂" for top in parts[0] for below in parts[1]}
        for text in shown:
            meant.setdefault(text, set()).add(symbol)
    return {
        text: min(symbols, key=name)
        for text, symbols in sorted(meant.items())
        if len(symbols) == 1 and text not in ("e", "pi") and text.partition("^")[0] not in meant.keys() - {text}
    }


def _renamed(symbol: Symbol, lone: Mapping[Symbol, Symbol]) -> Symbol:
    """`d` for `d[1]`, where it is the only one."""
    if symbol.of is not None and symbol.by is not None:
        return replace(symbol, of=_renamed(symbol.of, lone), by=_renamed(symbol.by, lone))
    return lone.get(symbol, symbol)
