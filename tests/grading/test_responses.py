"""Responses that come back from Moodle and Canvas, for exported variants.

The Moodle side is an import written from Moodle's documentation; its report is laid out as mod_quiz's
attempts_report_table and qtype_multianswer's summarise_response write it. Canvas's is laid out as
Quizzes::QuizStatistics::StudentAnalysis#to_csv writes it. None was downloaded from a running server.
"""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import openpyxl
import pytest

from grading.handed import CIRCUIT
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.record import read_record
from gradsheet.grading import Outcome, grade
from gradsheet.lms import export
from gradsheet.lms.readers.hypertext import page_of
from gradsheet.lms.readers.moodle import imported
from gradsheet.lms.readers.moodle_fields import FIELD

ASSIGNMENT = """
title = "Homework 3"
timezone = "Europe/Berlin"
problems = [
  { use = "lecture/relu-sigmoid-bce", points = 10 },
  { use = "problems/circuit.toml", points = 5 },
]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    roster = "id,name,email,Matriculation\ns001,Ada,ada@uni.example,900001\ns002,Bo,bo@uni.example,900002\n"
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    (tmp_path / "answers").mkdir()
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "circuit.toml").write_text(CIRCUIT, encoding="utf-8")
    folder = Folder(tmp_path)
    hand_out(folder)
    export(folder, target="moodle", variants=3)
    return folder


@pytest.fixture
def quiz(folder):
    """By problem, the questions of its category as Moodle holds them."""
    found = {}
    for question in imported("moodle.xml", (folder.export / "moodle.xml").read_bytes()):
        found.setdefault(question.category[-1], []).append(question)
    return list(found.values())


HEAD = ["Last name", "First name", "ID number", "Email address", "Status", "Started", "Completed", "Duration",
        "Grade/15.00", "Question 1", "Response 1", "Question 2", "Response 2"]  # fmt: skip
GERMAN = ["Nachname", "Vorname", "ID-Nummer", "E-Mail-Adresse", "Status", "Begonnen", "Beendet", "Dauer",
          "Bewertung/15,00", "Frage 1", "Antwort 1", "Frage 2", "Antwort 2"]  # fmt: skip


def summary(question):
    """What qtype_multianswer's get_question_summary makes of a question."""
    return page_of(FIELD.sub("_____", question.html)).words


def right(question):
    return [
        f"{part.alternatives[0].answer:g}" if part.alternatives else part.options[0].answer for part in question.parts
    ]


def response(values, part="part"):
    return "; ".join(f"{part} {number}: {value}" for number, value in enumerate(values, start=1)).strip()


def attempt(student, *answered, completed="24 November 2026 10:42", part="part"):
    cells = [cell for question, values in answered for cell in (summary(question), response(values, part))]
    state = "Finished" if completed != "-" else "In progress"
    return [
        "X",
        "Y",
        student,
        f"{student}@uni.example",
        state,
        "24 November 2026 10:00",
        completed,
        "42 mins",
        "7.50",
        *cells,
    ]


def download(folder, rows, kind="csv", head=HEAD):
    if kind == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([head, *rows])
        content = b"\xef\xbb\xbf" + out.getvalue().encode()
    elif kind == "json":
        keys = [re.sub(r"\W", "", name.lower()) for name in head]
        content = json.dumps([[dict(zip(keys, row, strict=True)) for row in rows]]).encode()
    else:
        book, raw = openpyxl.Workbook(), io.BytesIO()
        for row in (head, *rows):
            book.active.append(row)
        book.save(raw)
        content = raw.getvalue()
    (folder.answers / f"responses.{kind}").write_bytes(content)


def marks(report):
    return {one.sheet.student.id: one for one in report.marks}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_right_answers_to_whatever_variant_moodle_drew_earn_everything(folder, quiz, kind):
    first, second = quiz
    download(folder, [
        attempt("s001", (first[2], right(first[2])), (second[0], right(second[0]))),
        attempt("s002", (first[0], right(first[0])), (second[1], right(second[1]))),
    ], kind)  # fmt: skip
    report = grade(folder)
    assert report.complaints == ()
    assert {id_: one.total for id_, one in marks(report).items()} == {"s001": 15, "s002": 15}
    assert marks(report)["s001"].submission.when.isoformat() == "2026-11-24T10:42:00+01:00"
    code = first[2].idnumber.rpartition("-")[0]
    assert f"question with the code {code}" in (folder.explanations / "s001.txt").read_text(encoding="utf-8")


def test_reasons_and_follow_through_come_back(folder, quiz):
    """One slip, and what follows as that slip makes it: Moodle takes both marks, here one blank costs."""
    question = quiz[1][1]
    record = read_record(folder)
    entry = next(one for one in record.exports.values() if f"{one.code}-2" == question.idnumber)
    givens = {key: Decimal(text) for key, text in record.draws[entry.holder, entry.exercises[1].use].givens.items()}
    slip = givens["x"] + givens["y"] + Decimal("1.7")
    answered = (question, [slip, slip * givens["z"], givens["z"]])
    assert [part.fraction(f"{one:f}") for part, one in zip(question.parts, answered[1], strict=True)] == [0, 0, 1]
    download(folder, [attempt("s001", (quiz[0][0], right(quiz[0][0])), answered)])
    (found, _) = grade(folder).marks
    outcomes = {one.blank.label: one.outcome for one in found.verdicts if one.blank.exercise == 2}
    assert outcomes == {"2a": Outcome.WRONG, "2b": Outcome.FOLLOW_THROUGH, "2c": Outcome.RIGHT}


def test_each_attempt_is_marked_by_the_variant_that_it_got(folder, quiz):
    first, _ = quiz
    half = [*right(first[1])[:2], *[""] * (len(first[1].parts) - 2)]
    download(folder, [
        attempt("s001", (first[0], right(first[0])), completed="23 November 2026 10:00"),
        attempt("s001", (first[1], half), completed="24 November 2026 10:00"),
    ], head=HEAD[:-2])  # fmt: skip
    found = marks(grade(folder))["s001"]
    assert (found.attempts, found.attempt, found.total) == (2, 1, 10)


def test_another_language_and_other_names_for_students_do_as_well(folder, quiz):
    first, _ = quiz
    row = attempt("900001", (first[0], right(first[0])), completed="24. November 2026 10:42", part="Teil")
    other = attempt("", (first[1], right(first[1])), completed="24. November 2026 10:50", part="Teil")
    other[3] = "BO@uni.example"
    row[3] = ""
    download(folder, [row], head=GERMAN[:-2])
    assert marks(grade(folder))["s001"].total == 10
    download(folder, [other], head=GERMAN[:-2])
    assert marks(grade(folder))["s002"].total == 10


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: [*row[:9], "A question", "part 1: 5; part 2: 6"], "tick 'question text' beside 'response'"),
        (lambda row: [*row[:6], "-", *row[7:]], "s001 has not finished this attempt"),
        (lambda row: [*row[:10], "part 1: 5; part 2: 6"], " numbers, and 2 came"),
        (lambda row: [*row[:9], row[9].replace(re.search(r"[0-9A-Z]{10}-1", row[9])[0], "0000000000-1"), row[10]], "belongs to another assignment"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_moodles_report_is_said(folder, quiz, change, said):
    (folder.answers / "others.csv").write_text("id,1a\ns002,5\n", encoding="utf-8")
    row = attempt("s001", (quiz[0][0], right(quiz[0][0])))
    download(folder, [change(row)], head=HEAD[:-2])
    report = grade(folder)
    assert any(one.file.endswith("responses.csv") and said in one.text for one in report.complaints)
    assert [one.sheet.student.id for one in report.handed_in] == ["s002"]


def canvas(folder, questions, *rows):
    head = ["name", "id", "sis_id", "section", "section_id", "section_sis_id", "submitted", "attempt"]
    head += [cell for text in questions for cell in (text, "1.0")] + ["n correct", "n incorrect", "score"]
    with (folder.answers / "analysis.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def analysis(student, number, time, *answers):
    cells = [cell for text in answers for cell in (text, "0.0")]
    return ["Ada", "4711", student, "A", "5", "", time, number, *cells, "1", "2", "0.5"]


def test_canvas_questions_name_a_blank_by_its_code_or_its_label(folder, quiz):
    first, second = quiz
    values, code = right(first[1]), first[1].idnumber
    letters = "abcdefghijkl"[: len(values)]
    questions = [f"{700 + at}: Type the number\nfor {code}{letter}." for at, letter in enumerate(letters)]
    canvas(folder, questions, analysis("s001", "1", "2026-11-24 09:42:00 UTC", *values))
    found = marks(grade(folder))["s001"]
    assert sum(one.points for one in found.verdicts if one.blank.exercise == 1) == 10
    assert found.submission.when.isoformat() == "2026-11-24T09:42:00+00:00"

    together = ",".join(value.replace(",", "\\,") for value in right(second[2]))
    canvas(
        folder,
        [f"1: {second[2].idnumber}", "2: How was it?"],
        analysis("s001", "1", "2026-11-24 09:42:00 UTC", together, "ok"),
    )
    report = grade(folder)
    assert marks(report)["s001"].total == 5
    assert any("1 other questions, first '2: How was it?'" in note for note in report.notes)


def test_canvas_attempts_of_the_students_own_sheet_stand_in_their_order(folder):
    canvas(folder, ["9: 1a", "10: 1b The output"], analysis("s001", "2", "2026-11-24 10:00:00 UTC", "3", "4"),
           analysis("s001", "1", "2026-11-23 10:00:00 UTC", "1", "2"), analysis("x", "1", "2026-11-23 10:00:00 UTC", "1", "2"))  # fmt: skip
    report = grade(folder)
    assert any("nobody with a sheet: Ada, 4711, x" in str(one) for one in report.complaints)
    assert marks(report)["s001"].attempts == 2
