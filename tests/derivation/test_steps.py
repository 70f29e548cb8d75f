"""Derivations: what is checked, believed, swapped."""

from time import process_time

import numpy as np
import pytest

from derivation.networks import givens, network, numbers, training
from derivation.test_backpropagate import CIRCUIT, steps
from gradsheet.derivation import Derivation, Family, Phase, Role, Step, solve, swap
from gradsheet.errors import GradsheetError
from gradsheet.formula import Symbol, derivative, name, parse, parse_name, substitute, updated
from gradsheet.models import LOSS

X, Y, Z, Q, F = (Symbol(letter) for letter in "xyzqf")


@pytest.mark.parametrize(
    ("lines", "given", "says"),
    [
        (["q = x + t"], "x", "q = x \\+ t: 't' is neither given nor an earlier step"),
        (["q = f*x", "f = x"], "x", "'f' is neither given nor an earlier step"),
        (["q = q + x"], "x", "'q' is neither"),
        (["q = x", "q = x^2"], "x", "q = x\\^2: 'q' is defined twice"),
        (["x = 2"], "x", "'x' is defined twice"),
        (["q = x"], "x y x", "'x' is given twice"),
    ],
)
def test_each_step_uses_givens_and_earlier_steps_only(lines, given, says):
    with pytest.raises(GradsheetError, match=says):
        steps(*lines, given=given)


def test_families_list_their_members_row_by_row():
    family = Family(symbol=Symbol("W", layer=1), shape=(2, 3))
    assert [name(member) for member in family.members] == [
        f"W1[{to},{source}]" for to in (1, 2) for source in (1, 2, 3)
    ]
    assert Family(symbol=LOSS, shape=()).members == (LOSS,)


def test_roles_reach_gradients_and_new_values_through_their_family():
    derivation = training(network((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy"))
    weight = parse_name("W2[1,2]")
    assert derivation.role(weight) is derivation.role(updated(weight)) is Role.WEIGHT
    assert derivation.role(parse_name("b1[1]")) is Role.BIAS
    assert derivation.role(parse_name("eta")) is Role.RATE
    assert derivation.members[parse_name("dL/dW2")] == (parse_name("dL/dW2[1,1]"), parse_name("dL/dW2[1,2]"))
    assert LOSS not in derivation.members


def test_the_lines_needed_for_a_blank_are_those_that_lead_to_it():
    assert [str(step) for step in CIRCUIT.needed_for([Q])] == ["q = x + y"]
    assert [str(step) for step in CIRCUIT.needed_for([F])] == ["q = x + y", "f = q*z"]


def test_believed_numbers_stand_and_what_depends_on_them_follows():
    at = {X: np.array([-2.0, 1.0]), Y: np.array([5.0, 1.0]), Z: np.array([-4.0, 3.0])}
    found = solve(CIRCUIT, at, believed={Q: np.array([7.0, 2.5])})
    np.testing.assert_array_equal(found[Q], [7.0, 2.5])
    np.testing.assert_array_equal(found[F], [-28.0, 7.5])


def test_a_believed_loss_changes_no_gradient_and_a_believed_output_changes_all():
    net = network((2, 2, 1), ("tanh", "sigmoid"), "binary cross-entropy")
    derivation = training(net)
    at = givens(net, numbers(net, np.random.default_rng(5)))
    right = solve(derivation, at)
    loss_slip = solve(derivation, at, believed={LOSS: 9.0})
    assert {name(s) for s in right if right[s] != loss_slip[s]} == {"L"}
    output_slip = solve(derivation, at, believed={parse_name("y2[1]"): 0.25})
    assert all(right[s] != output_slip[s] for s in right if s.is_derivative or s.updates)
    assert all(right[s] == output_slip[s] for s in right if s.layer == 1 and not s.is_derivative and not s.updates)


def test_outside_a_domain_there_is_no_number_and_no_warning(recwarn):
    derivation = steps("y = x - 1", "f = ln(y) + 1/y", given="x")
    found = solve(derivation, {X: np.array([1.0, 0.5, 2.0])})
    assert list(np.isfinite(found[F])) == [False, False, True]
    assert not recwarn


def test_a_swap_that_reads_updated_weights_is_sorted_again():
    """The misconception of a published example: the new W2 carries the error back to layer 1."""
    net = network((2, 2, 1), ("sigmoid", "sigmoid"), "half squared error", bias=False)
    derivation = training(net)
    weights = [parse_name("W2[1,1]"), parse_name("W2[1,2]")]
    replacements = {
        derivative(LOSS, parse_name(f"y1[{unit}]")): substitute(
            derivation.by_symbol[derivative(LOSS, parse_name(f"y1[{unit}]"))].formula,
            {weight: updated(weight) for weight in weights},
        )
        for unit in (1, 2)
    }
    swapped = swap(derivation, replacements)
    order = [step.symbol for step in swapped.steps]
    assert order.index(updated(weights[0])) < order.index(parse_name("dL/dy1[1]"))
    assert sorted(map(name, order)) == sorted(name(step.symbol) for step in derivation.steps)
    at = dict(
        zip(
            map(
                parse_name,
                ["x[1]", "x[2]", "W1[1,1]", "W1[1,2]", "W1[2,1]", "W1[2,2]", "W2[1,1]", "W2[1,2]", "d[1]", "eta"],
            ),
            (0.35, 0.9, 0.1, 0.8, 0.4, 0.6, 0.3, 0.9, 0.5, 1.0),
            strict=True,
        )
    )
    published = {"dL/dz1[1]": 2.406e-3, "dL/dz1[2]": 7.916e-3, "new W1[1,1]": 0.09916, "new W1[2,2]": 0.5928}
    found, right = solve(swapped, at), solve(derivation, at)
    for text, printed in published.items():
        assert found[parse_name(text)] == pytest.approx(printed, rel=2e-3)
    assert right[parse_name("dL/dz1[1]")] == pytest.approx(0.002654, abs=5e-7)


def test_a_swap_keeps_the_order_where_it_can():
    derivation = steps("a = x", "b = 2*x", "c = a + b", given="x")
    swapped = swap(derivation, {Symbol("b"): parse("3*x")})
    assert [str(step) for step in swapped.steps] == ["a = x", "b = 3*x", "c = a + b"]


@pytest.mark.parametrize(
    ("symbol", "formula", "says"),
    [
        ("a", "c", "round in a circle"),
        ("a", "nothing", "no quantity 'nothing'"),
        ("nothing", "x", "'nothing' is no step"),
        ("x", "2", "'x' is no step"),
    ],
)
def test_a_swap_that_cannot_be_worked_is_refused(symbol, formula, says):
    derivation = steps("a = x", "b = 2*x", "c = a + b", given="x")
    with pytest.raises(GradsheetError, match=says):
        swap(derivation, {Symbol(symbol): parse(formula)})


def test_an_extended_derivation_is_checked_too():
    with pytest.raises(GradsheetError, match="defined twice"):
        CIRCUIT.extended([Step(symbol=Q, formula=parse("x"), phase=Phase.BACKWARD)])
    assert isinstance(CIRCUIT, Derivation)


def test_a_large_network_is_derived_in_a_blink():
    """841 lines; the number of steps must not enter squared."""
    net = network((12, 12, 12, 4), ("tanh", "tanh", "softmax"), "cross-entropy")
    start = process_time()
    derivation = training(net)
    assert len(derivation.steps) == 841
    assert process_time() - start < 20
