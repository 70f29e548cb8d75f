"""Times as people and platforms write them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradsheet.grading.times import Unclear, moments

BERLIN = ZoneInfo("Europe/Berlin")
ONE_MINUTE_TO = datetime.fromisoformat("2026-11-24T23:59:00+01:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T23:59:00+01:00",
        "2026-11-24T22:59:00Z",
        "2026-11-24 23:59",
        "2026-11-24 22:59:00 UTC",  # Canvas
        "2026-11-24 15:59:00 -0700",
        "24.11.2026 23:59",
        "24.11.26, 23:59 Uhr",
        "24-11-2026 23:59",
        "11/24/2026 23:59:00",  # Google's sheet, American
        "24/11/2026 23:59:00",  # Google's sheet, British
        "11/24/2026 11:59:00 PM",  # Microsoft
        "2026/11/24 11:59:00 PM GMT+1",  # Google's CSV
        "24 November 2026 11:59 PM",  # Moodle 4
        "Tuesday, 24 November 2026, 11:59 PM",
        "24. November 2026 23:59",
        "24 de noviembre de 2026, 23:59",
        "24 novembre 2026, 23:59",
        "Nov 24, 2026 11:59 PM",
        "2026-11-24 23:59 CET",
    ],
)
def test_one_moment_in_many_spellings(text):
    assert moments([text], BERLIN)[text] == ONE_MINUTE_TO


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yesterday", "no date and time"),
        ("12:30", "no date and time"),
        ("31.02.2026 10:00", "no date and time"),
        ("24.11.2026 25:00", "no date and time"),
        ("24 Foo 2026 10:00", "no date and time"),
        ("1" * 100_000, "no date and time"),
        ("2026-11-24 23:59 EST", "time zone 'EST' is not known"),
        ("3/4/2026 10:00", "day or the month stands first"),
    ],
)
def test_what_is_no_clear_time_says_why(text, said):
    found = moments([text], BERLIN)[text]
    assert isinstance(found, Unclear)
    assert said in found.why


def test_other_times_of_the_column_tell_day_from_month():
    assert moments(["3/4/2026 10:00", "3/24/2026 10:00"], BERLIN)["3/4/2026 10:00"].month == 3
    assert moments(["3/4/2026 10:00", "24/3/2026 10:00"], BERLIN)["3/4/2026 10:00"].month == 4
    assert isinstance(moments(["3/4/2026 1:00", "24/3/2026 1:00", "3/24/2026 1:00"], BERLIN)["3/4/2026 1:00"], Unclear)


def test_a_date_alone_is_the_beginning_of_the_day():
    assert moments(["24.11.2026"], BERLIN)["24.11.2026"].isoformat() == "2026-11-24T00:00:00+01:00"


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S"]))
def test_what_strftime_writes_is_read_back(when, pattern):
    text = when.strftime(pattern)
    assert moments([text], BERLIN)[text].replace(tzinfo=None) == when.replace(microsecond=0)


@given(st.text(max_size=80))
def test_any_text_is_a_time_or_a_reason(text):
    assert isinstance(moments([text], BERLIN)[text], datetime | Unclear)


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "0001-01-01 00:00+14:00", "9999-12-31 23:59-14:00", "31.12.9999"]
)
def test_the_first_and_the_last_day_that_a_program_knows_are_no_times(text):
    """Nobody could say which days these are in another zone."""
    assert isinstance(moments([text], BERLIN)[text], Unclear)
