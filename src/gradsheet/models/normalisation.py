"""Layer norm, batch norm and dropout: what stands between two layers of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import ONE, Apply, Formula, Number, Symbol
from ..formula.algebra import minus, over, plus, times, total
from .dense import LOSS
from .losses import Loss, loss_formula
from .updates import Update

EPS, KEPT = Symbol("eps"), Symbol("p")
"""What is added to a variance, and the probability of dropout."""
USUAL = {EPS.letter: "1e-5", KEPT.letter: "0.5", "v": "{ from = 0.5, to = 4, by = 0.5 }", "r": "{ choose = [0, 1] }"}
"""What givens often are, for an author who left one out; eps is that of PyTorch's layers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """`batch` examples of `values` numbers each, x[2,1] being number 1 of example 2; None leaves that index out.

    `kind` is "layer" (each example by itself), "batch" (each of the values over the examples) or
    "dropout". `sample` divides a variance by n - 1, `training` is False for inference, `affine` adds
    gamma and beta. In dropout p is the probability to keep, or, where `drop`, to drop;
    `inverted` divides by the probability to keep in training, else inference multiplies by it.
    """

    kind: str
    values: int | None = None
    batch: int | None = None
    sample: bool = False
    training: bool = True
    eps: bool = True
    affine: bool = True
    drop: bool = False
    inverted: bool = True
    loss: Loss | None = None
    update: Update | None = None

    @property
    def objective(self) -> Symbol | None:
        return None if self.loss is None else LOSS

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(size for size in (self.batch, self.values) if size is not None)

    @property
    def parameters(self) -> tuple[Family, ...]:
        if self.kind == "dropout" or not self.affine:
            return ()
        shape = self.shape if self.batch is None else self.shape[1:]
        return (_family("gamma", shape, Role.WEIGHT), _family("beta", shape, Role.BIAS))


def normalise(model: Normalisation) -> Derivation:
    """The forward steps from x to y, and the loss.

    m, v and s are mean, variance and standard deviation: one of each for an example in layer norm, for
    one of its values in batch norm, where inference is given m and v. xhat is x normalised. Dropout
    is given the mask r of ones and zeros.
    """
    x, y = _family("x", model.shape, Role.INPUT), _family("y", model.shape)
    if model.kind == "dropout":
        givens, families, steps = _dropout(model, x, y)
    else:
        givens, families, steps = _normalised(model, x, y)
    if model.loss is not None:
        targets = _family("d", model.shape, Role.TARGET)
        givens.append(targets)
        families += [targets, _family(LOSS.letter, (), Role.LOSS)]
        formula = loss_formula(model.loss, y.members, targets.members)
        steps.append(Step(symbol=LOSS, formula=formula, phase=Phase.LOSS))
    members = tuple(member for family in givens for member in family.members)
    return Derivation(givens=members, steps=tuple(steps), families=tuple(families))


Parts = tuple[list[Family], list[Family], list[Step]]
"""Givens, families and steps."""


def _normalised(model: Normalisation, x: Family, y: Family) -> Parts:
    shape = tuple(size for place, size in enumerate(model.shape) if place != _across(model))
    m, v, s, xhat = _family("m", shape), _family("v", shape), _family("s", shape), _family("xhat", model.shape)
    eps = [_family(EPS.letter, ())] if model.eps else []
    running = [] if model.training else [m, v]
    givens = [x, *running, *model.parameters, *eps]
    families = [x, *model.parameters, *eps, m, v, s, xhat, y]
    groups = {mean: [one for one in x.members if _own("m", model, one) == mean] for mean in m.members}
    steps: list[Step] = []
    if model.training:
        steps += [Step(symbol=mean, formula=over(total(list(group)), _count(group))) for mean, group in groups.items()]
        steps += [
            Step(symbol=_own("v", model, group[0]), formula=_variance(model, mean, group))
            for mean, group in groups.items()
        ]
    for symbol in s.members:
        variance: Formula = Symbol("v", indices=symbol.indices)
        steps.append(Step(symbol=symbol, formula=Apply("sqrt", (plus(variance, EPS) if model.eps else variance,))))
    for one in x.members:
        centred = Apply("-", (one, _own("m", model, one)))
        steps.append(Step(symbol=_like("xhat", one), formula=Apply("/", (centred, _own("s", model, one)))))
    for one in x.members:
        formula: Formula = _like("xhat", one)
        if model.affine:
            indices = one.indices if model.batch is None else one.indices[1:]
            formula = plus(times(Symbol("gamma", indices=indices), formula), Symbol("beta", indices=indices))
        steps.append(Step(symbol=_like("y", one), formula=formula))
    return givens, families, steps


def _dropout(model: Normalisation, x: Family, y: Family) -> Parts:
    masks = [_family("r", model.shape)] if model.training else []
    scaled = model.training == model.inverted
    p = [_family(KEPT.letter, ())] if scaled else []
    kept = minus(ONE, KEPT) if model.drop else KEPT
    steps = []
    for one in x.members:
        formula: Formula = one
        if model.training:
            formula = Apply("*", (_like("r", one), one))
            formula = Apply("/", (formula, kept)) if model.inverted else formula
        elif not model.inverted:
            formula = Apply("*", (kept, one))
        steps.append(Step(symbol=_like("y", one), formula=formula))
    return [x, *masks, *p], [x, *masks, *p, y], steps


def _across(model: Normalisation) -> int:
    """The place of the index that means and variances run over: the examples, or the values of one."""
    return 0 if model.kind == "batch" else len(model.shape) - 1


def _own(letter: str, model: Normalisation, one: Symbol) -> Symbol:
    """The mean, variance or standard deviation of the group that `one` is in."""
    kept = tuple(index for place, index in enumerate(one.indices) if place != _across(model))
    return Symbol(letter, indices=kept)


def _variance(model: Normalisation, mean: Symbol, group: Sequence[Symbol]) -> Formula:
    squares: list[Formula] = [Apply("^", (Apply("-", (one, mean)), Number.of(2))) for one in group]
    return over(total(squares), Number.of(len(group) - 1) if model.sample else _count(group))


def _count(group: Sequence[Symbol]) -> Number:
    return Number.of(len(group))


def _like(letter: str, one: Symbol) -> Symbol:
    return Symbol(letter, indices=one.indices)


def _family(letter: str, shape: tuple[int, ...], role: Role = Role.OTHER) -> Family:
    return Family(symbol=Symbol(letter), shape=shape, role=role)
