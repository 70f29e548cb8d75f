"""Counts and metrics of the bank against what they count: arrays that are made, windows that are slid, labels one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise, product
from math import e, log, prod

import numpy as np
import pytest

from gradsheet.derivation import solve
from gradsheet.formula import name
from gradsheet.problems import Exercise, bank_names, draw, find_problem, public_seed, solve_exercises

Numbers = Mapping[str, float]


def drawn(problem: str, count: int = 20) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Givens and values of some draws, by name."""
    found = find_problem(problem)
    draws = draw(found, [public_seed(problem, number) for number in range(count)])
    solved = [solve(found.derivation, {s: float(v) for s, v in givens.items()}) for givens in draws]
    return [
        ({name(s): float(v) for s, v in givens.items()}, {name(s): float(v) for s, v in values.items()})
        for givens, values in zip(draws, solved, strict=True)
    ]


def size(*arrays: tuple[float, ...]) -> int:
    """The numbers in arrays of these shapes, which are made and counted."""
    return sum(np.zeros([int(side) for side in shape]).size for shape in arrays)


def places(length: float, window: float, stride: float = 1, padding: float = 0) -> int:
    """How often a window fits, tried one place after the other."""
    end = int(length + 2 * padding)
    return sum(1 for start in range(0, end, int(stride)) if start + window <= end)


def products(*shapes: tuple[float, ...]) -> int:
    """The multiplications of a matrix with a matrix: multiplied out, each product of two ones adds one."""
    left, right = (np.ones([int(side) for side in shape], dtype=int) for shape in shapes)
    return int((left @ right).sum())


def dense(g: Numbers) -> Numbers:
    sides = [g[f"n{k}"] for k in range(4)]
    each = [size((b, a), (b,)) for a, b in pairwise(sides)]
    single = sum(products((b, a), (a, 1)) for a, b in pairwise(sides))
    return {"p1": each[0], "p2": each[1], "p3": each[2], "p": sum(each), "m": single}


def convolution(g: Numbers) -> Numbers:
    a, b = places(g["h"], g["s"], g["t"], g["p"]), places(g["w"], g["s"], g["t"], g["p"])
    filters = size((g["k"], g["c"], g["s"], g["s"]))
    return {"a": a, "b": b, "v": size((a, b, g["k"])), "q": filters + size((g["k"],)), "m": a * b * filters}


def pooling(g: Numbers) -> Numbers:
    a = places(g["n"], g["f"], g["s"])
    b = places(a, g["g"], g["t"])
    return {"a": a, "b": b, "v": size((b, b, g["k"])), "l": size((a, a, g["k"])) - size((b, b, g["k"]))}


def small_cnn(g: Numbers) -> Numbers:
    a1 = places(g["n"], g["f1"], 1, g["q"])
    s1 = places(a1, 2, 2)
    a2 = places(s1, g["f2"])
    s2 = places(a2, 2, 2)
    v = size((s2, s2, g["k2"]))
    p = [
        size((g["k1"], g["c"], g["f1"], g["f1"]), (g["k1"],)),
        size((g["k2"], g["k1"], g["f2"], g["f2"]), (g["k2"],)),
        size((g["m"], v), (g["m"],)),
    ]
    return {"a1": a1, "s1": s1, "a2": a2, "s2": s2, "v": v, "p1": p[0], "p2": p[1], "p3": p[2], "p": sum(p)}


def separable(g: Numbers) -> Numbers:
    n, c, k, f = g["n"], g["c"], g["k"], g["f"]
    assert places(n, f, 1, (f - 1) / 2) == n
    standard = products((k, f * f * c), (f * f * c, n * n))
    depth, point = int(c) * products((1, f * f), (f * f, n * n)), products((k, c), (c, n * n))
    return {"p": (f - 1) / 2, "s": standard, "d": depth, "o": point, "t": depth + point, "u": standard - depth - point}


def batch_norm(g: Numbers) -> Numbers:
    w, k = size((g["k"], g["c"], g["f"], g["f"])), g["k"]
    return {"w": w, "t": size((k,), (k,)), "r": size((k,), (k,)), "p": w + size((k,), (k,)), "b": w + size((k,))}


def attention(g: Numbers) -> Numbers:
    m, h, k, v = (g[letter] for letter in "mhkv")
    query, value = size((k, m), (k,)), size((v, m), (v,))
    head, last = size((k, m), (k,), (k, m), (k,), (v, m), (v,)), size((m, h * v), (m,))
    return {"q": query, "u": value, "a": head, "o": last, "p": int(h) * head + last}


def attention_operations(g: Numbers) -> Numbers:
    def cost(n: float, d: float) -> tuple[int, int, int, int]:
        made = 3 * products((n, d), (d, d))
        return made, products((n, d), (d, n)), products((n, n), (n, d)), products((n, d), (d, d))

    n, d = g["n"], g["d"]
    made, scores, sums, out = cost(n, d)
    total, longer = made + scores + sums + out, sum(cost(2 * n, d))
    even = next(
        length for length in range(1, 1000) if sum(cost(length, d)[1:3]) >= cost(length, d)[0] + cost(length, d)[3]
    )
    return {"a": made, "s": scores, "w": sums, "o": out, "t": total, "l": longer, "g": longer - total, "x": even}


def recurrent(g: Numbers) -> Numbers:
    n, h, k = g["n"], g["h"], g["k"]
    one, last = size((h, n), (h, h), (h,)), size((k, h), (k,))
    return {"s": one, "g": 3 * one, "l": 4 * one, "o": last, "t": 4 * one + last}


def lstm(g: Numbers) -> Numbers:
    n, h1, h2, t = g["n"], g["h1"], g["h2"], int(g["t"])
    first, second = ((h1, n), (h1, h1), (h1,), (h1,)), ((h2, h1), (h2, h2), (h2,), (h2,))
    once = 4 * (size(*first[:-1]) + size(*second[:-1]))
    step = sum(4 * (products((b, a), (a, 1)) + products((b, b), (b, 1))) + 3 * int(b) for a, b in ((n, h1), (h1, h2)))
    return {"g": size(*first), "p1": 4 * size(*first), "p2": 4 * size(*second), "b": once, "m": t * step}


def dense_operations(g: Numbers) -> Numbers:
    i, u, n = (int(g[letter]) for letter in "iun")
    forward = sum(len(range(i)) + len(range(i)) for _ in product(range(n), range(u)))  # i products, i - 1 sums, a bias
    return {
        "p": size((u, i), (u,)), "a": size((n, u)), "f": forward,
        "w": sum(n + (n - 1) for _ in product(range(u), range(i))),
        "x": sum(u + (u - 1) for _ in product(range(n), range(i))), "b": sum(n - 1 for _ in range(u)),
    }  # fmt: skip


def labelled(counts: dict[tuple[int, int], float]) -> tuple[np.ndarray, np.ndarray]:
    """True and predicted classes of every example, one by one."""
    pairs = [pair for pair, count in counts.items() for _ in range(int(count))]
    return np.array([true for true, _ in pairs]), np.array([found for _, found in pairs])


def of_class(true: np.ndarray, found: np.ndarray, one: int) -> tuple[float, float, float]:
    """Precision, recall, and F1 as the harmonic mean of the two."""
    hits = np.mean(true[found == one] == one), np.mean(found[true == one] == one)
    return float(hits[0]), float(hits[1]), float(1 / np.mean([1 / hits[0], 1 / hits[1]]))


def confusion(g: Numbers) -> Numbers:
    true, found = labelled({(1, 1): g["tp"], (0, 1): g["fp"], (1, 0): g["fn"], (0, 0): g["tn"]})
    p, r, f = of_class(true, found, 1)
    return {"n": len(true), "a": float(np.mean(true == found)), "p": p, "r": r, "f": f}


def disease(g: Numbers) -> Numbers:
    ill = [1] * int(g["s"]) + [0] * int(g["n"] - g["s"])
    called = [1] * int(g["tp"]) + [0] * int(g["s"] - g["tp"]) + [1] * int(g["fp"])
    true, found = np.array(ill), np.array(called + [0] * (len(ill) - len(called)))
    p, r, _ = of_class(true, found, 1)
    c = of_class(true, found, 0)[1]
    return {
        "fn": int(np.sum((true == 1) & (found == 0))), "tn": int(np.sum((true == 0) & (found == 0))),
        "a": float(np.mean(true == found)), "r": r, "c": c, "p": p, "b": (r + c) / 2, "z": float(np.mean(true == 0)),
    }  # fmt: skip


def three_classes(g: Numbers) -> Numbers:
    true, found = labelled({(i, j): g[f"C[{i},{j}]"] for i in (1, 2, 3) for j in (1, 2, 3)})
    rows = [of_class(true, found, one) for one in (1, 2, 3)]
    named = {f"{letter}[{k}]": row[place] for k, row in enumerate(rows, start=1) for place, letter in enumerate("prf")}
    return named | {"m": float(np.mean([row[2] for row in rows])), "u": float(np.mean(true == found))}


def impurity(*counts: float) -> float:
    """How often two examples drawn from a node, with replacement, are of different classes."""
    examples = [place for place, count in enumerate(counts) for _ in range(int(count))]
    return float(np.mean([[one != other for one in examples] for other in examples]))


def gini(g: Numbers) -> Numbers:
    whole, left, right = (g["a"] + g["b"], g["c"] + g["f"]), (g["a"], g["c"]), (g["b"], g["f"])
    split = (sum(left) * impurity(*left) + sum(right) * impurity(*right)) / sum(whole)
    return {"I": impurity(*whole), "I_l": impurity(*left), "I_r": impurity(*right), "S": split,
            "D": impurity(*whole) - split}  # fmt: skip


def bits(*counts: float) -> float:
    shares = np.array(counts) / sum(counts)
    return float(-np.sum(shares * np.log2(shares)))


def gain(g: Numbers) -> Numbers:
    """The information that the side of the split holds about the class: H(class) + H(side) - H(both)."""
    a, b, c, f = (g[letter] for letter in "abcf")
    return {"H": bits(a + b, c + f), "H_l": bits(a, c), "H_r": bits(b, f),
            "G": bits(a + b, c + f) + bits(a + c, b + f) - bits(a, b, c, f)}  # fmt: skip


def divergence(g: Numbers) -> Numbers:
    p, q = np.array([g["p1"], g["p2"], 1 - g["p1"] - g["p2"]]), np.array([g["q1"], g["q2"], 1 - g["q1"] - g["q2"]])
    k = float(np.sum(p * np.log(p / q)))
    r = float(prod(q**-p))
    return {"h": bits(*p) * log(2), "k": k, "r": r, "c": log(r, e)}


def both_ways(g: Numbers) -> Numbers:
    p, q = (np.array([g[f"{letter}[{k}]"] for k in (1, 2, 3)]) for letter in "ab")
    p, q = p / p.sum(), q / q.sum()
    k, other = float(np.sum(p * np.log(p / q))), float(np.sum(q * np.log(q / p)))
    shares = {f"{letter}[{n + 1}]": float(x[n]) for letter, x in (("p", p), ("q", q)) for n in range(3)}
    return shares | {"k": k, "l": other, "s": float(np.sum((p - q) * np.log(p / q))) / 2}


def sentence(g: Numbers) -> Numbers:
    s = prod(g[f"p[{k}]"] for k in range(1, 5))
    return {"s": s, "c": -np.log2(s) / 4, "x": s ** (-1 / 4)}


JUDGES: dict[str, Callable[[Numbers], Numbers]] = {
    "counting/dense-parameters": dense,
    "counting/dense-operations": dense_operations,
    "counting/convolution-shapes": convolution,
    "counting/pooling-shapes": pooling,
    "counting/small-cnn": small_cnn,
    "counting/convolution-operations": separable,
    "counting/batch-norm-parameters": batch_norm,
    "counting/attention-parameters": attention,
    "counting/attention-operations": attention_operations,
    "counting/recurrent-parameters": recurrent,
    "counting/lstm-two-biases": lstm,
    "metrics/confusion-matrix": confusion,
    "metrics/specificity": disease,
    "metrics/three-classes": three_classes,
    "metrics/gini-split": gini,
    "metrics/information-gain": gain,
    "metrics/divergence-and-perplexity": divergence,
    "metrics/divergence-both-ways": both_ways,
    "metrics/perplexity-of-a-sentence": sentence,
}


@pytest.mark.parametrize("problem", JUDGES)
def test_every_number_that_is_asked_is_what_it_says(problem):
    asked = {name(symbol) for _, symbol in find_problem(problem).numbers}
    for givens, values in drawn(problem):
        expected = JUDGES[problem](givens)
        assert asked <= set(expected)
        for quantity, value in expected.items():
            assert values[quantity] == pytest.approx(value, rel=1e-9), (quantity, givens)


def test_every_counting_and_metrics_problem_has_a_judge():
    assert set(JUDGES) == {one for one in bank_names() if one.split("/")[0] in ("counting", "metrics")}


@pytest.mark.parametrize("problem", [one for one in JUDGES if one.startswith("counting/")])
def test_counts_are_whole_numbers_and_the_next_one_is_wrong(problem):
    found = find_problem(problem)
    assert found.rounding.is_whole
    draws = draw(found, [public_seed(problem, number) for number in range(10)])
    for solution in solve_exercises([Exercise(problem=found, givens=givens) for givens in draws]):
        for band in solution.bands.values():
            assert band.exact == round(band.exact)
            assert band.accepts(band.exact + 0.4)
            assert not band.accepts(band.exact + 1)
