"""Losses as courses write them, summed over the outputs; `y` is an output, `d` its target.

`c` is the output of the class whose target is 1, where a loss compares all others with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..formula import Apply, Formula, Number, Symbol, parse, substitute, symbols_in
from ..formula.algebra import negative, total

Y, D, SCORE = Symbol("y"), Symbol("d"), Symbol("c")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """`term` is what one output adds; `scale` stands before the sum, `mean` divides by the outputs.

    `targets` are the only values that a target may have, `scores` says that outputs must be able to
    take any value.
    """

    name: str
    term: str
    scale: str = ""
    mean: bool = False
    words: str
    logarithm: bool = False
    targets: tuple[int, ...] = ()
    scores: bool = False

    @property
    def compares(self) -> bool:
        """Whether each output is compared with that of the target class."""
        return SCORE in set(symbols_in(parse(self.term)))

    @property
    def is_given_above(self) -> bool:
        """Whether d is the gradient from above rather than a target."""
        return self.scale == "" and self.term.replace(" ", "") in ("d*y", "y*d")


LOSSES = {
    loss.name: loss
    for loss in (
        Loss(
            name="binary cross-entropy",
            term="-d*ln(y) - (1 - d)*ln(1 - y)",
            words="binary cross-entropy, summed over the outputs",
            logarithm=True,
        ),
        Loss(name="cross-entropy", term="-d*ln(y)", words="cross-entropy", logarithm=True),
        Loss(name="half squared error", term="(y - d)^2", scale="1/2", words="half the sum of the squared errors"),
        Loss(name="squared error", term="(y - d)^2", words="the sum of the squared errors"),
        Loss(name="mean squared error", term="(y - d)^2", mean=True, words="the mean of the squared errors"),
        Loss(name="absolute error", term="abs(y - d)", words="the sum of the absolute errors"),
        Loss(name="mean absolute error", term="abs(y - d)", mean=True, words="the mean of the absolute errors"),
        Loss(
            name="hinge",
            term="max(0, 1 - d*y)",
            words="the hinge loss, summed over the outputs",
            targets=(-1, 1),
            scores=True,
        ),
        Loss(
            name="squared hinge",
            term="max(0, 1 - d*y)^2",
            words="the squared hinge loss, summed over the outputs",
            targets=(-1, 1),
            scores=True,
        ),
        Loss(
            name="multiclass hinge",
            term="(1 - d)*max(0, y - c + 1)",
            words="the hinge loss over the classes that are wrong",
            targets=(0, 1),
            scores=True,
        ),
    )
}


def loss_formula(
    loss: Loss, outputs: Sequence[Symbol], targets: Sequence[Symbol], score: Formula | None = None
) -> Formula:
    """The loss of all outputs: `-d1 ln y1 - d2 ln y2`, `1/2 ((y1 - d1)^2 + (y2 - d2)^2)`.

    `score` is the output of the target class, where it is a step of its own.
    """
    score = score or score_formula(outputs, targets)
    term = parse(loss.term)
    terms = [substitute(term, {Y: y, D: d, SCORE: score}) for y, d in zip(outputs, targets, strict=True)]
    summed = terms[0]
    for one in terms[1:]:
        summed = _added(summed, one)
    if loss.scale:
        return Apply("*", (parse(loss.scale), summed))
    if loss.mean and len(terms) > 1:
        return Apply("/", (summed, Number.of(len(terms))))
    return summed


def score_formula(outputs: Sequence[Symbol], targets: Sequence[Symbol]) -> Formula:
    """The output of the class whose target is 1: `d1 y1 + d2 y2`."""
    return total([Apply("*", pair) for pair in zip(targets, outputs, strict=True)])


def own_loss(text: str) -> Loss:
    """A loss that the author wrote as a formula in y and d, such as `(d - y)^4`."""
    parse(text)
    return Loss(name=text, term=text, words="the loss", logarithm="ln(" in text)


def _added(a: Formula, b: Formula) -> Formula:
    """a + b, where a `b` of `-p - q` is taken off term by term: `a - p - q`."""
    match b:
        case Apply("-", (first, second)):
            return Apply("-", (_added(a, first), second))
        case Apply("neg", (inner,)):
            return Apply("-", (a, inner))
        case Number(value) if value < 0:
            return Apply("-", (a, negative(b)))
    return Apply("+", (a, b))
