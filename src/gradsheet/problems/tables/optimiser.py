"""`[optimiser]`: steps of an optimiser without a network, as problem files write them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...errors import FormulaError
from ...formula import Formula, Symbol, name, parse, parse_name, symbols_in
from ...models import Model, Optimiser, Update, optimise, optimiser_rounds
from ...models.optimiser import FUNCTION
from ...models.updates import AHEAD, GRADIENT, WEIGHT
from ..given import Complain
from .network import read_update
from .table import Table

MOST_PARAMETERS = 9


class OptimiserTable(Table):
    parameters: Annotated[list[str], Field(min_length=1)] = ["w"]
    objective: str | None = None
    update: str | dict[str, str]
    updates: Annotated[int, Field(ge=1, le=20)] = 1


def optimiser_model(table: OptimiserTable, complain: Complain) -> Model | None:
    """The function, if there is one, and its training; None when it cannot be made sense of."""
    update = read_update(table.update, complain, table="optimiser")
    parameters = _parameters(table, complain)
    objective = _objective(table, parameters, complain)
    if update is None or not parameters or (objective is None and table.objective is not None):
        return None
    if objective is None and len(parameters) > 1:
        complain(("optimiser", "parameters"), "given gradients move one parameter; name one, or write objective = ...")
        return None
    clash = _clash(update, parameters, objective)
    if clash is not None:
        path = "objective" if clash not in parameters else "parameters"
        complain(("optimiser", path), f"'{name(clash)}' is a letter of the update; write another")
        return None
    optimiser = Optimiser(parameters=parameters, update=update, objective=objective, updates=table.updates)
    forward = optimise(optimiser)
    about = "optimiser_objective" if objective is not None else "optimiser_gradient"
    return Model(
        forward=forward,
        objective=FUNCTION if objective is not None else None,
        parameters=parameters,
        update=update,
        rounds=optimiser_rounds(optimiser, forward),
        after=forward.steps,
        remember=optimiser.remember,
        about=about if objective is not None or table.updates == 1 else "optimiser_gradients",
    )


def _parameters(table: OptimiserTable, complain: Complain) -> tuple[Symbol, ...]:
    found: list[Symbol] = []
    for place, text in enumerate(table.parameters):
        path = ("optimiser", "parameters", place)
        try:
            symbol = parse_name(text)
        except FormulaError as error:
            complain(path, f"'{text}': {error.problem}")
            continue
        if symbol.is_derivative or symbol.updates or symbol.change:
            complain(path, f"'{text}' is no parameter; write a name such as theta, w1 or w[1]")
        elif symbol in found:
            complain(path, f"'{text}' stands here twice; delete one")
        elif len(found) == MOST_PARAMETERS:
            complain(path, f"more than {MOST_PARAMETERS} parameters are more than anybody works by hand")
        else:
            found.append(symbol)
    return tuple(found) if len(found) == len(table.parameters) else ()


def _objective(table: OptimiserTable, parameters: tuple[Symbol, ...], complain: Complain) -> Formula | None:
    path = ("optimiser", "objective")
    if table.objective is None:
        return None
    try:
        formula = parse(table.objective)
    except FormulaError as error:
        complain(path, str(error))
        return None
    used = set(symbols_in(formula))
    missing = [name(parameter) for parameter in parameters if parameter not in used]
    if missing:
        complain(path, f"does not depend on {' and '.join(missing)}; write a formula in the parameters")
        return None
    odd = sorted(name(symbol) for symbol in used if symbol.updates or symbol.change or symbol.family == FUNCTION)
    if odd:
        complain(path, f"'{odd[0]}' does not fit; f is the function itself, other letters are given")
        return None
    return formula


def _clash(update: Update, parameters: tuple[Symbol, ...], objective: Formula | None) -> Symbol | None:
    """A quantity whose letter the update has for something else; w may well be the parameter."""
    own = {letter for letter, _ in update.lines if letter != WEIGHT} | set(update.constants)
    own |= {AHEAD} if update.at is not None else set()
    own |= {GRADIENT} if objective is None else set()
    used = [*parameters, *(symbols_in(objective) if objective is not None else ())]
    return next((symbol for symbol in used if symbol.family in own), None)
