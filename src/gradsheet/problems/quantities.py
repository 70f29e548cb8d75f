"""Names of quantities in a problem file: what they stand for, and what is said when they stand for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..derivation import Derivation, Family, listed
from ..errors import FormulaError
from ..formula import Formula, Symbol, changed, derivative, name, parse, parse_name, symbols_in, updated
from .given import Complain
from .tables.table import nearest
from .toml_source import Steps


def named(texts: Sequence[str], path: Steps, derivation: Derivation, complain: Complain) -> tuple[Symbol, ...]:
    """The quantities that names stand for, a family's members in order."""
    found: list[Symbol] = []
    for place, text in enumerate(texts):
        try:
            found += expanded(parse_name(text), derivation)
        except FormulaError as error:
            complain((*path, place), f"'{text}': {error.problem}")
    return tuple(found)


def check_name(text: str, path: Steps, derivation: Derivation, complain: Complain, *, asked: bool) -> None:
    try:
        symbols = expanded(parse_name(text), derivation)
    except FormulaError:
        return
    missing = [symbol for symbol in symbols if symbol not in derivation.quantities]
    if missing:
        complain(path, f"no quantity '{name(missing[0])}' in this derivation; it has {listed(derivation)}")
    elif asked and any(symbol in derivation.givens for symbol in symbols):
        steps = dict.fromkeys(name(step.symbol.family) for step in derivation.steps)
        complain(path, f"'{text}' is given and cannot be asked; ask one of {', '.join(steps)}")


def read_formula(
    value: object, path: Steps, derivation: Derivation, complain: Complain, *, plain: bool = False
) -> Formula | None:
    """The formula of a published value, None for what cannot be read and, unless `plain`, for a bare decimal."""
    if is_printed(value) and not plain:
        return None
    try:
        formula = parse(str(value), families=derivation.members, differentiated=differentiated(derivation))
    except FormulaError as error:
        complain(path, str(error))
        return None
    unknown = [s for s in symbols_in(formula) if s not in derivation.quantities]
    if unknown:
        complain(path, no_number(unknown[0], derivation))
        return None
    return formula


def expanded(symbol: Symbol, derivation: Derivation) -> tuple[Symbol, ...]:
    """The quantities that a name stands for: a family's members, whatever is done to them."""
    if symbol.of is not None and symbol.by is not None:
        return tuple(
            derivative(of, by) for of in expanded(symbol.of, derivation) for by in expanded(symbol.by, derivation)
        )
    if symbol.change:
        return tuple(changed(s) for s in expanded(replace(symbol, change=False), derivation))
    if symbol.updates:
        return tuple(updated(s) for s in expanded(replace(symbol, updates=symbol.updates - 1), derivation))
    if symbol in derivation.members:
        return derivation.members[symbol]
    if symbol.indices == (1,) and symbol.family in derivation.quantities:
        return (symbol.family,)
    return (symbol,)


def differentiated(derivation: Derivation) -> set[str]:
    """What may stand on top of a derivative word in this problem's formulas."""
    return {name(symbol.family) for symbol in derivation.quantities if not symbol.is_derivative and not symbol.updates}


def given_families(derivation: Derivation) -> dict[Symbol, Family]:
    """The families of the givens, in order."""
    declared = {family.symbol: family for family in derivation.families}
    found: dict[Symbol, Family] = {}
    for symbol in derivation.givens:
        found.setdefault(symbol.family, declared.get(symbol.family, Family(symbol=symbol.family, shape=())))
    return found


def family_named(text: str, path: Steps, families: Mapping[Symbol, Family], complain: Complain) -> Family | None:
    """The family that a key of [given] names, or the family of one for a single member."""
    try:
        symbol = parse_name(text)
    except FormulaError as error:
        complain(path, error.problem)
        return None
    if symbol in families:
        return families[symbol]
    for family in families.values():
        if symbol in family.members:
            return Family(symbol=symbol, shape=(), role=family.role)
        if not family.shape and symbol.family == family.symbol and symbol.indices == (1,):
            return family
    known = [name(family) for family in families]
    complain(path, f"'{text}' is not needed here; {nearest(text, known)}")
    return None


def is_printed(value: object) -> bool:
    """Whether a published value is a plain decimal as printed, such as "0.731" or "-2.4e-3"."""
    if not isinstance(value, str):
        return False
    try:
        return Decimal(value.strip()).is_finite()
    except ArithmeticError:
        return False


def no_number(symbol: Symbol, derivation: Derivation) -> str:
    if symbol in derivation.members:
        first = name(derivation.members[symbol][0])
        return (
            f"'{name(symbol)}' stands for several numbers; write {first}, or put it into count(), all(), any() or sum()"
        )
    return f"no quantity '{name(symbol)}' in this derivation; it has {listed(derivation)}"
