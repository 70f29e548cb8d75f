"""Decisions: for everyone in assignment.toml, for one student in the record; they are applied last and stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest

from grading.handed import circuit, marked, read, sheets, write
from grading.homework import (
    PROBLEM,
    RIGHT,
    by_student,
    decisions,
    hand_in,
    homework,
    points,
    set_to,
    totals,
    verdict,
)
from gradsheet.assignments.assignment import Decision
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.lock import one_at_a_time
from gradsheet.errors import ComplaintsError, GradsheetError
from gradsheet.grading import Outcome, grade
from gradsheet.grading.decisions import Decisions, decided
from gradsheet.grading.for_everyone import ForEveryone
from gradsheet.grading.override import override
from gradsheet.grading.overrides import add_override
from gradsheet.models import MISCONCEPTIONS


def ruling(key: str, value: str, blank: str = "1b", rest: str = "") -> str:
    return f'[[decision]]\nblank = "{blank}"\n{key} = "{value}"\nwhy = "a misprint"\n{rest}'


@pytest.fixture
def folder(tmp_path):
    """Ada has all right, Bo has the point of q misplaced and leaves f, Cy has f wrong; nothing comes from Di."""
    made = homework(tmp_path / "hw")
    hand_in(made, ",".join(["s1", *RIGHT]), "s2,50,,-4.25", "s3,5,7,-4.25")
    return made


def test_without_decisions_these_are_the_points(folder):
    assert points(folder) == {"s1": [2, 2, 4], "s2": [1, 0, 4], "s3": [2, 0, 4], "s4": [0, 0, 0]}


@pytest.mark.parametrize("blank", ["1b", " 1B ", "f"])
def test_full_points_for_all_are_for_all_who_handed_something_in(folder, blank):
    set_to(folder, ruling("void", "full points for all", blank))
    assert points(folder) == {"s1": [2, 2, 4], "s2": [1, 2, 4], "s3": [2, 2, 4], "s4": [0, 0, 0]}
    found = verdict(folder, "s3", "1b")
    assert (found.outcome, found.settled.outcome, found.settled.points) == (Outcome.WRONG, Outcome.WRONG, 0)
    assert found.settled.words == "full points for all: a misprint"
    assert verdict(folder, "s4", "1b").settled is None


def test_out_of_the_total_makes_everybodys_total_smaller(folder):
    set_to(folder, ruling("void", "out of the total"))
    found = by_student(folder)
    assert {id_: (one.total, one.out_of) for id_, one in found.items()} == {
        "s1": (6, 6),
        "s2": (5, 6),
        "s3": (6, 6),
        "s4": (0, 6),
    }


def test_a_decision_is_noted_by_one_at_a_time_so_that_none_is_lost(folder):
    with one_at_a_time(folder), pytest.raises(GradsheetError, match="another gradsheet is at work in this folder"):
        override(folder, "s3", "1b", points="0.5", why="x")
    one = override(folder, "s3", "1b", points="0.5", why="0").override

    def add(number):
        while True:
            try:
                return add_override(folder, replace(one, why=str(number)))
            except GradsheetError:
                continue

    with ThreadPoolExecutor(4) as together:
        list(together.map(add, range(1, 40)))
    assert sorted(int(one["why"]) for one in decisions(folder)) == list(range(40))


def test_a_decision_for_one_wins_over_one_for_everyone_and_a_later_one_over_an_earlier_one(folder):
    set_to(folder, ruling("void", "out of the total") + ruling("void", "full points for all"))
    assert points(folder)["s3"] == [2, 2, 4]
    override(folder, "s3", "1b", points="0.5", why="x")
    assert points(folder)["s3"] == [2, Fraction(1, 2), 4]
    override(folder, "s3", "1b", points="1,25", why="y")
    assert points(folder)["s3"] == [2, Fraction(5, 4), 4]
    override(folder, "s3", "f", undo=True, why="z")
    assert points(folder)["s3"] == [2, 2, 4]
    assert [one["why"] for one in decisions(folder)] == ["x", "y", "z"]


def test_an_answer_that_counts_is_marked_as_if_it_had_been_typed(folder):
    """With q = 50 typed, f = -212.5 follows; with q = 5 in its place, it does not any more."""
    hand_in(folder, "s2,50,-212.5,-4.25")
    assert points(folder)["s2"] == [1, 2, 4]
    done = override(folder, "s2", "1a", answer="5", why="the scan shows 5.0", by="Ada Tutor")
    assert done.lines == (
        "s2, 1a: decimal point misplaced, 1 of 2 points; now right, 2 of 2 points",
        "s2, 1b: right with your earlier numbers, 2 of 2 points; now decimal point misplaced, 1 of 2 points",
        "Total: 7 of 8 points, as before.",
    )
    found = verdict(folder, "s2", "1a")
    assert (found.outcome, found.points, found.value, found.answer.text) == (Outcome.RIGHT, 2, 5.0, "50")
    assert (found.settled.outcome, found.settled.points) == (Outcome.DECIMAL_SLIP, 1)
    assert (found.settled.who, found.settled.words) == ("Ada Tutor", "counts as '5': the scan shows 5.0")


def test_whoever_handed_nothing_in_can_be_given_something(folder):
    override(folder, "s4", "1c", answer="-4.25", why="came by mail")
    assert points(folder)["s4"] == [0, 0, 4]
    assert by_student(folder)["s4"].submission is not None


def test_decisions_outlive_regrades_new_answers_and_a_corrected_id(folder):
    override(folder, "s3", "1b", points="1", why="shown at the board")
    hand_in(folder, "s3,5,8,-4.25", file="a.csv")
    assert points(folder)["s3"] == [2, 1, 4]
    (folder.record / "marks.json").unlink()
    write(folder.roster, "id,name,was", "s1,Ada,", "s2,Bo,", "s33,Cy,s3", "s4,Di,")
    hand_out(folder)
    hand_in(folder, "s33,5,8,-4.25")
    assert points(folder)["s33"] == [2, 1, 4]


def test_explanations_say_what_was_decided_by_whom_when_and_why(folder):
    override(folder, "s3", "1b", points="1", why="shown at the board", by="Ada Tutor")
    grade(folder)
    text = (folder.explanations / "s3.txt").read_text(encoding="utf-8")
    (when,) = (one["when"] for one in decisions(folder))
    for part in ("1 of 2 points", "shown at the board", "Ada Tutor", when[:10]):
        assert part in text


LOG2, SIGN = MISCONCEPTIONS["log2"], MISCONCEPTIONS["ascent-sign"]


@pytest.mark.parametrize(("causes", "earned"), [([LOG2], 2), ([SIGN, LOG2], 2), ([SIGN], 0), ([], 0)])
def test_an_accepted_misconception_counts_as_right_wherever_the_number_is_consistent_with_it(causes, earned):
    sheet = circuit()
    marks = marked(sheet, {"q": "5", "f": "7"})
    verdicts = tuple(
        replace(one, outcome=Outcome.MISCONCEPTION, causes=tuple(causes)) if one.blank.label == "1b" else one
        for one in marks.verdicts
    )
    accepted = ForEveryone(decision=Decision(blank="1b", accept="log2", why="as on the slide"), accepted="log2")
    found = decided(replace(marks, verdicts=verdicts), Decisions(for_everyone=[accepted])).verdicts[1]
    assert found.points == earned
    assert found.outcome is (Outcome.RIGHT if earned else Outcome.MISCONCEPTION)
    assert (found.settled is not None) is bool(earned)


@pytest.mark.parametrize("accept", ["forgot-rate", "Learning rate left out"])
def test_whoever_left_the_rate_out_is_right_where_that_is_accepted(tmp_path, accept):
    """Every new weight is handed in as w - g in place of w - eta g; marking finds out what that is consistent with."""
    from gradsheet.assignments.folder import Folder
    from gradsheet.formula import name, parse_name

    folder = Folder(tmp_path)
    text = 'title = "T"\nproblems = [{ use = "lecture/relu-sigmoid-bce" }]\n'
    write(folder.assignment, text)
    write(folder.roster, "id", "s1")
    (sheet,) = hand_out(folder).sheets
    given, values = sheet.items[0].exercise.givens, sheet.items[0].solution.values
    typed, labels = {}, []
    for blank in sheet.blanks:
        value = values[blank.symbol]
        if name(blank.symbol).startswith("new "):
            weight = name(blank.symbol).removeprefix("new ")
            value = float(given[parse_name(weight)]) - values[parse_name(f"dL/d{weight}")]
            labels.append(blank.label)
        typed[blank.label] = f"{value:.5f}"
    folder.answers.mkdir(exist_ok=True)
    write(folder.answers / "a.csv", ",".join(["id", *typed]), ",".join(["s1", *typed.values()]))
    before = by_student(folder)["s1"]
    assert labels[0] in [step.label for step in before.wrong_steps]
    write(folder.assignment, text + ruling("accept", accept, labels[0]))
    after = by_student(folder)["s1"]
    (worth,) = (blank.points for blank in sheet.blanks if blank.label == labels[0])
    assert (after.total, after.out_of) == (before.total + worth, before.out_of)
    assert labels[0] not in [step.label for step in after.wrong_steps]
    found = verdict(folder, "s1", labels[0])
    assert (found.outcome, found.settled.outcome, found.settled.points) == (Outcome.RIGHT, Outcome.MISCONCEPTION, 0)


OTHER = PROBLEM.replace('title = "A circuit"', 'title = "Another"').replace('["q", "f"]', '["f", "q"]')


@pytest.mark.parametrize(
    ("decision", "complaint"),
    [
        (ruling("void", "out of the total", "9z"), "4:9: decision[1].blank: '9z' is a blank of no sheet; there are 1a"),
        (ruling("accept", "log3"), "5:10: decision[1].accept: 'log3' is no misconception; did you mean 'log"),
        (
            ruling("accept", "sum instead of the mean"),
            "did you mean 'no-batch-mean' (sum over the batch in place of its mean)",
        ),
        (
            ruling("void", "out of the total", rest='problem = "problems/circus.toml"\n'),
            "7:11: decision[1].problem: 'problems/circus.toml' is on no sheet; did you mean 'problems/circuit.toml'?",
        ),
    ],
)
def test_what_is_on_no_sheet_is_complained_about_with_its_place_and_nothing_is_written(folder, decision, complaint):
    grade(folder)
    before = (folder.staff / "marks.csv").read_bytes()
    set_to(folder, decision)
    with pytest.raises(ComplaintsError) as raised:
        grade(folder)
    (found,) = raised.value.complaints
    assert str(found).startswith("assignment.toml:")
    assert complaint in str(found)
    assert (folder.staff / "marks.csv").read_bytes() == before


def test_all_complaints_come_at_once(folder):
    set_to(folder, ruling("void", "out of the total", "9z") + ruling("accept", "nonsense"))
    with pytest.raises(ComplaintsError) as raised:
        grade(folder)
    assert [one.line for one in raised.value.complaints] == [4, 9]


def test_a_label_that_means_two_questions_needs_the_problem(tmp_path):
    """With `pick`, 1b is f on some sheets and q on others."""
    from gradsheet.assignments.load import assignment_of
    from gradsheet.grading.for_everyone import for_everyone
    from gradsheet.problems import TomlSource

    one, two = read(PROBLEM), replace(read(OTHER), name="test/other")
    handed = [*sheets(one, students=["s1"]), *sheets(two, students=["s2"])]

    def found(rest: str) -> tuple[ForEveryone, ...]:
        text = 'title = "T"\nproblems = [{ use = "test/circuit" }]\n' + ruling("void", "out of the total", rest=rest)
        return for_everyone(assignment_of(TomlSource.parse(text, "assignment.toml")), handed)

    with pytest.raises(ComplaintsError, match=r'asked in test/circuit and in test/other.*problem = "test/circuit"'):
        found("")
    (only,) = found('problem = "test/other"\n')
    assert [only.concerns(sheet.blanks[1], sheet.items[0].exercise.problem) for sheet in handed] == [False, True]


@pytest.mark.parametrize(
    ("blank", "decision", "said"),
    [
        ("1b", {"points": "3"}, "3 is not from 0 to 2; 1b is worth 2 points"),
        ("1b", {"points": "-1"}, "-1 is not from 0 to 2"),
        ("1b", {"points": "much"}, "'much' is no number"),
        ("1b", {"points": "nan"}, "'nan' is no number"),
        ("1b", {"points": "1e400"}, "'1e400' is no number"),
        ("1b", {}, "decide one thing"),
        ("1b", {"points": "1", "answer": "5"}, "decide one thing"),
        ("1b", {"answer": " "}, "--answer is empty"),
        ("1b", {"answer": "3 2/3"}, "--answer: "),
        ("1b", {"undo": True}, "nothing is decided about 1b of s3"),
        ("1b", {"points": "1", "why": " "}, "say why"),
        ("1f", {"points": "1"}, "has no blank '1f'; there are 1a, 1b, 1c"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_noted(folder, blank, decision, said):
    with pytest.raises(GradsheetError) as raised:
        override(folder, "s3", blank, **{"why": "x", **decision})
    assert said in str(raised.value)
    assert not (folder.record / "decisions").exists()


def test_a_decision_made_before_a_redraw_stays_and_is_said(folder):
    from gradsheet.grading.decisions import set_aside
    from gradsheet.grading.overrides import Override

    sheet = circuit()
    one = Override(student="s001", origin="s001", code="OLD", blank="1a", who="", when="", why="", answer="5")
    (line,) = set_aside({"s001": {"1a": one}}, [sheet])
    assert "decided for the sheet OLD" in line
    (line,) = set_aside({"s001": {"7x": one}}, [sheet])
    assert "no such blank" in line


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", "null", '{"format": 2}', '{"format": 1, "student": 5}', "[" * 5000, "\x00"]
)
def test_a_damaged_line_is_said_with_its_place(folder, line):
    override(folder, "s3", "1b", points="1", why="x")
    path = folder.record / "decisions"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(GradsheetError, match="record/decisions:2: this decision cannot be read"):
        grade(folder)


def test_totals_are_as_decided(folder):
    override(folder, "s2", "1b", answer="-21.25", why="x\u2028y")
    assert totals(folder) == {"s1": 8, "s2": 7, "s3": 6, "s4": 0}
