"""The policy at the foot of a sheet: on the first page, in both engines, and no page more because of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pypdfium2
import pypdfium2.raw as raw
import pytest

from documents.fit import FOOT, MM
from documents.handed import ENGINES, HEADING, drawn, pages, pdf
from gradsheet.assignments.sheet import Student
from gradsheet.grading import Policy
from gradsheet.grading.policy_words import sheet_sentences
from gradsheet.problems import find_problem

STRICT = " ".join(sheet_sentences(Policy(late_per_day=Fraction(1, 10))))
PROBLEMS = ("lecture/relu-sigmoid-bce", "perceptron/from-zero-two-epochs", "softmax/choose-the-gradient")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_policy_stands_on_the_first_page_of_a_sheet_and_makes_no_page_more(problem, engine):
    sheet = drawn([find_problem(problem)], Student(id="s001", name="Ada Example"))
    without = pages(pdf(sheet, engine, worked=False))
    first, *others = pages(pdf(sheet, engine, worked=False, heading=replace(HEADING, policy=STRICT)))
    assert len(without) == 1 + len(others)
    assert "".join(STRICT.split()) in "".join(first.split())
    assert "earlier numbers" not in " ".join(others)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_policy_of_two_lines_stands_below_all_else_on_its_page(problem, engine):
    sheet = drawn([find_problem(problem)], Student(id="s001"))
    with pypdfium2.PdfDocument(pdf(sheet, engine, worked=False, heading=replace(HEADING, policy=STRICT))) as document:
        page = document[0]
        words = page.get_textpage()
        first, _ = words.search(STRICT[:20]).get_next()
        highest = words.get_charbox(first)[3]
        lines = [one.get_bounds()[1] for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)]
    assert highest < FOOT * MM < min(lines)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_key_has_no_policy(engine):
    sheet = drawn([find_problem(PROBLEMS[0])], Student(id="s001"))
    assert "earlier numbers" not in " ".join(
        pages(pdf(sheet, engine, worked=True, heading=replace(HEADING, policy=STRICT)))
    )
