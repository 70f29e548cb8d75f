"""What is printed in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # how words and numbers stand together
    "space": " ",
    "comma": ", ",
    "and": " and ",
    "or": " or ",
    "stop": ".",
    "between_numbers": ", ",
    "between_rows": "; ",
    # labels
    "sheet": "Worksheet",
    "key": "KEY",
    "name": "Name",
    "name_is": "Name:",
    "id": "ID",
    "id_is": "ID:",
    "exercise": "Exercise",
    "version": "Version {version}",
    "signature": "Signature",
    "minutes": "{count} minutes",
    "exercises": "{count} exercises",
    "one_exercise": "1 exercise",
    "total": "Total",
    "reached": "Reached",
    "rule_name": "Check that the name and the ID are yours, and sign below.",
    "rule_no_name": "Write your name and your ID, and sign below.",
    "rule_code": "Every page carries the code {code} and says how many there are: check that you have all of them.",
    "rule_boxes": "Write each answer into its box. Show your work in the room for it.",
    "rule_calculator": "A pocket calculator is allowed. Phones, watches and computers are not.",
    "rule_no_calculator": "No calculator is allowed: the values of functions that you need stand in tables.",
    "rule_quiet": "Do not talk to your neighbours. Their numbers are not yours.",
    "group": "Group {group}",
    "spare_sheets": "Spare sheets",
    "sheets": "Sheets: {count}",
    "keys": "Keys: {count}",
    "points": "points",
    "points_head": "Points",
    "point": "point",
    "page": "page {page} of {pages}",
    "given": "Given",
    "given_is": "Given:",
    "told": "Already worked out for you",
    "told_is": "Already worked out for you:",
    "tables": "No calculator: function values",
    "table_words": "everything else is worked by hand; where an argument is not listed, take the nearest",
    "answers": "Your answers",
    "row": "row",
    "each_box": "each box {points}",
    "grid": "The table, filled in",
    "work": "Room for your work",
    "written": "Answer in words.",
    "choose": "Mark the right number.",
    "options": "The numbers to choose from, and what each comes from",
    "right_option": "right",
    "formula_for": "formula for",
    "formula_in_names": "Answer with a formula in the names of quantities, not with numbers.",
    "formula": "Write a formula for",
    "inputs": "inputs",
    "input": "input",
    "rows": "in a matrix, rows: to unit, columns: from unit",
    "rows_from": "in a matrix, rows: from unit, columns: to unit",
    "weighted_sum": "weighted sum",
    "activation_of_unit": "activation",
    "output": "output",
    "loss_value": "loss",
    "new_weight": "new weight",
    "new_bias": "new bias",
    "new_threshold": "new threshold",
    "new_loss": "new loss",
    "new_value": "new value",
    "weight_change": "weight change",
    "bias_change": "bias change",
    "threshold_change": "threshold change",
    "change": "change",
    "solution": "Worked solution",
    "forward": "Forward pass",
    "loss": "Loss",
    "backward": "Backward pass",
    "update": "Update",
    "answer_table": "Answers and what is accepted",
    "blank": "Blank",
    "quantity": "Quantity",
    "answer": "Answer",
    "exact": "Exact value",
    "exactly": "exactly",
    "accepted": "Accepted from",
    "to": "to",
    "by_person": "marked by a person",
    # feedback
    "feedback": "Feedback",
    "feedback_on": "Feedback on {title}",
    "sheet_code": "Sheet",
    "points_of": "{points} of {worth}",
    "handed_in": "handed in {when}",
    "nothing_handed_in": "Nothing was handed in.",
    "blanks_earn": "the blanks earn {earned}",
    "you_wrote": "You wrote",
    "mark": "Mark",
    "why": "Why",
    "nothing_written": "nothing",
    "right_answer": "Right answer",
    "solution_held": "The worked solution is not shown here.",
    "solution_held_until": "The worked solution follows when everybody’s time is over: {when}.",
    "how_marked": "How marks are given",
    "in_words": "in words",
    "answer_note": (
        "The answer is what the lines above give, each rounded to {keep} (a five goes up), in "
        "{answer}; the exact value is what full precision gives. Both are right: the accepted range around it "
        "takes in whoever rounds on the way as told and whoever rounds only at the end."
    ),
    "answer_note_whole": (
        "The answer is what the lines above give; the exact value is what full precision gives. "
        "The accepted range lies around the exact value."
    ),
    "entry_by_entry": "Between matrices, a product with a circle is taken entry by entry, and so is a square with one.",
    "answers_differ": "In the last digit the two part at {labels}: either is accepted.",
    "more_decimals": (
        "Here the lines keep {decimals}, not {keep}: with fewer, a line would have no value, or an answer "
        "would lie outside what is accepted."
    ),
    # the sheet as a page for screen readers and keyboards
    "to_first_blank": "Go to the first blank",
    "drawing": "Drawing",
    "drawing_in_words": "The drawing in words",
    "save_answers": "Save answers as a file",
    "open_answers": "Open a saved file",
    "clear_answers": "Clear all answers",
    "how_to_save": (
        "Fill in the blanks, save your answers as a file, and hand in this file. "
        "While you type, they are also kept in this browser."
    ),
    "answers_filled": "{count} of {all} filled in",
    "answers_saved": "Saved as {file}. Hand in this file.",
    "answers_empty": "Nothing is filled in yet, so there is nothing to save.",
    "answers_opened": "The answers from {file} are filled in.",
    "answers_kept": "The answers that you typed here before are filled in again.",
    "answers_foreign": "{file} belongs to another sheet; nothing was changed.",
    "answers_unread": "{file} holds no saved answers; nothing was changed.",
    "answers_cleared": "All answers are cleared.",
    "clear_really": "Clear all answers on this page?",
    "without_script": "Scripts are turned off here, so this page cannot save answers: turn them on, or use the PDF.",
    # losses in words
    "loss binary cross-entropy": "binary cross-entropy",
    "loss cross-entropy": "cross-entropy",
    "loss half squared error": "half the sum of the squared errors",
    "loss squared error": "the sum of the squared errors",
    "loss mean squared error": "the mean of the squared errors",
    "loss absolute error": "the sum of the absolute errors",
    "loss mean absolute error": "the mean of the absolute errors",
    "loss hinge": "the hinge loss",
    "loss squared hinge": "the squared hinge loss",
    "loss multiclass hinge": "the hinge loss over the classes that are wrong",
    "loss upstream": "the sum of the outputs, each times its gradient from above",
    "summed": "{loss}, summed over the outputs",
    # the network in words
    "network": "A network has {parts}.",
    "one_input": "1 input",
    "many_inputs": "{count} inputs",
    "hidden": "a hidden layer of {units}",
    "last": "an output layer of {units}",
    "unit": "1 {activation} unit",
    "units": "{count} {activation} units",
    "linear_unit": "1 linear unit",
    "linear_units": "{count} linear units",
    "own_unit": "1 unit",
    "own_units": "{count} units",
    "identity": "linear",
    "relu": "ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "leaky relu": "leaky ReLU",
    "elu": "ELU",
    "softplus": "softplus",
    "threshold": "threshold",
    "softmax": "softmax",
    "no_bias": "There are no biases.",
    "every_unit": "Every unit",
    "one_unit": "Every unit of layer {layers}",
    "some_unit": "Every unit of the layers {layers}",
    "every_units": "The units of a layer",
    "one_units": "The units of layer {layers}",
    "some_units": "The units of each of the layers {layers}",
    "bias_each": "{whose} has a bias.",
    "bias_shared": "{whose} share one bias.",
    "bias_on +1": "{whose} has a bias, which is the weight of an input that is always 1.",
    "bias_on -1": "{whose} has a bias, which is the weight of an input that is always -1.",
    "bias_threshold": "{whose} has a threshold, which is subtracted from its weighted inputs.",
    "activation": "The units of layer {layer} compute",
    "weight_ends": "is the weight into unit {to} from unit {from}",
    "weight_ends_layer": "is the weight of layer {layer} into unit {to} from unit {from} of the layer before",
    "weight_ends_input": "is the weight into unit {to} from input {from}",
    "weight_ends_from": "is the weight from unit {from} to unit {to}",
    "weight_ends_layer_from": "is the weight of layer {layer} from unit {from} of the layer before to unit {to}",
    "weight_ends_input_from": "is the weight from input {from} to unit {to}",
    "all_numbers": "inputs and units are counted together",
    "node_numbers": "units are counted through the layers, inputs apart",
    "weight_numbers": "weights are counted through the network, unit by unit",
    "unit_sum": "is the weighted sum of unit {unit},",
    "unit_sum_layer": "is the weighted sum of unit {unit} of layer {layer},",
    "unit_bias": "its bias,",
    "unit_threshold": "its threshold,",
    "layer_bias": "the bias of its layer,",
    "unit_output": "its output",
    "unit_target": "its target",
    "raised_layer": "the raised number is the layer, no power",
    "raised_example": "the raised number is the example, no power",
    "raised_both": "the raised numbers are the layer and the example, no powers",
    "loss_is": "The loss is {words}:",
    "the_loss": "The loss is",
    "loss_of_one_is": "The loss of one example is {words}; for the first it is",
    "the_loss_of_one": "The loss of the first example is",
    "cost": "and the loss of the batch is the {reduce} over its examples{penalty}:",
    "penalty": ", plus a penalty on large weights",
    "score": "The output of the class whose target is 1 is",
    "mean": "mean",
    "sum": "sum",
    "batch": "A batch of {count} examples goes through it:",
    "batches": "{count} examples go through it in their order, {batch} in each batch, with an update after each:",
    "one_by_one": "{count} examples go through it in their order, with an update after each:",
    "batch_unit": "is the weighted sum of unit {unit} for example {example},",
    "batch_unit_layer": "is the weighted sum of unit {unit} of layer {layer} for example {example},",
    "natural": "Here ln is the natural logarithm.",
    "one_update": "Make one step of gradient descent",
    "steps_of": "Make {count} steps of gradient descent, one after the other,",
    "own_update": "Make one update",
    "updates": "Make {count} updates, one after the other,",
    "with_rate": " with learning rate ",
    "one_update_rule": " for every weight and bias:",
    "one_update_weights": " for every weight:",
    "one_update_thresholds": " for every weight and threshold:",
    "one_update_scales": " for scale and shift:",
    "one_update_frozen": " for every weight, while the biases stay as they are:",
    "after_one": "is the weight after one update",
    "after_two": "after two",
    "second_batch": "is the loss of the second batch.",
    "again": "is computed once more, with the new weights.",
    "before_update": "All gradients use the weights before the update.",
    "before_each_update": "All gradients of an update use the weights before it.",
    "after_update": "The last layer is updated first; the gradients of the layer before it then use its new weights.",
    "looking_ahead": "All gradients are taken ahead, where the old velocity would carry the weights.",
    "rounding": "Keep {keep} on the way, give {answer}; more is fine.",
    "one_decimal": "1 decimal",
    "decimals": "{count} decimals",
    "rounding_whole": "Give whole numbers.",
    # letters in words
    "letters": "Letters:",
    "letter_input": "input",
    "letter_one_weight": "weights",
    "letter_bias": "bias",
    "letter_ahead": "weight ahead",
    "letter_output": "output",
    "letter_target": "target",
    "letter_loss_value": "loss",
    "letter_total_loss": "sum of the losses",
    "letter_rate": "learning rate",
    "letter_small_constant": "a small constant",
    "letter_weight_on_input": "weights on the input",
    "letter_weight_on_state": "weights on the last state",
    "letter_sum_of_unit": "weighted sum before the activation",
    "letter_weighted_sum": "weighted sum",
    "letter_error": "error",
    "letter_threshold": "threshold",
    "letter_state": "state",
    "letter_first_state": "state before the first time step",
    "letter_memory": "memory",
    "letter_first_memory": "memory before the first time step",
    "letter_forget_gate": "forget gate",
    "letter_input_gate": "input gate",
    "letter_output_gate": "output gate",
    "letter_update_gate": "update gate",
    "letter_reset_gate": "reset gate",
    "letter_candidate": "candidate",
    "letter_kernel": "kernel",
    "letter_map": "map that the kernel makes",
    "letter_activated_map": "the map after the activation",
    "letter_pooled_map": "map after pooling",
    "letter_from_above": "gradient from above",
    "letter_query": "query",
    "letter_attention_key": "key",
    "letter_attention_value": "value",
    "letter_score": "score",
    "letter_attention_weight": "attention weight",
    "letter_scale": "scale",
    "letter_shift": "shift",
    "letter_mean_value": "mean",
    "letter_variance": "variance",
    "letter_deviation": "standard deviation",
    "letter_normalised": "normalised value",
    "letter_mask": "mask",
    "letter_probability": "probability",
    "letter_remembered": "kept for each weight from step to step",
    "letter_momentum": "momentum",
    "letter_decay_rate": "decay rate",
    "letter_weight_decay": "weight decay",
    "letter_step_number": "number of the step",
    "time_index": "The first index of what is computed is the time step.",
    "ends_input": "leads into unit {to} from input {from}.",
    "ends_state": "leads into unit {to} from unit {from} of the last time step.",
    "ends_input_from": "leads from input {from} to unit {to}.",
    "ends_state_from": "leads from unit {from} of the last time step to unit {to}.",
    # attention and normalisation in words
    "attention_all_given": (
        "Self-attention over {tokens} tokens: "
        "the rows of $q$, $k$ and $v$ are the query, the key and the value of each token."
    ),
    "attention_one_given": (
        "Attention for one query $q$ over {tokens} tokens: "
        "the rows of $k$ and $v$ are the key and the value of each token."
    ),
    "attention_all_made": (
        "Self-attention over {tokens} tokens: the rows of $x$ are the tokens, "
        "and weight matrices make their queries $q$, keys $k$ and values $v$."
    ),
    "attention_one_made": (
        "Attention for the last of {tokens} tokens: the rows of $x$ are the tokens, "
        "and weight matrices make the query $q$ of the last one, the keys $k$ and the values $v$ of all."
    ),
    "attention_to_from": "The first index of a weight is the number it goes into, the second the one it comes from.",
    "attention_from_to": "The first index of a weight is the number it comes from, the second the one it goes into.",
    "attention_scaled": (
        "The score $s$ of a query and a key is their dot product over the square root of the dimension {dimension}; "
        "the weights $a$ are the softmax over the keys; the output $y$ is the weighted sum of the values."
    ),
    "attention_unscaled": (
        "The score $s$ of a query and a key is their dot product, not scaled; "
        "the weights $a$ are the softmax over the keys; the output $y$ is the weighted sum of the values."
    ),
    "attention_causal": "A causal mask hides the tokens that follow: their weight is 0.",
    "layer_norm_training": (
        "Layer norm: $m$, $v$ and $s$ are the mean, the variance and the standard deviation of one example’s values."
    ),
    "batch_norm_training": (
        "Batch norm in training: $m$, $v$ and $s$ are the mean, the variance and the standard deviation "
        "of each feature over the examples of the batch."
    ),
    "batch_norm_training_single": (
        "Batch norm in training: $m$, $v$ and $s$ are the mean, the variance and the standard deviation "
        "of one feature over the examples of the batch."
    ),
    "batch_norm_inference": (
        "Batch norm at inference: the running mean $m$ and the running variance $v$ of each feature are given, "
        "and the batch at hand does not change them."
    ),
    "batch_norm_inference_single": (
        "Batch norm at inference: the running mean $m$ and the running variance $v$ of the feature are given, "
        "and the batch at hand does not change them."
    ),
    "rows_are_examples": "The rows of $x$ are examples, its columns the features.",
    "variance_population": "The variance divides by the number of values (population variance).",
    "variance_sample": "The variance divides by one less than the number of values (sample variance).",
    "dropout_training": "Dropout in training: the mask $r$ keeps where it is 1 and drops where it is 0.",
    "dropout_inference": "Dropout at inference: nothing is dropped.",
    "dropout_keep": "Here $p$ is the probability to keep a value.",
    "dropout_drop": "Here $p$ is the probability to drop a value.",
    "optimiser_objective": "The function $f$ is to be minimised.",
    "optimiser_gradient": "The gradient $g$ of a weight $w$ is given.",
    "optimiser_gradients": "The gradient of each step is given: $g[1]$ for the first, $g[2]$ for the second and so on.",
    "steps": "The quantities are computed in this order:",
    # convolution in words
    "conv_cross": (
        "A kernel of size {kernel} slides over an input of size {input} with stride {stride}. "
        "It is not flipped (this is called cross-correlation)."
    ),
    "conv_flipped": (
        "A kernel of size {kernel} slides over an input of size {input} with stride {stride}. "
        "It is flipped first, its last entry becoming its first (convolution as in mathematics)."
    ),
    "conv_transposed": (
        "A transposed convolution: each number of the input, of size {input}, lays its multiple of the kernel, "
        "of size {kernel}, into the output, each a stride of {stride} from the last; where they overlap, they add up."
    ),
    "conv_padding": "Around the input stand zeros, as many on each side as the padding says: {padding}.",
    "conv_no_padding": "There is no padding.",
    "conv_cut": "At last the output loses {padding} at each of its ends.",
    "conv_channels": "The input has {channels} channels: the first index of $x$, the last before the place in $K$.",
    "conv_filters": (
        "There are {filters} filters, each with a kernel of its own: the first index of $K$ and of each map."
    ),
    "conv_bias": "A bias $b$ is added.",
    "conv_no_bias": "There is no bias.",
    "conv_max": "Max pooling takes the largest of each window of size {pool_size}, with stride {pool_stride}.",
    "conv_average": "Average pooling takes the mean of each window of size {pool_size}, with stride {pool_stride}.",
    "conv_upstream": "The gradients of a loss $L$ by the outputs are given: $u$.",
    "conv_targets": "The loss is {loss}; the targets are $d$.",
    "conv_own_targets": "The targets of the loss are $d$.",
    # perceptrons in words
    "perceptron_above_binary": (
        "A threshold unit reads the examples one after the other. Its weighted sum is $z = {sum}$; "
        "it gives $y = 1$ where $z > 0$, else 0."
    ),
    "perceptron_from_binary": (
        "A threshold unit reads the examples one after the other. Its weighted sum is $z = {sum}$; "
        "it gives $y = 1$ where $z >= 0$ (also where it is exactly 0), else 0."
    ),
    "perceptron_above_bipolar": (
        "A threshold unit reads the examples one after the other. Its weighted sum is $z = {sum}$; "
        "it gives $y = 1$ where $z > 0$, else $-1$."
    ),
    "perceptron_from_bipolar": (
        "A threshold unit reads the examples one after the other. Its weighted sum is $z = {sum}$; "
        "it gives $y = 1$ where $z >= 0$ (also where it is exactly 0), else $-1$."
    ),
    "delta_rule": (
        "A linear unit reads the examples one after the other. Its output is the weighted sum itself, $y = {sum}$."
    ),
    "perceptron_error": (
        "The error is $r = d - y$, with the target $d$. Before the next example is read, "
        "each weight is raised by $eta*r$ times the input that it belongs to."
    ),
    "perceptron_bias": "The bias $b$ is raised by $eta*r$.",
    "perceptron_learned": "The threshold $theta$ is lowered by $eta*r$.",
    "perceptron_threshold": "The threshold $theta$ stays as it is.",
    "perceptron_plus": "The weight $w{last}$ belongs to a constant input of 1.",
    "perceptron_minus": "The weight $w{last}$ belongs to a constant input of $-1$.",
    "perceptron_rows": "In each row, the weights are those after its example; $w0$ are those before the first one.",
    "perceptron_epochs": (
        "There are {epochs} epochs with the examples in the same order: row {next} is the first one again."
    ),
    # drawings in words
    "drawn_network": "A network, drawn from left to right. Inputs: {inputs}.",
    "drawn_layer": "Layer {layer}:",
    "drawn_layer_of": "Layer {layer} ({activation}):",
    "drawn_unit": "{unit} is fed by {fed}",
    "drawn_source": "{source} with weight {weight}",
    "drawn_bias": "and the bias {bias}",
    "drawn_threshold": "less the threshold {bias}",
    "drawn_every": "{units}, each fed by all of the layer before.",
    "drawn_dots": "Where there are dots, units are left out; they are wired like the others.",
    "in_all": "{count} in all",
    "table_gate": "gate",
    "table_operation": "operation",
    "table_into": "into it",
    "table_out": "out of it",
    "table_step": "step",
    "drawn_unrolled": "The cell, step by step; step 0 is the start.",
    "drawn_targets": "Targets: {targets}.",
    "drawn_circuit": "A circuit, drawn from left to right (gates: {count}).",
    "drawn_gate": "Gate {number}, {sign}: into it {inputs}; out of it {output}.",
    "drawn_gate_number": "the output of gate {number}",
    "drawn_gradient": " (gradient {number})",
    "drawn_cells": "A recurrent cell ({cell}), drawn once for each time step, from left to right. Start: {start}.",
    "drawn_step": "Step {time}: into the cell {inputs}, and what the step before hands on; out of it {outputs}.",
    "drawn_loss": "The loss {loss} compares it with {targets}.",
    "drawn_weights": "On the arrows: {weights}.",
    "drawn_made": "{q}, {k} and {v} are made from {x} by {weights}.",
    "drawn_attention": (
        "Attention, drawn from left to right: {q} and {k} make the scores {s}, softmax makes the weights {a} of them, and these weigh {v} in the output {y}."
    ),
    "drawn_slide": "A kernel and what it slides over.",
    "drawn_lay": "A kernel that each number of the input lays into the output.",
    "drawn_pool": "Windows over an input.",
    "drawn_grid": "{name} ({size}), row by row: {rows}.",
    "drawn_line": "{name} ({size}): {rows}.",
    "drawn_empty": "{name} ({size}) has empty cells.",
    "drawn_biases": "Bias: {biases}.",
    "drawn_zeros": "Zeros stand around it ({size}).",
    "drawn_first": "The first window and the first output are outlined, the second ones dashed.",
    "kernel": "kernel",
    "flipped": "flip it first",
    "stride_of": "stride {stride}",
    "max_of": "maximum",
    "average_of": "mean",
    "upstream_of": "gradients",
    "targets_of": "targets",
    "output_map": "output",
    # recurrent cells in words
    "recurrent_simple": (
        "A simple recurrent cell (inputs: {inputs}, units: {units}) reads a sequence (time steps: {times}). "
        "The first index of $x$, $a$ and $h$ is the time step; $h0$ is the state before the first one. "
        "$W$ weighs the input and $U$ the last state."
    ),
    "recurrent_lstm": (
        "An LSTM cell (inputs: {inputs}, units: {units}) reads a sequence (time steps: {times}) with a forget gate "
        "$f$, an input gate $i$, an output gate $o$ and a candidate $g$. The first index of what is computed is the "
        "time step; $h0$ and $c0$ are the state and the memory before the first one. "
        "$W$ weighs the input and $U$ the last state."
    ),
    "recurrent_gru_new": (
        "A GRU cell (inputs: {inputs}, units: {units}) reads a sequence (time steps: {times}) with an update gate $z$, "
        "a reset gate $r$ and a candidate $n$. The first index of what is computed is the time step; $h0$ is the state "
        "before the first one. $W$ weighs the input and $U$ the last state. "
        "Here $z$ is the share of the new candidate, $1 - z$ that of the old state."
    ),
    "recurrent_gru_old": (
        "A GRU cell (inputs: {inputs}, units: {units}) reads a sequence (time steps: {times}) with an update gate $z$, "
        "a reset gate $r$ and a candidate $n$. The first index of what is computed is the time step; $h0$ is the state "
        "before the first one. $W$ weighs the input and $U$ the last state. "
        "Here $z$ is the share of the old state, $1 - z$ that of the new candidate."
    ),
    # quantities for people who do not know the names
    "role input": "the input",
    "role weight": "the weight",
    "role bias": "the bias",
    "role target": "the target",
    "role learning rate": "the learning rate",
    "role weighted sum": "the weighted sum",
    "role activation": "the activation",
    "role loss": "the loss",
    "role what the optimiser remembers": "what the optimiser remembers",
    "derivative_of": "the derivative of {of} by {by}",
    "it": "it",
    "change_of": "the change of {what}",
    "quantity_named": "the quantity {name}",
    "after_the_update": "{what} after the update",
    "after_updates": "{what} after {count} updates",
    "in_layer": "{what} in layer {layer}",
    "of_example": "{what} of example {example}",
    "at_time": "{what} at time {time}",
    "weight_between": "{what} into unit {to} from unit {from}",
    "input_number": "input {number}",
    "weight_from_input": "{what} into unit {to} from input {from}",
    "weight_from_state": "{what} into unit {to} from unit {from} of the step before",
    "in_row_and_column": "{what} in row {row}, column {column}",
    "of_input": "{what} of input {input}",
    "after_example": "{what} after example {example}",
    "at_the_start": "{what} at the start",
    "remembered": "what the optimiser remembers of {what}",
    "of_unit": "{what} of unit {unit}",
    "of_unit_for_example": "{what} of unit {unit} for example {example}",
    "at_indices": "{what} at {indices}",
    "answer_in_words": "answer in words",
    "formula_of": "formula for {what}",
    # the policy
    "percent": "{number} %",
    "policy_decimals": (
        "Keep {keep} on the way and give {answer}: whatever that can give is right, and so is full precision."
    ),
    "policy_whole": "Give whole numbers; how you found them is up to you.",
    "policy_earns": "{what} earns {share}.",
    "policy_short": "{share} for {what}",
    "semicolon": "; ",
    "full_stop": "{sentence}.",
    "policy_late": "Each day that begins after the deadline takes off {share} of what you earned.",
    "policy_late_all": "What comes in after the deadline earns nothing.",
    "policy_best": "If you hand in more than once, your best attempt counts.",
    "policy_last": "If you hand in more than once, your last attempt counts.",
    "policy_round": "The total is rounded to {unit}; what lies in the middle is rounded up.",
    "policy_percent": "A percent sign is read: 25 % is 0.25.",
    "policy_comma": "You may write a decimal comma.",
    "full_points": "full points",
    "share_of_points": "{share} of the points",
    "half": "half",
    "a_quarter": "a quarter",
    "three_quarters": "three quarters",
    "whole_points": "whole points",
    "half_points": "half points",
    "quarter_points": "quarter points",
    "multiples_of_points": "multiples of {unit} points",
    "credit_follow_through": "a number that follows rightly from your own earlier numbers",
    "credit_rounded_early": "a number that was rounded too early",
    "credit_decimal_slip": "the right digits with the decimal point in the wrong place",
    "credit_sign_slip": "the right number with the wrong sign",
    "credit_last_digit_slip": "a number whose last digit is off",
    "credit_misconception": "a number that a known wrong method gives",
    # what an answer is, and why
    "outcome_right": "right",
    "outcome_follow_through": "right with your earlier numbers",
    "outcome_misconception": "as a known wrong method gives it",
    "outcome_rounded_early": "rounded early",
    "outcome_decimal_slip": "decimal point misplaced",
    "outcome_sign_slip": "wrong sign",
    "outcome_last_digit_slip": "last digit off",
    "outcome_wrong": "wrong",
    "outcome_unreadable": "cannot be read",
    "outcome_blank": "blank",
    "outcome_written": "marked by a person",
    "reason_follow_through": (
        "This is not the number of your sheet, but it follows rightly from what you wrote{believed}."
    ),
    "reason_rounded_early": "Near, but rounded too early: keep {keep} on the way and give {answer}.",
    "reason_decimal_slip": "The digits are right; the decimal point is in the wrong place.",
    "reason_sign_slip": "The number is right but for its sign.",
    "reason_last_digit_slip": "The number is right but for its last digits.",
    "reason_unreadable": "This cannot be read as an answer.",
    "reason_one_cause": "This number is consistent with: ",
    "reason_several_causes": "Several methods give this number, and it does not tell which: ",
    "reason_or": "; or: ",
    "reason_cause_end": ". ",
    "reason_with_own": "It was followed from what you wrote{believed}.",
    "reason_wrong": "No known slip or method gives this number.",
    "reason_formula": "This formula does not give the right value.",
    "reason_blank": "Nothing is written here.",
    "reason_written": "A person reads and marks this.",
    "reason_void": "This blank does not count.",
    "decided": "{who} decided: {words}.",
    "a_person": "A person",
    "the_staff": "The staff",
    "believed_at": " at {labels}",
    "believed_earlier": " earlier",
    "all_right": "Everything is right.",
    "empty": "Nothing is written in this exercise.",
    "right_up_to": "Everything up to {label} is right.",
    "first_look": "Look first at {label}:",
    "first_before": "Look first at the way to {label}: something went wrong there at",
    "first_before_rest": ", which was not asked for.",
    "credited": "What follows from it at {labels} is right with your numbers.",
    "whole_total": "{total} of {out_of} points",
    "day_late": "1 day late",
    "days_late": "{count} days late",
    "taken_off": "{late} ({share} taken off)",
    "attempt": "attempt {attempt} of {attempts}",
    "exercise_says": "Exercise {number}: {text}",
    "waits": "Not counted yet, for a person marks it: {labels}.",
    # for programs of others
    "check_answers": "Check my answers",
    "practice": (
        "Practice: these numbers are nobody’s. Check as often as you like; "
        "once every blank is filled and checked, the worked solution opens below."
    ),
    "practice_score": "{count} of {all} right",
    "type_decimals": (
        "Type every answer as a decimal number with a point, such as -0.0731: "
        "an ordinary minus sign (ASCII), no units, no fractions, no expressions."
    ),
    "to_from": ": to ↓, from →",
}
