"""Published cases: `[[case]]` tables, read and checked; whether they agree is for `check` to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..derivation import Derivation, Family
from ..errors import FormulaError
from ..formula import Symbol, name, parse_name, updated
from . import given
from .given import Complain
from .problem import Case, Expected, Grid, Range, Wrong
from .quantities import expanded, family_named, given_families, is_printed, named, no_number, read_formula
from .schema import CaseTable, ProblemTable
from .tables.table import nearest
from .toml_source import Steps


def cases_of(
    table: ProblemTable,
    derivation: Derivation,
    ranges: Sequence[Range],
    complain: Complain,
    *,
    misconceptions: Collection[str],
) -> Iterable[Case]:
    fixed = {r.symbol: r.values[0] for r in ranges if isinstance(r, Grid) and len(r.values) == 1}
    names: set[str] = set()
    for number, case in enumerate(table.case):
        path: Steps = ("case", number)
        if case.name in names:
            complain((*path, "name"), f"there are two cases called '{case.name}'")
        names.add(case.name)
        numbers = fixed | _numbers(case, path, derivation, complain)
        free = named(case.free, (*path, "free"), derivation, complain)
        for symbol in free:
            if symbol not in derivation.givens:
                complain((*path, "free"), f"'{name(symbol)}' is not a given")
        missing = [s for s in derivation.givens if s not in numbers and s not in free]
        if missing:
            complain(
                (*path, "given"),
                f"'{name(missing[0])}' has no number in case '{case.name}'; give it, or list it under free",
            )
        yield Case(
            name=case.name,
            source=case.source,
            given={symbol: numbers[symbol] for symbol in derivation.givens if symbol in numbers},
            free=free,
            expect=tuple(_expected(case.expect, (*path, "expect"), derivation, complain)),
            wrong=tuple(_wrong(case.wrong, (*path, "wrong"), derivation, complain, misconceptions)),
            rounds_at=case.rounds_at,
        )


def _numbers(case: CaseTable, path: Steps, derivation: Derivation, complain: Complain) -> dict[Symbol, Decimal]:
    families = given_families(derivation)
    found: dict[Symbol, Decimal] = {}
    for text, value in case.given.items():
        place: Steps = (*path, "given", text)
        family = family_named(text, place, families, complain)
        if family is None:
            continue
        if isinstance(value, dict) and set(value) == {"one_hot"} and isinstance(value["one_hot"], int):
            found |= {m: Decimal(int(k == value["one_hot"])) for k, m in enumerate(family.members, start=1)}
        elif not isinstance(value, list) and len(family.members) > 1:
            complain(place, f"'{text}' stands for {len(family.members)} numbers; write them as a list")
        else:
            found |= given.numbers(family, value, place, complain)
    return found


def _expected(table: Mapping[str, Any], path: Steps, derivation: Derivation, complain: Complain) -> Iterable[Expected]:
    for text, value in table.items():
        place: Steps = (*path, text)
        for symbol, leaf, where in _published(text, value, place, derivation, complain):
            if not isinstance(leaf, str) and given.as_decimal(leaf) is None:
                complain(where, 'must be a number, or text such as "0.731", "e/(1+e)" or "e/(1+e) = 0.731"')
                continue
            for part in leaf.split(" = ") if isinstance(leaf, str) else [leaf]:
                formula = read_formula(part, where, derivation, complain)
                if formula is not None or is_printed(part):
                    yield Expected(symbol=symbol, text=str(part), formula=formula, place=where)


def _wrong(
    table: Mapping[str, Any], path: Steps, derivation: Derivation, complain: Complain, known: Collection[str]
) -> Iterable[Wrong]:
    for text, value in table.items():
        place: Steps = (*path, text)
        for symbol, leaf, where in _published(text, value, place, derivation, complain):
            printed = leaf.get("printed") if isinstance(leaf, dict) else leaf
            by = leaf.get("by") if isinstance(leaf, dict) else None
            if not isinstance(printed, str) or (isinstance(leaf, dict) and not set(leaf) <= {"printed", "by"}):
                complain(where, 'must be like { printed = "0.12", by = "updated-weights" }')
                continue
            formula = read_formula(printed, where, derivation, complain)
            if formula is None and not is_printed(printed):
                continue
            if by is not None and by not in known:
                complain((*where, "by"), f"'{by}' is not a misconception; {nearest(str(by), list(known))}")
                continue
            yield Wrong(symbol=symbol, printed=printed, formula=formula, by=by, place=where)


def _published(
    text: str, value: Any, path: Steps, derivation: Derivation, complain: Complain
) -> list[tuple[Symbol, Any, Steps]]:
    """The quantities that a key of `expect` names, each with its own published number."""
    try:
        symbols = expanded(parse_name(text), derivation)
    except FormulaError as error:
        complain(path, error.problem)
        return []
    for symbol in symbols:
        parts = [symbol.of, symbol.by] if symbol.is_derivative else [symbol]
        unknown = [part for part in parts if part is not None and part not in derivation.quantities]
        if unknown and not (symbol.change and updated(replace(symbol, change=False)) in derivation.quantities):
            complain(path, no_number(unknown[0], derivation))
            return []
    if len(symbols) == 1 and not isinstance(value, list):
        return [(symbols[0], value, path)]
    shape = _shape_of(symbols)
    family = Family(symbol=symbols[0].by.family if symbols[0].by else symbols[0].family, shape=shape)
    found = given.leaves(family, value if isinstance(value, list) else [value], path, complain)
    return [(symbol, leaf, where) for symbol, (_, leaf, where) in zip(symbols, found, strict=False)]


def _shape_of(symbols: Sequence[Symbol]) -> tuple[int, ...]:
    indices = [(s.by if s.by is not None else s).indices for s in symbols]
    return tuple(max(column) for column in zip(*indices, strict=True))
