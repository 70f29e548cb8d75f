"""What sets two versions of a problem apart, beyond prose: the steps, the asks and the rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from ..formula import Symbol, name, to_text
from ..problems.problem import Ask, Problem

MOST = 6


def differences(handed_out: Problem, now: Problem) -> list[str]:
    """Each difference that would change somebody's right answers or points, in words."""
    found = [*_givens(handed_out, now), *_steps(handed_out, now), *_asks(handed_out, now), *_rounding(handed_out, now)]
    return found[:MOST] + ([f"... and {len(found) - MOST} more"] if len(found) > MOST else [])


def has_other_ranges(handed_out: Problem, now: Problem) -> bool:
    """Whether new numbers would be drawn otherwise; those handed out are not touched by that."""
    before, after = handed_out.draw, now.draw
    return set(handed_out.given) != set(now.given) or (before.alive_units, before.require) != (
        after.alive_units, after.require
    )  # fmt: skip


def _givens(before: Problem, now: Problem) -> Iterator[str]:
    yield from _missing("given", before.derivation.givens, now.derivation.givens)


def _steps(before: Problem, now: Problem) -> Iterator[str]:
    old = {step.symbol: step.formula for step in before.derivation.steps}
    new = {step.symbol: step.formula for step in now.derivation.steps}
    yield from _missing("step", old, new)
    for symbol, formula in old.items():
        if symbol in new and new[symbol] != formula:
            yield f"step {name(symbol)}: was {to_text(formula)}, is {to_text(new[symbol])}"


def _asks(before: Problem, now: Problem) -> Iterator[str]:
    old = {symbol: ask for ask, symbol in before.blanks}
    new = {symbol: ask for ask, symbol in now.blanks}
    yield from _missing("blank", old, new)
    shared = [symbol for symbol in old if symbol in new]
    if shared != [symbol for symbol in new if symbol in old]:
        yield "blanks: their order has changed"
    for symbol in shared:
        for one in fields(Ask):
            was, is_ = getattr(old[symbol], one.name), getattr(new[symbol], one.name)
            if one.name not in ("blanks", "text") and was != is_:
                yield f"blank {name(symbol)}: {one.name} was {_shown(was)}, is {_shown(is_)}"


def _rounding(before: Problem, now: Problem) -> Iterator[str]:
    for key in ("answer", "keep"):
        was, is_ = getattr(before.rounding, key), getattr(now.rounding, key)
        if was != is_:
            yield f"rounding: {key} was {was}, is {is_}"


def _missing(what: str, before: Iterable[Symbol], now: Iterable[Symbol]) -> Iterator[str]:
    old, new = set(before), set(now)
    for symbol in before:
        if symbol not in new:
            yield f"{what} {name(symbol)}: is gone"
    for symbol in now:
        if symbol not in old:
            yield f"{what} {name(symbol)}: is new"


def _shown(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(getattr(value, "value", value))
