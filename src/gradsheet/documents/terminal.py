"""A worked solution as lines of plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..derivation import Phase, Step
from ..formula import Apply, Formula, Number, Symbol, by_hand, decimal_text, name, rewrite, substitute, to_text
from ..problems import Exercise, Rounding

TITLES = {
    Phase.FORWARD: "Forward pass",
    Phase.LOSS: "Loss",
    Phase.BACKWARD: "Backward pass",
    Phase.UPDATE: "Update",
}


def worked_text(exercise: Exercise, values: dict[Symbol, float], steps: Iterable[Step]) -> Iterator[str]:
    """The givens, then each step: its formula, the numbers put in, the value, the closed form where known."""
    yield exercise.problem.title
    yield ""
    yield "Given"
    for symbol, number in exercise.givens.items():
        yield f"  {name(symbol)} = {decimal_text(Number(number))}"
    phase: Phase | None = None
    for step in steps:
        if step.phase is not phase:
            phase = step.phase
            yield ""
            yield TITLES[phase]
        yield f"  {step_text(step, exercise, values)}"


def step_text(step: Step, exercise: Exercise, values: dict[Symbol, float]) -> str:
    """`z2[1] = W2[1,1]*y1[1] + W2[1,2]*y1[2] = 0.67*1 + 0.33*1 = 1`."""
    rounding = exercise.problem.rounding
    parts = [name(step.symbol), to_text(step.formula)]
    parts.append(to_text(with_numbers(step.formula, exercise, values)))
    parts.append(rounding.kept(float(values[step.symbol])))
    if step.symbol in exercise.exact:
        parts.append(to_text(exercise.exact[step.symbol]))
    return " = ".join(dict.fromkeys(parts))


def with_numbers(formula: Formula, exercise: Exercise, values: dict[Symbol, float]) -> Formula:
    """The formula with numbers put in, as a person types it: givens exact, steps to the decimals kept."""
    rounding = exercise.problem.rounding
    numbers: dict[Formula, Formula] = {
        symbol: Number(exercise.givens[symbol]) if symbol in exercise.givens else kept_number(value, rounding)
        for symbol, value in values.items()
    }
    return rewrite(substitute(by_hand(formula), numbers), _signed)


def _signed(node: Formula) -> Formula:
    """A minus before a number that is put in is that number's sign: `exp(-1)`, not `exp(-(1))`."""
    match node:
        case Apply("neg", (Number(value),)) if value >= 0:
            return Number(-value)
    return node


def kept_number(value: float, rounding: Rounding) -> Number:
    """The value as it is printed on the way."""
    return Number(Decimal(rounding.kept(float(value))))
