"""Answers that come back from Canvas for exported questions: every blank was asked in a variant of its own.

The right numbers are taken out of the exported file. The report is laid out as Quizzes::QuizStatistics::StudentAnalysis
of Canvas writes it: a column for each question that anybody got, empty where a student did not get it.
"""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from xml.etree import ElementTree

import pytest

from grading.handed import CIRCUIT
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.grading import Outcome, grade
from gradsheet.grading.face_to_face import explain
from gradsheet.lms import export
from gradsheet.lms.readers.canvas import read

ASSIGNMENT = """
title = "Homework 3"
timezone = "Europe/Berlin"
problems = [
  { use = "problems/circuit.toml", points = 6 },
  { use = "lecture/relu-sigmoid-bce", points = 10 },
]
"""
HEAD = ["name", "id", "sis_id", "section", "section_id", "section_sis_id", "submitted", "attempt"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name\ns001,Ada\ns002,Bo\ns003,Cy\n", encoding="utf-8")
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "circuit.toml").write_text(CIRCUIT, encoding="utf-8")
    folder = Folder(tmp_path)
    hand_out(folder)
    export(folder, target="canvas", variants=3)
    return folder


@pytest.fixture
def pools(folder):
    """By question bank, the questions in it: the text of each and its right number."""
    content = (folder.export / "canvas.zip").read_bytes()
    right = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".qti"):
                for item in ElementTree.fromstring(archive.read(name)).iterfind(".//{*}item"):
                    right[item.get("ident")] = item.findtext(".//{*}varequal")
    found = {}
    for one in read({"canvas.zip": content}):
        found.setdefault(one.pool, []).append((" ".join(one.words.split()), right[one.ident]))
    return found


def download(folder, pools, choices):
    """`choices`: by student, for every bank which question came and what was answered."""
    questions = [text for pool in pools.values() for text, _ in pool]
    rows = [[*HEAD, *(cell for at, text in enumerate(questions) for cell in (f"{4000 + at}: {text}", "1.0")), "n correct",
             "n incorrect", "score"]]  # fmt: skip
    for student, chosen in choices.items():
        answers = {pools[pool][at][0]: answer for pool, (at, answer) in chosen.items()}
        cells = [cell for text in questions for cell in (answers.get(text, ""), "0.0")]
        rows.append(["X", "9", student, "A", "1", "", "2026-11-24 09:42:00 UTC", "1", *cells, "1", "2", "3"])
    folder.answers.mkdir(exist_ok=True)
    with (folder.answers / "analysis.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def drawn(pools, seed):
    """Which question of each bank somebody got, each answered rightly."""
    chance = random.Random(seed)
    picked = {pool: chance.randrange(len(questions)) for pool, questions in pools.items()}
    return {pool: (at, pools[pool][at][1]) for pool, at in picked.items()}


def test_right_answers_earn_everything_whichever_variants_came(folder, pools):
    download(folder, pools, {"s001": drawn(pools, 1), "s002": drawn(pools, 2)})
    report = grade(folder)
    assert report.complaints == ()
    assert {one.sheet.student.id: one.total for one in report.marks} == {"s001": 16, "s002": 16, "s003": 0}
    text = (folder.explanations / "s001.txt").read_text(encoding="utf-8")
    codes = {re.search(r"Exercise ([0-9A-Z]{10})-2", pools[pool][at][0])[1] for pool, (at, _) in drawn(pools, 1).items()
             if "relu" in pool}  # fmt: skip
    assert len(codes) > 1
    assert all(code in text for code in codes)


def test_a_wrong_answer_is_marked_by_the_numbers_of_its_own_question(folder, pools):
    mine = drawn(pools, 1)
    wrong = next(pool for pool in pools if "circuit" in pool)
    at, right = mine[wrong]
    mine[wrong] = (at, f"{-float(right):g}")
    download(folder, pools, {"s001": mine})
    (found, *_) = grade(folder).marks
    outcomes = [verdict.outcome for verdict in found.verdicts]
    assert outcomes.count(Outcome.RIGHT) == len(outcomes) - 1
    (verdict,) = [verdict for verdict in found.verdicts if verdict.outcome is not Outcome.RIGHT]
    assert verdict.outcome in (Outcome.SIGN_SLIP, Outcome.MISCONCEPTION)
    shown = "\n".join(line.text for line in explain(folder, "s001"))
    assert f"exactly {float(right):.12g}" in shown


@pytest.mark.parametrize(("variants", "outcome"), [((0, 0), Outcome.FOLLOW_THROUGH), ((0, 1), Outcome.WRONG)])
def test_what_follows_from_a_slip_is_credited_where_both_blanks_have_the_same_numbers(folder, pools, variants, outcome):
    """f = q*z and df/dx = z: q is 1.7 too large, and f is what that makes of its own numbers."""
    mine = drawn(pools, 1)
    q, _, z = [questions for pool, questions in pools.items() if "circuit" in pool]
    first, second = (pool for pool in pools if "circuit" in pool and not pool.endswith("c"))
    other, here = variants[1], variants[0]
    mine[first] = (here, f"{float(q[here][1]) + 1.7:.4f}")
    mine[second] = (other, f"{(float(q[other][1]) + 1.7) * float(z[other][1]):.4f}")
    download(folder, pools, {"s001": mine})
    (found, *_) = grade(folder).marks
    outcomes = {verdict.blank.label: verdict.outcome for verdict in found.verdicts}
    assert (outcomes["1a"], outcomes["1b"], outcomes["1c"]) == (Outcome.WRONG, outcome, Outcome.RIGHT)


def test_two_variants_of_one_blank_at_once_are_said(folder, pools):
    download(folder, pools, {"s001": drawn(pools, 1)})
    path = folder.answers / "analysis.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    empty = next(at for at in range(len(HEAD), len(row) - 3, 2) if not row[at])
    row[empty] = "1"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, row])
    assert any("at once; the first is marked" in one.text for one in grade(folder).complaints)
