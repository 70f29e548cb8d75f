"""The operations of an author's own steps, as the gates of a circuit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...formula import ONE, OPERATORS, Apply, Formula, Number, Symbol, substitute, symbols_in
from ...formula.operators import Shape
from ...problems import Problem
from ..statement import Math, Part, Text

MOST_GATES = 14
MOST_FUSED = 2  # operations on one quantity that one gate may show, as in e^-x

SIGNS: Mapping[str, Part] = {
    "+": Text("+"),
    "*": Text("×"),
    "sum": Text("+"),
    "sigmoid": Math((Symbol("sigma"),)),
    "relu": Text("ReLU"),
    **{name: Text(name) for name in ("max", "min", "tanh", "ln", "sin", "cos", "sign", "floor")},
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One operation; `wire` is the step it makes, or its formula where it makes no step."""

    wire: Formula
    sign: Part
    operands: tuple[Formula, ...]


def circuit_gates(problem: Problem) -> tuple[Gate, ...] | None:
    """The operations of a problem's own steps; None where they are no small circuit with one output."""
    if problem.architecture is not None or problem.about or problem.objective is not None or not problem.formulas:
        return None
    steps = [step for step in problem.derivation.steps if not step.symbol.is_derivative]
    taken = {quantity.letter for quantity in problem.derivation.quantities} | set(problem.letters.values())
    hidden = next((letter for letter in "xutv" if letter not in taken), "x")
    gates: dict[Formula, Gate] = {}
    for step in steps:
        if not isinstance(step.formula, Apply) or not _gate(step.symbol, step.formula, gates, Symbol(hidden)):
            return None
    used = {operand for gate in gates.values() for operand in gate.operands}
    outputs = [wire for wire in gates if wire not in used]
    return tuple(gates.values()) if len(gates) <= MOST_GATES and len(outputs) == 1 else None


def _gate(wire: Formula, formula: Apply, gates: dict[Formula, Gate], hidden: Symbol) -> bool:
    """Adds the gate that makes `wire`, those before it first; False for what no gate shows clearly."""
    inputs = set(symbols_in(formula))
    if len(inputs) == 1 and _operations(formula) <= MOST_FUSED and not _calls(formula):
        (only,) = inputs
        gates[wire] = Gate(wire, Math((formula,)), (only,))
        return True
    operator, operands = _flattened(formula)
    numbers = [operand for operand in operands if isinstance(operand, Number)]
    wires = tuple(operand for operand in operands if not isinstance(operand, Number))
    if len(set(wires)) < len(wires) or not wires:
        return False
    for operand in wires:
        if isinstance(operand, Apply) and operand not in gates and not _gate(operand, operand, gates, hidden):
            return False
    sign = SIGNS.get(operator)
    if numbers or len(wires) == 1:
        if len(wires) > 1 or (numbers and len(operands) != 2):
            return False
        if numbers or sign is None:
            sign = Math((substitute(Apply(operator, operands), {wires[0]: _named(wires[0], hidden)}),))
    elif sign is None:
        # Which comes first matters: the gate says so by its operands' names.
        if operator not in ("-", "/", "^") or not all(isinstance(operand, Symbol) for operand in wires):
            return False
        sign = Math((Apply(operator, operands),))
    gates[wire] = Gate(wire, sign, wires)
    return True


def _flattened(formula: Apply) -> tuple[str, tuple[Formula, ...]]:
    """A long sum or product as one operation: `a + b + c` has three operands; a number goes last, by itself."""
    operator, arguments = formula.operator, formula.arguments
    if operator == "-" and not all(isinstance(argument, Symbol | Number) for argument in arguments):
        a, b = arguments
        if not isinstance(a, Number) and not isinstance(b, Number):
            return _flattened(Apply("+", (a, Apply("neg", (b,)))))
    nested = not all(isinstance(argument, Symbol) for argument in arguments)
    if operator == "/" and nested and not any(isinstance(argument, Number) for argument in arguments):
        return _flattened(Apply("*", (arguments[0], Apply("/", (ONE, arguments[1])))))
    if operator not in ("+", "*"):
        return operator, arguments
    parts = [part for argument in arguments for part in _parts(argument, operator)]
    numbers = [part for part in parts if isinstance(part, Number)]
    others = [part for part in parts if not isinstance(part, Number)]
    if len(numbers) == 1 and len(others) > 1:
        rest = others[0]
        for other in others[1:]:
            rest = Apply(operator, (rest, other))
        return operator, (rest, numbers[0]) if operator == "+" else (numbers[0], rest)
    return operator, tuple(parts)


def _parts(formula: Formula, operator: str) -> tuple[Formula, ...]:
    if isinstance(formula, Apply) and formula.operator in (operator, "-" if operator == "+" else operator):
        found, operands = _flattened(formula)
        if found == operator:
            return operands
    return (formula,)


def _named(wire: Formula, hidden: Symbol) -> Symbol:
    return wire if isinstance(wire, Symbol) else hidden


def _operations(formula: Formula) -> int:
    return 1 + sum(map(_operations, formula.arguments)) if isinstance(formula, Apply) else 0


def _calls(formula: Formula) -> bool:
    if not isinstance(formula, Apply):
        return False
    return OPERATORS[formula.operator].shape in (Shape.CALL, Shape.ELEMENT) or any(map(_calls, formula.arguments))
