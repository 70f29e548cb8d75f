"""Every problem of the bank in every notation: no two quantities may look alike."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from gradsheet.documents import Math, statement
from gradsheet.formula import name, parse_name
from gradsheet.formula.latex import symbol_to_latex, to_latex
from gradsheet.formula.mathml import symbol_to_mathml
from gradsheet.formula.notation import PROFILES
from gradsheet.formula.plain import symbol_to_plain
from gradsheet.formula.typst import symbol_to_typst
from gradsheet.problems import TomlSource, find_problem, problem_from
from gradsheet.problems.bank import bank_names

PRINTERS = (symbol_to_latex, symbol_to_typst, symbol_to_mathml, symbol_to_plain)


@pytest.mark.parametrize("problem", bank_names())
def test_no_two_quantities_of_a_problem_print_alike(problem):
    found = find_problem(problem)
    for notation, printer in product(PROFILES.values(), PRINTERS):
        naming = found.naming(notation)
        printed = defaultdict(list)
        for symbol in found.derivation.quantities:
            printed[printer(symbol, naming)].append(name(symbol))
        assert not {text: names for text, names in printed.items() if len(names) > 1}, notation.name


NETWORK = """
title = "Letters of the author's own"
statement = "The output is $y2[1]$, the loss $L$."
[network]
inputs = 2
layers = [{ units = 2, activation = "sigmoid" }, { units = 2, activation = "softmax" }]
loss = "cross-entropy"
update = "momentum"
[symbols]
SYMBOLS
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = 0
W2 = { from = -1, to = 1, by = 0.1 }
b2 = 0
d = { one_hot = "any" }
eta = 0.5
mu = 0.9
[[ask]]
blanks = ["L", "new W1[1,1]"]
"""


def with_symbols(*symbols: str):
    return problem_from(TomlSource.parse(NETWORK.replace("SYMBOLS", "\n".join(symbols)), "own.toml"), name="own")


@pytest.mark.parametrize("notation", PROFILES)
@pytest.mark.parametrize("taken", ["a", "C", "E", "o", "t", "i", "out", "net", "alpha", "w", "div"])
def test_an_authors_letter_wins_over_the_profile_and_still_nothing_looks_alike(notation, taken):
    found = with_symbols(f'mu = "{taken}"')
    naming = found.naming(PROFILES[notation])
    assert naming.glyphs(parse_name("mu")).letter == taken
    printed = [symbol_to_latex(symbol, naming) for symbol in found.derivation.quantities]
    assert len(set(printed)) == len(printed)


def test_a_letter_of_the_profile_that_is_taken_gives_way_and_so_does_whoever_wanted_its_place():
    naming = with_symbols('mu = "a"').naming(PROFILES["nielsen"])
    assert [naming.glyphs(parse_name(text)).letter for text in ("mu", "y1[1]", "d[1]", "L")] == ["a", "y", "d", "C"]


def test_the_course_may_call_loss_target_output_and_rate_as_it_likes():
    naming = with_symbols('L = "Q"', 'd = "T"', 'y = "p"', 'eta = "epsilon"').naming(PROFILES["mitchell"])
    assert [naming.glyphs(parse_name(text)).letter for text in ("L", "d[1]", "y1[1]", "eta")] == [*"QTp", "epsilon"]


@pytest.mark.parametrize(
    ("notation", "said"),
    [
        ("lecture", ["y_{1}^{2}", r"\mathrm{div}"]),
        ("nielsen", ["a_{1}^{(2)}", "C"]),
        ("ng", ["a_{1}^{[2]}", "L"]),
        ("mitchell", ["o_{3}", "E"]),
        ("mazur", [r"\mathrm{out}_{o1}", "E"]),
    ],
)
def test_prose_follows_the_notation(notation, said):
    found = with_symbols()
    first, *_ = statement(found, PROFILES[notation])
    naming = found.naming(PROFILES[notation])
    assert [to_latex(*part.formulas, naming) for part in first.parts if isinstance(part, Math)] == said
