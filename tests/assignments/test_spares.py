"""Spare sheets in the record: who has which, and what a machine that marks without names knows of them."""

from __future__ import annotations

from pathlib import Path

from gradsheet.assignments import Folder, hand_out
from gradsheet.assignments.record import read_record, record_text
from gradsheet.assignments.redraw import earlier_sheets, redraw
from gradsheet.assignments.without_people import without_people

ASSIGNMENT = 'title = "T"\nproblems = [{ use = "logistic/one-step" }]\n'


def folder(place: Path, roster: str) -> Folder:
    (place / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (place / "roster.csv").write_text(roster, encoding="utf-8")
    return Folder(place)


def test_spares_have_codes_and_numbers_of_their_own_and_more_change_nobodys(tmp_path: Path) -> None:
    place = folder(tmp_path, "id\na\nb\n")
    before = {one.code: one.items[0].exercise.givens for one in hand_out(place, spares=2).sheets}
    first = {one.code: one.items[0].exercise.givens for one in hand_out(place).spares}
    handed = hand_out(place, spares=5)
    assert len(first) == 2
    assert len(handed.spares) == 5
    now = {one.code: one.items[0].exercise.givens for one in (*handed.sheets, *handed.spares)}
    assert len(now) == 7
    assert now.items() >= before.items()
    assert now.items() >= first.items()


def test_a_redraw_of_a_student_with_a_spare_sheet_stays_theirs(tmp_path: Path) -> None:
    place = folder(tmp_path, "id\na\nb\n")
    (spare,) = hand_out(place, spares=1).spares
    own = {one.student.id: one.code for one in hand_out(place).sheets}
    folder(tmp_path, f"id,spare\na,{spare.code}\nb,\n")
    assert {one.student.id: one.code for one in hand_out(place).sheets} == {"a": spare.code, "b": own["b"]}
    drawn = redraw(place, "a", why="coffee")
    assert drawn.before == spare.code
    again = hand_out(place)
    assert {one.student.id: one.code for one in again.sheets} == {"a": drawn.code, "b": own["b"]}
    assert not again.spares
    assert [one.sheet.code for one in earlier_sheets(place)] == [own["a"], spare.code]


def test_a_machine_without_names_can_mark_spare_sheets_too(tmp_path: Path) -> None:
    place = folder(tmp_path, "id,name\nnobody-knows,Ada Example\n")
    handed = hand_out(place, spares=2)
    record = without_people(read_record(place))
    assert set(record.students) == {one.code for one in (*handed.sheets, *handed.spares)}
    text = record_text(record)
    assert not any(word in text for word in ("nobody-knows", "Ada", "spare-01", "spare 1"))


def test_a_student_whose_id_looks_like_a_spare_sheet_has_files_of_their_own(tmp_path: Path) -> None:
    place = folder(tmp_path, "id\nspare-01\nspare 1\n")
    handed = hand_out(place, spares=1)
    files = [handed.file(one) for one in (*handed.sheets, *handed.spares)]
    assert len({name.lower() for name in files}) == 3
