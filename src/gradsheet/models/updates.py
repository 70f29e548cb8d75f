"""Updates as courses write them: a few lines in the weight w, its gradient g and what the optimiser remembers.

Each line says what a letter becomes; later lines see the new value. A letter that is read before its
own line is remembered from step to step (v, m, s); any other letter is a constant of the optimiser.
The line `at`, where there is one, says for which weights the gradient is computed: u = w + mu*v.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..derivation import Phase, Step
from ..formula import Apply, Formula, Number, Symbol, changed, parse, substitute, symbols_in, updated
from ..formula.algebra import minus, negative

WEIGHT, GRADIENT, RATE, STEP_NUMBER = Symbol("w"), Symbol("g"), Symbol("eta"), Symbol("t")
AHEAD = Symbol("u")
"""The weight for which an update wants the gradient, where that is not the weight itself."""
USUAL = {"eta": "0.1", "mu": "0.9", "rho": "0.9", "beta1": "0.9", "beta2": "0.999", "eps": "1e-8", "lambda": "0.01"}
"""What optimisers' constants often are, for an author who left one out (Kingma and Ba 2015 for Adam's)."""
LETTERS = {"velocity": "v", "weight": "w"}
"""What a file may call a line in words."""


@dataclass(frozen=True, kw_only=True)
class Update:
    """The last line is the weight's."""

    name: str
    lines: tuple[tuple[Symbol, Formula], ...]
    at: Formula | None = None

    @property
    def remembered(self) -> tuple[Symbol, ...]:
        """Letters whose old value is read: they start as givens, one for each weight."""
        found: dict[Symbol, None] = {}
        made: set[Symbol] = {WEIGHT}
        own = {letter for letter, _ in self.lines}
        for letter, formula in self._all_lines:
            found.update(dict.fromkeys(s for s in symbols_in(formula) if s in own and s not in made))
            made.add(letter)
        return tuple(found)

    @property
    def constants(self) -> tuple[Symbol, ...]:
        """The optimiser's own givens: eta, mu, the number t of the step."""
        own = {letter for letter, _ in self.lines} | {WEIGHT, GRADIENT}
        return tuple(dict.fromkeys(s for _, formula in self._all_lines for s in symbols_in(formula) if s not in own))

    @property
    def _all_lines(self) -> tuple[tuple[Symbol, Formula], ...]:
        return ((AHEAD, self.at), *self.lines) if self.at is not None else self.lines


def update_from(name: str, lines: Mapping[str, str]) -> Update:
    """The update that a table describes; the weight's line is put last. Raises FormulaError."""
    read = [(Symbol(LETTERS.get(letter, letter)), parse(text)) for letter, text in lines.items() if letter != "at"]
    at = parse(lines["at"]) if "at" in lines else None
    return Update(name=name, lines=tuple(sorted(read, key=lambda line: line[0] == WEIGHT)), at=at)


class _Known(Mapping[str, Update]):
    """Updates by name, each read when somebody asks for it: few problems need one, and none needs all."""

    def __init__(self, lines: Mapping[str, Mapping[str, str]]) -> None:
        self._lines = lines
        self._read: dict[str, Update] = {}

    def __getitem__(self, name: str) -> Update:
        if name not in self._read:
            self._read[name] = update_from(name, self._lines[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


UPDATES: Mapping[str, Update] = _Known(
    {
        "gradient descent": {"w": "w - eta*g"},
        "weight decay": {"w": "w - eta*(g + lambda*w)"},
        "weight decay, decoupled": {"w": "(1 - lambda)*w - eta*g"},
        "momentum": {"v": "mu*v - eta*g", "w": "w + v"},
        "momentum, gradients summed": {"v": "mu*v + g", "w": "w - eta*v"},
        "momentum, gradients averaged": {"v": "mu*v + (1 - mu)*g", "w": "w - eta*v"},
        "nesterov": {"v": "mu*v - eta*g", "w": "w + mu*v - eta*g"},
        "nesterov, looking ahead": {"at": "w + mu*v", "v": "mu*v - eta*g", "w": "w + v"},
        "adagrad": {"s": "s + g^2", "w": "w - eta*g/(sqrt(s) + eps)"},
        "adagrad, epsilon inside": {"s": "s + g^2", "w": "w - eta*g/sqrt(s + eps)"},
        "rmsprop": {"s": "rho*s + (1 - rho)*g^2", "w": "w - eta*g/(sqrt(s) + eps)"},
        "rmsprop, epsilon inside": {"s": "rho*s + (1 - rho)*g^2", "w": "w - eta*g/sqrt(s + eps)"},
        "adam": {
            "m": "beta1*m + (1 - beta1)*g",
            "v": "beta2*v + (1 - beta2)*g^2",
            "mhat": "m/(1 - beta1^t)",
            "vhat": "v/(1 - beta2^t)",
            "w": "w - eta*mhat/(sqrt(vhat) + eps)",
        },
        "adam, epsilon inside": {
            "m": "beta1*m + (1 - beta1)*g",
            "v": "beta2*v + (1 - beta2)*g^2",
            "mhat": "m/(1 - beta1^t)",
            "vhat": "v/(1 - beta2^t)",
            "w": "w - eta*mhat/sqrt(vhat + eps)",
        },
        "adam without bias correction": {
            "m": "beta1*m + (1 - beta1)*g",
            "v": "beta2*v + (1 - beta2)*g^2",
            "w": "w - eta*m/(sqrt(v) + eps)",
        },
        "adamw": {
            "m": "beta1*m + (1 - beta1)*g",
            "v": "beta2*v + (1 - beta2)*g^2",
            "mhat": "m/(1 - beta1^t)",
            "vhat": "v/(1 - beta2^t)",
            "w": "w - eta*(mhat/(sqrt(vhat) + eps) + lambda*w)",
        },
    }
)


Memory = Callable[[Symbol, Symbol], Symbol]


def memory(letter: Symbol, parameter: Symbol) -> Symbol:
    """What the optimiser remembers of one weight: v of W1[1,2] is called vW1[1,2]."""
    return replace(parameter, letter=letter.letter + parameter.letter)


def looking_ahead(update: Update, parameters: Sequence[Symbol], number: int, remember: Memory = memory) -> list[Step]:
    """The weights for which an update wants the gradient, where these are not the weights themselves."""
    if update.at is None:
        return []
    return [
        Step(
            symbol=remember(AHEAD, parameter),
            formula=substitute(update.at, _start(update, parameter, parameter, number, remember)),
        )
        for parameter in parameters
    ]


def update_steps(
    update: Update,
    parameters: Sequence[Symbol],
    gradients: Mapping[Symbol, Symbol],
    asked: Iterable[Symbol],
    *,
    number: int = 0,
    remember: Memory = memory,
) -> Iterator[Step]:
    """The lines of an update for the members of one family, line by line.

    A weight's change is a line of its own where somebody asks for it. `number` is how many updates
    there were before, by which the step number t is larger.
    """
    wanted = set(asked)
    known = {parameter: _start(update, parameter, gradients[parameter], number, remember) for parameter in parameters}
    for letter, formula in update.lines:
        for parameter in parameters:
            result = substitute(formula, known[parameter])
            if letter == WEIGHT:
                yield from _moved(parameter, result, alone=changed(parameter) in wanted)
                continue
            symbol = remember(letter, parameter)
            symbol = updated(symbol) if letter in update.remembered else symbol
            known[parameter][letter] = symbol
            yield Step(symbol=symbol, formula=result, phase=Phase.UPDATE)


def _start(
    update: Update, parameter: Symbol, gradient: Symbol, number: int, remember: Memory
) -> dict[Formula, Formula]:
    """What the letters of an update stand for before its first line."""
    start: dict[Formula, Formula] = {WEIGHT: parameter, GRADIENT: gradient}
    if number:
        start[STEP_NUMBER] = Apply("+", (STEP_NUMBER, Number.of(number)))
    return start | {letter: remember(letter, parameter) for letter in update.remembered}


def _moved(parameter: Symbol, result: Formula, *, alone: bool) -> Iterator[Step]:
    if alone:
        yield Step(symbol=changed(parameter), formula=_change(parameter, result), phase=Phase.UPDATE)
        result = Apply("+", (parameter, changed(parameter)))
    yield Step(symbol=updated(parameter), formula=result, phase=Phase.UPDATE)


def _change(parameter: Symbol, result: Formula) -> Formula:
    """What is added to the weight: `-eta*g` for `w - eta*g`."""
    match result:
        case Apply("-", (first, second)) if first == parameter:
            return negative(second)
        case Apply("+", (first, second)) if first == parameter:
            return second
        case Apply("-", (Apply("+", (first, second)), third)) if first == parameter:
            return minus(second, third)
    return minus(result, parameter)
