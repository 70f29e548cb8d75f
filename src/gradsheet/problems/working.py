"""The worked lines of a key: name, chain rule, formula, numbers put in, value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from ..derivation import Derivation, Phase, Step
from ..errors import GradsheetError
from ..formula import (
    Apply,
    Formula,
    Number,
    Symbol,
    by_hand,
    decimal_text,
    derivative,
    name,
    substitute,
    symbols_in,
    to_text,
    used_in,
)
from .doubtful import PrintedLines, doubtful
from .exercise import Exercise, Solution
from .follows import PrintedLine, Tables, described, unfounded
from .kept import KEPT, Kept, kept
from .problem import Itself, Problem
from .rounding import Rounding
from .together import Solved, Together

LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the line of a step has in common in all keys.

    `in_names` are its sides before numbers are put in. A step is `typed_as_written` where its formula by hand is the
    same; functions that are `looked_up` stay as they are.
    """

    step: Step
    symbols: tuple[Symbol, ...]
    in_names: tuple[Formula, ...]
    typed_as_written: bool
    looked_up: frozenset[str]

    @property
    def has_put_in(self) -> bool:
        return bool(self.symbols) or not self.typed_as_written


@dataclass(frozen=True, kw_only=True)
class Working:
    """One line: `symbol` equals each of `formulas` in turn and then `value`, unless `exact` only nearly.

    `numbers` are those that the key prints. `closed` is a closed form among the formulas, `beside` one of the exact
    value where the numbers on the line were rounded before it.
    """

    plan: Plan
    numbers: Mapping[Symbol, Number]
    value: Number
    exact: bool
    closed: Formula | None = None
    beside: Formula | None = None

    @property
    def symbol(self) -> Symbol:
        return self.plan.step.symbol

    @property
    def phase(self) -> Phase:
        return self.plan.step.phase

    @cached_property
    def put_in(self) -> Formula:
        """The formula with the printed numbers, as it is worked by hand."""
        return put_in(self.plan, self.numbers)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        found = [*self.plan.in_names, *([self.put_in] if self.plan.has_put_in else [])]
        return tuple(dict.fromkeys(found if self.closed is None else [*found, self.closed]))


def put_in(plan: Plan, numbers: Mapping[Symbol, Number]) -> Formula:
    """The formula of a step with numbers, as it is worked by hand."""
    formula = substitute(plan.step.formula, {symbol: numbers[symbol] for symbol in plan.symbols})
    return formula if plan.typed_as_written else by_hand(formula, looked_up=plan.looked_up)


def workings(exercise: Exercise, solution: Solution) -> tuple[Working, ...]:
    """Every step, or only those that lead to a blank where the problem's key says so.

    Every line follows from the numbers printed in it: proven here for each key anew, else a GradsheetError.
    """
    return WORKINGS.one(exercise, solution)


def work_together(solved: Sequence[Solved]) -> None:
    """Works the keys of many exercises at once, at most `together.MOST`: `kept` and `workings` then find them."""
    KEPT.find_all(solved)
    WORKINGS.find_all(solved)


def _found(solved: Sequence[Solved]) -> list[tuple[Working, ...]]:
    written = [kept(exercise, solution) for exercise, solution in solved]
    keys = [tuple(_lines(exercise, one)) for (exercise, _), one in zip(solved, written, strict=True)]
    for place in sorted(_doubtful([exercise for exercise, _ in solved], written, keys)):
        exercise, one = solved[place][0], written[place]
        told = {symbol: one.numbers[symbol] for symbol in exercise.problem.tell}
        prove(exercise, keys[place], one.decimals, told)
    return keys


WORKINGS = Together(_found)


def _lines(exercise: Exercise, written: Kept) -> Iterator[Working]:
    numbers, rounded, closed_forms = written.numbers, written.rounded, exercise.closed
    for plan in plans(exercise.problem):
        symbol = plan.step.symbol
        closed = beside = None
        if symbol in closed_forms:
            closed, beside = _closed(plan, numbers, closed_forms[symbol])
        yield Working(
            plan=plan,
            numbers=numbers,
            value=numbers[symbol],
            exact=symbol not in rounded,
            closed=closed,
            beside=beside,
        )


def _closed(plan: Plan, numbers: Mapping[Symbol, Number], form: Formula) -> tuple[Formula | None, Formula | None]:
    """A closed form that stands in the line, or beside it where numbers of the line are rounded."""
    shown = put_in(plan, numbers)
    if form in (shown, plan.step.formula):
        return None, None
    rounded = any(numbers[one].decimals for one in plan.symbols) or _looks_up(shown, plan.looked_up)
    return (None, form) if rounded else (form, None)


def _doubtful(
    exercises: Sequence[Exercise], written: Sequence[Kept], keys: Sequence[Sequence[Working]]
) -> Collection[int]:
    """The places of the keys whose lines have to be proven one by one."""
    problem = exercises[0].problem
    if problem.looked_up:
        return range(len(keys))
    givens = {symbol: [decimal_text(one.numbers[symbol]) for one in written] for symbol in exercises[0].givens}
    givens |= {symbol: [decimal_text(one.numbers[symbol]) for one in written] for symbol in problem.tell}
    decimals = [one.decimals for one in written]
    lines = []
    for together in zip(*keys, strict=True):
        plan = together[0].plan
        lines.append(
            PrintedLines(
                symbol=plan.step.symbol,
                formula=plan.step.formula,
                operands={symbol: [decimal_text(line.numbers[symbol]) for line in together] for symbol in plan.symbols},
                numbers=None if plan.typed_as_written else [line.put_in for line in together],
                values=[decimal_text(line.value) for line in together],
                exact=[line.exact for line in together],
                decimals=decimals,
            )
        )
    return doubtful(lines, givens)


def plans(problem: Problem) -> tuple[Plan, ...]:
    """What the lines of the key have in common, in their order."""
    return _plans(Itself(problem))


@lru_cache(maxsize=64)
def _plans(of: Itself[Problem]) -> tuple[Plan, ...]:
    problem = of.one
    return tuple(
        Plan(
            step=step,
            symbols=used_in(step.formula),
            in_names=tuple(one for one in (chain_rule(step, problem.derivation), step.formula) if one is not None),
            typed_as_written=problem.by_hand[step.symbol] == step.formula,
            looked_up=problem.looked_up,
        )
        for step in worked_steps(problem)
    )


def line_text(line: Working) -> str:
    """`z2[1] = W2[1,1]*y1[1] + W2[1,2]*y1[2] = 0.67*1 + 0.33*1 = 1`."""
    value = decimal_text(line.value)
    sides = dict.fromkeys([name(line.symbol), *map(to_text, line.formulas)])
    sides.pop(value, None)
    beside = "" if line.beside is None else f" (exactly {to_text(line.beside)})"
    return f"{' = '.join(sides)} {'=' if line.exact else '≈'} {value}{beside}"


def _looks_up(formula: Formula, looked_up: Collection[str]) -> bool:
    return isinstance(formula, Apply) and (
        formula.operator in looked_up or any(_looks_up(argument, looked_up) for argument in formula.arguments)
    )


def prove(
    exercise: Exercise, workings: Sequence[Working], decimals: int, told: Mapping[Symbol, Number] | None = None
) -> None:
    """Raises GradsheetError where a line does not follow from the numbers printed in it; `told` stand on the sheet."""
    problem = exercise.problem
    # What is looked up stands only in the formula as it is worked by hand: a softmax by its exponentials.
    steps = {step.symbol: step.formula for step in problem.derivation.steps}
    formulas = problem.by_hand if problem.looked_up else steps
    lines = [
        PrintedLine(
            symbol=line.symbol,
            formula=formulas[line.symbol],
            numbers=line.put_in,
            value=decimal_text(line.value),
            exact=line.exact,
            decimals=decimals,
        )
        for line in workings
    ]
    shown = {symbol: Number(value) for symbol, value in exercise.givens.items()} | dict(told or {})
    givens = {symbol: decimal_text(number) for symbol, number in shown.items()}
    tables = Tables(functions=problem.looked_up, decimals=problem.rounding.keep)
    wrong = [described(line, found) for line, found in unfounded(lines, givens, tables)]
    if wrong:
        raise GradsheetError(
            f"{problem.name}: {len(wrong)} of {len(lines)} lines of the key do not follow from the numbers "
            f"printed in them, which is a mistake in gradsheet: {'; '.join(wrong[:3])}"
        )


def worked_symbols(problem: Problem) -> frozenset[Symbol]:
    """The steps that the key works out."""
    return frozenset(plan.step.symbol for plan in plans(problem))


def worked_steps(problem: Problem) -> tuple[Step, ...]:
    """The steps that the key works out, in their order: each has one line."""
    asked = [symbol for _, symbol in problem.blanks if symbol in problem.derivation.by_symbol]
    needed = problem.derivation.needed_for(asked, known=problem.tell)
    return needed if problem.key_needed else problem.derivation.steps


def kept_number(value: float, rounding: Rounding) -> Number:
    return Number(Decimal(rounding.kept(value)))


def chain_rule(step: Step, derivation: Derivation) -> Formula | None:
    """`dL/dy * dy/dz`, summed over the paths, for the derivative of something behind other steps."""
    of, by = step.symbol.of, step.symbol.by
    if of is None or by is None:
        return None
    terms: list[Formula] = []
    for consumer in derivation.consumers.get(by, ()):
        if consumer.symbol == of:
            return None
        upstream = derivative(of, consumer.symbol)
        if upstream in derivation.by_symbol and upstream in set(symbols_in(step.formula)):
            terms.append(Apply("*", (upstream, derivative(consumer.symbol, by))))
    if not 0 < len(terms) <= LONGEST_CHAIN:
        return None
    whole = terms[0]
    for term in terms[1:]:
        whole = Apply("+", (whole, term))
    return whole
