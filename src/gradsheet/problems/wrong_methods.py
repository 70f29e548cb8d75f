"""What a file says of misconceptions: the author's own, those that may stay hidden, those that are dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..derivation import Derivation
from ..errors import FormulaError
from ..formula import Formula, Symbol, parse_name, symbols_in
from ..models import MISCONCEPTIONS, Misconception, own_misconception
from .given import Complain
from .quantities import check_name, expanded, read_formula
from .rules import RULES
from .schema import ProblemTable
from .tables.table import nearest
from .toml_source import Steps

WHOLE_RULES = ("same-load", "separation")
"""Rules that are no row of a table: the work that a draw is, and the misconceptions all together."""


def own_misconceptions(table: ProblemTable, derivation: Derivation, complain: Complain) -> Iterator[Misconception]:
    """The author's own, each with other formulas for the quantities that it names."""
    seen: set[str] = set()
    for number, one in enumerate(table.misconception, start=1):
        path: Steps = ("misconception", number - 1)
        id = one.name or f"own-{number}"
        if id in MISCONCEPTIONS or id in seen:
            complain((*path, "name"), f"there is a misconception '{id}' already; choose another name")
        seen.add(id)
        check_name(one.quantity, (*path, "quantity"), derivation, complain, asked=False)
        formula = read_formula(one.formula, (*path, "formula"), derivation, complain, plain=True)
        symbols = _named(one.quantity, (*path, "quantity"), derivation, complain)
        fault = _fault(symbols, formula, derivation)
        if fault:
            complain((*path, "formula"), fault)
        if formula is None or fault or not symbols:
            continue
        yield own_misconception(
            id=id,
            title=one.title or id,
            feedback=one.feedback or "This number comes from a known wrong method.",
            swaps=dict.fromkeys(symbols, formula),
        )


def _named(text: str, path: Steps, derivation: Derivation, complain: Complain) -> tuple[Symbol, ...]:
    try:
        return tuple(s for s in expanded(parse_name(text), derivation) if s in derivation.by_symbol)
    except FormulaError as error:
        complain(path, f"'{text}': {error.problem}")
        return ()


def _fault(symbols: tuple[Symbol, ...], formula: Formula | None, derivation: Derivation) -> str:
    if formula is None or not symbols:
        return ""
    if any(derivation.by_symbol[symbol].formula == formula for symbol in symbols):
        return "this is the right formula; write the wrong one"
    circle = next((s for s in symbols if s in set(symbols_in(formula))), None)
    return "the formula uses the quantity that it computes" if circle is not None else ""


def dropped_rules(table: ProblemTable, complain: Complain) -> frozenset[str]:
    """`[draw] without`."""
    known = [*RULES, *WHOLE_RULES]
    for place, text in enumerate(table.draw.without):
        if text not in known:
            complain(("draw", "without", place), f"'{text}' is no rule; {nearest(text, known)}")
    return frozenset(table.draw.without)


def hidden(table: ProblemTable, own: Mapping[str, Misconception], complain: Complain) -> frozenset[str]:
    """`[draw] hidden`."""
    for place, text in enumerate(table.draw.hidden):
        _check_id(text, ("draw", "hidden", place), own, complain)
    return frozenset(table.draw.hidden)


def dropped(
    table: ProblemTable, derivation: Derivation, own: Mapping[str, Misconception], complain: Complain
) -> frozenset[tuple[str, Symbol | None]]:
    """`[draw] drop`: a misconception everywhere (`updated-weights`), or at one quantity (`updated-weights at L`)."""
    found: set[tuple[str, Symbol | None]] = set()
    for place, text in enumerate(table.draw.drop):
        path: Steps = ("draw", "drop", place)
        id, at, quantity = (part.strip() for part in text.partition(" at "))
        _check_id(id, path, own, complain)
        if not at:
            found.add((id, None))
            continue
        check_name(quantity, path, derivation, complain, asked=True)
        found |= {(id, symbol) for symbol in _named(quantity, path, derivation, complain)}
    return frozenset(found)


def _check_id(text: str, path: Steps, own: Mapping[str, Misconception], complain: Complain) -> None:
    known = [*MISCONCEPTIONS, *own]
    if text not in known:
        complain(path, f"'{text}' is not a misconception; {nearest(text, known)}")
