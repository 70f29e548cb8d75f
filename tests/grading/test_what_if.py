"""What another policy would give: counted and compared by hand, and nothing is written."""

from __future__ import annotations

import random
import statistics
from fractions import Fraction

import pytest

from grading.homework import hand_in, homework
from gradsheet.errors import GradsheetError
from gradsheet.grading.what_if import Curve, changed, what_if


@pytest.fixture
def folder(tmp_path):
    """8 points, 7 points (the point of q misplaced), 0 points (a wrong sign everywhere), nothing from Di."""
    made = homework(tmp_path / "hw")
    hand_in(made, "s1,5,-21.25,-4.25", "s2,50,-21.25,-4.25", "s3,-5,17,4.25")
    return made


def test_two_histograms_stand_side_by_side(folder):
    assert what_if(folder, ["credit.decimal_slip=0", "credit.sign_slip = 0.5"]).lines == (
        "With credit.decimal_slip = 0, credit.sign_slip = 0.5:",
        "",
        "  points         now                            then",
        "  0 to 1         ############ 1                 .",
        "  1 to 2         .                              .",
        "  2 to 3         .                              .",
        "  3 to 4         .                              ############ 1",
        "  4 to 5         .                              .",
        "  5 to 6         .                              .",
        "  6 to 7         .                              ############ 1",
        "  7 to 8         ######################## 2     ############ 1",
        "",
        "  mean           5.00                           5.67",
        "  lower quartile 3.50                           4.50",
        "  median         7.00                           6.00",
        "  upper quartile 7.50                           7.00",
        "",
        "2 of 3 totals change: 1 up, 1 down (-1 to +3).",
    )


def test_what_changes_nothing_is_said(folder):
    assert what_if(folder, ["credit.last_digit_slip=1"]).lines[-1] == "Nobody's total changes."


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("credit.follow_through=0.5", "follow_through", Fraction(1, 2)),
        ("credit.follow_through = 0", "follow_through", 0),
        ("credit.attempts=last", "attempts", "last"),
        ('credit.attempts="last"', "attempts", "last"),
        ("credit.round_to=0.25", "round_to", Fraction(1, 4)),
    ],
)
def test_settings_are_those_of_the_file(folder, setting, key, value):
    assert getattr(changed(folder, [setting]).credit, key) == value


def test_reading_can_be_tried_as_well(folder):
    assert changed(folder, ["reading.percent=true"]).reading.percent


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("follow_through=0.5", "is no setting of [credit] or [reading]"),
        ("credit.follow_through", "is no setting of [credit] or [reading]"),
        ("title=x", "is no setting of [credit] or [reading]"),
        ("credit.follow=0.5", "'follow' is not known here; did you mean 'follow_through'?"),
        ("credit.follow_through=2", "credit.follow_through: "),
        ("credit.follow_through=much", "credit.follow_through: "),
        ("credit.round_to=0", "must be above 0"),
        ("credit.follow_through=0.5\nsign_slip = 1", "credit.follow_through: "),
    ],
)
def test_other_settings_are_refused(folder, setting, said):
    with pytest.raises(GradsheetError) as raised:
        what_if(folder, [setting])
    assert said in str(raised.value)


@pytest.mark.parametrize("out_of", ["0.4", "1", "7.5", "41", "100", "1000"])
def test_everybody_stands_in_one_bin(out_of):
    chance = random.Random(3)
    most = Fraction(out_of)
    totals = [most * chance.randint(0, 40) / 40 for _ in range(100)]
    lines = Curve(settings=("x",), now=tuple(totals), then=tuple(totals), out_of=most).lines
    bins = lines[3 : lines.index("", 3)]
    assert len(bins) <= 12
    assert sum(int(line.split()[-1]) for line in bins if not line.endswith(".")) == 100
    (median,) = (line.split()[1] for line in lines if line.startswith("  median"))
    assert float(median) == pytest.approx(float(statistics.median(totals)), abs=0.005)


def test_a_class_of_which_nothing_came_in_has_no_curve():
    (line,) = Curve(settings=("x",), now=(), then=(), out_of=Fraction(0)).lines
    assert "nothing has been handed in" in line
