"""From Moodle and back: exported, answered there, downloaded, marked here with reasons.

Students answer what Moodle's reader holds; the report is laid out as mod_quiz writes it (see test_responses).
"""

from __future__ import annotations

import csv
import io
import random

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.grading import Outcome, grade
from gradsheet.lms import export
from gradsheet.lms.readers.moodle import imported
from problems.students import HABITS, Work, typed

ASSIGNMENT = """
title = "Homework 3"
timezone = "Europe/Berlin"
problems = [{ use = "lecture/softmax-ce", points = 11 }]
[credit]
misconception = 0.25
"""
STUDENTS = ("s001", "s002", "s003", "s004")
FRONT = ["Last name", "First name", "ID number", "Email address", "Status", "Started", "Completed", "Duration", "Grade"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    roster = "".join(f"{one},X\n" for one in STUDENTS)
    (tmp_path / "roster.csv").write_text(f"id,name\n{roster}", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    folder = Folder(tmp_path)
    hand_out(folder)
    return folder


def pools(folder, target):
    """What Moodle draws from: the questions of each category."""
    (path,) = export(folder, target=target, variants=5).paths
    found = {}
    for one in imported(path.name, path.read_bytes()):
        found.setdefault(one.category, []).append(one)
    return list(found.values())


def summarised(question):
    """qtype_multianswer writes its fields as underscores; qtype_numerical the text alone."""
    text = question.text
    for number in range(1, len(question.parts) + 1):
        text = text.replace(f"{{#{number}}}", "_____")
    return " ".join(text.split())


def report(folder, rows, slots):
    head = [*FRONT, *(cell for slot in range(1, slots + 1) for cell in (f"Question {slot}", f"Response {slot}"))]
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    (folder.answers / "responses.csv").write_text(out.getvalue(), encoding="utf-8")


def row(student, answered):
    front = ["X", "Y", student, "", "Finished", "24 November 2026 10:00", "24 November 2026 10:42", "42 mins", "7.50"]
    return [*front, *(cell for question, response in answered for cell in (summarised(question), response))]


def right(part):
    return f"{part.alternatives[0].answer:.6f}"


def test_cloze_questions_answered_rightly_earn_everything_whichever_variant_moodle_drew(folder):
    chance = random.Random(1)
    (pool,) = pools(folder, "moodle")
    rows = []
    for student in STUDENTS:
        question = chance.choice(pool)
        typed_in = "; ".join(f"part {number}: {right(part)}" for number, part in enumerate(question.parts, start=1))
        rows.append(row(student, [(question, typed_in)]))
    report(folder, rows, 1)
    found = grade(folder)
    assert found.complaints == ()
    assert [one.total for one in found.marks] == [11] * len(STUDENTS)


def test_blanks_of_one_student_from_different_variants_are_each_marked_by_their_own_numbers(folder):
    chance = random.Random(2)
    slots = pools(folder, "moodle-numerical")
    drawn = {student: [chance.choice(pool) for pool in slots] for student in STUDENTS}
    assert len({question.idnumber.rpartition("-")[0] for question in drawn["s001"]}) > 1
    rows = [row(student, [(one, right(one.parts[0])) for one in drawn[student]]) for student in STUDENTS]
    report(folder, rows, len(slots))
    found = grade(folder)
    assert found.complaints == ()
    assert [one.total for one in found.marks] == [11] * len(STUDENTS)


def test_a_known_wrong_method_earns_what_it_earned_there_and_what_follows_from_it_everything(folder):
    """The step taken uphill, worked out by decimals on the numbers of the variant."""
    from gradsheet.assignments.exported import exported

    slots = pools(folder, "moodle-numerical")
    chosen = [pool[2] for pool in slots]
    code = chosen[0].idnumber.partition("-")[0]
    ((_, item),) = exported(folder).variants[code]
    problem = item.exercise.problem
    way = problem.wrong_ways["ascent-sign"]
    wrong = Work(way.derivation, tuple(way.reached)).answers(
        item.exercise.givens, HABITS[0], keep=problem.rounding.keep, chance=random.Random(0)
    )
    answered, there = [], {}
    for question, blank in zip(chosen, item.blanks, strict=True):
        number = typed(wrong.get(blank.symbol), problem.rounding.answer)
        response = right(question.parts[0]) if number is None else f"{number:.4f}"
        answered.append((question, response))
        there[blank.label] = question.parts[0].fraction(response)
    report(folder, [row("s001", answered)], len(slots))
    (marks,) = [one for one in grade(folder).marks if one.sheet.student.id == "s001"]
    here = {one.blank.label: (one.outcome, one.points / one.blank.points) for one in marks.verdicts}
    assert {outcome for outcome, _ in here.values()} == {Outcome.RIGHT, Outcome.MISCONCEPTION, Outcome.FOLLOW_THROUGH}
    for label, (outcome, share) in here.items():
        assert share == (1 if outcome is Outcome.FOLLOW_THROUGH else there[label])
        assert there[label] == (1 if outcome is Outcome.RIGHT else 0.25)
    assert problem.misconceptions["ascent-sign"].title in (folder.explanations / "s001.txt").read_text(encoding="utf-8")
