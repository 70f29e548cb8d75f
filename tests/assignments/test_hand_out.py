"""Who gets which numbers, and what later edits may and may not change."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from assignments.homework import ASSIGNMENT, ROSTER, SMALL
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.rebuilt import handed_out
from gradsheet.assignments.record import read_record
from gradsheet.assignments.seeds import student_seed
from gradsheet.assignments.sheet import Sheet
from gradsheet.assignments.variants import drawn_variants
from gradsheet.errors import ComplaintsError, DrawError, GradsheetError
from gradsheet.formula import name
from gradsheet.problems import draw, find_problem

Write = Callable[..., Folder]


def numbers(sheets: tuple[Sheet, ...]) -> dict[str, tuple[str, list[dict[str, Decimal]]]]:
    """Code and givens of each student."""
    return {
        sheet.student.id: (
            sheet.code,
            [{name(symbol): value for symbol, value in item.exercise.givens.items()} for item in sheet.items],
        )
        for sheet in sheets
    }


def document(folder: Folder) -> Any:
    return json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))


def test_each_students_numbers_are_the_draw_of_their_own_seed(folder: Folder) -> None:
    folder.secret.write_text(bytes(range(32)).hex())
    found = numbers(hand_out(folder).sheets)
    for student in ("s001", "s002", "s003"):
        for place, use in enumerate(("lecture/relu-sigmoid-bce", "problems/small.toml")):
            problem = find_problem(use, folder=folder.root)
            (expected,) = draw(problem, [student_seed(bytes(range(32)), student, use, 1)])
            assert found[student][1][place] == {name(symbol): value for symbol, value in expected.items()}


def test_a_second_run_finds_everything_as_it_was(folder: Folder) -> None:
    first = hand_out(folder)
    files = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    assert numbers(hand_out(folder).sheets) == numbers(first.sheets)
    assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()} == files


def test_the_record_alone_gives_the_sheets_back_with_the_same_values_bands_and_points(folder: Folder) -> None:
    made = hand_out(folder).sheets
    folder.secret.unlink()
    (folder.problems / "small.toml").unlink()
    again = handed_out(folder)
    assert numbers(again) == numbers(made)
    for before, after in zip(made, again, strict=True):
        assert before.student == after.student
        for one, other in zip(before.items, after.items, strict=True):
            assert (one.points, one.solution) == (other.points, other.solution)
        assert [blank.label for blank in before.blanks] == [blank.label for blank in after.blanks]


def test_the_record_is_enough_without_roster_too(folder: Folder) -> None:
    made = hand_out(folder).sheets
    folder.roster.unlink()
    assert numbers(handed_out(folder)) == numbers(made)


def test_nothing_was_handed_out_before_the_first_make(folder: Folder) -> None:
    assert handed_out(folder) == ()


def test_a_late_enrolment_changes_nobody_elses_numbers(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(roster=ROSTER.replace("s001", "s000,New,n@example.org,tue\ns001"))
    after = numbers(hand_out(folder).sheets)
    assert list(after) == ["s000", "s001", "s002", "s003"]
    assert {id_: after[id_] for id_ in before} == before


def test_a_late_enrolment_gets_the_numbers_they_would_have_had_from_the_start(folder: Folder, write: Write) -> None:
    folder.secret.write_text(bytes(32).hex())
    write(roster=ROSTER + "s009,N,,\n")
    from_the_start = numbers(hand_out(folder).sheets)
    (folder.record / "sheets.json").unlink()
    write(roster=ROSTER)
    hand_out(folder)
    write(roster=ROSTER + "s009,N,,\n")
    assert numbers(hand_out(folder).sheets) == from_the_start


def test_a_corrected_id_keeps_code_and_numbers_and_frees_the_old_files(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(
        roster=ROSTER.replace("group\n", "group,was\n").replace(
            "s002,Bo Example,bo@example.org,tue", "u-2,Bo,b,tue,s002"
        )
    )
    handed = hand_out(folder)
    after = numbers(handed.sheets)
    assert after == {"s001": before["s001"], "u-2": before["s002"], "s003": before["s003"]}
    assert (handed.left, handed.files["u-2"]) == (("s002",), "u-2")
    assert numbers(hand_out(folder).sheets) == after


def test_a_corrected_id_keeps_the_numbers_even_before_the_first_make(folder: Folder, write: Write) -> None:
    folder.secret.write_text(bytes(32).hex())
    before = numbers(hand_out(folder).sheets)
    (folder.record / "sheets.json").unlink()
    write(roster="id,was\nu-2,s002\n")
    assert numbers(hand_out(folder).sheets)["u-2"] == before["s002"]


def renamed(folder: Folder, write: Write) -> dict[str, tuple[str, list[dict[str, Decimal]]]]:
    """s002 became u-2 on the roster, and a sheet was made for u-2; only then `was` is written."""
    hand_out(folder)
    write(roster=ROSTER.replace("s002", "u-2"))
    assert "new on the roster: u-2; if one of them is a corrected id" in " ".join(hand_out(folder).notes)
    before = numbers(handed_out(folder))
    write(roster="id,was\ns001,\nu-2,s002\ns003,\n")
    return before


def test_a_corrected_id_wins_over_the_sheet_that_was_made_for_the_new_one_meanwhile(
    folder: Folder, write: Write
) -> None:
    before = renamed(folder, write)
    handed = hand_out(folder)
    fresh, first = before["u-2"][0], before["s002"][0]
    assert numbers(handed.sheets) == {"s001": before["s001"], "u-2": before["s002"], "s003": before["s003"]}
    assert handed.left == ("s002", "u-2")
    assert [note for note in handed.notes if "withdrawn" in note] == [
        f"u-2 is the corrected id of s002 and keeps the sheet {first}; the sheet {fresh}, made for u-2 meanwhile, is "
        "withdrawn: throw away copies of it"
    ]
    again = hand_out(folder)
    assert (numbers(again.sheets), again.left, again.notes) == (numbers(handed.sheets), (), ())


def test_a_withdrawn_sheets_code_and_numbers_are_never_given_again(folder: Folder, write: Write) -> None:
    before = renamed(folder, write)
    hand_out(folder)
    assert before["u-2"][0] in read_record(folder).codes
    write(roster="id,was\nt-2,u-2\n")
    hand_out(folder)
    write(roster="id,was\nt-2,\nu-2,\n")
    someone_else = numbers(hand_out(folder).sheets)["u-2"]
    assert someone_else[0] not in {code for code, _ in before.values()}
    assert someone_else[1] != before["u-2"][1]


def test_a_sheet_to_which_answers_came_in_is_not_withdrawn(folder: Folder, write: Write) -> None:
    renamed(folder, write)
    record = (folder.record / "sheets.json").read_bytes()
    with pytest.raises(GradsheetError, match=r"'u-2' cannot take over the sheet of 's002'.*write 's002' for 'u-2'"):
        hand_out(folder, answered=lambda: {"u-2"})
    assert (folder.record / "sheets.json").read_bytes() == record
    assert numbers(hand_out(folder, answered=lambda: {"s002"}).sheets).keys() == {"s001", "u-2", "s003"}


def test_a_student_who_left_stays_in_the_record_and_a_renamed_id_is_suspected(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(roster=ROSTER.replace("s003", "u-3"))
    notes = " ".join(hand_out(folder).notes)
    assert "not on the roster, their numbers are kept: s003" in notes
    assert "new on the roster: u-3; if one of them is a corrected id" in notes
    assert numbers(handed_out(folder))["s003"] == before["s003"]


def test_mended_prose_changes_no_numbers_and_prints(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    record = (folder.record / "sheets.json").read_bytes()
    write(small='statement = "Now without the typo."\n' + SMALL.replace('"Small"', '"Smaller"'))
    handed = hand_out(folder)
    assert numbers(handed.sheets) == before
    assert handed.sheets[0].items[1].exercise.problem.title == "Smaller"
    assert (folder.record / "sheets.json").read_bytes() == record


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("f = q * z", "f = q * z * z", r"step f: was q\*z, is q\*z\*z"),
        ("f = q * z", "f = q * z\nh = f", "step h: is new"),
        ('"df/dx"]', '"df/dx", "q"]', "blank q: is new"),
        ('"f", "df/dx"', '"df/dx", "f"', "blanks: their order has changed"),
        ('"df/dx"]', '"df/dx"]\npoints = 2', "blank f: points was 1, is 2"),
        ("[[ask]]", "[rounding]\nanswer = 3\n[[ask]]", "rounding: answer was 4, is 3"),
    ],
)
def test_a_problem_that_asks_something_else_now_stops_make(
    folder: Folder, write: Write, old: str, new: str, change: str
) -> None:
    hand_out(folder)
    write(small=SMALL.replace(old, new))
    with pytest.raises(GradsheetError, match=change) as raised:
        hand_out(folder)
    assert "copy record/problems/problems%2Fsmall.toml to problems/small.toml" in str(raised.value)
    assert "If nobody has got a sheet yet, delete record/, students/ and staff/, and make again." in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x = { from = 1, to = 9, by = 0.1 }", "x = { from = 10, to = 19, by = 0.1 }"),
        ("[[ask]]", '[draw]\nrequire = ["q > 5"]\n[[ask]]'),
    ],
)
def test_other_ranges_leave_numbers_handed_out_alone_and_hold_for_new_students(
    folder: Folder, write: Write, old: str, new: str
) -> None:
    before = numbers(hand_out(folder).sheets)
    write(small=SMALL.replace(old, new), roster=ROSTER + "".join(f"t{n:03},,,\n" for n in range(20)))
    handed = hand_out(folder)
    after = numbers(handed.sheets)
    assert {id_: after[id_] for id_ in before} == before
    fresh = [given[1] for id_, (_, given) in after.items() if id_ not in before]
    assert all(one["x"] >= 10 if old.startswith("x") else one["x"] + one["y"] > 5 for one in fresh)
    assert [note for note in handed.notes if "ranges" in note] == [
        "problems/small.toml: other ranges than when it was handed out; numbers handed out stay, new students draw "
        "from the new ranges"
    ]


NARROW = SMALL.replace("to = 9, by = 0.1", "to = 2, by = 1")


def test_numbers_that_coincide_are_said_for_each_problem(folder: Folder, write: Write) -> None:
    write(small=NARROW, roster="id\n" + "".join(f"s{n}\n" for n in range(12)))
    handed = hand_out(folder)
    different = len({str(given[1]) for _, given in numbers(handed.sheets).values()})
    assert different < 12
    assert [note for note in handed.notes if "sets of" in note] == [
        f"problems/small.toml: {different} different sets of numbers for 12 students; widen its ranges in [given]"
    ]


def test_shared_variants_are_no_coincidence_and_alike_variants_are(write: Write) -> None:
    folder = write(assignment=SHARED, roster="id\na\nb\nc\nd\ne\nf\n", small=SMALL)
    assert not [note for note in hand_out(folder).notes if "sets of" in note]
    (folder.record / "sheets.json").unlink()
    write(small=re.sub("{.*}", "2", SMALL))
    (note,) = [note for note in hand_out(folder).notes if "of numbers" in note]
    assert note == "problems/small.toml: 1 set of numbers for 4 variants; widen its ranges in [given]"


def test_without_points_a_problem_is_worth_the_weights_of_its_blanks(folder: Folder, write: Write) -> None:
    write(assignment=ASSIGNMENT.replace(", points = 2.5", ""), small=SMALL + '[[ask]]\nblanks = ["q"]\npoints = 3\n')
    for sheet in (*hand_out(folder).sheets, *handed_out(folder), *drawn_variants(folder, 1).keep()):
        assert [blank.points for blank in sheet.items[1].blanks] == [1, 1, 3]


def test_the_way_out_that_is_named_works(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(small=SMALL.replace("f = q * z", "f = q + z"))
    (folder.problems / "small.toml").write_bytes((folder.record / "problems" / "problems%2Fsmall.toml").read_bytes())
    assert numbers(hand_out(folder).sheets) == before


def test_a_new_problem_moves_no_numbers_of_another_and_is_said(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(assignment=ASSIGNMENT.replace("problems = [", 'problems = [\n{ use = "lecture/softmax-ce", points = 1 },'))
    handed = hand_out(folder)
    assert {id_: (code, given[1:]) for id_, (code, given) in numbers(handed.sheets).items()} == before
    assert "other exercises than were handed out" in " ".join(handed.notes)
    write(assignment=ASSIGNMENT)
    assert numbers(hand_out(folder).sheets) == before


FIRST, SECOND, THIRD = (f'{{ use = "{one}", points = 3 }}' for one in (
    "lecture/relu-sigmoid-bce", "problems/small.toml", "lecture/softmax-ce"
))  # fmt: skip


@pytest.mark.parametrize(("uses", "moves"), [
    ([THIRD, FIRST, SECOND], True),
    ([SECOND, FIRST], True),
    ([SECOND], True),
    ([FIRST, THIRD], True),
    ([FIRST, SECOND, THIRD], False),
    ([FIRST], False),
])  # fmt: skip
def test_no_label_means_another_question_once_it_has_been_answered(uses, moves, folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    write(assignment=f'title = "Homework"\nproblems = [{", ".join(uses)}]\n')
    if moves:
        order = r"\(1\. lecture/relu-sigmoid-bce, 2\. problems/small\.toml\)"
        with pytest.raises(GradsheetError, match=rf"answers came in from s002: .*{order}.* Nothing was made\."):
            hand_out(folder, answered=lambda: {"s002"})
        assert numbers(handed_out(folder)) == before
    handed = hand_out(folder, answered=set if moves else lambda: {"s002"})
    assert any("labels mean other questions" in note for note in handed.notes) is moves


def test_points_of_a_handed_out_sheet_may_change_and_that_is_said(folder: Folder, write: Write) -> None:
    hand_out(folder)
    write(assignment=ASSIGNMENT.replace("points = 10", "points = 12"))
    handed = hand_out(folder)
    assert handed.sheets[0].points == Decimal("14.5")
    assert "other points than were handed out: s001, s002, s003" in handed.notes


def test_a_lost_secret_changes_nobodys_numbers(folder: Folder, write: Write) -> None:
    before = numbers(hand_out(folder).sheets)
    folder.secret.unlink()
    write(roster=ROSTER + "s009,N,,\n")
    handed = hand_out(folder)
    after = numbers(handed.sheets)
    assert {id_: after[id_] for id_ in before} == before
    assert "'secret' is missing" in handed.notes[0]


def test_two_uses_of_one_problem_have_different_numbers(write: Write) -> None:
    folder = write(
        assignment='title = "T"\nproblems = [{ use = "problems/small.toml" }, { use = "problems/small.toml" }]\n',
        roster="id\na\n",
        small=SMALL,
    )
    first, second = numbers(hand_out(folder).sheets)["a"][1]
    assert first != second


PICK = """\
title = "T"
problems = [{ pick = 1, from = ["problems/small.toml", "lecture/softmax-ce"], points = 3 }]
"""


def test_a_picked_problem_stays_picked_when_the_pool_grows(write: Write) -> None:
    folder = write(assignment=PICK, roster="id\n" + "".join(f"s{n}\n" for n in range(30)), small=SMALL)
    before = numbers(hand_out(folder).sheets)
    uses = [entry.exercises[0].use for entry in read_record(folder).students.values()]
    assert set(uses) == {"problems/small.toml", "lecture/softmax-ce"}
    write(assignment=PICK.replace("from = [", 'from = ["lecture/sigmoid-outputs-ce", '))
    assert numbers(hand_out(folder).sheets) == before


SHARED = ASSIGNMENT + "variants = 4\n"


def variants(folder: Folder) -> dict[str, str]:
    return {id_: entry.holder.name for id_, entry in read_record(folder).students.items()}


def test_variants_are_shared_evenly_and_neighbours_by_seat_differ(write: Write) -> None:
    seats = {f"s{n:02}": f"R{(7 * n) % 10 + 1}" for n in range(10)}
    roster = "id,seat\n" + "".join(f"{id_},{seat}\n" for id_, seat in seats.items())
    folder = write(assignment=SHARED, roster=roster, small=SMALL)
    found = numbers(hand_out(folder).sheets)
    of = variants(folder)
    by_seat = [of[id_] for id_ in sorted(seats, key=lambda one: int(seats[one][1:]))]
    assert by_seat == ["1", "2", "3", "4", "1", "2", "3", "4", "1", "2"]
    for one in found:
        for other in found:
            assert (found[one][1] == found[other][1]) == (of[one] == of[other])
    assert len({code for code, _ in found.values()}) == 10


def test_any_text_is_a_seat(write: Write) -> None:
    folder = write(assignment=SHARED, roster="id,seat\na,²\nb,\nc,A10\nd,A9\n", small=SMALL)
    hand_out(folder)
    assert (variants(folder)["d"], variants(folder)["c"]) == ("1", "2")


def test_a_late_student_takes_the_variant_used_least_with_its_recorded_numbers(write: Write) -> None:
    folder = write(assignment=SHARED, roster="id\na\nb\nc\nd\ne\nf\ng\n", small=SMALL)
    before = numbers(hand_out(folder).sheets)
    folder.secret.unlink()
    write(roster="id\nzz\na\nb\nc\nd\ne\nf\ng\n")
    after = numbers(hand_out(folder).sheets)
    assert variants(folder)["zz"] == "4"
    assert after["zz"][1] == before["d"][1]
    assert Counter(variants(folder).values()) == {"1": 2, "2": 2, "3": 2, "4": 2}


def test_file_names_that_differ_by_case_only_are_kept_in_the_record(write: Write) -> None:
    folder = write(assignment=ASSIGNMENT, roster="id\nabc\nABC\na/b\n", small=SMALL)
    assert hand_out(folder).files == {"abc": "abc", "ABC": "ABC~2", "a/b": "a%2Fb"}
    write(roster="id\nABC\na/b\nabc\n")
    assert hand_out(folder).files == {"abc": "abc", "ABC": "ABC~2", "a/b": "a%2Fb"}


def test_exported_variants_stay_in_the_record_and_share_no_numbers_with_students(folder: Folder) -> None:
    students = numbers(hand_out(folder).sheets)
    first = numbers(drawn_variants(folder, 2).keep())
    more = numbers(drawn_variants(folder, 4).keep())
    assert list(more) == ["1", "2", "3", "4"]
    assert {number: more[number] for number in first} == first
    given = [str(one) for _, one in (*students.values(), *more.values())]
    codes = [code for code, _ in (*students.values(), *more.values())]
    assert len(set(given)) == len(set(codes)) == 7
    assert numbers(handed_out(folder)) == students
    assert document(folder)["exports"]["1"]["code"] == first["1"][0]


def test_an_export_holds_every_problem_of_a_pool(write: Write) -> None:
    folder = write(assignment=PICK, small=SMALL)
    (sheet,) = drawn_variants(folder, 1).keep()
    assert [item.exercise.problem.name for item in sheet.items] == ["problems/small.toml", "lecture/softmax-ce"]


def test_the_record_tells_version_id_column_and_frozen_problems(folder: Folder) -> None:
    hand_out(folder)
    found: Mapping[str, Any] = document(folder)
    assert (found["format"], found["id_column"]) == (1, "id")
    assert found["gradsheet"].count(".") >= 1
    frozen = folder.record / "problems" / found["problems"]["problems/small.toml"]["file"]
    assert frozen.read_text(encoding="utf-8") == SMALL
    assert list(found) == sorted(found)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}', '{"format": 2}'])
def test_a_damaged_record_is_never_overwritten(folder: Folder, damage: str) -> None:
    hand_out(folder)
    (folder.record / "sheets.json").write_text(damage)
    for reader in (hand_out, handed_out):
        with pytest.raises(
            GradsheetError, match=r"record/sheets\.json: the record cannot be read .* bring back a copy"
        ):
            reader(folder)
    assert (folder.record / "sheets.json").read_text() == damage


@pytest.mark.parametrize("damage", [None, b"", b"title =", b"\xff\xfe"])
def test_a_frozen_problem_that_is_missing_or_damaged_has_a_way_out(damage: bytes | None, folder: Folder) -> None:
    hand_out(folder)
    frozen = folder.record / "problems" / "problems%2Fsmall.toml"
    if damage is None:
        frozen.unlink()
    else:
        frozen.write_bytes(damage)
    for reader in (hand_out, handed_out):
        with pytest.raises(
            GradsheetError, match=r"record/problems/problems%2Fsmall\.toml.*; bring back a copy of the record"
        ):
            reader(folder)


def test_a_frozen_problem_that_was_edited_is_not_used(folder: Folder) -> None:
    hand_out(folder)
    frozen = folder.record / "problems" / "problems%2Fsmall.toml"
    frozen.write_text(SMALL.replace("q * z", "q + z"))
    with pytest.raises(GradsheetError, match="not the text that was handed out"):
        handed_out(folder)


def test_all_problem_files_complain_at_once_and_unknown_ones_at_their_place(write: Write) -> None:
    folder = write(
        assignment='title = "T"\nproblems = [\n  { use = "lecture/softmax" },\n  { use = "problems/small.toml" },\n]\n',
        roster=ROSTER,
        small=SMALL.replace("title", "titel"),
    )
    with pytest.raises(ComplaintsError) as raised:
        hand_out(folder)
    shown = [str(one) for one in raised.value.complaints]
    assert shown[0].startswith(
        "assignment.toml:3:3: no problem 'lecture/softmax' in the bank; did you mean 'lecture/softmax-ce'?"
    )
    assert any(one.startswith("problems/small.toml:1:") for one in shown[1:])
    assert not folder.record.exists()


def test_a_problem_without_fair_numbers_leaves_no_record(write: Write) -> None:
    impossible = SMALL.replace("[[ask]]", '[draw]\nrequire = ["f < 0"]\n[[ask]]')
    folder = write(assignment=ASSIGNMENT, roster=ROSTER, small=impossible)
    with pytest.raises(DrawError, match="problems/small"):
        hand_out(folder)
    assert not (folder.record / "sheets.json").exists()


def test_a_shadowed_bank_problem_is_the_one_in_use(folder: Folder) -> None:
    own = folder.problems / "lecture" / "relu-sigmoid-bce.toml"
    own.parent.mkdir()
    own.write_text(SMALL)
    (sheet, *_) = hand_out(folder).sheets
    assert sheet.items[0].exercise.problem.title == "Small"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"x": "', '"x": "NaN'),
        ('"x": "', '"x": "1,'),
        ('"x": "', '"(((": "'),
        ('"file": "s001"', '"file": "../../s001"'),
        ('"file": "s001"', '"file": "..\\\\s001"'),
        ('"students",', '"pupils",'),
        ('"problems/small.toml": {\n     "attempt"', '"problems/other.toml": {\n     "attempt"'),
    ],
)
def test_a_record_that_makes_no_sense_is_neither_used_nor_repaired_with_new_numbers(
    folder: Folder, before: str, after: str
) -> None:
    hand_out(folder)
    path = folder.record / "sheets.json"
    damaged = path.read_text().replace(before, after)
    assert damaged != path.read_text()
    path.write_text(damaged)
    for reader in (hand_out, handed_out):
        with pytest.raises(GradsheetError, match=r"record/sheets\.json: the record cannot be read"):
            reader(folder)
    assert path.read_text() == damaged


def test_a_record_that_is_gone_after_sheets_were_made_is_not_made_anew(folder: Folder) -> None:
    hand_out(folder)
    folder.staff.mkdir()
    folder.hand_out.write_text("id\n")
    (folder.record / "sheets.json").unlink()
    with pytest.raises(GradsheetError, match=r"record/sheets\.json: the record is missing, .* bring back a copy"):
        hand_out(folder)
    folder.hand_out.unlink()
    hand_out(folder)


def test_an_id_corrected_twice_is_followed_from_its_first_spelling(write: Write, folder: Folder) -> None:
    first = numbers(hand_out(folder).sheets)["s001"]
    for roster in ("id,was\nt001,s001\n", "id,was\nu001,s001\n"):
        write(roster=roster)
        (sheet,) = hand_out(folder).sheets
        assert numbers((sheet,)) == {sheet.student.id: first}


def test_whoever_gets_an_id_that_another_student_had_before_gets_other_numbers(write: Write, folder: Folder) -> None:
    hand_out(folder)
    write(roster="id,was\nt001,s001\n")
    hand_out(folder)
    write(roster="id\nt001\ns001\n")
    found = numbers(hand_out(folder).sheets)
    assert found["s001"][0] != found["t001"][0]
    assert found["s001"][1] != found["t001"][1]


def test_a_formula_that_a_number_could_answer_is_refused_before_anything_is_recorded(
    write: Write, folder: Folder
) -> None:
    fixed = re.sub(r"(?m)^([xyz]) *= .*$", r"\1 = 2", SMALL)
    write(small=fixed + '[[ask]]\nformula = "df/dy"\n')
    with pytest.raises(ComplaintsError, match=r"^problems/small\.toml:12:1: ask\[2\]: every number that this is"):
        hand_out(folder)
    assert not folder.record.exists()
    write(small=SMALL + '[[ask]]\nformula = "df/dy"\n')
    assert [blank.ask.kind.value for blank in hand_out(folder).sheets[0].items[1].blanks][-1] == "formula"


def test_choices_for_which_no_draw_has_enough_wrong_numbers_stop_before_anything_is_made(
    write: Write, folder: Folder
) -> None:
    write(small=SMALL + '[[ask]]\nblanks = ["q"]\nchoices = 9\n')
    with pytest.raises(ComplaintsError, match=r"^problems/small\.toml:14:11: ask\[2\]\.choices: no draw has 8 wrong"):
        hand_out(folder)
    assert not folder.record.exists()
