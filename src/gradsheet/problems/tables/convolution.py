"""`[convolution]`: convolution and pooling over a line or an image as problem files write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Literal

from ...derivation import Derivation
from ...formula import name, symbols_in
from ...models import ACTIVATIONS, LOSSES, UPSTREAM, Convolution, Loss, Model, Pool, convolve, products
from ..given import Complain
from ..toml_source import Steps
from .network import is_formula_of, read_loss, read_update
from .table import Count, Table

MOST_PRODUCTS = 1000
MOST_ENTRIES = 400
NEEDS_KERNEL = {"stride", "padding", "filters", "flip", "transposed", "bias", "activation", "update"}

Size = int | list[int]
"""One number for all sides, or one for each."""


class ConvolutionTable(Table):
    input: Size
    kernel: Size | None = None
    channels: Count = 1
    filters: Count = 1
    stride: Size = 1
    padding: Size = 0
    flip: bool = False
    transposed: bool = False
    bias: bool = True
    activation: str = "identity"
    pool: Literal["max", "average"] | None = None
    pool_size: Size = 2
    pool_stride: Size | None = None
    loss: str | None = None
    update: str | dict[str, str] | None = None


def convolution_model(table: ConvolutionTable, complain: Complain) -> Model | None:
    """The forward steps and what is trained; None where sizes do not fit, so that names mean nothing."""
    reader = _Reader(table, complain)
    sizes = reader.sizes()
    if sizes is None or reader.out_of_place():
        return None
    activation = table.activation
    if activation == "softmax":
        complain(_path("activation"), "softmax belongs on the output of a dense network; use relu, sigmoid or tanh")
        activation = "identity"
    elif activation not in ACTIVATIONS and not is_formula_of(
        activation, {"z"}, _path("activation"), complain, ACTIVATIONS
    ):
        activation = "identity"
    update = read_update(table.update, complain, table="convolution")
    if update is not None and table.loss is None:
        complain(_path("update"), "there is nothing to descend without a loss; write loss = ...")
        update = None
    layer = Convolution(
        input=sizes["input"],
        kernel=sizes.get("kernel"),
        stride=sizes["stride"],
        padding=sizes["padding"],
        channels=table.channels,
        filters=table.filters,
        flip=table.flip,
        transposed=table.transposed,
        bias=table.bias,
        activation=activation,
        pool=Pool(kind=table.pool, size=sizes["pool_size"], stride=sizes["pool_stride"]) if table.pool else None,
        loss=_loss(table.loss, complain),
        update=update,
    )
    if not _fits(layer, complain):
        return None
    forward = convolve(layer)
    if not _kernel_used(layer, forward, complain):
        return None
    return Model(
        forward=forward,
        objective=layer.objective,
        parameters=tuple(member for family in layer.parameters for member in family.members),
        update=layer.update,
        architecture=layer,
        about=" ".join(_about(layer)),
        about_numbers=_about_numbers(layer),
    )


def _path(key: str) -> Steps:
    return ("convolution", key)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Sizes as they are written, made into one number for each side."""

    table: ConvolutionTable
    complain: Complain

    def sizes(self) -> dict[str, tuple[int, ...]] | None:
        """Every size by its key; None when one is wrong."""
        sides = 1 if isinstance(self.table.input, int) else len(self.table.input)
        if sides not in (1, 2):
            self.complain(_path("input"), f"has {sides} sides; a line has one, input = 5, an image two, input = [4, 4]")
            return None
        written = {
            key: getattr(self.table, key)
            for key in ("input", "kernel", "stride", "padding", "pool_size", "pool_stride")
            if getattr(self.table, key) is not None
        }
        written.setdefault("pool_stride", self.table.pool_size)
        found = {key: self.sides(key, value, sides) for key, value in written.items()}
        return {key: value for key, value in found.items() if value} if all(found.values()) else None

    def sides(self, key: str, value: Size, sides: int) -> tuple[int, ...] | None:
        if isinstance(value, list) and len(value) != sides:
            example = "3" if sides == 1 else "[2, 2]"
            self.complain(
                _path(key), f"must have {sides} number(s) as the input has, such as {example}; found {len(value)}"
            )
            return None
        least = 0 if key == "padding" else 1
        numbers = tuple(value) if isinstance(value, list) else (value,) * sides
        if min(numbers) < least:
            self.complain(_path(key), f"must be at least {least}; found {min(numbers)}")
            return None
        return numbers

    def out_of_place(self) -> bool:
        """Complains about keys that say nothing beside the others."""
        table, written = self.table, self.table.model_fields_set
        before = "needs a kernel; write kernel = ..., or leave it out where there is only pooling"
        odd = {key: before for key in sorted(NEEDS_KERNEL & written) if table.kernel is None}
        if table.kernel is None and table.pool is None:
            odd["input"] = 'nothing is done with it; write kernel = ... or pool = "max"'
        if table.pool is None:
            odd |= {
                key: 'needs pool = "max" or pool = "average"' for key in ("pool_size", "pool_stride") if key in written
            }
        if table.flip and table.transposed:
            odd["flip"] = "does not go with a transposed convolution; leave one of them out"
        for key, text in odd.items():
            self.complain(_path(key), text)
        return bool(odd)


def _loss(text: str | None, complain: Complain) -> Loss | None:
    return UPSTREAM if text == UPSTREAM.name else read_loss(text, complain, table="convolution")


def _fits(layer: Convolution, complain: Complain) -> bool:
    """Whether every window fits, and everything is small enough for a person."""
    for size in (layer.input, layer.kernel or (), layer.stride, layer.padding):
        if size and max(size) > MOST_ENTRIES:
            complain(
                _path("input"), f"a side of {max(size):,} is more than anybody works by hand; at most {MOST_ENTRIES}"
            )
            return False
    if min(layer.mapped) < 1:
        if layer.transposed:
            complain(_path("padding"), f"{_by(layer.padding)} cuts everything off; write less")
        else:
            padded = _by(size + 2 * pad for size, pad in zip(layer.input, layer.padding, strict=True))
            complain(_path("kernel"), f"{_by(layer.kernel or ())} is larger than the input with its padding, {padded}")
        return False
    if min(layer.pooled) < 1:
        window = _by(layer.pool.size) if layer.pool else ""
        complain(_path("pool_size"), f"{window} is larger than the map that is pooled, {_by(layer.mapped)}")
        return False
    entries = max(layer.channels * prod(layer.input), layer.maps * prod(layer.mapped), prod(layer.kernel or ()))
    if entries > MOST_ENTRIES:
        complain(
            _path("input"), f"a map of {entries:,} numbers is more than anybody works by hand; at most {MOST_ENTRIES}"
        )
        return False
    if layer.kernel is not None and (count := products(layer)) > MOST_PRODUCTS:
        complain(_path("kernel"), f"{count:,} products are more than anybody works by hand; at most {MOST_PRODUCTS:,}")
        return False
    return True


def _kernel_used(layer: Convolution, forward: Derivation, complain: Complain) -> bool:
    """Whether each entry of the kernel meets the input somewhere; one that never does has no gradient."""
    if layer.kernel is None:
        return True
    used = {symbol for step in forward.steps for symbol in symbols_in(step.formula)}
    idle = [member for member in layer.parameters[0].members if member not in used]
    if idle:
        complain(_path("padding"), f"{name(idle[0])} never meets the input; write less padding or a smaller kernel")
    return not idle


def _by(size: Iterable[int]) -> str:
    return " x ".join(map(str, size))


def _about(layer: Convolution) -> Iterable[str]:
    """The sentences that say the conventions, by their names."""
    if layer.kernel is not None:
        yield "conv_transposed" if layer.transposed else "conv_flipped" if layer.flip else "conv_cross"
        if not layer.transposed:
            yield "conv_padding" if any(layer.padding) else "conv_no_padding"
        elif any(layer.padding):
            yield "conv_cut"
        if layer.channels > 1:
            yield "conv_channels"
        if layer.filters > 1:
            yield "conv_filters"
        yield "conv_bias" if layer.bias else "conv_no_bias"
    if layer.pool is not None:
        yield f"conv_{layer.pool.kind}"
    if layer.loss is not None:
        own = layer.loss.name not in LOSSES
        yield "conv_upstream" if layer.loss == UPSTREAM else "conv_own_targets" if own else "conv_targets"


def _about_numbers(layer: Convolution) -> dict[str, object]:
    found = {"input": layer.input, "stride": layer.stride, "padding": layer.padding, "kernel": layer.kernel or ()}
    if layer.pool is not None:
        found |= {"pool_size": layer.pool.size, "pool_stride": layer.pool.stride}
    counted = {"channels": layer.channels, "filters": layer.filters, "loss": layer.loss.words if layer.loss else ""}
    return {key: " × ".join(map(str, size)) for key, size in found.items()} | counted
