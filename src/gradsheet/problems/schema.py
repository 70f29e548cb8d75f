"""The shape of a problem file: which keys there are and of what type. Meaning is checked in `load`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails

from .tables import (
    AttentionTable,
    ConvolutionTable,
    LayerTable,
    NetworkTable,
    NormalisationTable,
    OptimiserTable,
    PerceptronTable,
    RecurrentTable,
)
from .tables.table import Amount, Places, Table, nearest
from .toml_source import KEY, Steps


class DrawTable(Table):
    alive_units: Annotated[int, Field(ge=0)] | None = None
    require: list[str] = []
    without: list[str] = []
    hidden: list[str] = []
    drop: list[str] = []


class RoundingTable(Table):
    answer: Places = 4
    keep: Places | None = None


class AskTable(Table):
    blanks: list[str] | None = None
    formula: str | list[str] | None = None
    choices: Annotated[int, Field(ge=2, le=9)] | None = None
    written: bool = False
    layout: Literal["list", "table"] = "list"
    text: str = ""
    points: Amount = 1
    unchanged: bool = False
    tolerance: dict[str, Amount] | None = None


class SheetTable(Table):
    tell: list[str] = []
    key: Literal["all", "needed"] = "all"
    matrices: bool = True
    formulas: bool = True


class CaseTable(Table):
    name: str
    source: str = ""
    given: dict[str, Any] = {}
    free: list[str] = []
    expect: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    rounds_at: Places | None = None


class MisconceptionTable(Table):
    name: str = ""
    title: str = ""
    quantity: str
    formula: str
    feedback: str = ""


class CalculatorTable(Table):
    none: bool = False


class ProblemTable(Table):
    format: Literal[1] = 1
    title: str
    topics: list[str] = []
    level: str = "standard"
    statement: str = ""
    exact: bool = True
    network: NetworkTable | None = None
    convolution: ConvolutionTable | None = None
    attention: AttentionTable | None = None
    normalisation: NormalisationTable | None = None
    recurrent: RecurrentTable | None = None
    optimiser: OptimiserTable | None = None
    perceptron: PerceptronTable | None = None
    steps: str | None = None
    given: dict[str, Any]
    draw: DrawTable = DrawTable()
    rounding: RoundingTable = RoundingTable()
    ask: Annotated[list[AskTable], Field(min_length=1)]
    sheet: SheetTable = SheetTable()
    symbols: dict[str, str] = {}
    calculator: CalculatorTable = CalculatorTable()
    misconception: list[MisconceptionTable] = []
    case: list[CaseTable] = []


KEYS: Mapping[str, type[BaseModel]] = {
    "": ProblemTable,
    "network": NetworkTable,
    "network.layers": LayerTable,
    "convolution": ConvolutionTable,
    "attention": AttentionTable,
    "normalisation": NormalisationTable,
    "recurrent": RecurrentTable,
    "optimiser": OptimiserTable,
    "perceptron": PerceptronTable,
    "draw": DrawTable,
    "rounding": RoundingTable,
    "ask": AskTable,
    "sheet": SheetTable,
    "calculator": CalculatorTable,
    "misconception": MisconceptionTable,
    "case": CaseTable,
}


def complaints_of(error: ValidationError, keys: Mapping[str, type[BaseModel]] = KEYS) -> Iterator[tuple[Steps, str]]:
    """Each thing that pydantic found, with its path, in words that say what to write instead.

    `keys` holds the tables of the kind of file, by their dotted name.
    """
    for detail in error.errors():
        is_unknown = detail["type"] == "extra_forbidden"
        *way, last = detail["loc"]
        path = tuple(step for step in way if not _is_union_tag(step))
        if is_unknown or not _is_union_tag(last):  # an unknown key is a key, whatever it looks like
            path = (*path, last)
        place = (*path, KEY) if is_unknown else path
        of_many = len(path) < len(detail["loc"])
        if of_many and detail["type"].startswith("int_"):
            yield place, f"must be a number; found {_found(detail['input'])}"
        else:
            yield place, _explained(path, detail, keys)


_TAG = re.compile(
    r"(?:list|dict|tuple|literal|nullable|is-instance|lax-or-strict|json-or-python|function-[a-z]+)\["
).match


def _is_union_tag(step: str | int) -> bool:
    return isinstance(step, str) and (step in ("int", "str", "decimal", "bool") or _TAG(step) is not None)


_TYPES = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "is_instance_of": "must be a number",
    "decimal_type": "must be a number",
    "finite_number": "must be a number",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "list_type": "must be a list: [...]",
    "dict_type": "must be a table: {...}",
    "model_type": "must be a table: {...}",
    "model_attributes_type": "must be a table: {...}",
}


def _explained(path: Steps, detail: ErrorDetails, keys: Mapping[str, type[BaseModel]]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "missing":
            return f"'{path[-1]}' is missing; {_HOW_TO_WRITE.get(str(path[-1]), f'write {path[-1]} = ...')}"
        case "extra_forbidden":
            return _unknown_key(path, keys)
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "too_short":
            return "must not be empty"
        case "literal_error":
            return f"must be {context['expected']}"
    return f"{_TYPES.get(kind, detail['msg'])}; found {_found(detail['input'])}"


_HOW_TO_WRITE = {
    "title": 'write title = "What the exercise is about" at the top of the file',
    "problems": 'write problems = [{ use = "lecture/softmax-ce", points = 10 }]',
    "given": "write a table [given] with the numbers that students get",
    "ask": 'write [[ask]] with blanks = ["..."]',
    "inputs": "write inputs = 2",
    "layers": 'write layers = [{ units = 1, activation = "sigmoid" }]',
    "units": "write units = 1",
    "update": 'write update = "momentum"',
    "input": "write input = [4, 4] for an image, input = 5 for a line",
    "examples": "write examples = 4",
    "cell": 'write cell = "simple", "lstm" or "gru"',
    "name": 'write name = "..."',
}


def _found(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case dict():
            return "a table"
        case list():
            return "a list"
    return str(value)


def _unknown_key(path: Steps, keys: Mapping[str, type[BaseModel]]) -> str:
    """Misspelt, or a good key that slid into the table above it."""
    key, table = str(path[-1]), _table(path)
    own = sorted(keys[table].model_fields) if table in keys else []
    meant = _meant(key, own)
    if meant is not None:
        return f"'{key}' is not known here; write {meant} = ..."
    if key in RATES and table in keys:
        return f"'{key}' is not known here; the learning rate is eta = 0.1 under [given]"
    homes = [name for name, model in keys.items() if key in model.model_fields and name != table]
    if homes and "" in homes:
        return f"'{key}' is no key of [{table}]; it stands at the top of the file, above the first [table]"
    if homes:
        return (
            f"'{key}' is no key of {f'[{table}]' if table else 'the file itself'}; it belongs under {_header(homes[0])}"
        )
    if "[" in key and "given" in keys[""].model_fields:
        return f"'{key}' is not known here; what a quantity is stands under [given]"
    return f"'{key}' is not known here; {nearest(key, own)}"


def _table(path: Steps) -> str:
    return ".".join(str(step) for step in path[:-1] if isinstance(step, str))


def _meant(key: str, own: Collection[str]) -> str | None:
    """Which of a table's own keys is meant by one that others would write there."""
    return next((ours for ours, others in CALLED_OTHERWISE.items() if key in others and ours in own), None)


CALLED_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "batch": ("batch_size", "batchsize", "minibatch"),
    "dimension": ("d_model", "dim", "embedding"),
    "slope": ("alpha", "negative_slope"),
    "times": ("steps", "time_steps", "timesteps", "length"),
    "units": ("neurons", "nodes", "size", "hidden", "hidden_size"),
    "update": ("optimizer", "optimiser", "rule"),
    "updates": ("epochs", "iterations", "steps"),
}
"""Our keys, and what other libraries and courses call them."""
SIZES = ("units", "inputs", "layers", "cell", "times", "examples")
RATES = ("learning_rate", "lr", "alpha", "eta")


def _header(table: str) -> str:
    return f"[[{table}]]" if table in ("ask", "case", "decision", "misconception") else f"[{table}]"


STAND_INS: Mapping[str | int, Any] = {"title": "", "name": "", "units": 1, "inputs": 1, "given": {}, "points": 1}


def mended(data: Any, path: Steps) -> bool:
    """Takes a wrong value out of nested data, or puts something harmless where one must stand.

    Whether that was the guess of a size, with which the shapes of quantities mean nothing any more.
    """
    *way, last = (step for step in path if step != KEY)
    try:
        for step in way:
            data = data[step]
        found = data.get(last) if isinstance(data, dict) else None
        if last in ("units", "inputs") and isinstance(found, str) and found.strip().isdigit() and int(found) > 0:
            data[last] = int(found)
            return False
        if last in STAND_INS:
            data[last] = STAND_INS[last]
        else:
            del data[last]
    except (KeyError, IndexError, TypeError):
        pass
    table = _table((*way, last))
    own = KEYS[table].model_fields if table in KEYS else {}
    return last in SIZES or (last not in own and _meant(str(last), own) in SIZES)
