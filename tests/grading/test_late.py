"""Lateness, attempts and rounding: hand-computed."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from grading.homework import by_student, hand_in, homework, set_to, totals
from gradsheet.grading import grade
from gradsheet.grading.late import days_late, late_share

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 10, 23, 23, 59, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (datetime(2026, 10, 1, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 23, 23, 59, tzinfo=BERLIN), 0),
        (datetime(2026, 10, 23, 23, 59, 59, tzinfo=BERLIN), 0),  # within the minute of the deadline
        (datetime(2026, 10, 24, 0, 0, tzinfo=BERLIN), 1),
        (datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), 1),
        (datetime(2026, 10, 25, 0, 0, tzinfo=BERLIN), 2),
        (datetime(2026, 10, 25, 23, 59, tzinfo=BERLIN), 2),  # 49 hours: the clocks went back, the days are two
        (datetime(2026, 10, 26, 0, 0, tzinfo=BERLIN), 3),
        (datetime(2026, 10, 23, 21, 59, tzinfo=UTC), 0),  # 23:59 in Berlin
        (datetime(2026, 10, 23, 22, 0, tzinfo=UTC), 1),
    ],
)
def test_days_begin_after_the_deadline_by_the_clock_of_the_course(when, days):
    assert days_late(when, DUE) == days


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Berlin", "Pacific/Auckland"])
def test_whoever_sets_the_last_day_of_all_finds_nobody_late(zone):
    never = datetime(9999, 12, 31, 23, 59, 59, tzinfo=ZoneInfo(zone))
    assert days_late(datetime(2026, 10, 24, tzinfo=BERLIN), never) == 0


def test_the_hour_that_comes_twice_is_late_in_both():
    due = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert days_late(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN), due) == 1
    assert days_late(datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BERLIN), due) == 1
    assert days_late(datetime(2026, 10, 25, 2, 15, tzinfo=BERLIN), due) == 0


@pytest.mark.parametrize(
    ("days", "per_day", "share"), [(0, "0.1", "0"), (3, "0.1", "0.3"), (11, "0.1", "1"), (1, "1", "1")]
)
def test_never_more_is_taken_off_than_there_is(days, per_day, share):
    assert late_share(days, Fraction(per_day)) == Fraction(share)


LATE = "[credit]\nlate_per_day = 0.25\n[due]\ndefault = 2026-11-24T12:00:00\nthu = 2026-11-25T12:00:00\n"
WITH_TIME = "id,1a,1b,1c,submitted"


@pytest.fixture
def folder(tmp_path):
    return homework(tmp_path / "hw")


def test_the_groups_date_and_the_students_own_one_count(folder):
    """All hand in right numbers on the 26th at 11 o'clock; s1 and s2 are in group tue, s3 and s4 in thu."""
    set_to(folder, LATE)
    folder.roster.write_text(
        "id,group,due\ns1,tue,\ns2,tue,2026-11-26T10:00\ns3,thu,\ns4,thu,2026-11-27\n", encoding="utf-8"
    )
    hand_in(folder, *(f"{id_},5,-21.25,-4.25,2026-11-26 11:00" for id_ in ("s1", "s2", "s3", "s4")), header=WITH_TIME)
    found = by_student(folder)
    assert {id_: one.days_late for id_, one in found.items()} == {"s1": 2, "s2": 1, "s3": 1, "s4": 0}
    assert {id_: one.total for id_, one in found.items()} == {"s1": 4, "s2": 6, "s3": 6, "s4": 8}


def test_whoever_has_no_time_is_in_time_and_that_is_said_once(folder):
    set_to(folder, LATE)
    hand_in(folder, "s1,5,-21.25,-4.25,", "s2,5,-21.25,-4.25,", header=WITH_TIME)
    report = grade(folder)
    assert {one.total for one in report.handed_in} == {8}
    (note,) = (one for one in report.notes if "no time" in one)
    assert note == ("2 submissions have no time of handing in: counted as in time; a column 'submitted' would hold it")
    set_to(folder, "")
    assert not any("no time" in one for one in grade(folder).notes)


ATTEMPTS = (
    "s1,5,-21.25,7,2026-11-24 10:00",  # 4 points
    "s1,5,-21.25,-4.25,2026-11-25 10:00",  # 8 points, a day late: 6
    "s1,5,-21.25,-4.25,2026-11-27 10:00",  # 8 points, three days late: 2
    "s2,5,-21.25,-4.25,2026-11-25 10:00",  # 6
    "s2,5,-21.25,-4.25,2026-11-25 11:00",  # 6 again
)


@pytest.mark.parametrize(
    ("which", "expected"), [("best", {"s1": (6, 2), "s2": (6, 1)}), ("last", {"s1": (2, 3), "s2": (6, 2)})]
)
def test_the_best_attempt_after_lateness_counts_or_the_last_one(folder, which, expected):
    set_to(folder, LATE.replace("[credit]", f'[credit]\nattempts = "{which}"'))
    hand_in(folder, *ATTEMPTS, header=WITH_TIME)
    found = by_student(folder)
    assert {id_: (found[id_].total, found[id_].attempt) for id_ in ("s1", "s2")} == expected
    assert (found["s1"].attempts, found["s2"].attempts, found["s3"].attempts) == (3, 2, 1)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("1", {"s1": 8, "s2": 5, "s3": 2}),
        ("0.5", {"s1": 8, "s2": Fraction(9, 2), "s3": 2}),
        ("3", {"s1": 9, "s2": 6, "s3": 3}),
    ],
)
def test_totals_are_rounded_and_the_middle_goes_up(folder, unit, expected):
    """Bo earns 4.5: with a unit of 3 that is the middle between 3 and 6, with 1 between 4 and 5."""
    set_to(folder, f"[credit]\nround_to = {unit}\ndecimal_slip = 0.25\n")
    hand_in(folder, "s1,5,-21.25,-4.25", "s2,50,7,-4.25", "s3,5,7,0")
    found = totals(folder)
    assert {id_: found[id_] for id_ in expected} == expected
