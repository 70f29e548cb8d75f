"""Convolution and pooling over lines or images: the forward steps and the loss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import ZERO, Apply, Formula, Number, Symbol, substitute
from .dense import LOSS, activation_formula
from .losses import Loss, loss_formula
from .updates import Update

Place = tuple[int, ...]  # counts from 0 along each side; the names of quantities count from 1

UPSTREAM = Loss(name="upstream", term="d*y", words="the sum of the outputs, each times its gradient from above")
"""The loss whose derivative by each output is a given number u."""
POOLS = ("max", "average")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Windows of a size, a stride apart; `kind` is one of POOLS."""

    kind: str
    size: Place
    stride: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Convolution:
    """Filters over an input: z = K * x + b, then a = f(z), then the pooled map p.

    Every tuple has one number for each side of the input: one for a line, two for an image. Without
    a `kernel` there is nothing but pooling. Not flipped, the kernel lies on the input as it is
    printed. Windows that would reach over the border are left out. In a `transposed` convolution each
    number of the input lays its multiple of the kernel into the output, and `padding` is cut off.
    """

    input: Place
    kernel: Place | None
    stride: Place
    padding: Place
    channels: int = 1
    filters: int = 1
    flip: bool = False
    transposed: bool = False
    bias: bool = True
    activation: str = "identity"
    pool: Pool | None = None
    loss: Loss | None = None
    update: Update | None = None

    @property
    def mapped(self) -> Place:
        """The size of a map before pooling."""
        if self.kernel is None:
            return self.input
        sides = zip(self.input, self.kernel, self.stride, self.padding, strict=True)
        if self.transposed:
            return tuple((size - 1) * step - 2 * pad + kernel for size, kernel, step, pad in sides)
        return tuple((size + 2 * pad - kernel) // step + 1 for size, kernel, step, pad in sides)

    @property
    def pooled(self) -> Place:
        """The size of the final map; a side below 1 means that a window does not fit."""
        if self.pool is None:
            return self.mapped
        sides = zip(self.mapped, self.pool.size, self.pool.stride, strict=True)
        return tuple((size - window) // step + 1 for size, window, step in sides)

    @property
    def maps(self) -> int:
        """How many maps come out."""
        return self.channels if self.kernel is None else self.filters

    @property
    def objective(self) -> Symbol | None:
        return None if self.loss is None else LOSS

    @property
    def parameters(self) -> tuple[Family, ...]:
        """The kernel K (filter, channel, place) and the bias of each filter."""
        if self.kernel is None:
            return ()
        shape = (*_several(self.filters), *_several(self.channels), *self.kernel)
        kernel = Family(symbol=Symbol("K"), shape=shape, role=Role.WEIGHT)
        bias = Family(symbol=Symbol("b"), shape=_several(self.filters), role=Role.BIAS)
        return (kernel, bias) if self.bias else (kernel,)


def convolve(layer: Convolution) -> Derivation:
    """The forward steps of a convolution, and its loss where it has one.

    An index for the filter or the channel stands first, where there are several.
    """
    inputs = _map("x", layer.channels, layer.input, Role.INPUT)
    families = [inputs, *layer.parameters]
    givens = [member for family in families for member in family.members]
    steps: list[Step] = []
    below = inputs
    if layer.kernel is not None:
        below = _map("z", layer.filters, layer.mapped, Role.PREACTIVATION)
        families.append(below)
        windows = product(range(1, layer.filters + 1), _places(layer.mapped))
        steps += [
            Step(symbol=symbol, formula=_weighted_sum(layer, number, place))
            for symbol, (number, place) in zip(below.members, windows, strict=True)
        ]
        if layer.activation not in ("identity", "linear"):
            activation = activation_formula(layer.activation)
            above = _map("a", layer.filters, layer.mapped, Role.ACTIVATION)
            families.append(above)
            steps += [
                Step(symbol=a, formula=substitute(activation, {Symbol("z"): z}))
                for a, z in zip(above.members, below.members, strict=True)
            ]
            below = above
    if layer.pool is not None:
        above = _map("p", layer.maps, layer.pooled, Role.OTHER)
        families.append(above)
        windows = product(range(1, layer.maps + 1), _places(layer.pooled))
        steps += [
            Step(symbol=symbol, formula=_pooled(layer.pool, layer.maps, below.symbol, number, place))
            for symbol, (number, place) in zip(above.members, windows, strict=True)
        ]
        below = above
    if layer.loss is not None:
        letter, role = ("u", Role.OTHER) if layer.loss == UPSTREAM else ("d", Role.TARGET)
        wanted = _map(letter, layer.maps, layer.pooled, role)
        families += [wanted, Family(symbol=LOSS, shape=(), role=Role.LOSS)]
        givens += wanted.members
        formula = loss_formula(layer.loss, below.members, wanted.members)
        steps.append(Step(symbol=LOSS, formula=formula, phase=Phase.LOSS))
    return Derivation(givens=tuple(givens), steps=tuple(steps), families=tuple(families))


def products(layer: Convolution) -> int:
    """How many products of a kernel entry and an input entry there are."""
    return layer.filters * layer.channels * sum(1 for place in _places(layer.mapped) for _ in _meetings(layer, place))


def _weighted_sum(layer: Convolution, number: int, place: Place) -> Formula:
    terms: list[Formula] = [
        Apply(
            "*",
            (
                _at("K", kernel, (number, layer.filters), (channel, layer.channels)),
                _at("x", at, (channel, layer.channels)),
            ),
        )
        for channel in range(1, layer.channels + 1)
        for at, kernel in _meetings(layer, place)
    ]
    if layer.bias:
        terms.append(_at("b", (), (number, layer.filters)))
    return _sum(terms)


def _meetings(layer: Convolution, place: Place) -> Iterator[tuple[Place, Place]]:
    """Which entries of the input and of the kernel are multiplied for one output, in the input's reading order."""
    assert layer.kernel is not None
    if layer.transposed:
        for at in _places(layer.input):
            sides = zip(place, layer.padding, at, layer.stride, strict=True)
            kernel = tuple(out + pad - start * step for out, pad, start, step in sides)
            if _inside(kernel, layer.kernel):
                yield at, kernel
        return
    for offset in _places(layer.kernel):
        sides = zip(place, layer.stride, offset, layer.padding, strict=True)
        at = tuple(out * step + shift - pad for out, step, shift, pad in sides)
        if _inside(at, layer.input):
            flipped = tuple(size - 1 - shift for size, shift in zip(layer.kernel, offset, strict=True))
            yield at, flipped if layer.flip else offset


def _pooled(pool: Pool, maps: int, below: Symbol, number: int, place: Place) -> Formula:
    window = [
        _at(
            below.letter,
            tuple(out * step + shift for out, step, shift in zip(place, pool.stride, offset, strict=True)),
            (number, maps),
        )
        for offset in _places(pool.size)
    ]
    if pool.kind == "max":
        return Apply("max", tuple(window))
    return Apply("/", (_sum(window), Number.of(len(window))))


def _sum(terms: Sequence[Formula]) -> Formula:
    """The terms added up; 0 where no entry of the kernel falls."""
    summed = terms[0] if terms else ZERO
    for term in terms[1:]:
        summed = Apply("+", (summed, term))
    return summed


def _map(letter: str, maps: int, size: Place, role: Role) -> Family:
    return Family(symbol=Symbol(letter), shape=(*_several(maps), *size), role=role)


def _several(count: int) -> Place:
    """The part of a shape that counts channels or filters: nothing where there is one."""
    return (count,) if count > 1 else ()


def _at(letter: str, place: Place, *counted: tuple[int, int]) -> Symbol:
    """The name of what lies at a place; `counted` says which filter or channel, of how many."""
    numbers = tuple(number for number, many in counted if many > 1)
    return Symbol(letter, indices=(*numbers, *(index + 1 for index in place)))


def _places(size: Place) -> Iterator[Place]:
    return product(*map(range, size))


def _inside(place: Place, size: Place) -> bool:
    return all(0 <= index < side for index, side in zip(place, size, strict=True))
