"""Convolution and pooling: the lines on the page, and values and slopes against arrays in autograd."""

from itertools import product

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from gradsheet.derivation import resolve, solve
from gradsheet.formula import Symbol, name, to_text
from gradsheet.models import LOSSES, UPDATES, UPSTREAM, Convolution, Pool, Training, convolve, with_training

PLAIN = {"kernel": None, "stride": (1,), "padding": (0,)}
LINE = PLAIN | {"input": (4,), "kernel": (2,), "bias": False}


def lines(**options) -> dict[str, str]:
    return {name(step.symbol): to_text(step.formula) for step in convolve(Convolution(**options)).steps}


@pytest.mark.parametrize(
    ("options", "quantity", "line"),
    [
        ({}, "z[2]", "K[1]*x[2] + K[2]*x[3]"),
        ({"flip": True}, "z[2]", "K[2]*x[2] + K[1]*x[3]"),
        ({"bias": True}, "z[1]", "K[1]*x[1] + K[2]*x[2] + b"),
        ({"stride": (2,)}, "z[2]", "K[1]*x[3] + K[2]*x[4]"),
        ({"padding": (1,)}, "z[1]", "K[2]*x[1]"),
        ({"padding": (1,), "flip": True}, "z[1]", "K[1]*x[1]"),
        ({"channels": 2}, "z[1]", "K[1,1]*x[1,1] + K[1,2]*x[1,2] + K[2,1]*x[2,1] + K[2,2]*x[2,2]"),
        ({"filters": 2, "bias": True}, "z[2,1]", "K[2,1]*x[1] + K[2,2]*x[2] + b[2]"),
        ({"channels": 2, "filters": 2, "kernel": (1,)}, "z[2,1]", "K[2,1,1]*x[1,1] + K[2,2,1]*x[2,1]"),
        ({"transposed": True}, "z[2]", "K[2]*x[1] + K[1]*x[2]"),
        ({"transposed": True, "stride": (2,)}, "z[3]", "K[1]*x[2]"),
        ({"transposed": True, "stride": (3,)}, "z[3]", "0"),
        ({"activation": "relu"}, "a[3]", "relu(z[3])"),
        ({"activation": "max(0.1*z, z)"}, "a[3]", "max(0.1*z[3], z[3])"),
        ({"pool": Pool(kind="max", size=(2,), stride=(1,))}, "p[2]", "max(z[2], z[3])"),
        ({"pool": Pool(kind="average", size=(3,), stride=(1,))}, "p[1]", "(z[1] + z[2] + z[3])/3"),
        ({"loss": UPSTREAM, "padding": (0,), "kernel": (3,)}, "L", "u[1]*z[1] + u[2]*z[2]"),
        ({"loss": LOSSES["squared error"], "kernel": (4,)}, "L", "(z[1] - d[1])^2"),
        (PLAIN | {"pool": Pool(kind="max", size=(2,), stride=(2,))}, "p[2]", "max(x[3], x[4])"),
        (PLAIN | {"channels": 2, "pool": Pool(kind="max", size=(4,), stride=(1,))}, "p[2,1]",
         "max(x[2,1], x[2,2], x[2,3], x[2,4])"),
    ],
)  # fmt: skip
def test_each_line_is_that_of_a_blackboard(options, quantity, line):
    assert lines(**(LINE | options))[quantity] == line


def spread(x, stride):
    """The array with stride - 1 zeros between its entries along every side, the first axis (channels) apart."""
    for axis, step in enumerate(stride, start=1):
        parts = [_slice(x, axis, i, i + 1) for i in range(x.shape[axis])]
        gap = np.zeros([step - 1 if a == axis else n for a, n in enumerate(x.shape)])
        x = anp.concatenate([p for part in parts for p in (part, gap)][:-1], axis=axis)
    return x


def _slice(x, axis, start, stop, step=1):
    return x[tuple(slice(start, stop, step) if a == axis else slice(None) for a in range(x.ndim))]


def turned(K):
    """The kernel read backwards along its sides; filters and channels stay."""
    return K[(slice(None), slice(None)) + (slice(None, None, -1),) * (K.ndim - 2)]


def correlate(x, K, stride):
    """Valid cross-correlation as a sum of shifted and strided images: x (channels, ...), K (filters, channels, ...)."""
    sides = K.shape[2:]
    out = [(n - k) // s + 1 for n, k, s in zip(x.shape[1:], sides, stride, strict=True)]
    total = 0.0
    for offset in product(*map(range, sides)):
        window = x
        for axis, (start, count, step) in enumerate(zip(offset, out, stride, strict=True), start=1):
            window = _slice(window, axis, start, start + (count - 1) * step + 1, step)
        total = total + anp.tensordot(K[(slice(None), slice(None), *offset)], window, axes=(1, 0))
    return total


def output_of(layer, x, K, b):
    """The final map with arrays: written for the tests, from no formula of ours."""
    ones = (1,) * len(layer.input)
    maps = x
    if layer.kernel is not None:
        if layer.transposed:
            x = anp.pad(spread(x, layer.stride), [(0, 0)] + [(k - 1, k - 1) for k in layer.kernel], "constant")
            maps = correlate(x, turned(K), ones)
            for axis, (pad, size) in enumerate(zip(layer.padding, maps.shape[1:], strict=True), start=1):
                maps = _slice(maps, axis, pad, size - pad)
        else:
            x = anp.pad(x, [(0, 0)] + [(pad, pad) for pad in layer.padding], "constant")
            maps = correlate(x, turned(K) if layer.flip else K, layer.stride)
        maps = maps + anp.reshape(b, (-1, *ones)) if layer.bias else maps
        maps = {"identity": lambda z: z, "tanh": anp.tanh, "relu": lambda z: anp.maximum(z, 0.0)}[layer.activation](
            maps
        )
    if layer.pool is None:
        return maps
    pooled = [
        range(0, n - k + 1, s) for n, k, s in zip(maps.shape[1:], layer.pool.size, layer.pool.stride, strict=True)
    ]
    take = {"max": anp.max, "average": anp.mean}[layer.pool.kind]
    windows = [
        maps[(channel, *(slice(start, start + k) for start, k in zip(starts, layer.pool.size, strict=True)))]
        for channel in range(maps.shape[0])
        for starts in product(*pooled)
    ]
    return anp.reshape(anp.array([take(window) for window in windows]), (maps.shape[0], *map(len, pooled)))


LOSE = {
    "upstream": lambda y, given: anp.sum(y * given),
    "half squared error": lambda y, given: anp.sum((y - given) ** 2) / 2,
    "mean squared error": lambda y, given: anp.mean((y - given) ** 2),
}
LAYERS = {
    "line": {"input": (5,), "kernel": (3,)},
    "line flipped, padded, strided": {"input": (6,), "kernel": (3,), "flip": True, "padding": (2,), "stride": (2,)},
    "line, two channels": {"input": (4,), "kernel": (2,), "channels": 2, "activation": "tanh"},
    "line, inputs skipped": {"input": (5,), "kernel": (1,), "stride": (2,)},
    "line transposed": {"input": (3,), "kernel": (3,), "transposed": True, "stride": (2,), "padding": (1,)},
    "line transposed with holes": {"input": (3,), "kernel": (2,), "transposed": True, "stride": (3,)},
    "image": {"input": (3, 3), "kernel": (2, 2), "bias": False},
    "image, no square": {"input": (3, 5), "kernel": (2, 3), "activation": "tanh"},
    "image flipped": {"input": (4, 3), "kernel": (3, 2), "flip": True, "activation": "relu"},
    "image, sides differ": {"input": (5, 4), "kernel": (3, 2), "stride": (2, 1), "padding": (1, 0), "flip": True},
    "image, channels and filters": {"input": (3, 3), "kernel": (2, 2), "channels": 2, "filters": 3, "activation": "relu"},
    "image, max pool": {"input": (5, 5), "kernel": (2, 2), "activation": "relu", "pool": ("max", (2, 2), (2, 2))},
    "image, overlapping max pool": {"input": (4, 4), "kernel": (2, 2), "pool": ("max", (2, 2), (1, 1))},
    "image, average pool of filters": {
        "input": (4, 5), "kernel": (2, 2), "filters": 2, "activation": "tanh", "pool": ("average", (2, 3), (1, 1))
    },
    "image transposed": {"input": (2, 2), "kernel": (2, 2), "transposed": True, "channels": 2, "filters": 2},
    "image transposed, sides differ": {
        "input": (2, 3), "kernel": (3, 2), "transposed": True, "stride": (2, 3), "padding": (1, 0)
    },
    "pooling only": {"input": (3, 4), "kernel": None, "channels": 2, "pool": ("max", (2, 2), (1, 2))},
}  # fmt: skip


def built(options, loss) -> Convolution:
    ones = (1,) * len(options["input"])
    whole = {"stride": ones, "padding": (0,) * len(ones)} | options
    if whole.get("pool"):
        kind, size, stride = whole["pool"]
        whole["pool"] = Pool(kind=kind, size=size, stride=stride)
    losses = LOSSES | {UPSTREAM.name: UPSTREAM}
    update = UPDATES["gradient descent"] if whole["kernel"] else None
    return Convolution(**whole, loss=losses[loss], update=update)


def entries(letter, array, families) -> dict[Symbol, float]:
    """The numbers of an array under the names of a family, in reading order."""
    members = next((family.members for family in families if family.symbol.letter == letter), ())
    return dict(zip(members, map(float, np.ravel(array)), strict=True)) if members else {}


@pytest.mark.parametrize("loss", LOSE)
@pytest.mark.parametrize("options", LAYERS.values(), ids=LAYERS)
def test_values_slopes_and_the_step_are_those_of_autograd(options, loss):
    layer = built(options, loss)
    random = np.random.default_rng(7)
    x = random.normal(size=(layer.channels, *layer.input))
    K = random.normal(size=(layer.filters, layer.channels, *(layer.kernel or (1,))))
    b = random.normal(size=layer.filters)
    output = output_of(layer, x, K, b)
    given = random.normal(size=output.shape)

    def objective(x, K, b):
        return LOSE[loss](output_of(layer, x, K, b), given)

    forward = convolve(layer)
    parameters = tuple(member for family in layer.parameters for member in family.members)
    whole = with_training(forward, Training(objective=Symbol("L"), parameters=parameters, update=layer.update))
    inputs = next(family for family in forward.families if family.symbol.letter == "x").members
    for symbol in inputs:
        whole = resolve(whole, Symbol("", of=Symbol("L"), by=symbol))
    at = {Symbol("eta"): 0.3}
    for letter, array in (("x", x), ("K", K), ("b", b), ("u", given), ("d", given)):
        at |= entries(letter, array, forward.families)
    found = {name(symbol): number for symbol, number in solve(whole, at).items()}

    assert layer.pooled == output.shape[1:]
    last = "p" if layer.pool else "z" if layer.activation == "identity" else "a"
    for symbol, value in entries(last, output, forward.families).items():
        assert found[name(symbol)] == pytest.approx(value, rel=1e-10, abs=1e-12)
    assert found["L"] == pytest.approx(objective(x, K, b), rel=1e-10)
    slopes = {"x": grad(objective, 0)(x, K, b)}
    if layer.kernel is not None:
        slopes |= {"K": grad(objective, 1)(x, K, b)} | ({"b": grad(objective, 2)(x, K, b)} if layer.bias else {})
    for letter, array in slopes.items():
        for symbol, value in entries(letter, array, forward.families).items():
            assert found[f"dL/d{name(symbol)}"] == pytest.approx(value, rel=1e-9, abs=1e-12)
            if letter != "x":
                assert found[f"new {name(symbol)}"] == pytest.approx(at[symbol] - 0.3 * value, rel=1e-9, abs=1e-12)


def test_a_flipped_kernel_is_the_convolution_of_numpy():
    x, K = np.array([1.0, 2.0, 4.0, -1.0]), np.array([3.0, 5.0, 7.0])
    layer = Convolution(input=(4,), kernel=(3,), stride=(1,), padding=(2,), flip=True, bias=False)
    derivation = convolve(layer)
    values = solve(derivation, entries("x", x, derivation.families) | entries("K", K, derivation.families))
    found = [float(values[Symbol("z", indices=(i,))]) for i in range(1, 7)]
    assert found == list(np.convolve(x, K))
