"""What is drawn: an exercise in a notation, and for a key its solution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import groupby

from ...formula import Formula, Number, Symbol, decimal_text
from ...formula.naming import Naming
from ...formula.runs import to_runs
from ...languages import Language
from ...problems import Exercise, Solution, kept
from ...problems.problem import Itself
from ...problems.working import worked_symbols
from ..statement import Math

_LEVELS = {-1: "_", 1: "^"}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An exercise with how its quantities are written, the sentences of a language and, on a key, the solution.

    A `large` drawing is magnified to the width of the page: it should be narrow.
    """

    exercise: Exercise
    naming: Naming
    said: Language
    solution: Solution | None = None
    large: bool = False

    @property
    def givens(self) -> Mapping[Symbol, Decimal]:
        return self.exercise.givens

    @cached_property
    def numbers(self) -> Mapping[Symbol, Number]:
        """All that the page shows: the givens, and on a key the steps that it works out."""
        if self.solution is None:
            return {symbol: Number(value) for symbol, value in self.givens.items()}
        shown = kept(self.exercise, self.solution).numbers
        return {symbol: shown[symbol] for symbol in (*self.givens, *worked_symbols(self.exercise.problem))}

    def equation(self, symbol: Symbol) -> Math:
        """`x_1 = 0.5`, or the name alone where the number is not shown."""
        return Math((symbol, self.numbers[symbol])) if symbol in self.numbers else Math((symbol,))

    def words(self, *formulas: Formula) -> str:
        """Formulas joined by equals signs, in plain text: `x_1 = -0.5`."""
        return " = ".join(
            self.said.number(decimal_text(one)) if isinstance(one, Number) else _plain(one, Itself(self.naming))
            for one in formulas
        )

    def quantity(self, symbol: Symbol) -> str:
        """`x_1 = 0.5`, or the name alone where the number is not shown."""
        return self.words(*self.equation(symbol).formulas)

    def quantities(self, symbols: Iterable[Symbol]) -> str:
        return self.said.side_by_side(map(self.quantity, symbols))


@lru_cache(maxsize=4096)  # all exercises of a problem have the same names
def _plain(formula: Formula, naming: Itself[Naming]) -> str:
    found = ""
    for level, runs in groupby(to_runs(formula, naming.one), key=lambda run: run.level):
        found += _LEVELS.get(level, "") + "".join(run.text for run in runs)
    return found
