"""The worked solution as plain text and as JSON: what `gradsheet solve` prints."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from ..derivation import resolve, solve
from ..errors import GradsheetError
from ..formula import Number, Symbol, decimal_text, name, parse_name
from ..languages import sentences
from ..problems import Exercise, Solution
from ..problems.given import numbers
from ..problems.quantities import expanded, given_families
from ..problems.toml_source import Steps
from ..problems.working import Working, line_text, workings


def terminal_solution(exercise: Exercise, only: Sequence[str] = ()) -> str:
    """The worked solution, or the lines of the quantities named."""
    exercise, wanted = _with_wanted(exercise, only)
    solution = _solution(exercise)
    problem = replace(exercise.problem, key_needed=False)
    lines = list(workings(replace(exercise, problem=problem), solution))
    if not only:
        return "\n".join(_whole(exercise, lines))
    worked = {line.symbol: line_text(line) for line in lines}
    return "\n".join(worked.get(symbol) or _given(exercise, symbol) for symbol in wanted)


def json_solution(exercise: Exercise, only: Sequence[str] = ()) -> str:
    """All quantities, or those named, as a JSON object; what is not finite is null."""
    exercise, wanted = _with_wanted(exercise, only)
    shown = {
        name(symbol): value if math.isfinite(value) else None
        for symbol, value in _solution(exercise).values.items()
        if not only or symbol in wanted
    }
    return json.dumps(shown, indent=1, ensure_ascii=False)


def set_givens(exercise: Exercise, settings: Sequence[str]) -> Exercise:
    """The exercise with other numbers: each setting reads NAME=VALUE, a list for a family."""
    derivation = exercise.problem.derivation
    families = given_families(derivation)
    givens = dict(exercise.givens)
    for setting in settings:
        left, equals, right = setting.partition("=")
        symbols = expanded(parse_name(left), derivation) if equals else ()
        if not symbols or any(symbol not in derivation.givens for symbol in symbols):
            known = ", ".join(name(family) for family in families)
            raise GradsheetError(f"--set '{setting}': write NAME=VALUE with a NAME that is given: {known}")

        def complain(_: Steps, text: str, setting: str = setting) -> None:
            raise GradsheetError(f"--set '{setting}': {text}")

        value = _read(right, setting)
        if len(symbols) > 1 and not isinstance(value, list):
            complain((), f"{left.strip()} stands for {len(symbols)} numbers; write a list [...]")
        family = families[symbols[0].family]
        if len(symbols) == 1:
            family = replace(family, symbol=symbols[0], shape=())
        givens |= numbers(family, value, (), complain)
    # A closed form belongs to the published numbers; other numbers have none.
    return replace(exercise, givens=givens, exact={} if settings else exercise.exact)


def _whole(exercise: Exercise, lines: Sequence[Working]) -> Iterator[str]:
    said = sentences("en")
    yield exercise.problem.title
    yield ""
    yield said["given"]
    for symbol in exercise.givens:
        yield f"  {_given(exercise, symbol)}"
    for phase, group in groupby(lines, key=lambda line: line.phase):
        yield ""
        yield said[phase.value]
        for line in group:
            yield f"  {line_text(line)}"


def _given(exercise: Exercise, symbol: Symbol) -> str:
    return f"{name(symbol)} = {decimal_text(Number(exercise.givens[symbol]))}"


def _solution(exercise: Exercise) -> Solution:
    givens = {symbol: float(value) for symbol, value in exercise.givens.items()}
    # Adding 0.0 turns -0.0 into 0.0.
    values = {symbol: float(value) + 0.0 for symbol, value in solve(exercise.problem.derivation, givens).items()}
    return Solution(values=values, bands={})


def _with_wanted(exercise: Exercise, only: Sequence[str]) -> tuple[Exercise, list[Symbol]]:
    """The quantities named, and the exercise with the steps that only they need."""
    derivation = exercise.problem.derivation
    wanted: list[Symbol] = []
    for text in only:
        for symbol in expanded(parse_name(text), derivation):
            derivation = resolve(derivation, symbol)
            wanted.append(symbol)
    return replace(exercise, problem=replace(exercise.problem, derivation=derivation)), wanted


def _read(text: str, setting: str) -> object:
    """A decimal, or a list of decimals as in TOML."""
    spelled = re.sub(r"(?<![\d.])\.(?=\d)", "0.", text.strip())
    spelled = re.sub(r"(?<=\d)\.(?!\d)", ".0", spelled)
    try:
        return tomllib.loads(f"value = {spelled}", parse_float=Decimal)["value"]
    except (ValueError, ArithmeticError, RecursionError):
        raise GradsheetError(f"--set '{setting}': '{text}' is not a decimal number or a list of them") from None
