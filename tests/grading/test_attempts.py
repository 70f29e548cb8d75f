"""Which rows of a student are one attempt, and which are the next."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from grading.handed import CIRCUIT, read, sheets, write
from gradsheet.grading import receive

CLASS = sheets(read(CIRCUIT), students=["s001", "s002"])
HEAD = "id,1a,1b,1c,submitted"


def received(tmp_path, *files):
    paths = [write(tmp_path / f"{number}.csv", *lines) for number, lines in enumerate(files, start=1)]
    return receive(paths, CLASS, shown=lambda path: path.name, timezone=ZoneInfo("Europe/Berlin"))


def attempts(found, student="s001"):
    return [" ".join(f"{label}={answer.text}" for label, answer in sorted(one.answers.items()))
            for one in found.attempts.get(student, ())]  # fmt: skip


def complaints(found):
    return [str(one) for one in found.complaints]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # Rows of one student at other times are attempts, whatever their order in the file.
        ([[HEAD, "s001,1,2,3,24.11.2026 10:00", "s001,4,5,6,23.11.2026 10:00"]], ["1a=4 1b=5 1c=6", "1a=1 1b=2 1c=3"]),
        # What the second leaves empty is empty.
        ([[HEAD, "s001,1,2,3,23.11.2026 10:00", "s001,4,,,24.11.2026 10:00"]], ["1a=1 1b=2 1c=3", "1a=4"]),
        # Instants, not texts, are compared.
        ([[HEAD, "s001,1,,,2026-11-24 10:30", "s001,2,,,2026-11-24 09:00 UTC"]], ["1a=2", "1a=1"]),
        # A number of the attempt does as well.
        ([["id,attempt,1a,1b,1c", "s001,2,1,2,3", "s001,1,4,5,6"]], ["1a=4 1b=5 1c=6", "1a=1 1b=2 1c=3"]),
        # Several files with other times.
        ([[HEAD, "s001,1,2,3,24.11.2026 10:00"], [HEAD, "s001,4,5,6,23.11.2026 10:00"]],
         ["1a=4 1b=5 1c=6", "1a=1 1b=2 1c=3"]),
        # The same download twice.
        ([[HEAD, "s001,1,2,3,24.11.2026 10:00"], [HEAD, "s001,1,2,3,24.11.2026 10:00"]], ["1a=1 1b=2 1c=3"]),
        # Other blanks at another time add to the attempt.
        ([["id,1a,submitted", "s001,1,23.11.2026 10:00"], ["id,1b,1c,submitted", "s001,2,3,24.11.2026 10:00"]],
         ["1a=1 1b=2 1c=3"]),
        # A part that is handed in again takes the place of that part only.
        ([["id,1a,submitted", "s001,1,22.11.2026 10:00", "s001,9,24.11.2026 10:00"],
          ["id,1b,1c,submitted", "s001,2,3,23.11.2026 10:00"]],
         ["1a=1 1b=2 1c=3", "1a=9 1b=2 1c=3"]),
        ([["id,blank,answer,submitted", "s001,1a,1,22.11.2026 10:00", "s001,1b,2,22.11.2026 10:01",
           "s001,1a,3,22.11.2026 10:02"]], ["1a=1 1b=2", "1a=3 1b=2"]),
        # Answers without a time go with each attempt.
        ([["id,1a,submitted", "s001,1,22.11.2026 10:00", "s001,9,24.11.2026 10:00"], ["id,1b,1c", "s001,2,3"]],
         ["1a=1 1b=2 1c=3", "1a=9 1b=2 1c=3"]),
    ],
)  # fmt: skip
def test_attempts_stand_in_the_order_of_time(files, expected, tmp_path):
    found = received(tmp_path, *files)
    assert complaints(found) == []
    assert attempts(found) == expected


def test_an_attempt_has_the_time_of_its_last_part(tmp_path):
    found = received(
        tmp_path,
        ["id,1a,submitted", "s001,1,23.11.2026 10:00"],
        ["id,1b,1c,submitted", "s001,2,3,24 November 2026 11:59 PM"],
    )
    (attempt,) = found.attempts["s001"]
    assert attempt.submitted == "24 November 2026 11:59 PM"
    assert attempt.when.isoformat() == "2026-11-24T23:59:00+01:00"


def test_twice_without_a_time_is_a_conflict(tmp_path):
    found = received(tmp_path, ["id,1a,1b,1c", "s001,1,2,3", "s001,4,5,6"])
    assert attempts(found) == ["1a=1 1b=2 1c=3"]
    assert complaints(found)[0].startswith("1.csv:3: two submissions for s001: this one and row 2")


def test_an_answer_without_a_time_that_differs_is_a_conflict(tmp_path):
    found = received(tmp_path, [HEAD, "s001,1,2,3,24.11.2026 10:00"], ["id,1a", "s001,9"])
    assert attempts(found) == ["1a=1 1b=2 1c=3"]
    assert complaints(found) == ["2.csv:2: column '1a': s001 wrote '1' in 1.csv, row 2; that one is marked, not '9'"]


@pytest.mark.parametrize("again", ["1.0", "1,00", "+1", "100%", "1e0"])
def test_two_spellings_of_one_number_are_no_conflict(again, tmp_path):
    found = received(tmp_path, [HEAD, "s001,1,2,3,24.11.2026 10:00"], ["id,1a,1b,1c", f's001,"{again}",,'])
    assert attempts(found) == ["1a=1 1b=2 1c=3"]
    assert complaints(found) == []


def test_a_time_that_cannot_be_read_is_reported_once_with_its_rows(tmp_path):
    found = received(tmp_path, [HEAD, "s001,1,2,3,3/4/2026 10:00", "s002,1,2,3,5/6/2026 10:00"])
    assert found.attempts["s001"][0].when is None
    assert found.attempts["s001"][0].submitted == "3/4/2026 10:00"
    (complaint,) = complaints(found)
    assert complaint.startswith("1.csv:2: column 'submitted': '3/4/2026 10:00' (and in row 3): nothing in this column")
