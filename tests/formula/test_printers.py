"""LaTeX, Typst and MathML: compiled, parsed, read back to their meaning, and as on the lecture's slides."""

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from derivation.networks import network, training
from formula.formulas import CONDITIONAL, DERIVATIVES, NAMES, decimals, formulas
from formula.meaning import CALLS, Meaning, meaning, of_latex, of_mathml, of_typst
from gradsheet.formula import OPERATORS, Apply, Formula, Number, Symbol, parse, parse_name, substitute, updated
from gradsheet.formula.latex import symbol_to_latex, to_latex
from gradsheet.formula.mathml import symbol_to_mathml, to_mathml
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import PROFILES
from gradsheet.formula.typst import symbol_to_typst, to_typst

GOLDEN = Path(__file__).parent.parent / "golden"
LECTURES = {
    "relu-sigmoid-bce": ((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy", ["dy2[1]/dz2[1]"], {}),
    "sigmoid-outputs-ce": (
        (2, 2),
        ("sigmoid",),
        "cross-entropy",
        ["dy1[1]/dz1[1]", "dz1[1]/dW1[1,1]"],
        {"x": "h"},
    ),
    "softmax-ce": ((2, 2), ("softmax",), "cross-entropy", ["change W1[1,1]"], {"x": "h"}),
}


def lecture(name: str, notation: str = "lecture"):
    sizes, activations, loss, asked, letters = LECTURES[name]
    net = network(sizes, activations, loss, bias=False)
    lone = frozenset({Symbol("d")}) if sizes[-1] == 1 else frozenset()
    weights = frozenset(family.symbol for family in net.parameters) if PROFILES[notation].from_first else frozenset()
    naming = Naming(profile=PROFILES[notation], units=net.units, lone=lone, letters=letters, swapped=weights)
    return training(net, tuple(map(parse_name, asked))), naming


@pytest.mark.parametrize("name", LECTURES)
def test_each_line_of_the_lecture_is_written_as_on_its_slides(name):
    derivation, naming = lecture(name)
    written = [f"{symbol_to_latex(s.symbol, naming)} = {to_latex(s.formula, naming)}" for s in derivation.steps]
    assert written == (GOLDEN / f"{name}.tex").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("notation", [name for name in PROFILES if name != "lecture"])
@pytest.mark.parametrize("name", LECTURES)
def test_each_line_of_the_lecture_is_written_as_other_courses_write_it(name, notation):
    derivation, naming = lecture(name, notation)
    written = [f"{symbol_to_latex(s.symbol, naming)} = {to_latex(s.formula, naming)}" for s in derivation.steps]
    assert written == (GOLDEN / notation / f"{name}.tex").read_text(encoding="utf-8").splitlines()


W21 = parse_name("W2[1,1]")


@pytest.mark.parametrize(
    ("name", "lecture_style", "parentheses", "brackets"),
    [
        ("W1[2,1]", "w_{21}", "w_{21}^{(1)}", "w_{21}^{[1]}"),
        ("W2[1,1]", "w_{31}", "w_{11}^{(2)}", "w_{11}^{[2]}"),
        ("W2[1,2]", "w_{32}", "w_{12}^{(2)}", "w_{12}^{[2]}"),
        ("b2[1]", "b_{3}", "b_{1}^{(2)}", "b_{1}^{[2]}"),
        ("z1[2]", "z_{2}^{1}", "z_{2}^{(1)}", "z_{2}^{[1]}"),
        ("y2[1]", "y_{1}^{2}", "a_{1}^{(2)}", "a_{1}^{[2]}"),
        ("x[1]", "x_{1}", "x_{1}", "x_{1}"),
        ("d[1]", "d", "y", "y"),
        ("L", r"\mathrm{div}", "L", "L"),
        ("eta", r"\eta", r"\eta", r"\eta"),
        ("new W2[1,1]", "w_{31}(t+1)", r"w_{11}^{(2),\mathrm{new}}", r"w_{11}^{[2],\mathrm{new}}"),
        ("change W2[1,1]", r"\Delta w_{31}", r"\Delta w_{11}^{(2)}", r"\Delta w_{11}^{[2]}"),
        (
            "dL/dW2[1,1]",
            r"\frac{\partial \mathrm{div}}{\partial w_{31}}",
            r"\frac{\partial L}{\partial w_{11}^{(2)}}",
            r"\frac{\partial L}{\partial w_{11}^{[2]}}",
        ),
    ],
)
def test_the_same_quantity_in_each_notation(name, lecture_style, parentheses, brackets):
    expected = {"lecture": lecture_style, "parentheses": parentheses, "brackets": brackets}
    for profile, written in expected.items():
        naming = Naming(profile=PROFILES[profile], units=(2, 2, 1), lone=frozenset({Symbol("d")}))
        assert symbol_to_latex(parse_name(name), naming) == written


@pytest.mark.parametrize(
    ("name", "units", "written"),
    [
        ("W1[1,1]", (2, 2), "w_{11}"),
        ("z1[1]", (2, 2), "z_{1}"),
        ("y1[2]", (2, 2), "y_{2}"),
        ("b1[2]", (2, 2), "b_{2}"),
        ("W3[1,1]", (2, 3, 2, 1), "w_{64}"),
        ("W2[1,3]", (2, 3, 2, 1), "w_{43}"),
        ("W1[12,3]", (3, 12, 1), "w_{12,3}"),
        ("W2[1,12]", (3, 12, 1), "w_{13,12}"),
    ],
)
def test_nodes_are_counted_through_the_network_and_a_single_layer_needs_no_number(name, units, written):
    assert symbol_to_latex(parse_name(name), Naming(units=units)) == written


@pytest.mark.parametrize(
    ("name", "nielsen", "ng", "mitchell", "mazur"),
    [
        ("x[2]", "x_{2}", "x_{2}", "x_{2}", "i_{2}"),
        ("W1[2,1]", "w_{21}^{(1)}", "W_{21}^{[1]}", "w_{21}", "w_{3}"),
        ("W2[1,2]", "w_{12}^{(2)}", "W_{12}^{[2]}", "w_{32}", "w_{6}"),
        ("W2[2,1]", "w_{21}^{(2)}", "W_{21}^{[2]}", "w_{41}", "w_{7}"),
        ("b2[1]", "b_{1}^{(2)}", "b_{1}^{[2]}", "b_{3}", "b_{o1}"),
        ("z1[2]", "z_{2}^{(1)}", "z_{2}^{[1]}", r"\mathrm{net}_{2}", r"\mathrm{net}_{h2}"),
        ("y2[1]", "a_{1}^{(2)}", "a_{1}^{[2]}", "o_{3}", r"\mathrm{out}_{o1}"),
        ("d[2]", "y_{2}", "y_{2}", "t_{4}", "t_{o2}"),
        ("L", "C", "L", "E", "E"),
        ("eta", r"\eta", r"\alpha", r"\eta", r"\eta"),
        (
            "new W2[1,1]",
            r"w_{11}^{(2),\mathrm{new}}",
            r"W_{11}^{[2],\mathrm{new}}",
            r"w_{31}^{\mathrm{new}}",
            "w_{5}^{+}",
        ),
    ],
)
def test_the_same_quantity_as_each_course_calls_it(name, nielsen, ng, mitchell, mazur):
    for notation, written in {"nielsen": nielsen, "ng": ng, "mitchell": mitchell, "mazur": mazur}.items():
        assert symbol_to_latex(parse_name(name), Naming(profile=PROFILES[notation], units=(2, 2, 2))) == written


def test_mazurs_weights_and_units_are_counted_through_any_number_of_layers():
    naming = Naming(profile=PROFILES["mazur"], units=(3, 2, 3, 1))
    weights = [
        symbol_to_latex(Symbol("W", layer=layer, indices=(to, from_)), naming)
        for layer in (1, 2, 3)
        for to in range(1, naming.units[layer] + 1)
        for from_ in range(1, naming.units[layer - 1] + 1)
    ]
    assert weights == [f"w_{{{number}}}" for number in range(1, 16)]
    assert symbol_to_latex(parse_name("z2[1]"), naming) == r"\mathrm{net}_{h3}"


@pytest.mark.parametrize(
    ("notation", "units", "written"),
    [
        ("lecture", (2, 2, 1), ["x_{1}^{(2)}", "z_{1}^{1(2)}", "d_{1}^{(2)}"]),
        ("nielsen", (2, 2, 1), ["x_{1}^{[2]}", "z_{1}^{(1)[2]}", "y_{1}^{[2]}"]),
        ("nielsen", (2, 1), ["x_{1}^{(2)}", "z_{1}^{(2)}", "y_{1}^{(2)}"]),
        ("ng", (2, 2, 1), ["x_{1}^{(2)}", "z_{1}^{[1](2)}", "y_{1}^{(2)}"]),
        ("mitchell", (2, 2, 1), ["x_{1}^{(2)}", r"\mathrm{net}_{1}^{(2)}", "t_{3}^{(2)}"]),
    ],
)
def test_the_number_of_an_example_is_never_taken_for_that_of_a_layer(notation, units, written):
    naming = Naming(profile=PROFILES[notation], units=units, batch=True)
    assert [symbol_to_latex(parse_name(name), naming) for name in ("x[2,1]", "z1[2,1]", "d[2,1]")] == written


def test_words_are_kept_apart_by_a_dot():
    naming = Naming(profile=PROFILES["mazur"], units=(2, 2, 1))
    assert to_latex(parse("W2[1,1]*y1[1]*x[1]"), naming) == r"w_{5} \cdot \mathrm{out}_{h1} \cdot i_{1}"


def test_a_target_times_an_output_is_no_differential_and_a_number_keeps_off_a_word():
    one = Naming(units=(2, 1), lone=frozenset({Symbol("d")}))
    assert to_latex(parse("1 - d[1]*y1[1]"), one) == r"1 - d \cdot y_{1}"
    mitchell = Naming(profile=PROFILES["mitchell"], units=(2, 2, 1))
    assert to_latex(parse("0.1*z1[1]"), mitchell) == r"0.1 \cdot \mathrm{net}_{1}"


def test_no_two_weights_of_a_network_share_a_name():
    for units in ((2, 2), (2, 2, 1), (2, 3, 2, 1), (5, 4, 3, 2), (3, 12, 11)):
        names = [
            symbol_to_latex(Symbol("W", layer=layer, indices=(to, source)), Naming(units=units))
            for layer in range(1, len(units))
            for to in range(1, units[layer] + 1)
            for source in range(1, units[layer - 1] + 1)
        ]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("0.67 - 0.1*0.731", r"0.67 - 0.1 \cdot 0.731"),
        ("0.5 - (-0.3)", "0.5 - (-0.3)"),
        ("0.5 + (-0.3)", "0.5 + (-0.3)"),
        ("2*(-1)", r"2 \cdot (-1)"),
        ("(-1)*2", r"-1 \cdot 2"),
        ("1 - (-1)*2", r"1 - (-1) \cdot 2"),
        ("x*(-0.5)", r"x \cdot (-0.5)"),
        ("(-0.5)^2", "(-0.5)^{2}"),
        ("-0.5^2", "-0.5^{2}"),
        ("2*x", "2x"),
        ("x*2", r"x \cdot 2"),
        ("2*3*x", r"2 \cdot 3x"),
        ("x*y*z", "xyz"),
        ("x - (y + z)", "x - (y + z)"),
        ("x - (y - z)", "x - (y - z)"),
        ("x*(y + z)", "x(y + z)"),
        ("x/(y + z)", r"\frac{x}{y + z}"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
        ("(x^2)^3", "(x^{2})^{3}"),
        ("x^2^3", "x^{2^{3}}"),
        ("exp(x)^2", "(e^{x})^{2}"),
        ("tanh(x)^2", r"(\tanh(x))^{2}"),
        ("exp(-x)", "e^{-x}"),
        ("-x*ln(y)", r"-x\ln(y)"),
        ("(-x)*y", "(-x)y"),
        ("eta*x", r"\eta x"),
        ("sqrt(x + 1)", r"\sqrt{x + 1}"),
        ("abs(x - y)", "|x - y|"),
        ("abs(-x - y)", "|{-}x - y|"),
        ("threshold(x)", r"\mathbf{1}[x > 0]"),
        ("softmax(x, y)[2]", r"\mathrm{softmax}(x, y)_{2}"),
        ("1e-20*x", r"1 \cdot 10^{-20}x"),
        ("W2[1,1]'", "w_{31}(t+1)"),
        ("y2[1]^2", "(y_{1}^{2})^{2}"),
        ("W2[1,1]^2", "w_{31}^{2}"),
        ("(W2[1,1]')^2", "(w_{31}(t+1))^{2}"),
        ("(change W2[1,1])^2", r"(\Delta w_{31})^{2}"),
        ("not x > 0 and y > 0", r"\ \mathrm{not}\ x > 0\ \mathrm{and}\ y > 0"),
        ("count(x > 0)", r"\mathrm{count}(x > 0)"),
    ],
)
def test_formulas_are_written_as_a_lecturer_would(text, latex):
    assert to_latex(parse(text), Naming(units=(2, 2, 1))).strip() == latex.strip()


def test_numbers_put_in_keep_their_order_and_get_parentheses():
    formula = parse("W2[1,1]*y1[1] + W2[1,2]*y1[2] - eta*z1[1]^2")
    values = {"W2[1,1]": "-0.4", "y1[1]": "0.731", "W2[1,2]": "0.3", "y1[2]": "-1", "eta": "0.1", "z1[1]": "-2"}
    put_in = substitute(formula, {parse_name(name): Number.of(value) for name, value in values.items()})
    assert to_latex(put_in, Naming()) == r"-0.4 \cdot 0.731 + 0.3 \cdot (-1) - 0.1 \cdot (-2)^{2}"


STAND_INS = {
    Symbol("x"): "x",
    parse_name("z1[1]"): "p",
    parse_name("y2[1]"): "q",
    W21: "r",
    updated(W21): "s",
    parse_name("change W2[1,1]"): "t",
}
LETTERS = {letter: Meaning(1000003 * (place + 7)) for place, letter in enumerate(STAND_INS.values())}
VALUES = {symbol: LETTERS[letter] for symbol, letter in STAND_INS.items()}
READERS = {
    "latex": (to_latex, symbol_to_latex, of_latex),
    "typst": (to_typst, symbol_to_typst, of_typst),
    "mathml": (to_mathml, symbol_to_mathml, of_mathml),
}


def everyday(*, bars: bool) -> st.SearchStrategy[Formula]:
    """Formulas of the operators that students meet; a row of bars in LaTeX has no one reading."""
    names = [*(name for name in CALLS if bars or name != "abs"), *["+", "-", "*", "/", "^", "neg", "exp"] * 4]

    def applied(parts):
        return st.sampled_from(names).flatmap(
            lambda name: st.tuples(*[parts] * (OPERATORS[name].arity or 2)).map(lambda them: Apply(name, them))
        )

    constants = st.sampled_from([Apply("e", ()), Apply("pi", ())])
    return st.recursive(decimals() | st.sampled_from(list(STAND_INS)) | constants, applied, max_leaves=10)


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(data=st.data())
def test_what_is_printed_means_the_formula(format, data):
    write, write_symbol, read = READERS[format]
    formula = data.draw(everyday(bars=format != "latex"))
    naming = Naming(units=(2, 2, 1))
    printed = write(formula, naming)
    for symbol, letter in sorted(STAND_INS.items(), key=lambda pair: -len(write_symbol(pair[0], naming))):
        found, stand_in = write_symbol(symbol, naming), f" {letter} "
        if format == "mathml":
            found, stand_in = (re.sub("</?math>", "", text) for text in (found, f"<math><mi>{letter}</mi></math>"))
        printed = printed.replace(found, stand_in) if len(found) > 1 else printed
    assert read(printed, LETTERS) == meaning(formula, VALUES)


def collected() -> list[tuple[Formula, Naming]]:
    """The lectures and some hundred random formulas, the same in every run."""
    found: list[tuple[Formula, Naming]] = []
    for name in LECTURES:
        derivation, naming = lecture(name)
        found += [(part, naming) for step in derivation.steps for part in (step.symbol, step.formula)]
    namings = [Naming(), *(Naming(profile=profile, units=(2, 2, 1)) for profile in PROFILES.values())]
    assert set(OPERATORS) >= CONDITIONAL

    @seed(1)
    @settings(max_examples=250, deadline=None, database=None, phases=[Phase.generate])
    @given(formulas(derivatives=True, conditions=True))
    def collect(formula):
        found.append((formula, namings[len(found) % len(namings)]))

    collect()
    return found + [(symbol, naming) for symbol in NAMES + DERIVATIVES for naming in namings]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex on this machine")
def test_latex_compiles_whatever_is_printed(tmp_path):
    lines = "\n".join(f"${to_latex(formula, naming)}$\n" for formula, naming in collected())
    page = rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{lines}\end{{document}}"
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "page.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert run.returncode == 0, run.stdout[-1500:]
    assert "Missing character" not in (tmp_path / "page.log").read_text(errors="replace")


def test_typst_compiles_whatever_is_printed():
    typst = pytest.importorskip("typst", reason="no typst package on this machine")
    page = "\n\n".join(f"${to_typst(formula, naming)}$" for formula, naming in collected())
    assert typst.compile(page.encode()).startswith(b"%PDF")


# MathML Core, https://www.w3.org/TR/mathml-core/: the elements we may use, and how many children each takes.
CORE = {
    **{"math": None, "mrow": None, "mi": 0, "mn": 0, "mo": 0, "mtext": 0},
    **{"mfrac": 2, "msqrt": None, "msub": 2, "msup": 2, "msubsup": 3},
}
SPACE = "mspace"  # has a width and nothing else


def test_mathml_is_xml_of_mathml_core():
    for formula, naming in collected():
        for node in ElementTree.fromstring(to_mathml(formula, naming)).iter():
            if node.tag == SPACE:
                assert (list(node), node.text, list(node.attrib)) == ([], None, ["width"])
                continue
            assert node.tag in CORE
            assert node.attrib in ({}, {"stretchy": "false"})
            assert node.tag == "mo" or not node.attrib
            assert CORE[node.tag] in (None, len(node))
            assert (node.text is None) == (CORE[node.tag] != 0)


def test_a_factor_stands_apart_from_the_name_of_a_function():
    apart = ElementTree.fromstring(to_mathml(parse("d*ln(y) + ln(d)"), Naming()))
    assert len(apart.findall(f".//{SPACE}")) == 1
    (row,) = (row for row in apart.iter() if row.find(SPACE) is not None)
    assert [node.tag for node in row][:2] == ["mi", SPACE]


def test_a_students_letter_cannot_smuggle_in_a_command():
    hostile = Symbol("x<y&z")
    assert "<y" not in to_mathml(hostile, Naming())
