"""Dense networks, losses and updates as courses write them: the lines on the page."""

import numpy as np
import pytest

from derivation.networks import network, training
from gradsheet.derivation import Phase, solve
from gradsheet.errors import GradsheetError
from gradsheet.formula import Symbol, name, parse, parse_name, to_text
from gradsheet.models import LOSSES, Dense, Layer, forward, own_loss


def lines(net: Dense) -> dict[str, str]:
    return {name(step.symbol): to_text(step.formula) for step in forward(net).steps}


def test_forward_lines_are_those_of_a_lecture():
    net = Dense(inputs=2, layers=(Layer(units=2, activation="tanh"), Layer(units=1, activation="sigmoid", bias=False)))
    assert lines(net) == {
        "z1[1]": "W1[1,1]*x[1] + W1[1,2]*x[2] + b1[1]",
        "z1[2]": "W1[2,1]*x[1] + W1[2,2]*x[2] + b1[2]",
        "y1[1]": "tanh(z1[1])",
        "y1[2]": "tanh(z1[2])",
        "z2[1]": "W2[1,1]*y1[1] + W2[1,2]*y1[2]",
        "y2[1]": "sigmoid(z2[1])",
    }


@pytest.mark.parametrize(
    ("activation", "line"),
    [
        ("identity", "z1[2]"),
        ("linear", "z1[2]"),
        ("relu", "relu(z1[2])"),
        ("sigmoid", "sigmoid(z1[2])"),
        ("tanh", "tanh(z1[2])"),
        ("softmax", "softmax(z1[1], z1[2])[2]"),
        ("leaky relu", "leakyrelu(0.01, z1[2])"),
        ("elu", "elu(1, z1[2])"),
        ("softplus", "softplus(z1[2])"),
        ("threshold", "threshold(z1[2])"),
        ("max(0.1*z, z)", "max(0.1*z1[2], z1[2])"),
        ("z*sigmoid(z)", "z1[2]*sigmoid(z1[2])"),
    ],
)
def test_an_activation_is_a_word_or_a_formula_in_z(activation, line):
    assert lines(Dense(inputs=1, layers=(Layer(units=2, activation=activation),)))["y1[2]"] == line


@pytest.mark.parametrize(
    ("loss", "outputs", "line"),
    [
        (LOSSES["binary cross-entropy"], 1, "-d[1]*ln(y1[1]) - (1 - d[1])*ln(1 - y1[1])"),
        (
            LOSSES["binary cross-entropy"],
            2,
            "-d[1]*ln(y1[1]) - (1 - d[1])*ln(1 - y1[1]) - d[2]*ln(y1[2]) - (1 - d[2])*ln(1 - y1[2])",
        ),
        (LOSSES["cross-entropy"], 3, "-d[1]*ln(y1[1]) - d[2]*ln(y1[2]) - d[3]*ln(y1[3])"),
        (LOSSES["half squared error"], 1, "1/2*(y1[1] - d[1])^2"),
        (LOSSES["half squared error"], 2, "1/2*((y1[1] - d[1])^2 + (y1[2] - d[2])^2)"),
        (LOSSES["squared error"], 2, "(y1[1] - d[1])^2 + (y1[2] - d[2])^2"),
        (LOSSES["mean squared error"], 1, "(y1[1] - d[1])^2"),
        (LOSSES["mean squared error"], 2, "((y1[1] - d[1])^2 + (y1[2] - d[2])^2)/2"),
        (LOSSES["absolute error"], 2, "abs(y1[1] - d[1]) + abs(y1[2] - d[2])"),
        (LOSSES["mean absolute error"], 2, "(abs(y1[1] - d[1]) + abs(y1[2] - d[2]))/2"),
        (LOSSES["hinge"], 2, "max(0, 1 - d[1]*y1[1]) + max(0, 1 - d[2]*y1[2])"),
        (LOSSES["multiclass hinge"], 2, "(1 - d[1])*max(0, y1[1] - c + 1) + (1 - d[2])*max(0, y1[2] - c + 1)"),
        (own_loss("(d - y)^4"), 2, "(d[1] - y1[1])^4 + (d[2] - y1[2])^4"),
    ],
)
def test_losses_are_sums_over_the_outputs(loss, outputs, line):
    net = Dense(inputs=1, layers=(Layer(units=outputs, activation="sigmoid"),), loss=loss)
    assert lines(net)["L"] == line


@pytest.mark.parametrize(
    ("loss", "output", "slope"),
    [
        ("binary cross-entropy", "sigmoid", "-d[1]/y1[1] + (1 - d[1])/(1 - y1[1])"),
        ("cross-entropy", "sigmoid", "-d[1]/y1[1]"),
        ("half squared error", "sigmoid", "y1[1] - d[1]"),
        ("squared error", "sigmoid", "2*(y1[1] - d[1])"),
        ("mean squared error", "sigmoid", "2/3*(y1[1] - d[1])"),
        ("absolute error", "identity", "sign(y1[1] - d[1])"),
        ("hinge", "identity", "-threshold(1 - d[1]*y1[1])*d[1]"),
        ("multiclass hinge", "identity", "dL/dc*d[1] + (1 - d[1])*threshold(y1[1] - c + 1)"),
    ],
)
def test_the_slope_of_a_loss_reads_as_on_a_slide(loss, output, slope):
    steps = {name(s.symbol): to_text(s.formula) for s in training(network((2, 3), (output,), loss)).steps}
    assert steps["dL/dy1[1]"] == slope


@pytest.mark.parametrize(
    ("activation", "slope"),
    [
        ("identity", "dL/dy1[1]"),
        ("relu", "dL/dy1[1]*threshold(z1[1])"),
        ("sigmoid", "dL/dy1[1]*(y1[1]*(1 - y1[1]))"),
        ("tanh", "dL/dy1[1]*(1 - y1[1]^2)"),
        ("softmax", "dL/dy1[1]*(y1[1]*(1 - y1[1])) + dL/dy1[2]*(-y1[1]*y1[2])"),
        ("leaky relu", "dL/dy1[1]*(threshold(z1[1]) + 0.01*(1 - threshold(z1[1])))"),
        ("softplus", "dL/dy1[1]*sigmoid(z1[1])"),
        ("max(0, z)", "dL/dy1[1]*threshold(z1[1])"),
        ("max(0.1*z, z)", "dL/dy1[1]*(0.1*first_max(1, 0.1*z1[1], z1[1]) + first_max(2, 0.1*z1[1], z1[1]))"),
    ],
)
def test_the_slope_of_an_activation_uses_what_already_stands_on_the_page(activation, slope):
    steps = {
        name(s.symbol): to_text(s.formula) for s in training(network((2, 2), (activation,), "half squared error")).steps
    }
    assert steps["dL/dz1[1]"] == slope


def test_a_binary_cross_entropy_on_softmax_counts_each_output_once():
    """Two classes: the second term is the same number again, so the loss is twice the cross-entropy."""
    values = {"x[1]": 0.4, "W1[1,1]": 0.5, "W1[2,1]": -0.3, "d[1]": 1.0, "d[2]": 0.0}
    at = {parse_name(text): value for text, value in values.items()}
    loss = {
        each: solve(forward(network((1, 2), ("softmax",), each, bias=False)), at)[Symbol("L")]
        for each in ("binary cross-entropy", "cross-entropy")
    }
    assert loss["binary cross-entropy"] == pytest.approx(2 * loss["cross-entropy"])
    assert loss["cross-entropy"] == pytest.approx(np.log1p(np.exp(-0.32)))


def test_every_parameter_moves_and_a_change_is_a_line_of_its_own_where_asked():
    net = network((2, 2, 1), ("relu", "sigmoid"), "binary cross-entropy")
    updates = [str(step) for step in training(net).steps if step.phase is Phase.UPDATE]
    assert len(updates) == 4 + 2 + 2 + 1
    assert updates[0] == "new W2[1,1] = W2[1,1] - eta*dL/dW2[1,1]"
    assert updates[-1] == "new b1[2] = b1[2] - eta*dL/db1[2]"
    asked = [str(step) for step in training(net, (parse_name("change W2[1,1]"),)).steps]
    assert "change W2[1,1] = -eta*dL/dW2[1,1]" in asked
    assert "new W2[1,1] = W2[1,1] + change W2[1,1]" in asked
    assert "new W2[1,2] = W2[1,2] - eta*dL/dW2[1,2]" in asked


def test_gradients_read_the_weights_before_the_update():
    net = network((2, 3, 2), ("sigmoid", "softmax"), "cross-entropy")
    for step in training(net).steps:
        if step.phase is Phase.BACKWARD:
            assert "new" not in to_text(step.formula)


def test_an_activation_in_an_unknown_quantity_is_refused():
    with pytest.raises(GradsheetError, match="'k' is neither given nor an earlier step"):
        forward(Dense(inputs=1, layers=(Layer(units=1, activation="k*z"),)))


@pytest.mark.parametrize(
    ("bias", "line"),
    [
        (False, "W1[2,1]*x[1]"),
        (True, "W1[2,1]*x[1] + b1[2]"),
        ("shared", "W1[2,1]*x[1] + b1"),
        ("on +1", "W1[2,1]*x[1] + b1[2]*1"),
        ("on -1", "W1[2,1]*x[1] + b1[2]*(-1)"),
        ("threshold", "W1[2,1]*x[1] - theta1[2]"),
    ],
)
def test_a_bias_stands_as_the_course_writes_it(bias, line):
    assert lines(Dense(inputs=1, layers=(Layer(units=2, activation="relu", bias=bias),)))["z1[2]"] == line


@pytest.mark.parametrize(
    ("l2", "loss", "slope"),
    [
        ("lambda/2", "(y1[1] - d[1])^2 + lambda/2*(W1[1,1]^2 + W1[1,2]^2)", "dL/dz1[1]*x[2] + lambda*W1[1,2]"),
        ("lambda", "(y1[1] - d[1])^2 + lambda*(W1[1,1]^2 + W1[1,2]^2)", "dL/dz1[1]*x[2] + 2*(lambda*W1[1,2])"),
    ],
)
def test_a_penalty_on_large_weights_stands_in_the_loss(l2, loss, slope):
    layers = (Layer(units=1, activation="tanh"),)
    net = Dense(inputs=2, layers=layers, loss=LOSSES["squared error"], l2=parse(l2))
    steps = {name(step.symbol): to_text(step.formula) for step in training(net).steps}
    assert steps["L"] == loss
    assert steps["dL/dW1[1,2]"] == slope


def test_in_a_batch_the_penalty_is_added_once():
    layers = (Layer(units=1, activation="identity", bias=False),)
    net = Dense(inputs=1, layers=layers, loss=LOSSES["squared error"], batch=3, l2=parse("lambda/(2*n)"))
    assert lines(net)["J"] == "(L[1] + L[2] + L[3])/3 + lambda/6*W1[1,1]^2"
    assert lines(net)["L[2]"] == "(y1[2,1] - d[2,1])^2"
