"""`[attention]`: what the table makes, and what is said when it does not fit together."""

from __future__ import annotations

import pytest

from gradsheet.documents.statement import Text, statement
from gradsheet.formula.notation import profile
from gradsheet.languages import sentences
from gradsheet.problems import bank_names, find_problem
from problems.banks import complaints, read

GIVEN = """
title = "Attention"
[attention]
tokens = 2
dimension = 2
value_dimension = 1
[given]
q = { choose = [1, 2] }
k = { choose = [1, 2] }
v = [3, 5]
[[ask]]
blanks = ["s", "a", "y"]
"""

MADE = """
title = "Attention"
[attention]
tokens = 2
inputs = 2
dimension = 1
queries = "one"
loss = "half squared error"
update = "gradient descent"
[given]
x = { choose = [1, 2] }
W_q = { choose = [1, 2] }
W_k = { choose = [1, 2] }
W_v = { choose = [1, 2] }
d = 1
eta = 0.5
[[ask]]
blanks = ["y", "dL/da", "new W_v[1,2]"]
"""


def steps(text: str) -> list[str]:
    return [str(step) for step in read(text).derivation.steps]


def test_scores_weights_and_outputs_stand_in_this_order():
    found = steps(GIVEN)
    assert found[0] == "s[1,1] = (q[1,1]*k[1,1] + q[1,2]*k[1,2])/sqrt(2)"
    assert found[4:6] == ["a[1,1] = softmax(s[1,1], s[1,2])[1]", "a[1,2] = softmax(s[1,1], s[1,2])[2]"]
    assert found[8:] == ["y[1,1] = a[1,1]*v[1,1] + a[1,2]*v[2,1]", "y[2,1] = a[2,1]*v[1,1] + a[2,2]*v[2,1]"]


def test_a_causal_mask_leaves_out_scores_and_gives_the_weight_zero():
    found = steps(GIVEN.replace("value_dimension = 1", "value_dimension = 1\ncausal = true\nscale = false"))
    assert [step.split(" = ")[0] for step in found[:3]] == ["s[1,1]", "s[2,1]", "s[2,2]"]
    assert "a[1,2] = 0" in found
    assert found[0] == "s[1,1] = q[1,1]*k[1,1] + q[1,2]*k[1,2]"


@pytest.mark.parametrize(("weights", "query"), [
    ('"to, from"', "q[1] = W_q[1,1]*x[2,1] + W_q[1,2]*x[2,2]"),
    ('"from, to"', "q[1] = x[2,1]*W_q[1,1] + x[2,2]*W_q[2,1]"),
])  # fmt: skip
def test_rows_of_weights_are_what_the_course_says(weights, query):
    text = MADE.replace("inputs = 2", f"inputs = 2\nweights = {weights}").replace("W_v[1,2]", "W_v[1,1]")
    assert query in steps(text)


@pytest.mark.parametrize(
    ("text", "old", "new", "said"),
    [
        (GIVEN, "tokens = 2", "tokens = 1", "problem.toml:4:10: attention.tokens: must be at least 2"),
        (GIVEN, "tokens = 2", "", "'tokens' is missing; write tokens = ..."),
        (GIVEN, "tokens = 2", "tokens = 20", "at most 300. Take fewer tokens"),
        (GIVEN, "v = [3, 5]", "v = [3, 5, 7]", "v: must be a list of 2 row(s) with 1 number(s)"),
        (GIVEN, "dimension = 2\n", 'dimension = 2\nloss = "hinges"\n', "'hinges' is not a loss"),
        (GIVEN, "dimension = 2\n", 'dimension = 2\nweights = "from, to"\n', "there are no weights"),
        (GIVEN, "dimension = 2\n", 'dimension = 2\nqueries = "two"\n', "must be 'all' or 'one'"),
        (
            GIVEN,
            "dimension = 2\n",
            "dimension = 2\nscaled = true\n",
            "'scaled' is not known here; did you mean 'scale'?",
        ),
        (GIVEN, "dimension = 2\n", 'dimension = 2\nupdate = "gradient descent"\n', "nothing to update without loss"),
        (GIVEN, "k = {", "keys = {", "'keys' is not needed here"),
        (MADE, 'queries = "one"', 'queries = "one"\ncausal = true', "a mask hides nothing; leave causal out"),
        (MADE, 'loss = "half squared error"\n', "", "there is nothing to update without loss; write loss = ..."),
        (MADE, "inputs = 2\n", "", "there is nothing to update without weights; write inputs = 2"),
        (MADE, "W_q = { choose = [1, 2] }", "W_q = [[1, 2], [1, 2]]", "must be a list of 1 row(s) with 2 number(s)"),
    ],
)
def test_what_does_not_fit_is_answered_with_its_place_and_a_way_out(text, old, new, said):
    assert old in text
    found = complaints(text.replace(old, new, 1))
    assert any(said in complaint for complaint in found), found
    assert all(complaint.startswith("problem.toml:") for complaint in found)


@pytest.mark.parametrize("problem", [n for n in bank_names() if n.startswith(("attention/", "normalisation/"))])
def test_every_sheet_says_its_conventions_in_words(problem):
    found = find_problem(problem)
    said = sentences("en")
    assert found.about
    assert all(sentence in said for sentence in found.about.split())
    words = "".join(part.text for part in statement(found, profile("lecture"))[0].parts if isinstance(part, Text))
    assert "$" not in words
    assert "{" not in words
