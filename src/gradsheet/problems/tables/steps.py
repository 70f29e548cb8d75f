"""`steps`: a derivation that the author writes, one `name = formula` a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from math import prod
from typing import Any

from ...derivation import Derivation, Family, Step
from ...errors import FormulaError
from ...formula import Formula, Symbol, name, parse, parse_name, symbols_in
from ..given import Complain
from ..toml_source import KEY, Steps
from .table import nearest, taken

MOST_QUANTITIES = 1000
MOST_STEPS = 500
MOST_CHARACTERS = 20_000


def own_steps(text: str, given: Mapping[str, Any], complain: Complain) -> Derivation | None:
    """The derivation that an author wrote, one `name = formula` a line; None when a line is wrong."""
    lines = _lines(text)
    if len(lines) > MOST_STEPS:
        complain(("steps",), f"{len(lines)} steps are more than anybody works by hand; at most {MOST_STEPS}")
        return None
    if (length := sum(len(body) for _, body in lines)) > MOST_CHARACTERS:
        complain(("steps",), f"{length:,} characters are more than anybody works by hand; at most {MOST_CHARACTERS:,}")
        return None
    sizes = _sizes(given, [body for _, body in lines])
    huge = next((family for family in sizes if prod(family.shape) > MOST_QUANTITIES), None)
    if huge is not None:
        complain(("given", name(huge.symbol)), f"stands for {prod(huge.shape):,} numbers; at most {MOST_QUANTITIES:,}")
        return None
    families = {family.symbol: family for family in sizes}
    steps: list[Step] = []
    paths: list[Steps] = []
    givens = tuple(member for family in sizes for member in family.members)
    good = True
    for text_, fault in ((one, taken(one.split("[")[0].strip())) for one in given):
        if fault:
            complain(("given", text_, KEY), fault)
            good = False
    for number, body in lines:
        left, equals, right = body.partition("=")
        path: Steps = ("steps", number)
        if not equals:
            complain(path, f"'{body}' is no step; write name = formula")
            good = False
            continue
        try:
            symbol = parse_name(left)
            formula = parse(right.strip(), families=_members(families, steps))
        except FormulaError as error:
            complain(path, str(error))
            good = False
            continue
        steps.append(Step(symbol=symbol, formula=formula))
        paths.append(path)
    good &= not _complained(families, steps, paths, complain)
    if not good or not steps:
        if not steps and good:
            complain(("steps",), "there is no step; write name = formula, one a line")
        return None
    return Derivation(givens=givens, steps=tuple(steps), families=(*sizes, *_step_families(steps)))


def _complained(families: Mapping[Symbol, Family], steps: list[Step], paths: list[Steps], complain: Complain) -> bool:
    """Whether a step was complained about; of a circle, only the first."""
    known: set[Symbol] = {member for family in families.values() for member in family.members}
    used = {step.symbol: tuple(dict.fromkeys(symbols_in(step.formula))) for step in reversed(steps)}
    circled: set[Symbol] = set()
    faulty = False
    for place, step in enumerate(steps):
        circle = [] if step.symbol in known or known.issuperset(used[step.symbol]) else _circle(step.symbol, used)
        fault = "" if circle else _fault(step.symbol, step.formula, known, families, steps[:place], steps[place:])
        if circle and step.symbol not in circled:
            fault = _round_in_a_circle(circle)
            circled.update(circle)
        if fault:
            complain(paths[place], fault)
        faulty |= bool(fault or circle)
        known.add(step.symbol)
    return faulty


def _circle(start: Symbol, used: Mapping[Symbol, tuple[Symbol, ...]]) -> list[Symbol]:
    """The shortest way from a step back to itself, each quantity needing the next; empty where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for symbol in used[way[-1]]:
            if symbol == start:
                return way
            if symbol in used and symbol not in seen:
                seen.add(symbol)
                ways.append([*way, symbol])
    return []


def _round_in_a_circle(circle: list[Symbol]) -> str:
    first = name(circle[0])
    if len(circle) == 1:
        return f"'{first}' is computed from itself; give the new value another name, such as {first}_new"
    links = (f"{name(a)} needs {name(b)}" for a, b in pairwise([*circle, circle[0]]))
    return f"these steps go round in a circle: {', '.join(links)}; begin with what is given"


def _fault(
    symbol: Symbol,
    formula: Formula,
    known: set[Symbol],
    families: Mapping[Symbol, Family],
    steps: list[Step],
    below: list[Step],
) -> str:
    if symbol.is_derivative or symbol.updates or symbol.change:
        return f"'{name(symbol)}' cannot be defined; derivatives and updates are derived"
    if fault := taken(name(symbol.family)):
        return fault
    if symbol in known:
        return f"'{name(symbol)}' is defined twice"
    if prod(symbol.indices) > MOST_QUANTITIES:
        return f"'{name(symbol)}': places go up to {MOST_QUANTITIES:,}"
    like = next((step.symbol for step in steps if step.symbol.family == symbol.family), symbol)
    if len(like.indices) != len(symbol.indices):
        return f"'{name(symbol)}' has {len(symbol.indices)} index(es), '{name(like)}' above has {len(like.indices)}"
    for used in symbols_in(formula):
        if used in known:
            continue
        if used in families or any(step.symbol.family == used for step in steps):
            several = f"'{name(used)}' stands for several numbers"
            return f"{several}; write {name(used)}[1], or put it into sum(), max() or min()"
        if any(step.symbol == used for step in below):
            return f"'{name(used)}' is found further down only; move its line above this one"
        names = sorted(name(s) for s in known)
        return f"'{name(used)}' is neither given nor an earlier step; {nearest(name(used), names)}"
    return ""


def _lines(text: str) -> list[tuple[int, str]]:
    """The steps with the number of their line, from 0; comments and empty lines left out."""
    bodies = ((number, line.split("#")[0].strip()) for number, line in enumerate(text.split("\n")))
    return [(number, body) for number, body in bodies if body]


def _sizes(given: Mapping[str, Any], bodies: list[str]) -> list[Family]:
    """The givens as families, sized by their lists or by the indices that the steps use."""
    used: dict[Symbol, list[Symbol]] = {}
    for body in bodies:
        for word in re.findall(r"[A-Za-z][A-Za-z0-9_]*\s*\[[\d\s,]+\]", body.partition("=")[2]):
            symbol = parse_name(word)
            used.setdefault(symbol.family, []).append(symbol)
    found: dict[Symbol, Family] = {}
    for text, value in given.items():
        try:
            symbol = parse_name(text)
        except FormulaError:
            continue
        family = symbol.family
        if symbol.indices and family in found and found[family].shape:
            continue
        indices = [one.indices for one in used.get(family, [])] + ([symbol.indices] if symbol.indices else [])
        shape = _shape(value) if not symbol.indices else ()
        if not shape and indices and len({len(index) for index in indices}) == 1:
            shape = tuple(max(column) for column in zip(*indices, strict=True))
        found[family] = Family(symbol=family, shape=shape)
    return list(found.values())


def _shape(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not value:
        return ()
    return (len(value), *_shape(value[0]))


def _members(families: Mapping[Symbol, Family], steps: list[Step]) -> dict[Symbol, tuple[Symbol, ...]]:
    members = {symbol: family.members for symbol, family in families.items() if family.shape}
    for step in steps:
        if step.symbol.indices:
            family = step.symbol.family
            members[family] = (*members.get(family, ()), step.symbol)
    return members


def _step_families(steps: list[Step]) -> list[Family]:
    found: dict[Symbol, Family] = {}
    for step in steps:
        indices = [s.symbol.indices for s in steps if s.symbol.family == step.symbol.family]
        lengths = {len(index) for index in indices}
        shape = tuple(max(column) for column in zip(*indices, strict=True)) if lengths not in ({0}, set()) else ()
        found.setdefault(step.symbol.family, Family(symbol=step.symbol.family, shape=shape))
    return list(found.values())
