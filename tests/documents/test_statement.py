"""What the default statement says, and how an author's prose is read."""

from __future__ import annotations

import pytest

from documents.handed import CIRCUIT, DEEP, NEURON, lecture, own
from gradsheet.documents import Math, Style, Text, statement
from gradsheet.documents.statement import Kind, prose
from gradsheet.errors import GradsheetError
from gradsheet.formula import parse_name, to_text
from gradsheet.formula.notation import profile
from gradsheet.problems import find_problem

LECTURE = profile("lecture")


def words(problem, style=LECTURE) -> str:
    return " ".join(
        "".join(
            part.text if isinstance(part, Text) else " = ".join(to_text(formula) for formula in part.formulas)
            for part in paragraph.parts
        )
        for paragraph in statement(problem, style)
    )


def test_the_network_is_described_from_the_model():
    first, second, third = (words(problem) for problem in lecture())
    assert "A network has 2 inputs, a hidden layer of 2 ReLU units and an output layer of 1 sigmoid unit." in first
    assert "W2[1,2] is the weight into unit 3 from unit 2; units are counted through the layers" in first
    assert "y2[1] its output, d[1] its target; the raised number is the layer, no power." in first
    assert "A network has 2 inputs and an output layer of 2 sigmoid units. There are no biases." in second
    assert "2 softmax units" in third


@pytest.mark.parametrize(
    ("text", "loss", "logarithm", "rule"),
    [
        (DEEP, "L = -d[1]*ln(y3[1]) - d[2]*ln(y3[2])", True, "for every weight and bias:"),
        (NEURON, "L = (d[1] - y1[1])^4", False, "for every weight and bias:"),
    ],
)
def test_loss_update_and_logarithm_are_said_whoever_wrote_the_prose(text, loss, logarithm, rule):
    said = words(own(text))
    assert loss in said
    assert ("ln is the natural logarithm" in said) is logarithm
    assert rule in said
    assert "new W = W - eta*dL/dW" in said
    assert "All gradients use the weights before the update." in said


@pytest.mark.parametrize(
    ("notation", "weight", "units"),
    [
        (
            "nielsen",
            "is the weight of layer 3 into unit 1 from unit 2 of the layer before.",
            "of unit 1 of layer 3, b3[1] its bias, y3[1] its output, d[1] its target; the raised number is the layer, no power.",
        ),
        (
            "mitchell",
            "is the weight into unit 8 from unit 6; units are counted",
            "of unit 8, b3[1] its bias, y3[1] its output,",
        ),
        (
            "mazur",
            "is the weight into unit o1 from unit h6; weights are counted",
            "of unit o1, b3[1] its bias, y3[1] its output,",
        ),
    ],
)
def test_a_legend_explains_the_letters_once_whoever_wrote_the_prose(notation, weight, units):
    said = words(own(DEEP), profile(notation))
    assert said.count(f"W3[1,2] {weight}") == 1
    assert said.count(f"z3[1] is the weighted sum {units}") == 1


def test_an_activation_of_the_authors_own_is_shown_as_a_formula():
    assert "The units of layer 1 compute y1 = max(0.1*z1, z1)" in words(own(NEURON))


def test_steps_of_a_circuit_are_the_statement():
    said = words(own(CIRCUIT))
    assert "q = x + y" in said
    assert "g = sqrt(f^2 + 1)" in said
    assert "dg/df" not in said
    assert "weights" not in said


def test_whole_numbers_are_asked_as_whole_numbers():
    assert "Give whole numbers." in words(own(CIRCUIT + "[rounding]\nanswer = 0\nkeep = 0\n"))


BATCH = """
title = "A batch"
[network]
inputs = 2
batch = 3
layers = [{ units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
update = "momentum"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = 0
d = { choose = [0, 1] }
eta = 0.1
mu = 0.9
[[ask]]
blanks = ["J", "new W1[1,1]"]
"""


def test_a_batch_and_an_optimiser_of_several_lines_are_described():
    said = words(own(BATCH))
    assert "A batch of 3 examples goes through it: z1[3,1] is the weighted sum of unit 1 for example 3, b1[1]" in said
    assert "its bias, y1[3,1] its output, d[3,1] its target; the raised number is the example, no power." in said
    assert "The loss of one example is binary cross-entropy; for the first it is L[1] = -d[1,1]*ln(y1[1,1])" in said
    assert "the loss of the batch is the mean over its examples: J = (L[1] + L[2] + L[3])/3" in said
    assert "Make one update with learning rate eta for every weight and bias: new v = mu*v - eta*dJ/dW" in said
    assert "new W = W + new v" in said
    assert "Letters: v kept for each weight from step to step, mu momentum." in said


def test_summed_over_the_outputs_is_said_only_of_several():
    one, _, _ = map(words, lecture())
    assert "The loss is binary cross-entropy: " in one


def test_markdown_gives_paragraphs_lists_and_formulas():
    derivation = own(DEEP).derivation
    found = list(prose("One *two* **three**.\nSame line.\n\nA list:\n- $W1[1,1]$\n2. last", derivation))
    assert [paragraph.kind for paragraph in found] == [Kind.TEXT, Kind.TEXT, Kind.ENTRY, Kind.ENTRY]
    assert found[0].parts == (
        Text("One "), Text("two", Style.EMPHASIS), Text(" "), Text("three", Style.STRONG), Text(". Same line."),
    )  # fmt: skip
    assert found[2].parts == (Math((parse_name("W1[1,1]"),)),)


@pytest.mark.parametrize("text", ["costs $5", "a * b * c", "snake_case and <b>", "$not a formula($", "2 ** 3"])
def test_what_is_no_markup_is_printed_as_it_stands(text):
    (paragraph,) = prose(text, own(CIRCUIT).derivation)
    assert "".join(part.text for part in paragraph.parts if isinstance(part, Text)) == text


def test_an_unknown_language_is_named_with_those_there_are():
    with pytest.raises(GradsheetError, match=r"no language 'xx' yet; there is en"):
        statement(own(CIRCUIT), LECTURE, language="xx")


CONVENTIONS = """
title = "Conventions"
[network]
inputs = 2
layers = [
  { units = 2, activation = "leaky relu", slope = 0.1, bias = "threshold" },
  { units = 1, activation = "sigmoid", bias = "shared" },
]
loss = "half squared error"
update = "gradient descent"
OPTIONS
[given]
x = { choose = [-1.5, 0.5, 2] }
W1 = { from = -0.9, to = 0.9, by = 0.1 }
theta1 = 0.5
W2 = { from = -0.9, to = 0.9, by = 0.1 }
b2 = 0.5
d = { choose = [0, 1] }
eta = 0.5
EXTRA
[[ask]]
blanks = ASKED
"""


def printed(options: str, asked: str = '["new W1[1,1]"]', extra: str = "") -> str:
    text = CONVENTIONS.replace("OPTIONS", options).replace("ASKED", asked).replace("EXTRA", extra)
    return words(own(text))


@pytest.mark.parametrize(
    ("options", "asked", "extra", "said"),
    [
        ("", None, "", "Every unit of layer 1 has a threshold, which is subtracted from its weighted inputs."),
        ("", None, "", "The units of layer 2 share one bias."),
        ("", None, "", "The units of layer 1 compute y1 = max(0.1*z1, z1)."),
        ("", None, "", "All gradients use the weights before the update."),
        ("", '["new L"]', "", "new L is computed once more, with the new weights."),
        ("update_biases = false", None, "", "for every weight, while the biases stay as they are:"),
        ('backward = "new weights"', None, "", "the gradients of the layer before it then use its new weights."),
        (
            'l2 = "lambda/2"',
            None,
            "lambda = 0.1",
            "half the sum of the squared errors, plus a penalty on large weights",
        ),
        ("examples = 4\nbatch = 2", '["new J"]', "", "4 examples go through it in their order, 2 in each batch"),
        ("examples = 4\nbatch = 2", '["new J"]', "", "new J is the loss of the second batch."),
        ("examples = 3\nbatch = 1", '["L[2]"]', "", "with an update after each: z2[3,1] is"),
        ("updates = 3", None, "", "Make 3 steps of gradient descent, one after the other, with learning rate eta"),
        ("updates = 3", None, "", "new W1[1,1] is the weight after one update,  new W1[1,1]' after two."),
        ("updates = 3", None, "", "All gradients of an update use the weights before it."),
    ],
)
def test_every_convention_is_said(options, asked, extra, said):
    found = " ".join(printed(options, asked or '["new W1[1,1]"]', extra).split())
    assert " ".join(said.split()) in found


def test_without_an_update_no_weights_before_it_are_spoken_of():
    for name_ in ("forward/leaky-relu-losses", "logistic/sentiment-score"):
        problem = find_problem(name_)
        assert problem.update is None
        assert "gradients" not in words(problem)


def test_scale_and_shift_of_a_normalisation_are_no_weight_and_bias():
    assert "learning rate eta for scale and shift:" in words(find_problem("normalisation/batch-norm-gradients"))


@pytest.mark.parametrize(
    ("answer", "keep", "said"),
    [
        (1, 3, "Keep 3 decimals on the way, give 1 decimal; more"),
        (0, 1, "Keep 1 decimal on the way, give 0 decimals; more"),
    ],
)
def test_one_decimal_is_no_plural(answer, keep, said):
    assert said in words(own(f"{NEURON}\n[rounding]\nanswer = {answer}\nkeep = {keep}\n"))
