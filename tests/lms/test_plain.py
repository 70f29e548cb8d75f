"""Questions and answers as Markdown, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.plain.markdown import markdown
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions
from gradsheet.lms.targets import TARGETS
from lms.drawn import bank, lecture, sheets, small

COURSE = Course(title="Homework 3", misconception=Decimal("0.25"))
NAMES = ("markdown", "json", "csv")


def written(name: str, some) -> str:
    ((_, content),) = TARGETS[name].write(questions(some), COURSE).files
    return content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_bank_is_there_as_it_is_marked(name):
    target, asked = TARGETS[name], questions([bank()])
    files = dict(target.write(asked, COURSE).files)
    assert prove(target.read(files), asked, COURSE).blanks == sum(len(question.parts) for question in asked)


def test_json_holds_the_answers_and_the_worked_solution():
    some = sheets(lecture(), 2)
    found = {one["code"]: one for one in json.loads(written("json", some))["questions"]}
    for sheet in some:
        for item in sheet.items:
            one = found[f"{sheet.code}-{item.number}"]
            for blank, here in zip(one["blanks"], item.blanks, strict=True):
                assert Decimal(blank["answer"]) == pytest.approx(
                    Decimal(item.solution.bands[here.symbol].exact), abs=Decimal("1e-11")
                )
                assert blank["blank"] == here.label
            assert all(f"**{blank.label}** $" in one["solution"] for blank in item.blanks)


@pytest.mark.parametrize("text", ["=1+2", "@SUM(A1)", "-x", "+1", "\t=1"])
def test_no_cell_of_the_table_is_a_formula(text):
    (sheet,) = sheets([small()])
    item = sheet.items[0]
    problem = replace(item.exercise.problem, title=text, statement=text, name=text)
    table = written("csv", [replace(sheet, items=(replace(item, exercise=replace(item.exercise, problem=problem)),))])
    for row in csv.reader(io.StringIO(table)):
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r"))
            assert not cell.startswith(("+", "-")) or float(cell) is not None


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p># no heading</p>", "\\# no heading\n"),
        ("<p>1. no list</p><p>- none</p>", "1\\. no list\n\n\\- none\n"),
        ("<p>a*b_c [x](y) `z` $5 &lt;b&gt;</p>", "a\\*b\\_c \\[x\\](y) \\`z\\` \\$5 \\<b\\>\n"),
        ("<p>so <var>a_1 &lt; |b|</var></p>", "so $a_1 < \\vert b\\vert $\n"),
        ("<ul><li>a</li><li>b <em>c</em></li></ul>", "- a\n- b *c*\n"),
        ("<table><tbody><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>", "| x | y |\n| --- | --- |\n| 1 | 2 |\n"),
    ],
)  # fmt: skip
def test_pages_are_markdown_in_which_no_word_is_a_mark(html, text):
    assert markdown(html) == text


def test_an_element_that_markdown_has_not_is_refused():
    with pytest.raises(GradsheetError, match="<iframe> cannot be written as Markdown"):
        markdown("<iframe></iframe>")


@pytest.mark.parametrize("name", NAMES)
def test_another_file_is_refused(name):
    with pytest.raises(GradsheetError, match="x: this is no"):
        TARGETS[name].read({"x": b'{"questions": [{"code": 1}]}\n## a\n| b' if name != "csv" else b"code\n1\n"})
