"""Worked examples that others published, as problem files without code: they agree, or differ where the source is wrong.

The problem files in `published/` hold what the sources print and are checked always. Where the
collection of published examples lies beside the checkout, each of its entries is compared as well.
"""

import json
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from gradsheet.derivation import resolve, solve
from gradsheet.formula import Symbol, name, parse_name
from gradsheet.places import shipped
from gradsheet.problems import load_problem
from gradsheet.problems.check import disagreements

HERE = Path(__file__).parent / "published"
FILES = sorted(HERE.glob("*.toml"))
SHARED = Path(os.environ.get("GRADSHEET_SHARED") or Path(__file__).parents[2] / "shared")
EXAMPLES = SHARED / "published" / "examples.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_published_problem_files_agree_with_the_solver(path):
    problem = load_problem(path)
    assert problem.cases
    for case in problem.cases:
        assert case.expect or case.wrong
        assert disagreements(problem, case) == []


@pytest.mark.parametrize(
    ("file", "printed", "instead"),
    [
        ("han-kamber-321", '"-0.105"', '"-0.106"'),
        ("cs231n-mul-add", '"df/dz" = 3', '"df/dz" = 3.000001'),
        ("aiml-notes-relu-sigmoid", '"0.6449"', '"0.6450"'),
        ("cs231n-softmax-cat", '"0.89"', '"0.90"'),
        ("q4quant-adam1", '"0.016"', '"0.017"'),
        ("click4ai-lstm", '"0.574"', '"0.575"'),
        ("macleod-31", '"0.7978", by = "updated-weights"', '"0.7978", by = "ascent-sign"'),
    ],
)
def test_a_number_changed_in_its_last_place_is_noticed(file, printed, instead, tmp_path):
    text = (HERE / f"{file}.toml").read_text(encoding="utf-8")
    assert text.count(printed) == 1
    changed_file = tmp_path / f"{file}.toml"
    changed_file.write_text(text.replace(printed, instead), encoding="utf-8")
    problem = load_problem(changed_file)
    assert sum(len(disagreements(problem, case)) for case in problem.cases) == 1


# The collection counts from zero, calls an output a, and names some quantities in the words of its
# source. Here: the file, a rule or a table for its names, and a minus where the source's sign is other.
LAYERED = [
    (r"z(\d)\[(\d)\]", lambda layer, unit: f"z{layer}[{int(unit) + 1}]"),
    (r"a(\d)\[(\d)\]", lambda layer, unit: f"y{layer}[{int(unit) + 1}]"),
    (r"W(\d)_new\[(\d)\]\[(\d)\]", lambda layer, to, source: f"new W{layer}[{int(to) + 1},{int(source) + 1}]"),
    (r"b(\d)_new\[(\d)\]", lambda layer, unit: f"new b{layer}[{int(unit) + 1}]"),
    (r"loss|div", lambda: "L"),
]
WHERE: dict[str, tuple[str, dict[str, str]]] = {
    "seed_relu_bce": ("lecture/relu-sigmoid-bce", {}),
    "seed_softmax": ("lecture/softmax-ce", {"delta_w11": "change W1[1,1]"}),
    "seed_sigmoid_ce_nonbinary": ("lecture/sigmoid-outputs-ce", {"w11_new": "new W1[1,1]"}),
    "han_kamber_321": ("han-kamber-321", {"Err6": "-dL/dz2[1]", "Err5": "-dL/dz1[2]", "Err4": "-dL/dz1[1]"}),
    "aiml_notes_relu_sigmoid": ("aiml-notes-relu-sigmoid", {}),
    "macleod_31_wrong": (
        "macleod-31",
        {
            "delta_out": "-dL/dz2[1]",
            "dh0_bug": "-dL/dz1[1]",
            "dh1_bug": "-dL/dz1[2]",
            "w1_00_bug": "new W1[1,1]",
            "w1_01_bug": "new W1[1,2]",
            "w1_10_bug": "new W1[2,1]",
            "w1_11_bug": "new W1[2,2]",
        },
    ),
    "micrograd_tanh_neuron": (
        "micrograd-tanh-neuron",
        {"n": "n", "o": "o", "x1": "do/dx1", "w1": "do/dw1", "x2": "do/dx2", "w2": "do/dw2"},
    ),
    "cs231n_mul_add": (
        "cs231n-mul-add",
        {"f": "f", "dx": "df/dx", "dy": "df/dy", "dz": "df/dz", "dq": "df/dq"},
    ),
    "cs231n_sigmoid_circuit": (
        "cs231n-sigmoid-circuit",
        {"dot": "s", "exp": "g", "plus1": "p", "f": "f", "d_plus1": "df/dp", "ddot": "df/ds"}
        | {f"d{leaf}": f"df/d{leaf}" for leaf in ("w0", "x0", "w1", "x1", "w2")},
    ),
    "cs231n_softmax_cat": (
        "cs231n-softmax-cat",
        {f"{letter}{k}": f"{ours}[{k + 1}]" for letter, ours in (("e", "u"), ("p", "p")) for k in range(3)}
        | {"loss_ln": "L", "loss_log10": "L"},
    ),
    "nptel_softmax3_ce": ("nptel-softmax3-ce", {f"p{k}": f"p[{k + 1}]" for k in range(3)}),
    "slp3_logreg": ("slp3-sentiment", {"z": "z", "p": "p", "q": "q", "ce1": "ce1", "ce0": "ce0"}),
    "goodfellow_xor": (
        "goodfellow-xor",
        {f"y[{k}]": "y2[1]" for k in range(4)} | {"h[3][0]": "y1[1]", "h[3][1]": "y1[2]"},
    ),
}
# Where a source has several instances or prints matrices: a pattern of its names, the file, the name in
# our words (places counted from one), and which of the file's cases.
D2L = {
    "Y": ("convolution/cross-correlation", "z"),
    "Ymc": ("convolution/two-channels", "z"),
    "T": ("convolution/transposed", "z"),
    "mp": ("convolution/max-pool", "p"),
    "ap": ("convolution/average-pool", "p"),
    "P": ("convolution/padding", "z"),
    "S": ("convolution/stride", "z"),
}
PATTERNS: dict[str, list[tuple[str, str, str, int]]] = {
    "cornell_perceptron_or": [(r"w(\d)_(\d)", "perceptron/from-zero-two-epochs", "w[{},{}]", 0)],
    "q4quant_adam1": [
        (r"([mv])", "q4quant-adam1", "new {}W1[1,1]", 0),
        (r"([mv]hat)", "q4quant-adam1", "{}W1[1,1]", 0),
        (r"step", "q4quant-adam1", "change W1[1,1]", 0),
    ],
    "gbasran_adam": [
        (r"g1", "gbasran-adam", "dL/dW1[1,1]", 0),
        (r"([mv])1", "gbasran-adam", "new {}W1[1,1]", 0),
        (r"([mv]h)1", "gbasran-adam", "{}atW1[1,1]", 0),
        (r"th1", "gbasran-adam", "new W1[1,1]", 0),
        (r"g2", "gbasran-adam", "dL/dW1[1,1]", 1),
    ],
    "lexailabs_rmsprop": [
        (r"G", "lexailabs-rmsprop", "new sW1[1,1]", 0),
        (r"th", "lexailabs-rmsprop", "new W1[1,1]", 0),
    ],
    "click4ai_rnn": [
        (r"z(\d)", "recurrent/rnn-step", "a[1,{}]", 0),
        (r"h(\d)", "recurrent/rnn-step", "h[1,{}]", 0),
        (r"h_alt", "recurrent/rnn-step", "h[1,1]", 1),
    ],
    "click4ai_lstm": [
        (r"tc\[(\d)\]", "click4ai-lstm", "tc[{}]", 0),
        (r"(\w)\[(\d)\]", "recurrent/lstm-step", "{}[1,{}]", 0),
    ],
    "d2l_conv_pool": [
        (rf"{letter}\[(\d)\]\[(\d)\]", file, f"{ours}[{{}},{{}}]", 0) for letter, (file, ours) in D2L.items()
    ],
    "karim_selfattention": [
        (rf"{theirs}\[(\d)\]\[(\d)\]", "attention/self-attention", f"{ours}[{{}},{{}}]", 0)
        for theirs, ours in (("O", "y"), ("A", "a"))
    ],
    "amanai_batchnorm": [(r"y\[(\d)\]", "normalisation/batch-norm", "y[{}]", 0)],
    "click4ai_dropout_wrong": [(r"y\[(\d)\]\[(\d)\]", "normalisation/dropout", "y[{},{}]", 0)],
}
LECTURE = {"seed_relu_bce", "seed_softmax", "seed_sigmoid_ce_nonbinary"}
"""The lecture's own problems publish closed forms instead of decimals."""
STEP = {
    "g1": "dL/dW1[1,1]",
    "g2": "dL/dW1[1,2]",
    "gb": "dL/db1[1]",
    "w1": "new W1[1,1]",
    "w2": "new W1[1,2]",
    "b": "new b1[1]",
}


def collected() -> list[tuple[str, dict]]:
    if not EXAMPLES.is_file():
        return []
    cases = json.loads(EXAMPLES.read_text(encoding="utf-8"))["cases"]
    return [(case["id"], entry) for case in cases for entry in case["published"]]


def placed(id: str, key: str) -> tuple[str, str, int]:
    """The file, the quantity in our words, and which of its cases."""
    if id == "slp3_logreg" and key in STEP:
        return "slp3-step", STEP[key], 0
    for pattern, file, quantity, case in PATTERNS.get(id, []):
        if found := re.fullmatch(pattern, key):
            places = (int(group) + 1 if group.isdigit() else group for group in found.groups())
            return file, quantity.format(*places), case
    file, names = WHERE[id]
    instance = re.match(r"[yh]\[(\d)\]", key) if id == "goodfellow_xor" else None
    if key in names:
        return file, names[key], int(instance[1]) if instance else 0
    for pattern, rename in LAYERED:
        if found := re.fullmatch(pattern, key):
            return file, rename(*found.groups()), 0
    raise AssertionError(f"{id}: no word for {key}")


def solved(file: str, quantity: str, instance: int) -> tuple[float, set[str]]:
    """The solver's number, and every string that the problem file prints for the quantity."""
    path = shipped("problem_banks") / f"{file}.toml" if "/" in file else HERE / f"{file}.toml"
    problem = load_problem(path)
    case = problem.cases[instance]
    symbol = parse_name(quantity.lstrip("-"))
    if symbol.change:
        before, after = (solved(file, name(s), instance)[0] for s in (unchanged(symbol), new(symbol)))
        return after - before, {e.text for one in problem.cases for e in one.expect if e.symbol == symbol}
    numbers = {s: float(case.given.get(s, Decimal(0))) for s in problem.derivation.givens}
    value = float(solve(resolve(problem.derivation, symbol), numbers)[symbol])
    printed = {e.text for one in problem.cases for e in one.expect if e.symbol == symbol}
    printed |= {w.printed for one in problem.cases for w in one.wrong if w.symbol == symbol}
    return (-value if quantity.startswith("-") else value), printed


def unchanged(symbol: Symbol) -> Symbol:
    return Symbol(symbol.letter, layer=symbol.layer, indices=symbol.indices)


def new(symbol: Symbol) -> Symbol:
    return Symbol(symbol.letter, layer=symbol.layer, indices=symbol.indices, updates=1)


@pytest.mark.skipif(not EXAMPLES.is_file(), reason=f"no collection of published examples at {EXAMPLES}")
@pytest.mark.parametrize(
    ("id", "entry"), collected(), ids=lambda value: value if isinstance(value, str) else value["key"]
)
def test_each_published_number_agrees_or_differs_as_it_should(id, entry):
    file, quantity, instance = placed(id, entry["key"])
    value, printed = solved(file, quantity, instance)
    published, half_unit, use = float(entry["published"]), entry["half_ulp_tol"], entry["use"]
    if use == "must_match":
        assert value == pytest.approx(entry["recomputed"], abs=1e-9 * max(1, abs(value)))
        assert abs(value - published) <= half_unit * (1 + 1e-9) + 1e-12
    elif use.startswith("match_within_"):
        assert abs(value - published) <= float(use.removeprefix("match_within_"))
    else:
        assert use == "must_NOT_be_accepted_as_the_answer"
        assert abs(value - published) > half_unit
    if id not in LECTURE:
        assert published in {float(text) * (-1 if quantity.startswith("-") else 1) for text in printed}


@pytest.mark.skipif(not EXAMPLES.is_file(), reason=f"no collection of published examples at {EXAMPLES}")
def test_no_published_example_is_left_out():
    assert {id for id, _ in collected()} == set(WHERE) | set(PATTERNS)
    assert len(WHERE) + len(PATTERNS) == 23
