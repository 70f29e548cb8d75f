"""The same questions as one file of Markdown, of JSON or of CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...assignments.table import guarded, to_csv
from ...formula.plain import symbol_to_plain
from ...grading.wording import points_text
from ..carried import Carried, carried
from ..course import Course
from ..html import Dialect
from ..package import Package
from ..pages import solution, stem
from ..part import Part
from ..question import Question
from .markdown import MATHS, markdown, raw

PLAIN = Dialect(target="plain", maths=MATHS, source=lambda file: file)
BLANK = "____"
SECRET = "The file holds every answer: it is for the staff."
COLUMNS = ("code", "problem", "title", "blank", "quantity", "points", "answer", "within", "rounded_early_within",
           "rounded_early_earns", "options", "question")  # fmt: skip


def in_markdown(whole: Sequence[Question], course: Course) -> Package:
    """One file: a heading for each question, its text, its worked solution, a table of its answers."""
    found = carried(whole, "Markdown")
    pieces = [f"# {_line(course.title)}\n"]
    for question in _questions(found):
        pieces.append(f"## {question.code} {_line(question.problem.title)}\n")
        pieces.append(_text(question, course))
        pieces.append(f"### Solution of {question.code}\n")
        pieces.append(markdown(solution(question, course, PLAIN)))
        pieces.append("\n".join(_table(question, course)) + "\n")
    return _package("questions.md", "\n".join(pieces), found)


def in_json(whole: Sequence[Question], course: Course) -> Package:
    """One file: a list of questions, each with its blanks; numbers are texts, so that no program rounds them."""
    found = carried(whole, "JSON")
    content = {"title": course.title, "questions": [_object(question, course) for question in _questions(found)]}
    return _package("questions.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n", found)


def in_csv(whole: Sequence[Question], course: Course) -> Package:
    """One table: a row for each blank. No cell is taken for a formula by a spreadsheet."""
    found = carried(whole, "CSV")
    rows = []
    for question in _questions(found):
        text = _text(question, course)
        for part in question.parts:
            blank = _blank(part, question, course)
            options = "; ".join(f"{one['number']}{' (right)' * one['right']}" for one in blank.get("options", ()))
            early = blank.get("rounded_early", {})
            cells = {**blank, "code": question.code, "problem": question.problem.name, "title": question.problem.title,
                     "rounded_early_within": early.get("within", ""), "rounded_early_earns": early.get("earns", ""),
                     "options": options, "question": text}  # fmt: skip
            rows.append([_cell(str(cells[column])) for column in COLUMNS])
    return _package("questions.csv", to_csv(COLUMNS, rows), found)


def _questions(found: Carried) -> Iterator[Question]:
    return (question for pool in found.pools for question in pool.variants)


def _package(name: str, content: str, found: Carried) -> Package:
    return Package(files=((name, content.encode()),), notes=(*found.notes, SECRET))


def _text(question: Question, course: Course) -> str:
    return markdown(stem(question, course, PLAIN, lambda part: raw(_to_answer(part))))


def _to_answer(part: Part) -> str:
    """A line to write on, or the options to choose from."""
    return " / ".join(option.number for option in part.blank.options) if part.blank.options else BLANK


def _object(question: Question, course: Course) -> dict[str, Any]:
    return {
        "code": question.code,
        "problem": question.problem.name,
        "title": question.problem.title,
        "question": _text(question, course),
        "solution": markdown(solution(question, course, PLAIN)),
        "blanks": [_blank(part, question, course) for part in question.parts],
    }


def _blank(part: Part, question: Question, course: Course) -> dict[str, Any]:
    naming = question.problem.naming(course.notation)
    found: dict[str, Any] = {
        "blank": part.blank.label,
        "quantity": symbol_to_plain(part.blank.symbol, naming),
        "points": points_text(part.blank.points),
        "answer": part.key,
        "within": part.tolerance,
    }
    if part.blank.options:
        found["options"] = [{"number": option.number, "right": option.is_right} for option in part.blank.options]
    elif part.has_early and course.rounded_early > 0:
        found["rounded_early"] = {"within": part.early, "earns": f"{course.rounded_early}"}
    return found


def _table(question: Question, course: Course) -> Iterator[str]:
    yield "| Blank | Points | Answer | Within | Rounded early: within | earns | Options |"
    yield f"|{' --- |' * 7}"
    for part in question.parts:
        blank = _blank(part, question, course)
        early = blank.get("rounded_early", {"within": "", "earns": ""})
        options = " / ".join(f"{one['number']}{' (right)' * one['right']}" for one in blank.get("options", ()))
        cells = (
            *(blank[key] for key in ("blank", "points", "answer", "within")),
            early["within"],
            early["earns"],
            options,
        )
        yield f"| {' | '.join(cells)} |"


def _line(text: str) -> str:
    """A title within a heading."""
    return markdown(f"<p>{' '.join(text.split()).replace('&', '&amp;').replace('<', '&lt;')}</p>").strip()


def _cell(text: str) -> str:
    """A number as it is; any other text guarded."""
    try:
        float(text)
    except ValueError:
        return guarded(text)
    return text
