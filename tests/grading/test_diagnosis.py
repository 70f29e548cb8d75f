"""The diagnosis: which wrong method a sheet is consistent with, what follows from what, and which step went wrong."""

from __future__ import annotations

import math

import pytest

from grading.handed import CIRCUIT, LECTURE, exact, given_as, lecture_sheet, marked, read, sheet_with, sheets, verdicts
from gradsheet.formula import name
from gradsheet.grading import Outcome, Policy
from gradsheet.grading.outcome import CREDIT
from gradsheet.problems import find_problem

RIGHT, FOLLOWS, METHOD = Outcome.RIGHT, Outcome.FOLLOW_THROUGH, Outcome.MISCONCEPTION
W2, W1 = "new W2[1,1]", "new W1[1,1]"


@pytest.fixture(scope="module")
def lecture():
    return lecture_sheet()


def causes(verdict):
    return {cause.id for cause in verdict.causes}


def steps(marks):
    return [(name(step.symbol), step.label, step.asked, step.value) for step in marks.wrong_steps]


@pytest.mark.parametrize(
    ("w2", "w1", "named"),
    [
        ("0.743106", "0.298981", {"ascent-sign", "target-output-swapped"}),
        ("-0.061059", "-0.239809", {"forgot-rate"}),
        ("0.731059", "0.489809", {"gradient-reported"}),
        ("-0.073106", "-0.048981", {"change-reported"}),
        ("0.67", "0.25", {"no-update", "bce-second-term-missing", "sum-for-output"}),
        ("0.298172", "0.000875", {"forgot-output-derivative"}),
        ("0.588435", "0.195352", {"sigma-prime-of-y"}),
        ("0.655627", "0.240370", {"squared-error-delta"}),
        ("0.596894", "0.206364", {"updated-weights"}),
        ("0.596894", "0.176894", {"weight-forgotten"}),
    ],
)
def test_the_numbers_of_wrong_methods_on_the_lectures_slide_are_named_with_all_that_give_them(w2, w1, named, lecture):
    """The numbers are those that were computed by hand when the catalogue was written."""
    found = verdicts(lecture, {W2: w2, W1: w1})
    assert found[W1].outcome is METHOD
    assert causes(found[W1]) == named
    assert found[W2].outcome is (RIGHT if w2 == "0.596894" else METHOD)


@pytest.mark.parametrize(
    ("loss", "named"),
    [("0.5703", "log10"), ("1.8946", "log2"), ("0", "bce-second-term-missing"), ("0.3133", "bce-terms-swapped")],
)
def test_a_wrong_loss_is_named(loss, named, lecture):
    assert causes(verdicts(lecture, {"L": loss})["L"]) == {named}


def test_several_causes_are_all_named_and_nobody_is_accused(lecture):
    note = verdicts(lecture, {W2: "0.7431", W1: "0.2990"})[W1].note
    assert note.startswith("consistent with: ")
    assert " or " in note
    assert "you did" not in note.lower()


def test_the_whole_sheet_decides_which_method_it_was(lecture):
    """With the gradient of the output's sum right, uphill is what is left; with its sign wrong, the swap is."""
    uphill = verdicts(lecture, exact(lecture) | {W2: "0.7431", W1: "0.2990"})
    assert causes(uphill[W2]) == causes(uphill[W1]) == {"ascent-sign"}
    swapped = {"dL/dy2[1]": "-3.7183", "dL/dz2[1]": "-0.7311", "dL/dW2[1,1]": "-0.7311", W2: "0.7431", W1: "0.2990"}
    found = marked(lecture, exact(lecture) | swapped)
    labels = {verdict.blank.label: verdict for verdict in found.verdicts}
    (step,) = found.wrong_steps
    assert (name(step.symbol), {cause.id for cause in step.causes}) == ("dL/dy2[1]", {"target-output-swapped"})
    lost = [one.blank.label for one in found.verdicts if one.points < one.blank.points]
    assert lost == [step.label]
    assert causes(labels[step.label]) == {"target-output-swapped"}


def test_a_method_applied_to_own_wrong_numbers_is_named_too(lecture):
    """y2 = 0.75 is a slip; the gradient by z2 then is 0.75, and the step is taken uphill from there."""
    loss = f"{-math.log(0.25):.4f}"
    own = {"y2[1]": "0.75", "L": loss, "dL/dy2[1]": "4", "dL/dz2[1]": "0.75", "dL/dW2[1,1]": "0.75"}
    found = verdicts(lecture, exact(lecture) | own | {W2: "0.745", W1: "0.30025"})
    assert found["y2[1]"].outcome is Outcome.WRONG
    assert all(found[one].outcome is FOLLOWS for one in ("L", "dL/dy2[1]", "dL/dz2[1]", "dL/dW2[1,1]"))
    assert causes(found[W2]) == causes(found[W1]) == {"ascent-sign"}


OWN = """
[[misconception]]
name = "difference"
title = "$x - y$ in place of *their* sum"
quantity = "q"
formula = "x - y"
feedback = "Is $q$ a difference?"
"""


def test_a_method_applied_at_one_blank_only_is_named_there(lecture):
    """The rate was forgotten at one of the two weights, the other one is right."""
    found = verdicts(lecture, {W2: "0.596894", W1: "-0.239809"})
    assert (found[W2].outcome, found[W1].outcome) == (RIGHT, METHOD)
    assert causes(found[W1]) == {"forgot-rate"}


def test_an_authors_own_misconception_is_named_in_plain_text():
    found = verdicts(sheet_with(read(CIRCUIT + OWN), given_as(x="2", y="3", z="-4.25")), {"q": "-1", "f": "4.25"})
    assert causes(found["q"]) == {"difference"}
    assert found["q"].note == "consistent with: x - y in place of their sum. Is q a difference?"
    assert found["f"].outcome is FOLLOWS
    assert found["f"].believed == ("1a",)


CHAIN = """
title = "A chain"
steps = '''
q = x + y
r = q * y
s = r * z
t = s + r
'''
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = -9, to = 9, by = 0.25 }
[rounding]
answer = 3
[[ask]]
blanks = [BLANKS]
"""


def chain(*blanks):
    """q = 5, r = 15, s = 7.5 and t = 22.5."""
    asked = ", ".join(f'"{one}"' for one in blanks)
    return sheet_with(read(CHAIN.replace("BLANKS", asked)), given_as(x="2", y="3", z="0.5"))


@pytest.mark.parametrize(
    ("answers", "outcomes", "believed"),
    [
        ({"q": "6", "r": "18", "s": "9", "t": "27"}, "wfff", [(), ("1a",), ("1b",), ("1b", "1c")]),
        ({"q": "6", "r": "15", "s": "7.5", "t": "22.5"}, "w---", [()] * 4),
        ({"q": "6", "s": "9", "t": "27"}, "w ff", [(), (), ("1a",), ("1a", "1c")]),
        ({"q": "6", "r": "18", "s": "7.5", "t": "25.5"}, "wf-f", [(), ("1a",), (), ("1b",)]),
        ({"q": "6", "r": "16", "s": "8", "t": "26"}, "wwfw", [(), (), ("1b",), ()]),
        ({"q": "18/3", "r": "18.002"}, "ww  ", [()] * 4),
        ({"q": "6.000", "r": "18.002"}, "wf  ", [(), ("1a",), (), ()]),
        ({"q": "6", "r": "see above", "s": "9"}, "wuf ", [(), (), ("1a",), ()]),
        ({"q": "5", "r": "16", "s": "8", "t": "23.5"}, "-wff", [(), (), ("1b",), ("1b",)]),
    ],
)
def test_what_follows_from_own_earlier_numbers_is_credited(answers, outcomes, believed):
    """Half a unit asked around what was typed (6 +- 0.0005), nothing around an expression; what was left out counts
    as right, or as it follows; and a single earlier number may have been used rightly where another was not."""
    found = verdicts(chain("q", "r", "s", "t"), answers)
    code = {RIGHT: "-", FOLLOWS: "f", Outcome.BLANK: " ", Outcome.UNREADABLE: "u"}
    assert "".join(code.get(one.outcome, "w") for one in found.values()) == outcomes
    assert [one.believed for one in found.values() if one.outcome is FOLLOWS] == [one for one in believed if one]


def test_a_slip_at_a_step_that_was_not_asked_costs_one_blank_and_is_named():
    """With 4.5 for q, r is 13.5, s 6.75; the sheet asks for r and for a sum of squares too."""
    problem = read(CHAIN.replace("t = s + r", "t = q * q").replace("BLANKS", '"r", "t"'))
    marks = marked(sheet_with(problem, given_as(x="2", y="3", z="0.5")), {"r": "13.5", "t": "20.25"})
    assert [one.outcome for one in marks.verdicts] == [Outcome.WRONG, FOLLOWS]
    assert "one slip at q, as if it were 4.5" in marks.verdicts[0].note
    assert steps(marks) == [("q", "1a", False, pytest.approx(4.5))]


@pytest.mark.parametrize("t", ["20.3", "25", "-20.25"])
def test_numbers_that_no_one_slip_explains_are_wrong_one_by_one(t):
    problem = read(CHAIN.replace("t = s + r", "t = q * q").replace("BLANKS", '"r", "t"'))
    marks = marked(sheet_with(problem, given_as(x="2", y="3", z="0.5")), {"r": "13.5", "t": t})
    assert [one.blank.label for one in marks.verdicts if one.outcome is FOLLOWS] == []
    assert [label for _, label, asked, _ in steps(marks) if asked] == (["1a"] if t == "25" else ["1a", "1b"])


def test_a_slip_at_a_blank_that_was_left_empty_costs_one_blank():
    problem = read(CHAIN.replace("t = s + r", "t = q * q").replace("BLANKS", '"q", "r", "t"'))
    marks = marked(sheet_with(problem, given_as(x="2", y="3", z="0.5")), {"r": "13.5", "t": "20.25"})
    assert [one.outcome for one in marks.verdicts] == [Outcome.BLANK, Outcome.WRONG, FOLLOWS]
    assert steps(marks) == [("q", "1b", False, pytest.approx(4.5))]


def test_feedback_starts_at_the_first_wrong_step_in_the_order_of_the_work():
    marks = marked(chain("t", "s", "r", "q"), {"q": "6", "r": "16", "s": "8", "t": "24"})
    assert steps(marks) == [("q", "1d", True, 6.0), ("r", "1c", True, 16.0)]
    assert [one.outcome for one in marks.verdicts] == [FOLLOWS, FOLLOWS, Outcome.WRONG, Outcome.WRONG]


def test_nobody_who_is_right_has_a_wrong_step(lecture):
    assert marked(lecture, exact(lecture)).wrong_steps == ()


@pytest.mark.parametrize("zero", ["0", "0.0000", "0.0001"])
def test_who_makes_everything_trivial_earns_nothing_by_it(zero):
    """A gradient of 0 leaves every weight as it is: no method would give anything else."""
    (sheet,) = sheets(find_problem(LECTURE))
    given = {name(symbol): str(value) for symbol, value in sheet.items[0].exercise.givens.items()}
    trivial = {"dL/dz2[1]": zero, "dL/dW2[1,1]": "0", W2: given["W2[1,1]"], W1: given["W1[1,1]"]}
    found = verdicts(sheet, exact(sheet) | trivial)
    assert {one: found[one].outcome for one in trivial if found[one].points} == {}
    assert "does not show the right one" in found["dL/dW2[1,1]"].note


def test_what_a_method_makes_trivial_is_not_credited_and_that_is_said():
    """Without its second term the loss is 0 at a target of 0, and so is everything after it, however it is computed."""
    several = sheets(
        find_problem("lecture/relu-sigmoid-bce"), students=("s001", "s002", "s003", "s004", "s005", "s006")
    )
    sheet = next(one for one in several if not exact(one)["dL/dy2[1]"].startswith("-"))  # a target of 0
    given = {name(symbol): str(value) for symbol, value in sheet.items[0].exercise.givens.items()}
    zeros = dict.fromkeys(("L", "dL/dy2[1]", "dL/dz2[1]", "dL/dW2[1,1]"), "0")
    found = verdicts(sheet, exact(sheet) | zeros | {one: given[one.removeprefix("new ")] for one in (W2, W1)})
    assert causes(found["dL/dW2[1,1]"]) >= {"bce-second-term-missing"}
    assert not found["dL/dW2[1,1]"].points
    assert "It would follow from what was written at" in found["dL/dW2[1,1]"].note


def test_a_method_that_gives_the_right_number_at_a_blank_is_not_blamed_there():
    """Where a weight does not move, many methods are right; a number that was rounded early is nothing else."""
    several = sheets(
        find_problem("lecture/sigmoid-outputs-ce"), students=("s001", "s002", "s003", "s004", "s005", "s006")
    )
    for sheet in several:
        blank = next(one for one in sheet.blanks if name(one.symbol) == W1)
        band = sheet.item(blank).solution.bands[blank.symbol]
        found = verdicts(sheet, {W1: f"{band.exact + band.tolerance + 1e-7:.7f}"})[W1]
        assert (found.outcome, found.causes) == (Outcome.ROUNDED_EARLY, ())


def test_a_pen_slip_is_forgiven_even_where_it_makes_the_rest_trivial(lecture):
    """z1[1] = -1 for 1: the unit is dead, its weights stay."""
    y2 = 1 / (1 + math.exp(-0.33))
    own = {
        "z1[1]": "-1", "y1[1]": "0", "z2[1]": "0.33", "y2[1]": f"{y2:.5f}", "L": f"{-math.log(1 - y2):.5f}",
        "dL/dy2[1]": f"{1 / (1 - y2):.5f}", "dL/dz2[1]": f"{y2:.5f}", "dL/dW2[1,1]": "0", W2: "0.67", W1: "0.25",
    }  # fmt: skip
    marks = marked(lecture, exact(lecture) | own)
    assert [one.blank.label for one in marks.verdicts if one.points < one.blank.points] == ["1a"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("-0.8416", Outcome.ROUNDED_EARLY),
        ("-0.8418", Outcome.LAST_DIGIT_SLIP),
        ("-0.8451", Outcome.LAST_DIGIT_SLIP),
        ("-0.8425", Outcome.WRONG),
        ("-0.4815", Outcome.WRONG),
        ("0.8418", Outcome.WRONG),
        ("-0.84180", Outcome.WRONG),
    ],
)
def test_a_wrong_last_digit_or_the_last_two_exchanged_are_slips_of_the_pen(answer, outcome):
    """f = 1 * z is -0.8415; early rounding of the product can carry it by 0.0001."""
    four = read(CIRCUIT.replace("answer = 3", "answer = 4"))
    found = verdicts(sheet_with(four, given_as(x="1", y="0", z="-0.8415")), {"f": answer})["f"]
    assert found.outcome is outcome


@pytest.mark.parametrize(("exact", "answer"), [("0.0084", "0.0086"), ("0.0484", "0.0486"), ("0.0048", "0.0084")])
def test_numbers_with_few_digits_cannot_be_recognised_by_them(exact, answer):
    four = read(CIRCUIT.replace("answer = 3", "answer = 4"))
    assert verdicts(sheet_with(four, given_as(x="1", y="0", z=exact)), {"f": answer})["f"].outcome is Outcome.WRONG


def test_slips_are_seen_against_own_earlier_numbers_as_well():
    sheet = chain("q", "r", "s", "t")
    found = verdicts(sheet, {"q": "6.123", "r": "-18.369", "s": "-9.1845"})
    assert found["r"].outcome is Outcome.SIGN_SLIP
    assert found["r"].note == "the right number with the wrong sign of what follows from 1a, 18.369"
    assert found["s"].outcome is FOLLOWS
    assert verdicts(sheet, {"q": "6.123", "r": "183.69"})["r"].outcome is Outcome.DECIMAL_SLIP


def test_an_outcome_named_in_the_policy_earns_its_share(lecture):
    policy = Policy(credit={**CREDIT, METHOD: CREDIT[Outcome.ROUNDED_EARLY]})
    found = verdicts(lecture, {"L": "0.5703"}, policy)["L"]
    assert found.points == found.blank.points / 2


FORMULA = (
    CIRCUIT
    + """
[[ask]]
formula = "df/dz"
"""
)


@pytest.mark.parametrize(("answer", "wrong"), [("q", []), ("x + y", []), ("x - y", ["df/dz"]), ("-q", ["df/dz"])])
def test_a_wrong_formula_is_a_wrong_step(answer, wrong):
    marks = marked(sheet_with(read(FORMULA), given_as(x="2", y="3", z="-4.25")), {"df/dz": answer})
    assert [name(step.symbol) for step in marks.wrong_steps] == wrong


LOGISTIC = {"x[1]": "1.5", "x[2]": "0.5", "W1[1,1]": "0.9", "W1[1,2]": "0.1", "b1[1]": "0.3", "eta": "0.2"}


@pytest.mark.parametrize(("d", "y"), [(1, 1.7), (1, 1.2345), (0, -0.5), (0, -0.0123)])
def test_the_term_that_the_target_makes_zero_is_left_out_whatever_the_students_output(d, y):
    """Whoever leaves the sigmoid out has outputs beyond 0 and 1, and works the other term of the loss as everybody."""
    sheet = sheet_with(find_problem("logistic/one-step"), given_as(**LOGISTIC | {"d[1]": str(d)}))
    loss = -math.log(y if d else 1 - y)
    slope = -1 / y if d else 1 / (1 - y)
    delta = slope * y * (1 - y)
    mine = {"y1[1]": y, "L": loss, "dL/dz1[1]": delta, "dL/db1[1]": delta, "new b1[1]": 0.3 - 0.2 * delta}
    found = verdicts(sheet, exact(sheet) | {quantity: f"{value:.4f}" for quantity, value in mine.items()})
    assert found["y1[1]"].outcome not in (RIGHT, FOLLOWS)
    assert found["L"].outcome is found["dL/dz1[1]"].outcome is FOLLOWS
    wrong = verdicts(sheet, exact(sheet) | {"y1[1]": f"{y:.4f}", "L": f"{loss + 0.01:.4f}"})
    assert wrong["L"].outcome is not FOLLOWS
