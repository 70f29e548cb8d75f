"""Simulated students, who work a derivation through with Python's decimal numbers and nothing else.

They share the formulas with the project, for these are what is asked; how they compute and round is
written here once more, by hand.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

from gradsheet.derivation import Derivation
from gradsheet.formula import Apply, Formula, Number, Symbol
from gradsheet.problems import Problem, Solution

Slip = Callable[[Decimal], Decimal | None]

PRECISION = 34
EITHER = (ROUND_HALF_UP, ROUND_HALF_EVEN)
HUGE = Decimal("1e30")
ONE = Decimal(1)


@dataclass(frozen=True)
class Habit:
    """How a student rounds: the result of every operation, or of every step only, up or to even, always or now and then."""

    name: str
    operations: bool = False
    steps: bool = False
    rounding: str | None = ROUND_HALF_UP  # None: now this way, now that
    share: float = 1.0
    shortcut: bool = False


HABITS = (
    Habit("full precision"),
    Habit("every step, half up", steps=True),
    Habit("every step, half even", steps=True, rounding=ROUND_HALF_EVEN),
    Habit("every operation, half up", operations=True),
    Habit("every operation, half even", operations=True, rounding=ROUND_HALF_EVEN),
    Habit("now this way, now that", operations=True, share=0.5),
    Habit("every operation, with y - d", operations=True, shortcut=True),
)


def _softmax(k: Decimal, *powers: Decimal) -> Decimal:
    return powers[int(k) - 1] / sum(powers)


def _first_largest(k: Decimal, *values: Decimal) -> Decimal:
    return ONE if values.index(max(values)) == int(k) - 1 else Decimal(0)


def _logarithm(a: Decimal) -> Decimal:
    if a <= 0:
        raise InvalidOperation
    return a.ln()


COMPUTE: Mapping[str, Callable[..., Decimal]] = {
    "written": lambda a: a,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "neg": lambda a: -a,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "e": lambda: ONE.exp(),
    "pi": lambda: Decimal(repr(math.pi)),
    "exp": lambda a: a.exp(),
    "ln": _logarithm,
    "log2": lambda a: _logarithm(a) / Decimal(2).ln(),
    "log10": lambda a: _logarithm(a) / Decimal(10).ln(),
    "sqrt": lambda a: a.sqrt(),
    "sin": lambda a: Decimal(repr(math.sin(a))),
    "cos": lambda a: Decimal(repr(math.cos(a))),
    "tanh": lambda a: 1 - 2 / ((2 * a).exp() + 1),
    "relu": lambda a: max(a, Decimal(0)),
    "threshold": lambda a: Decimal(int(a > 0)),
    "nonnegative": lambda a: Decimal(int(a >= 0)),
    "abs": abs,
    "sign": lambda a: Decimal((a > 0) - (a < 0)),
    "floor": lambda a: Decimal(math.floor(a)),
    "max": max,
    "min": min,
    "sum": lambda *a: sum(a),
    "first_max": _first_largest,
    "shares": _softmax,
}
WRITTEN_AS_IT_IS = {"+", "-", "neg", "relu", "threshold", "nonnegative", "abs", "sign", "floor", "max", "min", "sum",
                    "first_max", "e", "pi", "written"}  # fmt: skip
"""What needs no rounding when its arguments stand on paper."""


ZERO = Number(Decimal(0))


def _beyond(z: Formula) -> Formula:
    """e^z - 1 below 0, 0 above it."""
    return Apply("-", (Apply("exp", (Apply("min", (z, ZERO)),)), Number(ONE)))


class Work:
    """A derivation as a list of small computations, for one person after another."""

    def __init__(
        self, derivation: Derivation, wanted: Iterable[Symbol], shortcuts: Mapping[Symbol, Formula] | None = None
    ) -> None:
        self.wanted = tuple(wanted)
        instead = shortcuts or {}
        self.lines: list[tuple[str, tuple[int, ...], bool]] = []
        self.cut: set[int] = set()  # what is rounded down anyway
        self.constants: dict[int, Decimal] = {}
        self.places: dict[object, int] = {}
        self.givens = derivation.givens
        self.ends: dict[Symbol, int] = {}
        self.found: dict[int, int] = {}  # where a step is written down, and where its number was found
        self.by_place: dict[int, Symbol] = {}
        for symbol in derivation.givens:
            self.ends[symbol] = self._place(("given", symbol))
        for step in derivation.steps if instead else derivation.needed_for(self.wanted):
            self.ends[step.symbol] = self._write(step.symbol, self._read(instead.get(step.symbol, step.formula)))

    def _place(self, line: object) -> int:
        return self.places.setdefault(line, len(self.places))

    def _read(self, formula: Formula) -> int:
        match formula:
            case Number(value):
                place = self._place(("number", value))
                self.constants[place] = value
                return place
            case Symbol():
                return self.ends[formula]
            case Apply("sigmoid", (inner,)):
                power = self._apply("exp", self._apply("neg", self._read(inner)))
                return self._apply("/", self._read(Number(ONE)), self._apply("+", self._read(Number(ONE)), power))
            case Apply("elu", (slope, inner)):
                return self._read(Apply("+", (Apply("max", (inner, ZERO)), Apply("*", (slope, _beyond(inner))))))
            case Apply("leakyrelu", (slope, inner)):
                below = Apply("*", (slope, Apply("min", (inner, ZERO))))
                return self._read(Apply("+", (Apply("max", (inner, ZERO)), below)))
            case Apply("softplus", (inner,)):
                return self._read(Apply("ln", (Apply("+", (Number(ONE), Apply("exp", (inner,)))),)))
            case Apply("softmax", (which, *sums)):
                powers = [self._apply("exp", self._read(one)) for one in sums]
                return self._apply("shares", self._read(which), *powers)
            case Apply(operator, arguments):
                return self._apply(operator, *[self._read(one) for one in arguments])

    def _write(self, symbol: Symbol, found: int) -> int:
        place = self._place(("step", symbol))
        self.lines.append(("written", (found,), place))
        self.found[place], self.by_place[place] = found, symbol
        return place

    def _apply(self, operator: str, *arguments: int) -> int:
        line = (operator, arguments)
        if operator == "floor":
            self.cut.update(arguments)
            self.cut.update(self.found[place] for place in arguments if place in self.found)
        if line not in self.places:
            place = self._place(line)
            self.lines.append((operator, arguments, place))
        return self.places[line]

    def answers(
        self,
        givens: Mapping[Symbol, Decimal],
        habit: Habit,
        *,
        keep: int,
        chance: random.Random,
        slips: Mapping[Symbol, Slip] | None = None,
    ) -> dict[Symbol, Decimal | None]:
        """What a student with a habit gets; None where nothing can be computed."""
        values = self.values(givens, habit, keep=keep, chance=chance, slips=slips)
        return {symbol: values[self.ends[symbol]] for symbol in self.wanted}

    def values(
        self,
        givens: Mapping[Symbol, Decimal],
        habit: Habit,
        *,
        keep: int,
        chance: random.Random,
        slips: Mapping[Symbol, Slip] | None = None,
    ) -> dict[int, Decimal | None]:
        """Every number on the student's paper, by place; `slips` change one when it is written, and are worked on with."""
        slips = slips or {}
        unit = ONE.scaleb(-keep)
        values: dict[int, Decimal | None] = dict(self.constants)
        values |= {self.places["given", symbol]: givens[symbol] for symbol in self.givens}
        with localcontext() as context:
            context.prec = PRECISION
            for operator, arguments, place in self.lines:
                known = [values[argument] for argument in arguments]
                try:
                    value = None if None in known else COMPUTE[operator](*known)
                    rounds = habit.operations and operator not in WRITTEN_AS_IT_IS and place not in self.cut
                    rounds = rounds or (habit.steps and operator == "written")
                    if value is not None and rounds and (habit.share == 1 or chance.random() < habit.share):
                        value = value.quantize(unit, rounding=habit.rounding or chance.choice(EITHER))
                    slip = slips.get(self.by_place[place]) if operator == "written" else None
                    if slip is not None and value is not None:
                        value = slip(value)
                except (InvalidOperation, DivisionByZero, Overflow):
                    value = None
                values[place] = value
        return values


def shortcuts(problem: Problem) -> dict[Symbol, Formula]:
    """y - d for the derivative by an output's sum, where cross-entropy meets its activation."""
    network = problem.network
    meets = {("binary cross-entropy", "sigmoid"), ("cross-entropy", "softmax")}
    if network is None or network.loss is None or network.batch is not None:
        return {}
    if (network.loss.name, network.layers[-1].activation) not in meets:
        return {}
    layer, loss = len(network.layers), Symbol("L")
    found: dict[Symbol, Formula] = {}
    for unit in range(1, network.layers[-1].units + 1):
        y, z, d = (
            Symbol(letter, layer=at, indices=(unit,)) for letter, at in (("y", layer), ("z", layer), ("d", None))
        )
        gradient = Symbol("", of=loss, by=z)
        if gradient in problem.derivation.by_symbol:
            found[gradient] = Apply("-", (y, d))
    return found


SAME = 1e-9


@dataclass(frozen=True)
class Handed:
    """A number that was handed in for a blank; `alike` where a wrong method gives the right number."""

    number: float | None
    solution: Solution
    symbol: Symbol
    method: str = ""
    alike: bool = False

    @property
    def accepted(self) -> bool:
        return self.number is not None and self.solution.bands[self.symbol].accepts(self.number)


def honest(problem: Problem, exercises: list[tuple[Mapping[Symbol, Decimal], Solution]], seed: int) -> Iterable[Handed]:
    """Every number that honest students hand in: problem by problem, habit by habit."""
    plain = Work(problem.derivation, tuple(problem.banded))
    short = shortcuts(problem)
    quick = Work(problem.derivation, tuple(problem.banded), short) if short else None
    chance = random.Random(seed)
    for habit in HABITS:
        work = quick if habit.shortcut else plain
        for givens, solution in exercises if work is not None else ():
            for symbol, value in work.answers(givens, habit, keep=problem.rounding.keep, chance=chance).items():
                yield Handed(typed(value, problem.rounding.answer), solution, symbol)


def mistaken(problem: Problem, exercises: list[tuple[Mapping[Symbol, Decimal], Solution]]) -> Iterable[Handed]:
    """Every number of students who hold a misconception, once at full precision, once with every operation rounded."""
    chance = random.Random(0)
    for id, way in problem.wrong_ways.items():
        work = Work(way.derivation, tuple(s for s in way.reached if not problem.draw.drops(id, s)))
        for givens, solution in exercises:
            precise = work.answers(givens, HABITS[0], keep=problem.rounding.keep, chance=chance)
            rounded = work.answers(givens, HABITS[3], keep=problem.rounding.keep, chance=chance)
            for answers in (precise, rounded):
                for symbol, value in answers.items():
                    exact = precise[symbol]
                    alike = exact is not None and abs(float(exact) - solution.values[symbol]) <= SAME
                    yield Handed(typed(value, problem.rounding.answer), solution, symbol, id, alike)


def typed(value: Decimal | None, answer: int) -> float | None:
    """The answer as it is handed in, in the decimals asked."""
    if value is None or not value.is_finite():
        return None
    if abs(value) >= HUGE:
        return float(value)  # has no decimals
    with localcontext() as context:
        context.prec = 60
        return float(value.quantize(ONE.scaleb(-answer), rounding=ROUND_HALF_UP))
