"""Exercises without a calculator, judged by students who know only what the sheet prints."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import pytest

from gradsheet.documents.table_view import table_rows
from gradsheet.errors import DrawError
from gradsheet.formula import name, to_text
from gradsheet.formula.notation import LECTURE
from gradsheet.problems import Exercise, Problem, bank_names, draw, find_problem, public_seed, solve_exercises
from gradsheet.problems.working import workings
from problems.banks import NEURON, complaints, read

STUDENTS = 150
FREE = """
title = "Logistic"
[network]
inputs = 2
layers = [{ units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
[given]
x = { choose = [-2, -1, 1, 2] }
W1 = { from = -1, to = 1, by = 0.5 }
b1 = 0.5
d = { choose = [0, 1] }
[calculator]
none = true
[[ask]]
blanks = ["y1", "L"]
"""


def looked_up(problem: Problem) -> Mapping[str, Mapping[Decimal, Decimal]]:
    """The printed tables, by the function that stands in front: `exp(t)`."""
    found: dict[str, dict[Decimal, Decimal]] = {}
    for (_, arguments), *rows in table_rows(problem, problem.naming(LECTURE)):
        for head, numbers in rows:
            entries = zip(map(Decimal, arguments), map(Decimal, numbers), strict=True)
            found.setdefault(to_text(head).partition("(")[0], {}).update(entries)
    return found


class Student:
    """Rounds everything to the decimals kept, and takes functions from the table: the nearest entry."""

    def __init__(self, problem: Problem) -> None:
        self.tables, self.unit = looked_up(problem), Decimal(1).scaleb(-problem.rounding.keep)

    def r(self, value: Decimal) -> Decimal:
        return value.quantize(self.unit, ROUND_HALF_UP)

    def of(self, function: str, argument: Decimal) -> Decimal:
        table = self.tables[function]
        nearest = min(table, key=lambda entry: abs(entry - argument))
        assert abs(nearest - argument) <= 2 * self.unit, f"{function}({argument}) is not on the sheet"
        return table[nearest]

    def logistic(self, g: Mapping[str, Decimal]) -> dict[str, Decimal]:
        x, W = ([g[f"{letter}{k}]"] for k in (1, 2, 3)] for letter in ("x[", "W1[1,"))
        z = x[0] * W[0] + x[1] * W[1] + x[2] * W[2]
        y, d = self.of("sigmoid", z), g["d[1]"]
        dz = self.r((-self.r(1 / y) if d else self.r(1 / (1 - y))) * self.r(y * (1 - y)))
        dW = [self.r(dz * one) for one in x]
        found = {"z1[1]": z, "y1[1]": y, "L": -self.of("ln", y if d else 1 - y), "dL/dz1[1]": dz}
        for k in (0, 1, 2):
            found[f"dL/dW1[1,{k + 1}]"] = dW[k]
            found[f"new W1[1,{k + 1}]"] = W[k] - self.r(g["eta"] * dW[k])
        return found

    def two_classes(self, g: Mapping[str, Decimal]) -> dict[str, Decimal]:
        z = [g[f"W1[{k},1]"] * g["x[1]"] + g[f"W1[{k},2]"] * g["x[2]"] for k in (1, 2)]
        powers = [self.of("exp", one) for one in z]
        y = [self.r(power / sum(powers)) for power in powers]
        d = [g["d[1]"], g["d[2]"]]
        dz = [y[0] - d[0], y[1] - d[1]]
        return {
            "z1[1]": z[0], "z1[2]": z[1], "y1[1]": y[0], "y1[2]": y[1],
            "L": -self.of("ln", y[0] if d[0] else y[1]), "dL/dz1[1]": dz[0], "dL/dz1[2]": dz[1],
            "dL/dW1[1,1]": self.r(dz[0] * g["x[1]"]), "dL/dW1[2,1]": self.r(dz[1] * g["x[1]"]),
        }  # fmt: skip

    def recurrent(self, g: Mapping[str, Decimal]) -> dict[str, Decimal]:
        a = [
            g[f"W[{k},1]"] * g["x[1,1]"] + g[f"U[{k},1]"] * g["h0[1]"] + g[f"U[{k},2]"] * g["h0[2]"] + g[f"b[{k}]"]
            for k in (1, 2)
        ]
        h = [self.of("tanh", one) for one in a]
        error = [h[k] - g[f"d[{k + 1}]"] for k in (0, 1)]
        da = [self.r(error[k] * (1 - self.r(h[k] * h[k]))) for k in (0, 1)]
        return {
            "a[1,1]": a[0], "a[1,2]": a[1], "h[1,1]": h[0], "h[1,2]": h[1],
            "L": self.r((self.r(error[0] ** 2) + self.r(error[1] ** 2)) / 2), "dL/da[1,1]": da[0], "dL/da[1,2]": da[1],
            "dL/dW[1,1]": self.r(da[0] * g["x[1,1]"]), "dL/dW[2,1]": self.r(da[1] * g["x[1,1]"]),
            "dL/dU[1,2]": self.r(da[0] * g["h0[2]"]),
        }  # fmt: skip

    def entropy(self, g: Mapping[str, Decimal]) -> dict[str, Decimal]:
        p, q = g["p"], 1 - g["p"]
        entropy = -self.r(p * self.of("log2", p)) - self.r(q * self.of("log2", q))
        length = p * g["c1"] + q * g["c2"]
        return {"H": entropy, "C": length, "K": length - entropy}


@pytest.mark.parametrize(
    ("problem_name", "work"),
    [
        ("logistic-step", Student.logistic),
        ("softmax-two-classes", Student.two_classes),
        ("rnn-step", Student.recurrent),
        ("entropy", Student.entropy),
    ],
)
def test_whoever_uses_the_table_gets_every_blank_right(
    problem_name: str, work: Callable[[Student, Mapping[str, Decimal]], dict[str, Decimal]]
) -> None:
    problem = find_problem(f"no-calculator/{problem_name}")
    givens = draw(problem, [public_seed(problem_name, number) for number in range(STUDENTS)])
    student = Student(problem)
    for one, solution in zip(
        givens, solve_exercises([Exercise(problem=problem, givens=one) for one in givens]), strict=True
    ):
        found = work(student, {name(symbol): value for symbol, value in one.items()})
        assert sorted(found) == sorted(name(symbol) for _, symbol in problem.numbers)
        for symbol, band in solution.bands.items():
            for decimals in (problem.rounding.answer, problem.rounding.keep):
                answer = round(float(found[name(symbol)]), decimals)
                assert band.accepts(answer), f"{name(symbol)}: {answer}, exactly {band.exact} ± {band.tolerance}"


def test_every_printed_value_is_that_of_its_printed_argument() -> None:
    functions = {"exp": math.exp, "ln": math.log, "tanh": math.tanh, "log2": math.log2, "sqrt": math.sqrt,
                 "sigmoid": lambda t: 1 / (1 + math.exp(-t))}  # fmt: skip
    printed = set()
    for problem_name in (one for one in bank_names() if one.startswith("no-calculator/")):
        problem = find_problem(problem_name)
        for function, entries in looked_up(problem).items():
            printed.add(function)
            for argument, value in entries.items():
                assert abs(functions[function](float(argument)) - float(value)) <= 0.5001 * 10**-problem.rounding.keep
    assert {"exp", "ln", "tanh", "log2", "sigmoid"} <= printed


def test_the_table_is_one_for_a_whole_class_and_the_key_looks_up_too() -> None:
    problem = read(FREE)
    assert [table.functions for table in problem.tables] == [("sigmoid",), ("ln",)]
    assert problem.tables[0].arguments == tuple(n / 2 for n in range(-6, 7))
    (givens,) = draw(problem, [public_seed("x", 1)])
    exercise = Exercise(problem=problem, givens=givens)
    shown = [to_text(one) for line in workings(exercise, solve_exercises([exercise])[0]) for one in line.formulas]
    assert any(text.startswith("sigmoid(") for text in shown)
    assert not any("1/(1 + exp(" in text for text in shown)


def test_what_is_told_or_not_on_the_way_to_a_blank_needs_no_table() -> None:
    assert [t.functions for t in read(FREE.replace('["y1", "L"]', '["z1"]')).tables] == []
    told = FREE.replace('["y1", "L"]', '["dL/dW1"]') + '[sheet]\ntell = ["y1"]\n'
    assert [t.functions for t in read(told).tables] == []
    assert read(FREE.replace("none = true", "none = false")).tables == ()


def test_ranges_that_miss_the_table_are_told_what_to_choose() -> None:
    with pytest.raises(
        DrawError, match=r"choose x and W1 in steps of 0\.5 so that z1\[1\] falls on -3, -2\.5, \.\.\., 3"
    ):
        draw(read(FREE.replace("b1 = 0.5", "b1 = 0.3")), [public_seed("x", 1)])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            ('[{ units = 1, activation = "sigmoid" }]', '[{ units = 1, activation = "tanh" }, { units = 1, activation = "sigmoid" }]'),
            "15:8: calculator.none: the argument of sigmoid in y2[1] = sigmoid(z2[1]) is computed from "
            "y1[1] = tanh(z1[1]), and so lies on no table; put relu, threshold or identity below it, "
            "or print y2[1] with [sheet] tell",
        ),
        (
            ('"binary cross-entropy"', '"abs(d - y)^1.5"'),
            "nobody works out the power abs(d[1] - y1[1])^1.5 by hand; write sqrt(...), or leave it out",
        ),
        (("none = true", "none = 1"), "calculator.none: must be true or false; found 1"),
        (("none = true", "non = true"), "calculator.non: 'non' is not known here; did you mean 'none'?"),
    ],
)  # fmt: skip
def test_what_no_table_can_help_is_refused_with_the_way_out(change: tuple[str, str], complaint: str) -> None:
    text = FREE.replace(*change).replace('["y1", "L"]', '["L"]')
    if "tanh" in change[1]:
        text = text.replace("b1 = 0.5", "b1 = 0.5\nW2 = 1\nb2 = 0")
    assert complaint in "\n".join(complaints(text))


def test_a_problem_with_a_calculator_is_drawn_as_before() -> None:
    seeds = [public_seed("x", number) for number in range(5)]
    assert draw(read(NEURON), seeds) == draw(read(NEURON + "[calculator]\nnone = false\n"), seeds)
