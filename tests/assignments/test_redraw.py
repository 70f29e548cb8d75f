"""New numbers for one student, and what stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from assignments.homework import ASSIGNMENT, ROSTER, SMALL
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.rebuilt import handed_out
from gradsheet.assignments.record import read_record
from gradsheet.assignments.redraw import earlier_sheets, redraw
from gradsheet.assignments.seeds import read_sheet_code, student_seed
from gradsheet.assignments.sheet import Sheet
from gradsheet.errors import GradsheetError
from gradsheet.formula.operators import OPERATORS
from gradsheet.problems import draw, find_problem

Write = Callable[..., Folder]
LECTURE, SMALL_USE = "lecture/relu-sigmoid-bce", "problems/small.toml"
SECRET = bytes(range(32))


def givens(sheet: Sheet) -> list[Mapping[Any, Decimal]]:
    return [item.exercise.givens for item in sheet.items]


def by_id(folder: Folder) -> dict[str, Sheet]:
    return {sheet.student.id: sheet for sheet in handed_out(folder)}


def document(folder: Folder) -> Any:
    return json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))


@pytest.fixture
def handed(folder: Folder) -> Folder:
    folder.secret.write_text(SECRET.hex())
    hand_out(folder)
    return folder


def test_every_exercise_has_the_numbers_of_the_next_attempt_and_the_sheet_a_new_code(handed: Folder) -> None:
    before = by_id(handed)["s002"]
    done = redraw(handed, "s002", why="misprint")
    after = by_id(handed)["s002"]
    for item, use in zip(after.items, (LECTURE, SMALL_USE), strict=True):
        (expected,) = draw(find_problem(use, folder=handed.root), [student_seed(SECRET, "s002", use, 2)])
        assert item.exercise.givens == expected
    assert (done.before, done.code, done.exercises) == (before.code, after.code, (LECTURE, SMALL_USE))
    assert after.code != before.code
    assert read_sheet_code(after.code) == after.code


def test_one_problem_alone_can_be_drawn_anew(handed: Folder) -> None:
    before = by_id(handed)["s002"]
    assert redraw(handed, "s002", SMALL_USE, why="misprint").exercises == (SMALL_USE,)
    after = by_id(handed)["s002"]
    assert givens(after)[0] == givens(before)[0]
    assert givens(after)[1] != givens(before)[1]


def test_nobody_else_is_touched(handed: Folder) -> None:
    before = document(handed)
    redraw(handed, "s002", why="misprint")
    after = document(handed)
    for id_ in ("s001", "s003"):
        assert after["students"][id_] == before["students"][id_]
        assert after["draws"]["students"][id_] == before["draws"]["students"][id_]


def test_the_record_keeps_the_old_sheet_with_who_when_and_why(handed: Folder) -> None:
    before = by_id(handed)["s002"]
    redraw(handed, "s002", why=" page 2 was not printed ", who="teacher", keep_old=True)
    (kept,) = document(handed)["redrawn"]
    assert (kept["who"], kept["why"], kept["counts"]) == ("teacher", "page 2 was not printed", True)
    assert datetime.fromisoformat(kept["when"]).tzinfo is not None
    (earlier,) = earlier_sheets(handed)
    assert (earlier.sheet.code, earlier.now) == (before.code, by_id(handed)["s002"].code)
    assert givens(earlier.sheet) == givens(before)
    assert [item.solution for item in earlier.sheet.items] == [item.solution for item in before.items]


def test_numbers_can_be_drawn_anew_again_and_every_sheet_stays_known(handed: Folder) -> None:
    sheets = [by_id(handed)["s002"]]
    for _ in range(3):
        redraw(handed, "s002", why="again")
        sheets.append(by_id(handed)["s002"])
    assert len({sheet.code for sheet in sheets}) == 4
    assert [one.sheet.code for one in earlier_sheets(handed)] == [sheet.code for sheet in sheets[:-1]]
    assert [givens(one.sheet) for one in earlier_sheets(handed)] == [givens(sheet) for sheet in sheets[:-1]]
    attempts = {use: drawn["attempt"] for use, drawn in document(handed)["draws"]["students"]["s002"].items()}
    assert attempts == {LECTURE: 4, SMALL_USE: 4}


def test_a_later_make_leaves_the_new_numbers_and_a_lost_secret_changes_nothing(handed: Folder) -> None:
    redraw(handed, "s002", why="misprint")
    after = by_id(handed)["s002"]
    handed.secret.unlink()
    (sheet,) = [sheet for sheet in hand_out(handed).sheets if sheet.student.id == "s002"]
    assert (sheet.code, givens(sheet)) == (after.code, givens(after))


def test_who_shares_a_variant_gets_numbers_of_their_own(folder: Folder, write: Write) -> None:
    write(assignment=f"variants = 1\n{ASSIGNMENT}")
    hand_out(folder)
    before = by_id(folder)
    redraw(folder, "s002", SMALL_USE, why="talked")
    hand_out(folder)
    after = by_id(folder)
    assert givens(after["s001"]) == givens(after["s003"]) == givens(before["s001"])
    assert givens(after["s002"])[0] == givens(before["s002"])[0]
    assert givens(after["s002"])[1] != givens(before["s002"])[1]


def test_the_old_sheet_follows_a_corrected_id(handed: Folder, write: Write) -> None:
    old = by_id(handed)["s002"].code
    redraw(handed, "s002", why="misprint")
    write(
        roster=ROSTER.replace("group\n", "group,was\n").replace(
            "s002,Bo Example,bo@example.org,tue", "u-2,Bo,b,tue,s002"
        )
    )
    hand_out(handed)
    (earlier,) = earlier_sheets(handed)
    assert (earlier.sheet.student.id, earlier.sheet.code, earlier.now) == ("u-2", old, by_id(handed)["u-2"].code)


def test_ranges_narrowed_since_then_are_those_of_the_new_numbers(handed: Folder, write: Write) -> None:
    write(small=SMALL.replace("x = { from = 1, to = 9, by = 0.1 }", "x = { from = 20, to = 29, by = 0.1 }"))
    redraw(handed, "s002", SMALL_USE, why="too easy")
    x = next(symbol for symbol in givens(by_id(handed)["s002"])[1] if symbol.letter == "x")
    assert givens(by_id(handed)["s002"])[1][x] >= 20
    assert givens(by_id(handed)["s001"])[1][x] <= 9


def fixed(write: Write) -> None:
    write(small=SMALL.replace("{ from = 1, to = 9, by = 0.1 }", "2.5"))


def test_numbers_that_cannot_differ_stay_and_are_said(folder: Folder, write: Write) -> None:
    fixed(write)
    hand_out(folder)
    done = redraw(folder, "s002", why="misprint")
    assert done.exercises == (LECTURE,)
    assert done.notes == (f"{SMALL_USE}: its ranges hold no other numbers, so these stay",)


def test_of_a_few_numbers_each_is_used_before_none_is_left(folder: Folder, write: Write) -> None:
    fixed(write)
    write(small=(folder.problems / "small.toml").read_text().replace("z = 2.5", "z = { choose = [1, 2, 3] }"))
    hand_out(folder)
    for _ in range(2):
        redraw(folder, "s002", SMALL_USE, why="again")
    z = next(symbol for symbol in givens(by_id(folder)["s002"])[1] if symbol.letter == "z")
    seen = [givens(one.sheet)[1][z] for one in earlier_sheets(folder)] + [givens(by_id(folder)["s002"])[1][z]]
    assert sorted(seen) == [1, 2, 3]
    with pytest.raises(GradsheetError, match="hold no other numbers; widen them first"):
        redraw(folder, "s002", SMALL_USE, why="again")


REFUSED = [
    (("s022", None, "x"), "no sheet was made for 's022'; did you mean s002?"),
    (("zzz", None, "x"), "no sheet was made for 'zzz'; `gradsheet make` makes one for everybody on the roster"),
    (
        ("s002", "lecture/relu-sigmoid", "x"),
        "has no exercise 'lecture/relu-sigmoid'; did you mean lecture/relu-sigmoid-bce?",
    ),
    (("s002", "q", "x"), f"has no exercise 'q'; it has {LECTURE}, {SMALL_USE}"),
    (("s002", None, "  "), "say why"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    handed: Folder, arguments: tuple[str, str | None, str], message: str
) -> None:
    before = (handed.record / "sheets.json").read_bytes()
    student, problem, why = arguments
    with pytest.raises(GradsheetError) as error:
        redraw(handed, student, problem, why=why)
    assert message in str(error.value)
    assert (handed.record / "sheets.json").read_bytes() == before


def test_nothing_can_be_drawn_anew_before_the_first_make(folder: Folder) -> None:
    with pytest.raises(GradsheetError, match="nothing has been handed out yet; `gradsheet make` comes first"):
        redraw(folder, "s002", why="misprint")
    assert not folder.record.exists()


def test_new_numbers_are_proven_before_they_are_noted(handed: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (handed.record / "sheets.json").read_bytes()
    monkeypatch.setitem(OPERATORS, "sigmoid", replace(OPERATORS["sigmoid"], derivatives=("sigmoid(a)",)))
    with pytest.raises(GradsheetError, match="finite differences"):
        redraw(handed, "s002", why="misprint")
    assert (handed.record / "sheets.json").read_bytes() == before


def test_answers_that_have_come_in_are_pointed_out(handed: Folder) -> None:
    done = redraw(handed, "s002", why="misprint", answered=lambda: {"s002"})
    assert done.notes == (
        f"answers of s002 have come in already: those without a code are marked by {done.code} from now on",
    )


DAMAGES = [("counts", None), ("sheet", None), ("when", None), ("when", 7), ("sheet", {}), ("who", ["a"])]


@pytest.mark.parametrize(("key", "value"), DAMAGES)
def test_a_record_whose_redrawn_sheets_are_damaged_is_refused(handed: Folder, key: str, value: object) -> None:
    redraw(handed, "s002", why="misprint")
    found = document(handed)
    del found["redrawn"][0][key]
    if value is not None:
        found["redrawn"][0][key] = value
    (handed.record / "sheets.json").write_text(json.dumps(found))
    with pytest.raises(GradsheetError, match="the record cannot be read"):
        read_record(handed)
