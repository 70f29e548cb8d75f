"""The policy in sentences: what each course's settings say to its students."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gradsheet.assignments.load import assignment_of
from gradsheet.grading import Outcome, Policy, policy_of
from gradsheet.grading.policy_words import CREDITS, policy_sentences, sheet_sentences
from gradsheet.problems import TomlSource
from gradsheet.problems.rounding import Rounding

START = 'title = "Homework"\nproblems = [{ use = "lecture/softmax-ce" }]\n'
BEST = "If you hand in more than once, your best attempt counts."
FOLLOWS = "A number that follows rightly from your own earlier numbers earns full points."
HALF = (
    "A number that was rounded too early or the right digits with the decimal point in the wrong place earns half of "
    "the points."
)


def policy(text: str = "") -> Policy:
    return policy_of(assignment_of(TomlSource.parse(START + text, "assignment.toml")))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", (FOLLOWS, HALF, BEST)),
        ("[credit]\nfollow_through = 0\ndecimal_slip = 0\nrounded_early = 0\n", (BEST,)),
        (
            "[credit]\nfollow_through = 0.5\n",
            (
                "A number that follows rightly from your own earlier numbers, a number that was rounded too early or "
                "the right digits with the decimal point in the wrong place earns half of the points.",
                BEST,
            ),
        ),
        (
            "[credit]\nmisconception = 0.25\nsign_slip = 0.75\nlast_digit_slip = 0.9\n",
            (
                FOLLOWS,
                "A number whose last digit is off earns 90 % of the points.",
                "The right number with the wrong sign earns three quarters of the points.",
                HALF,
                "A number that a known wrong method gives earns a quarter of the points.",
                BEST,
            ),
        ),
        (
            "[credit]\nlate_per_day = 0.1\nround_to = 0.5\nattempts = 'last'\n",
            (
                FOLLOWS,
                HALF,
                "Each day that begins after the deadline takes off 10 % of what you earned.",
                "If you hand in more than once, your last attempt counts.",
                "The total is rounded to half points; what lies in the middle is rounded up.",
            ),
        ),
        ("[credit]\nlate_per_day = 1\n", (FOLLOWS, HALF, "What comes in after the deadline earns nothing.", BEST)),
        (
            "[credit]\nround_to = 0.2\n[reading]\ndecimal_comma = true\npercent = true\n",
            (
                FOLLOWS,
                HALF,
                BEST,
                "The total is rounded to multiples of 0.2 points; what lies in the middle is rounded up.",
                "You may write a decimal comma.",
                "A percent sign is read: 25 % is 0.25.",
            ),
        ),
    ],
)
def test_a_policy_says_what_it_gives_and_takes(text, sentences):
    assert policy_sentences(policy(text)) == sentences


@pytest.mark.parametrize(
    ("roundings", "sentences"),
    [
        ([], []),
        (
            [(4, 5), (4, 5)],
            ["Keep 5 decimals on the way and give 4: whatever that can give is right, and so is full precision."],
        ),
        ([(4, 5), (3, 5)], []),
        ([(0, 0)], ["Give whole numbers; how you found them is up to you."]),
    ],
)
def test_decimals_are_said_where_all_exercises_ask_for_the_same(roundings, sentences):
    found = policy_sentences(policy(), [Rounding(answer=answer, keep=keep) for answer, keep in roundings])
    assert list(found[: -len(policy_sentences(policy()))]) == sentences


def test_a_sheet_has_room_for_two_sentences():
    assert sheet_sentences(policy("[credit]\nlate_per_day = 0.125\n")) == (
        "Full points for a number that follows rightly from your own earlier numbers; half of the points for a number "
        "that was rounded too early or the right digits with the decimal point in the wrong place.",
        "Each day that begins after the deadline takes off 12.5 % of what you earned.",
    )
    assert sheet_sentences(Policy(credit={Outcome.RIGHT: Fraction(1)})) == ()


def test_every_credit_that_a_course_can_set_has_words():
    """What `[credit]` does not name is right, or earns nothing whatever a course says."""
    unsaid = {Outcome.RIGHT, Outcome.WRONG, Outcome.UNREADABLE, Outcome.BLANK, Outcome.WRITTEN}
    assert set(CREDITS) == set(Outcome) - unsaid
