"""Numbers for exercises: drawn for whoever has none, by the seeds of the one secret, as the record writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..formula import Symbol, decimal_text, name
from ..formula.nodes import Number
from ..problems import Problem, draw
from ..problems.choices import options
from .record import Drawn, Entry, Holder, Record
from .seeds import student_seed, variant_seed

ATTEMPT = 1


def recorded(problem: Problem, attempts: Iterable[int], draws: Sequence[Mapping[Symbol, Decimal]]) -> list[Drawn]:
    """Drawn numbers as the record writes them, with options where the problem asks to choose."""
    return [
        Drawn(
            attempt=attempt,
            givens={name(symbol): decimal_text(Number(value)) for symbol, value in givens.items()},
            options={name(symbol): chosen for symbol, chosen in found.items()},
        )
        for attempt, givens, found in zip(attempts, draws, options(problem, draws), strict=True)
    ]


def with_numbers(record: Record, entries: Iterable[Entry], problems: Mapping[str, Problem], secret: bytes) -> Record:
    """The record with numbers for every exercise that has none; those of one problem are drawn together."""
    missing: dict[str, dict[tuple[Holder, str], bytes]] = {}
    for entry in entries:
        for one in entry.exercises:
            place = (entry.holder, one.use)
            if place not in record.draws:
                missing.setdefault(one.problem, {})[place] = _seed(secret, *place)
    draws = dict(record.draws)
    for problem, places in missing.items():
        found = draw(problems[problem], list(places.values()))
        draws |= zip(places, recorded(problems[problem], [ATTEMPT] * len(found), found), strict=True)
    return replace(record, draws=draws)


def _seed(secret: bytes, holder: Holder, use: str) -> bytes:
    if holder.kind == "students":
        return student_seed(secret, holder.name, use, ATTEMPT)
    return variant_seed(secret, holder.kind, int(holder.name), use, ATTEMPT)
