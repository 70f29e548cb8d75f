"""Problem files by the most careless author: always complaints with a place, soon, and never a traceback."""

from __future__ import annotations

import pytest

from gradsheet.errors import DrawError, GradsheetError
from gradsheet.problems import case_exercise, draw, finite, otherwise, public_seed, refused
from problems.banks import CIRCUIT, NEURON, complaints, read

FAR = "this is too large or too small to compute with; numbers go from 1e-30 to 1e30"


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("1e400", "b1: "),
        ("-1e-99", "b1: "),
        ("9" * 400, "b1: "),
        ("{ choose = [1, 1e99] }", "b1.choose[2]: "),
        ("{ from = 0, to = 1e999999, by = 1e-999999 }", "b1.to: "),
    ],
)
def test_a_number_out_of_all_reach_is_named_with_its_place(value: str, place: str) -> None:
    (found,) = complaints(NEURON.replace("b1 = 0.5", f"b1 = {value}"))
    assert found.endswith(f"given.{place}{FAR}")


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
        ("[" * 400 + "]" * 400, "nested too deeply"),
        ("9" * 5000, "a number here has too many digits"),
        ("1e99999999999999999999999", "a number here has too many digits"),
        ("1\n[" + ".".join("a" * 3000) + "]", "nested too deeply"),
    ],
)
def test_what_python_cannot_hold_is_a_complaint(value: str, complaint: str) -> None:
    (found,) = complaints(NEURON.replace("b1 = 0.5", f"b1 = {value}"))
    assert found.startswith("problem.toml: ")
    assert complaint in found


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("inputs = 2", "inputs = 100"), None),
        (("units = 1", "units = 100"), None),
        (
            ('[{ units = 1, activation = "sigmoid" }]', "[{ units = 40 }, { units = 40 }]"),
            "1,680 weights are more than",
        ),
        (('[{ units = 1, activation = "sigmoid" }]', f"[{'{ units = 1 },' * 30}]"), "30 layers are more than"),
    ],
)
def test_a_network_that_nobody_computes_by_hand_is_refused_before_it_is_built(
    change: tuple[str, str], complaint: str | None
) -> None:
    found = complaints(NEURON.replace(*change))
    assert any("network.layers: " in one and complaint in one for one in found) if complaint else found == []


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ("q = x[99999999]", "given.x: stands for 99,999,999 numbers; at most 1,000"),
        ("q[99999999] = x", "'q[99999999]': places go up to 1,000"),
        ("q[3] = x\nq[1,2] = x", "'q[1,2]' has 2 index(es), 'q[3]' above has 1"),
        ("q[3] = x\nq = x", "'q' has 0 index(es), 'q[3]' above has 1"),
        ("\n".join(f"q{n} = x" for n in range(600)), "600 steps are more than anybody works by hand; at most 500"),
    ],
)
def test_steps_of_an_impossible_size_or_shape_are_refused(steps: str, complaint: str) -> None:
    text = f'title = "T"\nsteps = """\n{steps}\n"""\n[given]\nx = {{ choose = [1, 2] }}\n[[ask]]\nblanks = ["q"]\n'
    assert complaint in "\n".join(complaints(text))


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        ("points = 1e999", "ask[1].points: must lie between 0 and 1,000,000"),
        ("points = nan", "ask[1].points: must be a number; found NaN"),
        ("tolerance = { decimals = 2.5 }", "ask[1].tolerance.decimals: must be a whole number from 0 to 9"),
        ("tolerance = { significant = 0 }", "ask[1].tolerance.significant: must be a whole number from 1 to 15"),
        ("tolerance = { decimals = 1000000000 }", "ask[1].tolerance.decimals: must be a whole number from 0 to 9"),
    ],
)
def test_points_and_tolerances_are_of_a_usual_size(ask: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(NEURON + ask))


def test_a_given_that_stands_twice_is_not_silently_the_later_one() -> None:
    assert "given.\"eta \": 'eta ' stands here twice" in "\n".join(
        complaints(NEURON.replace("eta = 0.5", 'eta = 0.5\n"eta " = 1'))
    )


def test_two_letters_that_would_print_alike_are_refused_and_may_change_places() -> None:
    assert "'z' and 'y' would both be printed as 'y'" in complaints(NEURON + '[symbols]\nz = "y"\n')[0]
    assert complaints(NEURON + '[symbols]\nz = "y"\ny = "z"\n') == []


def test_a_derivative_of_a_given_is_complained_about_at_its_place() -> None:
    (found,) = complaints(NEURON.replace('"new W1[1,1]"', '"dx[1]/dW1[1,1]"'))
    assert found.startswith("problem.toml:15:23: ask[1].blanks[3]: no quantity 'dx[1]/dW1[1,1]'")


def test_an_unreadable_misconception_of_ones_own_is_named_though_it_is_not_used_yet() -> None:
    found = complaints(NEURON + '[[misconception]]\nquantity = "z9"\nformula = "(("\n')
    assert ["misconception[1].quantity" in found[0], "misconception[1].formula" in found[1]] == [True, True]


def test_a_step_without_a_value_is_the_only_rule_that_is_blamed() -> None:
    problem = read(CIRCUIT.replace("q = x + y", "q = ln(-1 - x^2) + y"))
    with pytest.raises(DrawError, match=r"draws: `finite` alone rejects [0-9,]+; widen"):
        draw(problem, [public_seed("x", 1)])


def test_numbers_that_leave_a_step_without_a_value_are_refused_by_name() -> None:
    text = (
        NEURON.replace('"half squared error"', '"binary cross-entropy"')
        + """
[[case]]
name = "saturated"
[case.given]
x = [1000, 1000]
W1 = [[1, 1]]
b1 = 0
d = 0
eta = 1
"""
    )
    problem = read(text)
    with pytest.raises(GradsheetError, match=r"with these numbers L = .* has no finite value"):
        finite(case_exercise(problem, problem.cases[0]))


def test_what_no_sheet_can_hold_yet_is_said_with_place_and_way_out() -> None:
    text = CIRCUIT + '[[ask]]\nformula = "df/dy"\n[[ask]]\nblanks = ["q"]\nchoices = 4\n'
    (choice,) = otherwise(read(text), "p.toml")
    assert str(choice).startswith("p.toml:15:1: ask[3]: this version prints no choices")
    assert refused(read(text), "p.toml") == otherwise(read(CIRCUIT), "p.toml") == []


def test_a_formula_of_fixed_numbers_is_refused_for_a_bare_number_would_answer_as_well() -> None:
    text = """title = "Fixed"
steps = '''
f = x*y
g = f + z
'''
[given]
x = 2
y = 3
z = { from = 1, to = 9, by = 1 }
[[ask]]
formula = "g"
[[ask]]
formula = "f"
"""
    (one,) = refused(read(text), "p.toml")
    assert str(one).startswith("p.toml:12:1: ask[2]: every number that this is computed from is fixed")
    assert "give one of them a range in [given]" in str(one)
