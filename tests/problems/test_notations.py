"""Every problem of the bank in every notation: no two quantities may look alike."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields, is_dataclass
from itertools import product

import pytest

from documents.handed import drawn
from gradsheet.assignments.sheet import Student
from gradsheet.documents import WRITERS, Heading, Math, statement
from gradsheet.documents.compose import key_view, sheet_view
from gradsheet.documents.table_view import LETTERS
from gradsheet.documents.writer import Ready
from gradsheet.formula import name, parse_name
from gradsheet.formula.latex import symbol_to_latex, to_latex
from gradsheet.formula.letters import GREEK, spelled
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


BY_HAND = {
    # From Nielsen's book (w^l_jk into j from k, z, a, C), its time steps and gates as everybody writes them.
    "nielsen": {
        "lecture/relu-sigmoid-bce": {
            "x[1]": "x_{1}", "W1[2,1]": "w_{21}^{(1)}", "z2[1]": "z_{1}^{(2)}", "y1[2]": "a_{2}^{(1)}", "d[1]": "y",
            "L": "C", "eta": r"\eta", "new W2[1,2]": r"w_{12}^{(2),\mathrm{new}}",
            "dL/dz2[1]": r"\frac{\partial C}{\partial z_{1}^{(2)}}",
        },
        "recurrent/rnn-through-time": {"a[2,1]": "z_{2}", "h[2,1]": "h_{2}", "d[1]": "y", "L": "C", "U[1,1]": "u"},
        "recurrent/gru-two-units": {"z[1,1]": "z_{11}", "a_z[1,1]": "a_{z,11}", "W_z[2,1]": "w_{z,2}"},
        "convolution/kernel-gradient": {"K[1,2]": "K_{12}", "z[1,1]": "z_{11}", "d[1,1]": "y_{11}", "L": "C"},
        "attention/gradients": {"a[1]": "a_{1}", "y[1]": "y", "d[1]": "d", "L": "C"},
        "normalisation/layer-norm-gradients": {"xhat[1]": r"\hat{x}_{1}", "y[1]": "a_{1}", "eps": r"\epsilon"},
    },
    # From Ng's courses: W^[l], a^[l], alpha; the cost of the batch is J, the state of a recurrent cell a.
    "ng": {
        "lecture/relu-sigmoid-bce": {
            "W2[1,2]": "W_{12}^{[2]}", "b2[1]": None, "y1[2]": "a_{2}^{[1]}", "d[1]": "y", "L": "L", "eta": r"\alpha",
        },
        "batches/tanh-2-3-2-momentum": {"y2[1,2]": "a_{2}^{[2](1)}", "J": "J", "L[2]": "L^{(2)}", "d[2,1]": "y_{1}^{(2)}"},
        "recurrent/rnn-through-time": {"h[2,1]": "a_{2}", "a[2,1]": "z_{2}", "d[1]": "y", "W[1,1]": "W"},
        "recurrent/gru-training-step": {"h[2,1]": "h_{2}", "a_n[2,1]": "a_{n,2}", "eta": r"\alpha"},
    },
    # From Mitchell's chapter 4: net_j, o_j, t_k, E, x.
    "mitchell": {
        "lecture/relu-sigmoid-bce": {
            "W2[1,2]": "w_{32}", "z1[2]": r"\mathrm{net}_{2}", "y2[1]": "o_{3}", "d[1]": "t", "L": "E", "eta": r"\eta",
        },
        "recurrent/lstm-through-time": {"o[1,1]": "o_{1}", "a_o[1,1]": r"\mathrm{net}_{o,1}", "L": "E", "d[1]": "t"},
        "attention/one-query": {"y[1]": "o_{1}", "s[2]": "s_{2}"},
    },
    # From Mazur's step by step example: i1, w5, net_h1, out_o1, target, E, w5+.
    "mazur": {
        "lecture/relu-sigmoid-bce": {
            "x[1]": "i_{1}", "W2[1,1]": "w_{5}", "z1[1]": r"\mathrm{net}_{h1}", "y2[1]": r"\mathrm{out}_{o1}",
            "new W2[1,1]": "w_{5}^{+}", "L": "E",
        },
        "recurrent/lstm-step": {"x[1,1]": "x_{11}", "i[1,1]": "i_{11}"},
        "normalisation/layer-norm": {"xhat[1]": r"\hat{i}_{1}", "x[1]": "i_{1}"},
    },
    # From Negnevitsky's chapter 6: w_13 from input 1 to neuron 3, X_3, y_5, y_d,5, alpha, w(p + 1).
    "negnevitsky": {
        "lecture/relu-sigmoid-bce": {
            "W1[1,1]": "w_{13}", "W1[2,1]": "w_{14}", "W1[1,2]": "w_{23}", "W2[1,1]": "w_{35}", "z1[1]": "X_{3}",
            "y2[1]": "y_{5}", "eta": r"\alpha", "L": "E", "new W2[1,2]": "w_{45}(p+1)",
        },
        "softmax/hidden-relu": {"d[2]": "y_{d,6}"},
        "recurrent/lstm-step": {"W_f[1,2]": "w_{f,21}", "U_f[2,1]": "u_{f,12}"},
        "convolution/kernel-gradient": {"K[1,2]": "K_{12}"},
    },
    # From the lecture: node numbers, div, (t+1), the sigmoid by its name.
    "lecture": {
        "lecture/relu-sigmoid-bce": {"W2[1,1]": "w_{31}", "z1[1]": "z_{1}^{1}", "L": r"\mathrm{div}", "d[1]": "d"},
        "recurrent/rnn-through-time": {"L": r"\mathrm{div}", "a[1,1]": "z_{1}", "new U[1,1]": "u(t+1)"},
        "convolution/relu-max-pool-update": {"a[1,1]": "y_{11}", "L": r"\mathrm{div}", "p[1,1]": None},
    },
}  # fmt: skip
"""Typed from the books and slides; None where the problem has no such quantity, or where it does not matter."""


@pytest.mark.parametrize(
    ("notation", "problem"), [(notation, problem) for notation, some in BY_HAND.items() for problem in some]
)
def test_names_are_those_of_the_books(notation, problem):
    found = find_problem(problem)
    naming = found.naming(PROFILES[notation])
    expected = {text: latex for text, latex in BY_HAND[notation][problem].items() if latex is not None}
    assert {text: symbol_to_latex(parse_name(text), naming) for text in expected} == expected


def test_what_an_optimiser_remembers_of_a_cell_names_the_weight():
    found = problem_from(TomlSource.parse(CELL, "cell.toml"), name="cell")
    naming = found.naming(PROFILES["lecture"])
    printed = [symbol_to_latex(parse_name(text), naming) for text in ("vW_f[1,2]", "new vU_o[1,1]", "vb_i[1]")]
    assert printed == ["v_{wf,12}", "v_{uo}(t+1)", "v_{bi}"]


CELL = """
title = "An LSTM with momentum"
[recurrent]
cell = "lstm"
inputs = 2
units = 1
loss = "half squared error"
update = "momentum"
[given]
x = { from = -2, to = 2, by = 0.5 }
h0 = 0.5
c0 = 0.5
W_f = 0.1
W_i = 0.1
W_g = 0.1
W_o = 0.1
U_f = 0.1
U_i = 0.1
U_g = 0.1
U_o = 0.1
b_f = 0.1
b_i = 0.1
b_g = 0.1
b_o = 0.1
d = 1
eta = 0.5
mu = 0.9
[[ask]]
blanks = ["L", "new W_f[1,1]"]
"""


@pytest.mark.parametrize("problem", bank_names())
def test_no_words_of_a_sheet_name_a_letter_of_the_file(problem):
    """Letters in sentences are formulas, so that they follow the course; `a`, `x` and `I` may be words."""
    found = find_problem(problem)
    for notation in PROFILES.values():
        words = [part.text for one in statement(found, notation) for part in one.parts if not isinstance(part, Math)]
        assert not re.findall(r"(?<![\w'’])[b-wyzB-HJ-Z](?!\w)", " ".join(words)), notation.name


WORDS = {
    "div",
    "net",
    "out",
    "in",
    "ReLU",
    "LeakyReLU",
    "ELU",
    "softplus",
    "sign",
    "sigmoid",
    "softmax",
    "floor",
    "new",
}
GATES = {"sigma"}
"""What a gate of a drawn circuit has room for, whatever the course writes."""


@pytest.mark.parametrize("problem", bank_names())
def test_sheet_and_key_have_no_letters_but_those_of_the_course(problem):
    """Whatever stands in a formula of either engine is a letter that the notation gives to some quantity."""
    found = find_problem(problem)
    sheet = drawn([found], Student(id="s1"))
    for notation in (one for id, one in PROFILES.items() if id not in ("parentheses", "brackets")):
        naming = found.naming(notation)
        own = {naming.glyphs(symbol).letter for symbol in found.derivation.quantities if symbol.by is None}
        argument = {next(letter for letter in LETTERS if letter not in own)} if found.tables else set()
        lines = {line.letter for line, _ in found.update.lines} if found.update is not None else set()
        allowed = {"e", "w", "W", "U", naming.sigmoid, *notation.new, *WORDS, *GATES} | own | argument | lines
        allowed |= {spelled(letter).stem for letter in allowed}
        for writer, tokens in ((WRITERS["latex"], latex_letters), (WRITERS["typst"], typst_letters)):
            for view in (sheet_view, key_view):
                source = "\n".join(ready_in(view(sheet, Heading(title="T", notation=notation), writer)))
                assert tokens(source) <= allowed, (notation.name, writer.engine)


def ready_in(view):
    """Every formula that a view holds, as ready source."""
    if isinstance(view, Ready):
        yield from re.findall(r"\$(.*?)\$", view)
    elif isinstance(view, tuple):
        for part in view:
            yield from ready_in(part)
    elif is_dataclass(view):
        for part in fields(view):
            yield from ready_in(getattr(view, part.name))


def latex_letters(source: str) -> set[str]:
    source = re.sub(r"\\(?:begin|end)\{array\}(?:\{[^}]*\}\w*\{?[^}]*\}+)?", " ", source)
    source = re.sub(r"\\math(?:bf|sf)\{[^}]*\}", " ", source)  # labels of blanks, and the T of a turned matrix
    words = set(re.findall(r"\\mathrm\{([A-Za-z]+)\}", source))
    source = re.sub(r"\\mathrm\{[^}]*\}", " ", source)
    source = re.sub(r"_\{[^{}]*\}", " ", source)
    greek = {word for word in re.findall(r"\\([a-z]+)", source) if word in GREEK}
    return words | greek | set(re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", source)))


def typst_letters(source: str) -> set[str]:
    source = re.sub(r"#text\([^)]*\)#h\([^)]*\)|\^upright\(.T.\)", " ", source)
    words = set(re.findall(r'upright\("([A-Za-z]+)"\)', source))
    source = re.sub(r'"[^"]*"', " ", source)
    greek = {word for word in re.findall(r"[a-z]+", source) if word in GREEK}
    return words | greek | set(re.findall(r"(?<![A-Za-z.])[A-Za-z](?![A-Za-z.])", source))
