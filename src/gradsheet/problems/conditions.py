"""Conditions on draws: `[draw]`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..derivation import Derivation
from ..errors import FormulaError
from ..formula import Formula, parse, symbols_in
from ..formula.operators import CONDITIONS
from ..models import GATED, Dense
from .given import Complain
from .quantities import differentiated, no_number
from .schema import ProblemTable
from .toml_source import Steps


def conditions_of(
    table: ProblemTable, forward: Derivation, network: Dense | None, complain: Complain
) -> Iterable[tuple[Formula, str]]:
    if table.draw.alive_units is not None and (
        network is None or not any(layer.activation in GATED for layer in network.layers[:-1])
    ):
        complain(("draw", "alive_units"), "counts hidden ReLU units, plain or leaky, and there are none; leave it out")
    elif table.draw.alive_units is not None and network is not None:
        fewest = min(layer.units for layer in network.layers[:-1] if layer.activation in GATED)
        if table.draw.alive_units > fewest:
            complain(("draw", "alive_units"), f"{table.draw.alive_units} can never be alive in a layer of {fewest}")
    for place, text in enumerate(table.draw.require):
        path: Steps = ("draw", "require", place)
        try:
            condition = parse(text, families=forward.members, differentiated=differentiated(forward))
        except FormulaError as error:
            complain(path, str(error))
            continue
        if getattr(condition, "operator", "") not in CONDITIONS:
            complain(path, f"'{text}' is a number, not a condition; write something like '{text} > 0.1'")
        elif not any(True for _ in symbols_in(condition)):
            complain(path, f"'{text}' names no quantity, so that no draw can change it; name one, or leave it out")
        else:
            yield condition, text


def rules_of(
    table: ProblemTable, conditions: Sequence[tuple[Formula, str]], derivation: Derivation, complain: Complain
) -> Iterable[tuple[Formula, str]]:
    for condition, text in conditions:
        missing = [s for s in symbols_in(condition) if s not in derivation.quantities]
        if missing:
            path: Steps = ("draw", "require", table.draw.require.index(text))
            complain(path, no_number(missing[0], derivation))
        else:
            yield condition, text
