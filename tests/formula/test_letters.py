"""Letters with something above them, and Greek ones by their names, in every printer."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from gradsheet.formula import parse, parse_name
from gradsheet.formula.latex import symbol_to_latex, to_latex
from gradsheet.formula.letters import spelled
from gradsheet.formula.mathml import symbol_to_mathml, to_mathml
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import PROFILES
from gradsheet.formula.plain import symbol_to_plain
from gradsheet.formula.typst import symbol_to_typst


@pytest.mark.parametrize(
    ("name", "latex", "typst", "plain"),
    [
        ("mhat", r"\hat{m}", "hat(m)", "mhat"),
        ("xbar", r"\bar{x}", "macron(x)", "xbar"),
        ("htilde", r"\tilde{h}", "tilde(h)", "htilde"),
        ("betahat", r"\hat{\beta}", "hat(beta)", "βhat"),
        ("yhat2", r"\hat{y}_{2}", 'hat(y)_"2"', "yhat_2"),
        ("beta1", r"\beta_{1}", 'beta_"1"', "β_1"),
        ("hat", r"\mathrm{hat}", 'upright("hat")', "hat"),
        ("crowbar", r"\mathrm{crowbar}", 'upright("crowbar")', "crowbar"),
        *((greek, f"\\{greek}", greek, sign) for greek, sign in zip(
            ("eta", "theta", "lambda", "gamma", "epsilon", "delta", "mu", "rho", "sigma"), "ηθλγεδμρσ", strict=True)),
    ],
)  # fmt: skip
def test_accents_and_greek_letters(name, latex, typst, plain):
    symbol, naming = parse_name(name), Naming()
    assert symbol_to_latex(symbol, naming) == latex
    assert symbol_to_typst(symbol, naming) == typst
    assert symbol_to_plain(symbol, naming) == plain


@pytest.mark.parametrize(("name", "sign"), [("mhat", "^"), ("xbar", "\u00af"), ("htilde", "~")])
def test_an_accent_in_mathml_stands_over_its_letter(name, sign):
    (over,) = ElementTree.fromstring(symbol_to_mathml(parse_name(name), Naming())).iter("mover")
    assert [(child.tag, child.text) for child in over] == [("mi", name[0]), ("mo", sign)]
    assert over.get("accent") == "true"


def test_a_letter_with_an_accent_is_no_word_beside_another():
    assert to_latex(parse("eta*mhat"), Naming()) == r"\eta\hat{m}"
    assert spelled("div").is_word
    assert not spelled("mhat").is_word


def test_an_accent_goes_with_the_letter_that_the_course_has():
    assert symbol_to_latex(parse_name("xhat[1]"), Naming(letters={"x": "i"})) == r"\hat{i}_{1}"
    assert symbol_to_latex(parse_name("xhat"), Naming(letters={"x": "in"})) == r"\hat{x}"


def test_the_sigmoid_gives_way_where_sigma_is_a_quantity():
    free = Naming(profile=PROFILES["nielsen"], letters={"s": "s"})
    taken = Naming(profile=PROFILES["nielsen"], letters={"s": "sigma"})
    assert to_latex(parse("sigmoid(s)"), free) == r"\sigma(s)"
    assert to_latex(parse("sigmoid(s)"), taken) == r"\mathrm{sigmoid}(\sigma)"
    assert "sigmoid" in to_mathml(parse("sigmoid(s)"), taken)
