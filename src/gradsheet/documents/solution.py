"""What `gradsheet solve` prints: all quantities of an exercise, or the ones asked for."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace

from ..derivation import Derivation, Step, resolve, solve
from ..errors import GradsheetError
from ..formula import Symbol, changed, name, parse_name, updated
from ..formula.algebra import minus
from ..problems import Exercise
from ..problems.load import expanded
from .terminal import step_text, worked_text


def json_solution(exercise: Exercise, only: Sequence[str] = ()) -> str:
    """All quantities, or those named, as a JSON object; what is not finite is null."""
    derivation, wanted = _wanted(exercise.problem.derivation, only)
    values = _values(derivation, exercise)
    shown = {
        name(symbol): value if math.isfinite(value) else None
        for symbol, value in values.items()
        if not wanted or symbol in wanted
    }
    return json.dumps(shown, indent=1, ensure_ascii=False)


def terminal_solution(exercise: Exercise, only: Sequence[str] = ()) -> str:
    """The worked solution, or the lines of the quantities named."""
    derivation, wanted = _wanted(exercise.problem.derivation, only)
    values = _values(derivation, exercise)
    if not wanted:
        return "\n".join(worked_text(exercise, values, derivation.steps))
    lines = []
    for symbol in wanted:
        step = derivation.by_symbol.get(symbol)
        lines.append(step_text(step, exercise, values) if step else f"{name(symbol)} = {exercise.givens[symbol]}")
    return "\n".join(lines)


def _values(derivation: Derivation, exercise: Exercise) -> dict[Symbol, float]:
    givens = {symbol: float(value) for symbol, value in exercise.givens.items()}
    # Adding 0.0 turns -0.0 into 0.0.
    return {symbol: float(value) + 0.0 for symbol, value in solve(derivation, givens).items()}


def _wanted(derivation: Derivation, only: Sequence[str]) -> tuple[Derivation, list[Symbol]]:
    """The quantities named, and the derivation with the steps that only they need."""
    wanted: list[Symbol] = []
    for text in only:
        for symbol in expanded(parse_name(text), derivation):
            before = replace(symbol, change=False)
            if symbol.change and symbol not in derivation.by_symbol and updated(before) in derivation.by_symbol:
                step = Step(symbol=changed(before), formula=minus(updated(before), before))
                derivation = derivation.extended([step])
            derivation = resolve(derivation, symbol)
            wanted.append(symbol)
    return derivation, wanted


def set_givens(exercise: Exercise, settings: Sequence[str]) -> Exercise:
    """The exercise with other numbers: each setting reads NAME=VALUE, a list for a family."""
    from ..problems.given import numbers
    from ..problems.load import given_families
    from ..problems.toml_source import Steps

    derivation = exercise.problem.derivation
    families = given_families(derivation)
    givens = dict(exercise.givens)
    for setting in settings:
        left, equals, right = setting.partition("=")
        symbols = expanded(parse_name(left), derivation) if equals else ()
        unknown = [symbol for symbol in symbols if symbol not in derivation.givens]
        if not symbols or unknown:
            known = ", ".join(name(family) for family in families)
            raise GradsheetError(f"--set '{setting}': write NAME=VALUE with a NAME that is given: {known}")

        def complain(_: Steps, text: str, setting: str = setting) -> None:
            raise GradsheetError(f"--set '{setting}': {text}")

        family = families[symbols[0].family]
        if len(symbols) == 1:
            family = replace(family, symbol=symbols[0], shape=())
        value = _read(right, setting)
        if len(symbols) > 1 and not isinstance(value, list):
            raise GradsheetError(
                f"--set '{setting}': {left.strip()} stands for {len(symbols)} numbers; write a list [...]"
            )
        givens |= numbers(family, value, (), complain)
    # A closed form belongs to the published numbers; other numbers have none.
    return replace(exercise, givens=givens, exact={} if settings else exercise.exact)


def _read(text: str, setting: str) -> object:
    """A decimal, or a list of decimals as in TOML."""
    import re
    import tomllib
    from decimal import Decimal

    spelled = re.sub(r"(?<![\d.])\.(?=\d)", "0.", text.strip())
    spelled = re.sub(r"(?<=\d)\.(?!\d)", ".0", spelled)
    try:
        return tomllib.loads(f"value = {spelled}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        raise GradsheetError(f"--set '{setting}': '{text}' is not a decimal number or a list of them") from None
