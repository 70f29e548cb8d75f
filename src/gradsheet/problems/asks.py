"""What a problem asks: `[[ask]]` tables, with their kinds and tolerances."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..derivation import Derivation
from ..formula import Symbol, name
from . import given
from .given import Complain
from .problem import Ask, Kind, OwnTolerance
from .quantities import check_name, named
from .rows import first_index, has_first_index, without_first_index
from .schema import AskTable, ProblemTable
from .toml_source import Steps

MOST_POINTS = 1_000_000
MOST_COLUMNS = 10
COUNTED = {"decimals": (0, 9), "significant": (1, 15)}
"""Tolerances that count places, with the fewest and the most."""


def asks_of(table: ProblemTable, derivation: Derivation, complain: Complain) -> list[Ask]:
    found = []
    seen: set[Symbol] = set()
    for number, ask in enumerate(table.ask):
        path: Steps = ("ask", number)
        kind = _kind(ask, path, complain)
        blanks = named(asked_texts(ask), (*path, "blanks"), derivation, complain)
        if kind is Kind.WRITTEN and not blanks:
            blanks = (Symbol("written", layer=number + 1),)
        for symbol in blanks:
            if symbol in seen:
                complain((*path, "blanks"), f"'{name(symbol)}' is asked twice")
            seen.add(symbol)
        if ask.layout == "table" and (fault := _table_fault(kind, blanks)):
            complain((*path, "layout"), fault)
        elif ask.layout == "table":
            blanks = tuple(sorted(blanks, key=first_index))
        if not 0 <= ask.points <= MOST_POINTS:
            complain((*path, "points"), f"must lie between 0 and {MOST_POINTS:,}")
        found.append(
            Ask(
                blanks=blanks,
                points=Decimal(ask.points),
                kind=kind,
                choices=ask.choices or 0,
                unchanged=ask.unchanged,
                tolerance=_tolerance(ask, blanks, (*path, "tolerance"), complain),
                text=ask.text,
                table=ask.layout == "table",
            )
        )
    return found


def check_names(table: ProblemTable, derivation: Derivation, complain: Complain) -> None:
    """Complains about every name that the finished derivation does not have."""
    for number, ask in enumerate(table.ask):
        for place, text in enumerate(asked_texts(ask)):
            path: Steps = ("ask", number, "formula" if ask.formula is not None else "blanks", place)
            check_name(text, path, derivation, complain, asked=True)
    asked = {symbol for ask in table.ask for symbol in _symbols(asked_texts(ask), derivation)}
    for place, text in enumerate(table.sheet.tell):
        path = ("sheet", "tell", place)
        check_name(text, path, derivation, complain, asked=False)
        both = [symbol for symbol in _symbols([text], derivation) if symbol in asked]
        if both:
            complain(path, f"'{name(both[0])}' is asked, and told it would be given away; take it out of one")


def _symbols(texts: Sequence[str], derivation: Derivation) -> set[Symbol]:
    return set(named(texts, (), derivation, lambda _, __: None))


def _kind(ask: AskTable, path: Steps, complain: Complain) -> Kind:
    words = [word for word in ("blanks", "formula") if getattr(ask, word) is not None]
    if len(words) > 1:
        complain(path, "an ask has either blanks or a formula; write two [[ask]] tables")
    if ask.written:
        if words:
            complain(path, "a written ask has no blanks; write two [[ask]] tables")
        return Kind.WRITTEN
    if not words:
        complain(path, 'says nothing to ask; write blanks = ["..."], formula = "..." or written = true')
    if ask.choices is not None and "blanks" not in words:
        complain((*path, "choices"), "stands beside blanks")
    if ask.blanks == []:
        complain((*path, "blanks"), "must not be empty")
    return Kind.FORMULA if ask.formula is not None else Kind.CHOICE if ask.choices else Kind.NUMBER


def _table_fault(kind: Kind, blanks: Sequence[Symbol]) -> str:
    """Why these blanks cannot stand in a table."""
    if kind is not Kind.NUMBER:
        return "a table is for numbers; leave layout out"
    if alone := [symbol for symbol in blanks if not has_first_index(symbol)]:
        return f"'{name(alone[0])}' has no index to be a row by; ask it in another [[ask]], or leave layout out"
    if (wide := len({without_first_index(symbol) for symbol in blanks})) > MOST_COLUMNS:
        return f"{wide} columns of blanks are too wide for a page; at most {MOST_COLUMNS}"
    return ""


def _tolerance(ask: AskTable, blanks: Sequence[Symbol], path: Steps, complain: Complain) -> OwnTolerance | None:
    if ask.tolerance is None:
        return None
    ways = ["absolute", "relative", "decimals", "significant"]
    if len(ask.tolerance) != 1 or not set(ask.tolerance) <= set(ways):
        complain(path, f"takes exactly one of {', '.join(ways)}, such as {{ absolute = 0.001 }}")
        return None
    ((how, amount),) = ask.tolerance.items()
    if how == "relative" and any(symbol.updates for symbol in blanks):
        complain(
            path,
            "a relative tolerance on an updated weight would accept the unchanged weight; "
            "use { absolute = ... }, or leave it out and it is derived from honest rounding",
        )
    if how in COUNTED:
        least, most = COUNTED[how]
        if amount != int(amount) or not least <= amount <= most:
            complain((*path, how), f"must be a whole number from {least} to {most}")
    elif given.as_decimal(amount) is None or amount <= 0:
        complain((*path, how), "must be positive and of a usual size, such as 0.001")
    return OwnTolerance(how=how, amount=Decimal(amount))


def asked_texts(ask: AskTable) -> list[str]:
    if ask.formula is not None:
        return [ask.formula] if isinstance(ask.formula, str) else ask.formula
    return ask.blanks or []
