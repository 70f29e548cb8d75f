"""What an author writes between dollar signs: read when the file is, with the place of what cannot be printed."""

from __future__ import annotations

import pytest

from gradsheet.errors import ComplaintsError
from gradsheet.formula.notation import LECTURE
from gradsheet.problems import TomlSource, find_problem, problem_from
from gradsheet.problems.prose import Math, Text, faults, plain, prose
from problems.banks import read

CIRCUIT = """title = "A circuit"
statement = STATEMENT
steps = '''
q = x + y
f = q * z
'''
[given]
x = { choose = [1, 2] }
y = 3
z = 4
[[ask]]
blanks = ["f"]
text = "Give $f$."
"""


def complaints(statement: str) -> list[str]:
    source = TomlSource.parse(CIRCUIT.replace("STATEMENT", statement), "own.toml")
    try:
        problem_from(source, name="own")
    except ComplaintsError as error:
        return [str(one) for one in error.complaints]
    return []


@pytest.mark.parametrize(
    ("statement", "place", "said"),
    [
        ('"See $p$ here."', "2:18", "statement: $p$: 'p' is no quantity of this problem; there are f, q, x, y, z"),
        ('"See $ff$."', "2:18", "did you mean 'f'?"),
        ('"See $q *$."', None, "$q *$"),
        ('"See $f[2]$."', "2:18", "'f[2]' is no quantity"),
        ('"See $df/dp$."', "2:18", "'p' is no quantity"),
        ('"""\nSee\n  the $f = q * zz$."""', "4:7", "'zz' is no quantity"),
    ],
)
def test_a_formula_that_names_nothing_has_its_place(statement, place, said):
    (found,) = complaints(statement)
    assert said in found
    if place is not None:
        assert found.startswith(f"own.toml:{place}: ")


@pytest.mark.parametrize(
    "statement",
    [
        "It costs $5.",
        "It costs $5 or $6.",
        "From US$5 to US$10.",
        "A lone $ stands.",
        "$f = q * z$, $df/dq$, $x > 0$, $2$",
    ],
)
def test_money_and_good_formulas_are_no_fault(statement):
    assert complaints(f'"{statement}"') == []


def test_money_beside_a_formula_stays_money():
    derivation = read(CIRCUIT.replace("STATEMENT", '""')).derivation
    (paragraph,) = prose("For $5 you get $f$, for $6 nothing.", derivation)
    assert [part.text if isinstance(part, Text) else "formula" for part in paragraph.parts] == [
        "For $5 you get ", "formula", ", for $6 nothing.",
    ]  # fmt: skip
    assert isinstance(paragraph.parts[1], Math)


def test_letters_alone_and_those_of_an_optimiser_may_stand_in_prose():
    derivation = read(CIRCUIT.replace("STATEMENT", '""').replace("q = x + y", "q = x + y[1]")).derivation
    assert [fault.problem for fault in faults("$y$ and $g$", derivation, {"g"})] == []
    assert len(list(faults("$y$ and $g$", derivation))) == 1


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("$W2[1,1] - eta*dL/dW2[1,1]$ is *the* **rule**", "w_31 - η*∂div/∂w_31 is the rule"),
        ("$y2[1] = sigmoid(z2[1])$", "y_1^2 = sigmoid(z_1^2)"),
        ("For $5 no formula", "For $5 no formula"),
    ],
)
def test_a_line_of_plain_text_names_quantities_as_the_course_does(markdown, text):
    problem = find_problem("lecture/relu-sigmoid-bce")
    assert plain(markdown, problem.derivation, problem.naming(LECTURE)) == text
