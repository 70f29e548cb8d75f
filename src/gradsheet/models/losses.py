"""Losses as courses write them, summed over the outputs; `y` is an output, `d` its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..formula import Apply, Formula, Number, Symbol, parse, substitute
from ..formula.algebra import negative

Y, D = Symbol("y"), Symbol("d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """`term` is what one output adds; `scale` stands before the sum, `mean` divides by the outputs."""

    name: str
    term: str
    scale: str = ""
    mean: bool = False
    words: str
    logarithm: bool = False


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
    )
}


def loss_formula(loss: Loss, outputs: Sequence[Symbol], targets: Sequence[Symbol]) -> Formula:
    """The loss of all outputs: `-d1 ln y1 - d2 ln y2`, `1/2 ((y1 - d1)^2 + (y2 - d2)^2)`."""
    term = parse(loss.term)
    terms = [substitute(term, {Y: y, D: d}) for y, d in zip(outputs, targets, strict=True)]
    summed = terms[0]
    for one in terms[1:]:
        summed = _added(summed, one)
    if loss.scale:
        return Apply("*", (parse(loss.scale), summed))
    if loss.mean and len(terms) > 1:
        return Apply("/", (summed, Number.of(len(terms))))
    return summed


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
