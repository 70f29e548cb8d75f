"""Regrading is grading: the end of every run says who has other marks than before, by how much, and why."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from grading.homework import RIGHT, hand_in, homework, set_to
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.errors import GradsheetError
from gradsheet.grading import answered, grade, marked
from gradsheet.grading.changes import Change, told
from gradsheet.grading.last_marks import read_last_marks
from gradsheet.grading.override import override

FIRST = ("s1,5,-21.25,-4.25", "s2,50,,-4.25", "s3,-5,21.25,-4.25")


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Ada has all right, Bo the point of q misplaced and no f, Cy a wrong sign of q and what follows; Di nothing."""
    made = homework(tmp_path / "hw")
    hand_in(made, *FIRST)
    grade(made)
    return made


def changed(folder: Folder, most: int | None = 5) -> list[str]:
    """Only the lines, after the one that counts the students."""
    return [line.strip() for line in grade(folder).changes(most)[1:]]


def test_what_an_exercise_had_earned_that_is_no_longer_set_is_said_blank_by_blank(tmp_path):
    folder = homework(tmp_path / "hw")
    once = folder.assignment.read_text(encoding="utf-8")
    line = once[once.index("[{") + 1 : once.index("}]") + 1]
    folder.assignment.write_text(once.replace(line, f"{line}, {line}"), encoding="utf-8")
    hand_out(folder)
    hand_in(folder, "s1,5,-21.25,-4.25,5,-21.25,-4.25", "s2,5,,,,,-4.25", header="id,1a,1b,1c,2a,2b,2c")
    grade(folder)
    folder.assignment.write_text(once, encoding="utf-8")
    hand_out(folder)
    assert changed(folder) == [
        "s1 -2 at 2a: no longer on the sheet",
        "s1 -2 at 2b: no longer on the sheet",
        "s1, s2 -4 each at 2c: no longer on the sheet",
    ]


def ruling(void: str) -> str:
    return f'[[decision]]\nblank = "1b"\nvoid = "{void}"\nwhy = "a misprint"\n'


@pytest.mark.parametrize(
    ("settings", "rows", "lines"),
    [
        ("", FIRST, []),
        ("", (*FIRST, "s4,5,,"), ["s4 +2: handed in"]),
        ("", FIRST[1:], ["s1 -8: nothing lies in answers/ any more"]),
        ("", ("s1,5,1,-4.25", *FIRST[1:]), ["s1 -2 at 1b: another answer"]),
        ("", ("s1,5,,-4.25", *FIRST[1:]), ["s1 -2 at 1b: no answer any more"]),
        ("", (FIRST[0], "s2,50,-212.5,-4.25", FIRST[2]), ["s2 +2 at 1b: answered now"]),
        ("[credit]\nsign_slip = 0.5\n", FIRST, ["s3 +1 at 1a: wrong sign earns another share"]),
        ("[credit]\ndecimal_slip = 0\n", FIRST, ["s2 -1 at 1a: decimal point misplaced earns another share"]),
        (ruling("full points for all"), FIRST, ["s2 +2 at 1b: decision: full points for all: a misprint"]),
        (
            ruling("out of the total"),
            FIRST,
            [
                "s1, s3 -2 each (out of -2) at 1b: decision: out of the total: a misprint",
                "s2, s4 +0 (out of -2) at 1b: decision: out of the total: a misprint",
            ],
        ),
        ("[credit]\nround_to = 3\n", FIRST, ["s1 +1, s2 +1: the total is rounded"]),
    ],
)
def test_each_change_is_told_with_its_reason(folder, settings, rows, lines):
    set_to(folder, settings)
    hand_in(folder, *rows)
    assert changed(folder) == lines
    assert changed(folder) == []


def test_lateness_is_a_reason(folder):
    settings = "[credit]\nlate_per_day = 0.25\n[due]\ndefault = 2026-11-24\n"
    set_to(folder, settings)
    late = [
        f"{row},{when}"
        for row, when in zip(FIRST, ("2026-11-24 12:00", "2026-11-25 12:00", "2026-11-27 12:00"), strict=True)
    ]
    hand_in(folder, *late, header="id,1a,1b,1c,submitted")
    assert changed(folder) == [
        "s2 -1.25: 1 day late, 25 % off, before: in time",
        "s3 -4.5: 3 days late, 75 % off, before: in time",
    ]


def test_lateness_that_stays_is_told_beside_the_rounding(folder):
    """One more right answer of somebody who is late is worth less than its points, and not only by rounding."""
    settings = "[credit]\nlate_per_day = 0.25\nround_to = 0.5\n[due]\ndefault = 2026-11-24\n"
    set_to(folder, settings)
    hand_in(folder, "s1,5,,,2026-11-25 10:00", header="id,1a,1b,1c,submitted")
    grade(folder)
    hand_in(folder, "s1,5,-21.25,-4.25,2026-11-25 10:00", header="id,1a,1b,1c,submitted")
    assert changed(folder)[0].endswith(": 1 day late, 25 % off; the total is rounded")


def test_rounding_that_ends_is_a_reason(folder):
    set_to(folder, "[credit]\nround_to = 3\n")
    grade(folder)
    set_to(folder, "")
    assert changed(folder) == ["s1 -1, s2 -1: the total is no longer rounded"]


def test_a_decision_and_its_end_are_reasons(folder):
    override(folder, "s2", "1b", points="1.5", why="shown at the board")
    assert changed(folder) == ["s2 +1.5 at 1b: decision: 1.5 of 2 points: shown at the board"]
    override(folder, "s2", "1b", undo=True, why="it was s3")
    assert changed(folder) == ["s2 -1.5 at 1b: a decision was taken back"]


def test_of_many_students_none_is_named_unless_asked_for(tmp_path):
    made = homework(tmp_path / "hw")
    roster = "id\n" + "".join(f"t{number}\n" for number in range(1, 8))
    made.roster.write_text(roster, encoding="utf-8")
    from gradsheet.assignments.hand_out import hand_out

    hand_out(made)
    hand_in(made, *(f"t{number},5,7,-4.25" for number in range(1, 8)))
    grade(made)
    set_to(made, ruling("full points for all"))
    reason = "+2 each at 1b: decision: full points for all: a misprint"
    assert [line.strip() for line in marked(made).changes()[1:]] == [f"7 students {reason}"]
    assert changed(made, None) == [f"t1, t2, t3, t4, t5, t6, t7 {reason}"]


def test_one_reason_at_many_blanks_is_one_line():
    labels = ["1a", "1b", "1c", "2a"]
    reason = "wrong sign earns another share"
    found = [
        Change(student=id_, label=label, points=Fraction(1, 2), reason=reason)
        for id_ in ("s1", "s2")
        for label in labels
    ]
    assert told(found) == (f"s1 +2, s2 +2 at 4 blanks: {reason}",)
    assert told(found[:-1], 1) == (f"2 students +1.5 to +2 at 4 blanks: {reason}",)
    assert told(found[:3]) == tuple(f"s1 +0.5 at {label}: {reason}" for label in labels[:3])


def test_a_corrected_id_is_no_change(folder):
    folder.roster.write_text("id,was\ns1,\ns2,\ns33,s3\ns4,\n", encoding="utf-8")
    from gradsheet.assignments.hand_out import hand_out

    hand_out(folder)
    hand_in(folder, *FIRST[:2], FIRST[2].replace("s3,", "s33,"))
    assert changed(folder) == []


def test_marks_of_an_earlier_gradsheet_are_compared_too(folder):
    """The format before this one: totals, outcomes, points and answers."""
    blanks = {"1a": ("right", "2", "5"), "1b": ("wrong", "0", "7"), "1c": ("right", "4", "-4.25")}
    old = {
        "s1": {
            "total": "6",
            "submitted": "",
            "blanks": {
                label: dict(zip(("outcome", "points", "answer"), one, strict=True)) for label, one in blanks.items()
            },
        }
    }
    (folder.record / "marks.json").write_text(json.dumps({"format": 1, "marks": old}), encoding="utf-8")
    hand_in(folder, ",".join(["s1", *RIGHT]))
    # Its sheet's code was not kept, which is no reason to call it another sheet.
    assert changed(folder) == ["s1 +2 at 1b: another answer"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"marks": 3}', '{"marks": {"s1": {}}}', '{"marks": {"s1": {"total": "x", "blanks": {}}}}']
)
def test_last_marks_that_cannot_be_read_are_none(folder, text):
    (folder.record / "marks.json").write_text(text, encoding="utf-8")
    assert read_last_marks(folder) is None
    with pytest.raises(GradsheetError, match=r"record/marks\.json: cannot be read; `gradsheet grade` makes it anew"):
        answered(folder)
    assert grade(folder).changes()[0].startswith("These are the first marks")
    assert read_last_marks(folder) is not None
