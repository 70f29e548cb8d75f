"""Responses that come back from Open edX for exported variants, in a report laid out as its source writes it.

The columns are those of `ProblemResponses` in edx-platform and of `generate_report_data` in its problem block; the state
is what capa saves. None was downloaded from a running server.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from grading.handed import CIRCUIT
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.record import read_record
from gradsheet.errors import ComplaintsError
from gradsheet.grading import Outcome, grade
from gradsheet.lms import export

ASSIGNMENT = """
title = "Homework 3"
timezone = "Europe/Berlin"
problems = [
  { use = "softmax/choose-the-gradient", points = 10 },
  { use = "problems/circuit.toml", points = 5 },
]
"""
HEAD = ["username", "title", "location", "Answer", "Answer ID", "Correct Answer", "Question", "block_key", "state"]
PORTUGUESE = [*HEAD[:3], "ID da Resposta", "Pergunta", "Resposta", "Resposta Correta", *HEAD[7:]]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name,edx\ns001,Ada,ada_l\ns002,Bo,bo\n", encoding="utf-8")
    (tmp_path / "answers").mkdir()
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "circuit.toml").write_text(CIRCUIT, encoding="utf-8")
    folder = Folder(tmp_path)
    hand_out(folder)
    export(folder, target="olx", variants=2)
    return folder


@pytest.fixture
def problems(folder):
    """By code, the problems of the course as they were exported."""
    with tarfile.open(folder.export / "olx.tar.gz") as archive:
        names = [name for name in archive.getnames() if "/problem/" in name]
        return {re.split(r"[/.]", name)[-2]: ElementTree.fromstring(archive.extractfile(name).read()) for name in names}


def right(problem):
    """What a browser sends for the right answers."""
    found = []
    for response in problem.iter():
        if response.tag == "numericalresponse":
            found.append(response.get("answer"))
        elif response.tag == "multiplechoiceresponse":
            correct = [choice.get("correct") for choice in response.iter("choice")]
            found.append(f"choice_{correct.index('true')}")
    return found


def rows(user, code, problem, answers, *, attempts=1):
    """The rows that the report has for one student's problem."""
    block = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    given = {f"{block}_{place}_1": answer for place, answer in enumerate(answers, start=2)}
    state = {
        "attempts": attempts, "done": True, "seed": 1, "student_answers": given,
        "last_submission_time": "2026-11-24T09:42:00Z", "input_state": {name: {} for name in given},
    }  # fmt: skip
    key = f"block-v1:Uni+ML+2026+type@problem+block@{block}"
    return [
        [user, problem.get("display_name"), "Homework 3 > Softmax > Softmax", answer, name, "?", "2a: z =", key, json.dumps(state)]
        for name, answer in given.items()
    ]  # fmt: skip


def download(folder, some, head=HEAD):
    out = io.StringIO()
    csv.writer(out).writerows([head, *some])
    (folder.answers / "student_state.csv").write_text(out.getvalue(), encoding="utf-8")


def of(problems, number):
    return next((code, problem) for code, problem in problems.items() if code.endswith(f"-{number}"))


@pytest.mark.parametrize("head", [HEAD, PORTUGUESE])
def test_right_answers_earn_everything_in_any_language(folder, problems, head):
    some = [row for number in (1, 2) for row in rows("ada_l", *of(problems, number), right(of(problems, number)[1]))]
    download(folder, some, head)
    report = grade(folder)
    assert report.complaints == ()
    (found,) = [one for one in report.marks if one.sheet.student.id == "s001"]
    assert found.total == 15
    assert found.submission.when == datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


def test_reasons_and_follow_through_come_back(folder, problems):
    """One slip, and what follows as that slip makes it: Open edX takes both marks, here one blank costs."""
    code, problem = of(problems, 2)
    record = read_record(folder)
    entry = next(one for one in record.exports.values() if f"{one.code}-2" == code)
    givens = {key: Decimal(text) for key, text in record.draws[entry.holder, entry.exercises[1].use].givens.items()}
    slip = givens["x"] + givens["y"] + Decimal("1.7")
    answers = [str(slip), str(slip * givens["z"]), str(givens["z"])]
    download(folder, rows("ada_l", code, problem, answers))
    found = next(one for one in grade(folder).marks if one.sheet.student.id == "s001")
    outcomes = {one.blank.label: one.outcome for one in found.verdicts if one.blank.exercise == 2}
    assert outcomes == {"2a": Outcome.WRONG, "2b": Outcome.FOLLOW_THROUGH, "2c": Outcome.RIGHT}


def test_a_wrong_option_is_named(folder, problems):
    code, problem = of(problems, 1)
    answers = right(problem)
    answers[0] = next(f"choice_{place}" for place in range(2) if f"choice_{place}" != answers[0])
    download(folder, rows("ada_l", code, problem, answers))
    found = next(one for one in grade(folder).marks if one.sheet.student.id == "s001")
    outcomes = [one.outcome for one in found.verdicts if one.blank.exercise == 1]
    assert outcomes[0] is Outcome.MISCONCEPTION
    assert set(outcomes[1:]) == {Outcome.RIGHT}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: ["nobody", *row[1:]], "the usernames are not on the roster"),
        (lambda row: [row[0], "Another problem", *row[2:]], "no title and no block names an exercise"),
        (lambda row: [*row[:8], "{}"], "cannot be read; download the report again"),
        (lambda row: [*row[:8], row[8].replace('"attempts": 1', '"attempts": 0')], "has not submitted"),
        (lambda row: [*row[:8], row[8].replace('_4_1"', '_4_2"')], " numbers, and 2 came"),
    ],
)
def test_what_cannot_be_used_of_the_report_is_said(folder, problems, change, said):
    code, problem = of(problems, 2)
    download(folder, [change(row) for row in rows("ada_l", code, problem, right(problem))])
    try:
        told = [str(one) for one in grade(folder).complaints]
    except ComplaintsError as error:
        told = [str(one) for one in error.complaints]
    assert any(said in one for one in told), told
