"""PrairieLearn: course directories, judged by its schemas, by running `server.py`, and by numpy as PrairieLearn marks."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from html import unescape

import numpy as np
import pytest

from gradsheet.lms.course import Course
from gradsheet.lms.prairielearn.write import prairielearn
from gradsheet.lms.proof import prove
from gradsheet.lms.question import Question, questions
from gradsheet.lms.readers.prairielearn import read
from lms.drawn import bank, lecture, sheets, written
from lms.mistaken import mistaken
from lms.probes import probes
from lms.schemas import XSD, needs_schemas

COURSE = Course(title='Homework "3" {{x}}')
INPUT = re.compile(r"<pl-number-input ([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@cache
def of_the_bank() -> list[Question]:
    return questions([bank()])


@cache
def files() -> dict[str, bytes]:
    return unpacked(of_the_bank())


def unpacked(some: list[Question], course: Course = COURSE) -> dict[str, bytes]:
    ((_, content),) = prairielearn(some, course).files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def generated(program: bytes, seed: int) -> dict:
    """What PrairieLearn's first phase makes of a question for one seed."""
    names: dict = {}
    exec(compile(program, "server.py", "exec"), names)
    data: dict = {"variant_seed": seed, "params": {}, "correct_answers": {}}
    names["generate"](data)
    return data


def inputs(page: str) -> dict[str, dict[str, str]]:
    found = [{name: unescape(value) for name, value in ATTRIBUTE.findall(one)} for one in INPUT.findall(page)]
    return {one["answers-name"]: one for one in found}


@needs_schemas
def test_the_course_its_questions_and_its_inputs_are_valid():
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema checks JSON against schemas")

    def check(name: str, value: object) -> None:
        jsonschema.validate(value, json.loads((XSD / "prairielearn" / name).read_text(encoding="utf-8")))

    check("infoCourse.json", json.loads(files()["infoCourse.json"]))
    for name, content in files().items():
        if name.endswith("/info.json"):
            check("infoQuestion.json", json.loads(content))
        elif name.endswith("server.py"):
            for given in inputs(generated(content, 0)["params"]["question"]).values():
                check("pl-number-input.json", given)


def graded(program: bytes, data: dict, answers: dict[str, float]) -> dict:
    """PrairieLearn's phases: each input marks its own answer by allclose, then `grade` of the question has its say."""
    scores = {
        name: {
            "score": float(np.allclose(answers[name], right, rtol=float(field["rtol"]), atol=float(field["atol"]))),
            "weight": int(field["weight"]),
        }
        for name, field in inputs(data["params"]["question"]).items()
        for right in [data["correct_answers"][name]]
    }
    given = {**data, "submitted_answers": dict(answers), "partial_scores": scores, "score": None}
    names: dict = {}
    exec(compile(program, "server.py", "exec"), names)
    names["grade"](given)
    return given


def test_answers_are_marked_by_allclose_and_grade_as_they_are_here():
    for question in of_the_bank():
        program = files()[f"questions/{question.problem.name}/server.py"]
        data = generated(program, 7)
        for place, typed, share in probes(question):
            part = question.parts[place]
            if not part.blank.options:
                given = graded(program, data, {**data["correct_answers"], part.blank.label: float(typed)})
                there = given["partial_scores"][part.blank.label]["score"]
                assert there == share, (question.problem.name, part.blank.label, typed)
                weights = [one["weight"] for one in given["partial_scores"].values()]
                assert given["score"] == pytest.approx(1 - part.weight * (1 - share) / sum(weights))


def test_who_holds_a_misconception_is_told_so_and_earns_what_the_policy_says_and_nobody_else_is():
    drawn, course = sheets(lecture()), replace(COURSE, misconception=Decimal("0.25"))
    made, held = unpacked(questions(drawn), course), read(dict(prairielearn(questions(drawn), course).files))
    places = {(one.pool, place.name): place for one in held for place in one.places}
    told = 0
    for _, blank, text, title in mistaken(drawn):
        name = drawn[0].items[blank.exercise - 1].exercise.problem.name
        program = made[f"questions/{name}/server.py"]
        data = generated(program, 0)
        scores = graded(program, data, {**data["correct_answers"], blank.label: float(text)})["partial_scores"]
        one = scores.pop(blank.label)
        assert title in one["feedback"]
        assert one["score"] == places[name, blank.label].earns(text) == 0.25
        assert places[name, blank.label].tells(text) == one["feedback"]
        assert all(other["score"] == 1 and "feedback" not in other for other in scores.values())
        told += 1
    assert told > 50
    nonsense = graded(program, data, dict.fromkeys(data["correct_answers"], 123456.789))
    assert nonsense["score"] == 0
    assert not any("feedback" in one for one in nonsense["partial_scores"].values())


def test_the_bank_is_read_again_and_proven():
    found = prove(read(dict(prairielearn(of_the_bank(), COURSE).files)), of_the_bank(), COURSE)
    assert found.questions == len(of_the_bank())


def test_every_seed_gives_one_of_the_variants_and_all_are_given():
    some = questions(sheets(lecture()[:1], 3))
    program = unpacked(some)[f"questions/{lecture()[0].name}/server.py"]
    shown = [generated(program, seed)["params"]["question"] for seed in range(6)]
    assert shown[:3] == shown[3:]
    assert [next(q.code for q in some if q.code in page) for page in shown[:3]] == [q.code for q in some]


def test_what_an_author_writes_is_neither_formula_nor_code():
    said = '\'\'\' + 5$ {{params}} <pl-number-input> "\\" """'
    problem = written(f"""
title = "Less < than & more"
steps = "q = x + 1"
[given]
x = {{ from = -3, to = 3, by = 0.1 }}
[[ask]]
blanks = ["q"]
text = {json.dumps(said)}
""")
    some = questions(sheets([problem]))
    page = generated(unpacked(some)["questions/made/up/server.py"], 0)["params"]["question"]
    assert len(INPUT.findall(page)) == 1
    assert said.replace("$", r"\$") in unescape(page)
    (one,) = read(dict(prairielearn(some, COURSE).files))
    assert len(one.places) == 1


def test_a_question_keeps_its_uuid_and_equal_exercises_give_equal_bytes():
    some = questions(sheets(lecture(), 2))
    assert prairielearn(some, COURSE) == prairielearn(some, COURSE)
    info = [
        json.loads(unpacked(questions(sheets(lecture(), n)))[f"questions/{lecture()[0].name}/info.json"])
        for n in (1, 2)
    ]
    assert info[0] == info[1]
