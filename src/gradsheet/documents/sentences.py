"""Every sentence and label that is printed, one table for each language."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import GradsheetError

ENGLISH = {
    # labels
    "sheet": "Worksheet",
    "key": "KEY",
    "name": "Name",
    "id": "ID",
    "exercise": "Exercise",
    "points": "points",
    "points_head": "Points",
    "point": "point",
    "page": "page {page} of {pages}",
    "given": "Given",
    "told": "Already worked out for you",
    "answers": "Your answers",
    "work": "Room for your work",
    "written": "Answer in words.",
    "formula": "Write a formula for",
    "inputs": "inputs",
    "input": "input",
    "rows": "in a matrix, rows: to unit, columns: from unit",
    "weighted_sum": "weighted sum",
    "activation_of_unit": "activation",
    "output": "output",
    "loss_value": "loss",
    "new_weight": "new weight",
    "new_bias": "new bias",
    "new_value": "new value",
    "weight_change": "weight change",
    "bias_change": "bias change",
    "change": "change",
    "forward": "Forward pass",
    "loss": "Loss",
    "backward": "Backward pass",
    "update": "Update",
    "answer_table": "Answers and what is accepted",
    "blank": "Blank",
    "quantity": "Quantity",
    "answer": "Answer",
    "exact": "Exact value",
    "accepted": "Accepted from",
    "to": "to",
    "by_person": "marked by a person",
    "answer_note": (
        "The answer is what honest hand work gives in {answer} decimals; the exact value keeps full precision. "
        "Whoever rounds on the way as told and whoever rounds only at the end both land in the accepted range."
    ),
    # the network in words
    "network": "A network has {inputs}, {layers}.",
    "one_input": "1 input",
    "many_inputs": "{count} inputs",
    "hidden": "a hidden layer of {units}",
    "last": "an output layer of {units}",
    "unit": "1 {activation} unit",
    "units": "{count} {activation} units",
    "own_unit": "1 unit",
    "own_units": "{count} units",
    "and": "and",
    "identity": "linear",
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "no_bias": "There are no biases.",
    "every_bias": "Every unit has a bias.",
    "some_bias": "Only layer {layers} has biases.",
    "some_biases": "Only the layers {layers} have biases.",
    "activation": "The units of layer {layer} compute",
    "weight_ends": "is the weight into unit {to} from unit {from}",
    "weight_ends_layer": "is the weight of layer {layer} into unit {to} from unit {from} of the layer before",
    "weight_ends_input": "is the weight into unit {to} from input {from}",
    "node_numbers": "units are counted through the layers, inputs apart",
    "unit_sum": "is the weighted sum of unit 1,",
    "unit_sum_layer": "is the weighted sum of unit 1 of layer {layer},",
    "unit_output": "its output.",
    "unit_output_layer": "its output; the raised number is the layer, no power.",
    "loss_is": "The loss is {words}:",
    "the_loss": "The loss is",
    "loss_of_one_is": "The loss of one example is {words}; for the first it is",
    "the_loss_of_one": "The loss of the first example is",
    "cost": "and the loss of the batch is the {reduce} over its examples:",
    "mean": "mean",
    "sum": "sum",
    "batch": "A batch of {count} examples goes through it:",
    "batch_unit": "is the weighted sum of unit 1 for example {example}.",
    "batch_unit_layer": "is the weighted sum of unit 1 of layer 1 for example {example}.",
    "natural": "Here ln is the natural logarithm.",
    "one_update": "Make one step of gradient descent with learning rate",
    "own_update": "Make one update",
    "one_update_rule": "for every weight and bias:",
    "one_update_weights": "for every weight:",
    "before_update": "All gradients use the weights before the update.",
    "rounding": "Keep {keep} decimals on the way, give {answer} decimals; more is fine.",
    "rounding_whole": "Give whole numbers.",
    "steps": "The quantities are computed in this order:",
}

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}


def sentences(language: str) -> Mapping[str, str]:
    """The table of a language; raises GradsheetError with the languages there are."""
    if language not in LANGUAGES:
        raise GradsheetError(f"no language '{language}' yet; there is {', '.join(LANGUAGES)}")
    return LANGUAGES[language]
