"""Open edX: exported courses, judged by our own reader and by capa itself, Open edX's marking."""

from __future__ import annotations

import io
import tarfile
from collections import Counter
from functools import cache
from gettext import NullTranslations
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from gradsheet.lms.course import Course
from gradsheet.lms.olx.write import olx
from gradsheet.lms.package import Package
from gradsheet.lms.proof import prove
from gradsheet.lms.question import Question, questions
from gradsheet.lms.readers.olx import read
from lms.drawn import bank, lecture, sheets, small, some, written
from lms.probes import probes

COURSE = Course(title="Homework 3")


@cache
def of_the_bank() -> list[Question]:
    return questions([bank()])


@cache
def exported() -> Package:
    return olx(of_the_bank(), COURSE)


def problems(package: Package) -> dict[str, str]:
    ((_, content),) = package.files
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {
            name.removeprefix("course/problem/").removesuffix(".xml"): archive.extractfile(name).read().decode()
            for name in archive.getnames()
            if name.startswith("course/problem/")
        }


def test_the_bank_is_read_again_and_proven():
    held = read(dict(exported().files))
    assert prove(held, of_the_bank(), COURSE).questions == len(of_the_bank())


def test_a_student_gets_one_variant_of_each_problem():
    held = read(dict(olx(questions(sheets([small(), *lecture()], 3)), COURSE).files))
    assert Counter(one.pool for one in held) == {
        "made.up": 3,
        **{problem.name.replace("/", "."): 3 for problem in lecture()},
    }


def test_the_same_assignment_gives_the_same_bytes():
    twice = questions(sheets(lecture(), 2))
    assert olx(twice, COURSE) == olx(twice, COURSE)


@pytest.fixture(scope="module")
def capa() -> Any:
    """Open edX's own marking: a problem from its source."""
    conf = pytest.importorskip("django.conf", reason="Open edX's marking needs Django; it is in gradsheet[lms-readers]")
    if not conf.settings.configured:
        conf.settings.configure(STATIC_URL="/static/", USE_I18N=False, INSTALLED_APPS=[])
    module = pytest.importorskip(
        "xblocks_contrib.problem.capa.capa_problem", reason="Open edX's marking; it is in gradsheet[lms-readers]"
    )

    block = SimpleNamespace(location="here", runtime=SimpleNamespace(publish=lambda *_: None))

    def problem(source: str) -> Any:
        system = module.LoncapaSystem(
            ajax_url="", anonymous_student_id="", cache=None, can_execute_unsafe_code=lambda: False,
            get_python_lib_zip=lambda: None, DEBUG=False, i18n=NullTranslations(), resources_fs=None, seed=1, xqueue=None,
            render_template=lambda template, context: "<input/>",
        )  # fmt: skip
        return module.LoncapaProblem(source, id="1", capa_system=system, capa_block=block, seed=1)

    return problem


def sent(question: Question, place: int, typed: str) -> str:
    """What a browser sends for a chosen option: its name."""
    numbers = [option.number for option in question.parts[place].blank.options]
    return f"choice_{numbers.index(typed)}" if numbers else typed


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_answers_earn_in_capa_what_they_earn_here(capa):
    """All blanks of a problem are answered at once, first with their first probe, then with their second, and so on.

    All of the bank, 10,048 answers, agreed when this was written; capa takes minutes for that.
    """
    found = problems(exported())
    for question in some(of_the_bank()):
        problem = capa(found[question.code])
        rounds: list[dict[int, tuple[str, float]]] = []
        turn: Counter[int] = Counter()
        for place, typed, share in probes(question):
            rounds += [{}] * (turn[place] == len(rounds))
            rounds[turn[place]] = {**rounds[turn[place]], place: (typed, share)}
            turn[place] += 1
        for asked in rounds:
            marked = problem.grade_answers(
                {f"1_{place + 2}_1": sent(question, place, typed) for place, (typed, _) in asked.items()}
            )
            for place, (typed, share) in asked.items():
                assert marked.get_npoints(f"1_{place + 2}_1") == share, (question.problem.name, place, typed)
        assert problem.get_max_score() == len(question.parts)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_looks_like_a_variable_of_capa_stays_as_it_is_written(capa):
    said = 'A price of $seed, and <b>bold</b> & ]]> "quoted".'
    problem = written(f"""
title = "Less < than & more"
steps = "q = x + 1"
[given]
x = {{ from = -3, to = 3, by = 0.1 }}
[[ask]]
blanks = ["q"]
text = '''{said}'''
""")
    (source,) = problems(olx(questions(sheets([problem])), COURSE)).values()
    shown = capa(source).get_html()
    assert said in unescape(shown).replace("\u2060", "")
