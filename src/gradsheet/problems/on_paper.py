"""What no sheet can hold, or only in another form: said with its place and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Complaint
from ..formula import ZERO, Symbol, name, symbols_in
from .problem import Grid, Kind, OneHot, Problem
from .toml_source import TomlSource

NOTHING_VARIES = (
    "every number that this is computed from is fixed, so that a bare number would answer as well; "
    "give one of them a range in [given], or ask for the number with blanks = [...]"
)
_OTHERWISE = {
    Kind.CHOICE: "this version prints no choices: students write the number itself; leave choices out to say so",
}


def refused(problem: Problem, file: str) -> list[Complaint]:
    """The asks that cannot be marked: a formula is told from a number by what varies."""
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
    """What an author should know of the asks: other on a sheet than they are written, or 0 for everybody."""
    return [*_found(problem, file, _OTHERWISE), *zeros(problem, file)]


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


def _found(problem: Problem, file: str, texts: dict[Kind, str]) -> list[Complaint]:
    kinds = [(number, ask.kind) for number, ask in enumerate(problem.asks) if ask.kind in texts]
    source = TomlSource.parse(problem.source, file) if kinds else None
    return [source.complaint(("ask", number), texts[kind]) for number, kind in kinds if source is not None]
