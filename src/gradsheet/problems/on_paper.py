"""What no sheet can hold: said with its place and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Complaint
from ..formula import ZERO, Symbol, name, symbols_in
from .choices import most_choices
from .problem import Grid, Kind, OneHot, Problem
from .toml_source import TomlSource

NOTHING_VARIES = (
    "every number that this is computed from is fixed, so that a bare number would answer as well; "
    "give one of them a range in [given], or ask for the number with blanks = [...]"
)


def refused(problem: Problem, file: str) -> list[Complaint]:
    """The asks that cannot be printed or marked as they are."""
    return [*_fixed_formulas(problem, file), *_too_many_choices(problem, file)]


def _too_many_choices(problem: Problem, file: str) -> Iterator[Complaint]:
    """Choices for which no draw has enough wrong numbers."""
    most = most_choices(problem)
    for number, ask in enumerate(problem.asks):
        short = [symbol for symbol in ask.blanks if ask.kind is Kind.CHOICE and most[symbol] < ask.choices]
        if short:
            found = most[short[0]]
            instead = f"write choices = {found} or fewer" if found > 1 else "leave choices out"
            yield TomlSource.parse(problem.source, file).complaint(
                ("ask", number, "choices"),
                f"no draw has {ask.choices - 1} wrong numbers for {name(short[0])} that differ from the right one and "
                f"from each other; {instead}, or widen the ranges in [given]",
            )


def _fixed_formulas(problem: Problem, file: str) -> list[Complaint]:
    """A formula is told from a number by what varies."""
    asked = [(number, ask) for number, ask in enumerate(problem.asks) if ask.kind is Kind.FORMULA]
    fixed = [number for number, ask in asked if not all(_varies(symbol, problem) for symbol in ask.blanks)]
    source = TomlSource.parse(problem.source, file) if fixed else None
    zero = dict(_always_zero(problem))
    return [
        source.complaint(("ask", number), f"{zero[number]}; ask for the number with blanks = [...]")
        if number in zero
        else source.complaint(("ask", number), NOTHING_VARIES)
        for number in fixed
        if source is not None
    ]


def _varies(asked: Symbol, problem: Problem) -> bool:
    """Whether a given that leads to this quantity is drawn."""
    leading = {symbol for step in problem.derivation.needed_for([asked]) for symbol in symbols_in(step.formula)}
    for given in problem.given:
        match given:
            case Grid(symbol=symbol, values=values) if len(values) > 1 and symbol in leading:
                return True
            case OneHot(members=members, hot=None) if len(members) > 1 and not leading.isdisjoint(members):
                return True
    return False


def otherwise(problem: Problem, file: str) -> list[Complaint]:
    """What an author should know of the asks: 0 for everybody."""
    return zeros(problem, file)


def zeros(problem: Problem, file: str) -> list[Complaint]:
    """The derivatives that are asked and are 0 whatever the numbers."""
    found = [one for one in _always_zero(problem) if problem.asks[one[0]].kind is not Kind.FORMULA]
    source = TomlSource.parse(problem.source, file) if found else None
    return [source.complaint(("ask", number), text) for number, text in found if source is not None]


def _always_zero(problem: Problem) -> Iterator[tuple[int, str]]:
    """The number of an ask, and why an answer of it is 0: nothing leads from the one quantity to the other."""
    for number, ask in enumerate(problem.asks):
        for symbol in ask.blanks:
            step = problem.derivation.by_symbol.get(symbol)
            if step is not None and step.formula == ZERO and symbol.of is not None and symbol.by is not None:
                why = f"{name(symbol.of)} does not depend on {name(symbol.by)}"
                yield number, f"{name(symbol)} is 0 whatever the numbers, for {why}"
                break
