"""On a sheet, key, cover, web page or feedback in another language stands no English word but names of methods.

The judge is a list of English function words and nouns that are words of no other language here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pypdfium2
import pytest

from documents.handed import HEADING, drawn
from grading.handed import submitted
from gradsheet.assignments.exam import Exam
from gradsheet.assignments.sheet import Student
from gradsheet.documents import typeset
from gradsheet.documents.feedback_view import Shown, feedback_view
from gradsheet.documents.html import html_page
from gradsheet.documents.html_writer import HtmlWriter
from gradsheet.documents.twin import twin
from gradsheet.grading import mark
from gradsheet.grading.policy import Policy
from gradsheet.grading.policy_words import policy_sentences, sheet_sentences
from gradsheet.languages import LANGUAGES, sentences
from gradsheet.problems import bank_names, find_problem
from languages.test_tables import ENGLISH_ONLY

LI = Student(id="s7", name="Li")
SHOWN_IN_MATHS = {"relu", "threshold", "softmax", "sigmoid", "tanh", "mean", "sum", "max", "step"}


def plain(name: str):
    """A problem of the bank without its author's words; None where these are needed."""
    problem = find_problem(name)
    if problem.statement or any(ask.text or ask.kind.value == "written" for ask in problem.asks):
        return None
    return replace(problem, title="§")


PROBLEMS = [problem for name in bank_names()[::9] if (problem := plain(name)) is not None]


def english(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) & set(ENGLISH_ONLY) - SHOWN_IN_MATHS


def text_of_page(page: str) -> str:
    return unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_the_judge_finds_english():
    assert len(english(text_of_page(twin(drawn(PROBLEMS, LI), replace(HEADING, title="§"))))) > 15


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in ("en", "zh")])
def test_no_english_word_is_on_paper(language):
    said = sentences(language)
    heading = replace(
        HEADING,
        title="§",
        course="",
        language=language,
        exam=Exam(minutes=90),
        policy=" ".join(sheet_sentences(Policy(), said)),
    )
    sheet = drawn(PROBLEMS, LI)
    for worked in (False, True):
        ((_, pdf),) = typeset([sheet], heading, engine="typst", worked=worked)
        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                assert not english(page.get_textpage().get_text_range()), f"{language}, key {worked}, page {number}"


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_word_is_on_the_web_page_and_its_feedback(language):
    said, heading = sentences(language), replace(HEADING, title="§", course="", language=language)
    sheet = drawn(PROBLEMS, LI)
    assert not english(text_of_page(twin(sheet, heading)))
    answers = {blank.label: ("", "x y", "12345", "0.5")[place % 4] for place, blank in enumerate(sheet.blanks)}
    (marks,) = mark([sheet], {LI.id: submitted(sheet, answers)})
    shown = Shown(with_key=True, policy=policy_sentences(Policy(), (), said))
    page = html_page("feedback.html", feedback_view(marks, heading, HtmlWriter(), shown))
    assert not english(text_of_page(page))
    assert f'lang="{language}"' in page
