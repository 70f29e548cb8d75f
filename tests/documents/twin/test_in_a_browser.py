"""The twin as students use it: in a real browser, judged by axe-core, its file read by `gradsheet grade`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from documents.handed import CIRCUIT, DEEP, HEADING, NEURON, WIDE, drawn, of, own
from documents.test_fields import KINDS
from documents.twin.reader import axe, open_page, violations
from gradsheet.assignments import Folder, handed_out
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.cli import main
from gradsheet.documents.twin import twin
from gradsheet.formula import to_text
from gradsheet.problems import Kind, find_problem, with_options
from gradsheet.problems.choices import letter
from gradsheet.problems.rounding import significant

__all__ = ["axe"]

HOSTILE = Student(id='s1"><img src=x onerror=alert(1)>', name="<script>alert(1)</script> {{ 7*7 }} \u202e&amp; 王" * 3)
SHEETS = {
    "kinds and a table": (KINDS, "perceptron/and-one-epoch"),
    "deep": (DEEP,),
    "wide and small": (WIDE, NEURON, CIRCUIT),
    "cells and filters": ("recurrent/lstm-step", "convolution/padding", "convolution/two-channels"),
    "tables and choices": ("no-calculator/softmax-two-classes", "attention/choose-the-weight", "metrics/confusion-matrix"),
    "lecture": ("lecture/relu-sigmoid-bce", "normalisation/batch-norm", "backpropagation/updated-weights-trap"),
}  # fmt: skip


def sheet_of(problems: tuple[str, ...], student: Student = HOSTILE) -> Sheet:
    plain = drawn([own(one) if "\n" in one else find_problem(one) for one in problems], student)
    return of([with_options(item.exercise) for item in plain.items], student)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("pages")
    found = {}
    for number, (name, problems) in enumerate(SHEETS.items()):
        found[name] = place / f"{number}.html"
        found[name].write_text(twin(sheet_of(problems), HEADING), encoding="utf-8")
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_axe_finds_nothing_and_the_page_asks_nobody_for_anything(name, pages, browser, axe):
    page = open_page(browser, pages[name])
    for words in page.locator("summary").all():
        words.click()
    assert violations(page, axe) == []
    page.set_viewport_size({"width": 400, "height": 800})
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than a phone"
    assert page.errors == []
    page.context.close()


@pytest.mark.parametrize("name", ["kinds and a table", "tables and choices"])
def test_the_keyboard_reaches_every_field_in_order_and_shows_where_it_is(name, pages, browser):
    page = open_page(browser, pages[name])
    asked = [blank.label for blank in sheet_of(SHEETS[name]).blanks]
    seen: list[str] = []
    for _ in range(4 * len(asked) + 40):
        page.keyboard.press("Tab")
        name_, outline = page.evaluate(
            "() => { const at = document.activeElement, look = at.type === 'radio' ? at.closest('label') : at;"
            " return [at.name || at.id, getComputedStyle(look).outlineStyle + getComputedStyle(look).outlineWidth]; }"
        )
        assert outline == "solid3px", f"at {name_} nothing shows where the keyboard is"
        if name_ not in seen[-1:]:
            seen.append(name_)
        if name_ == "clear":
            break
    assert [one for one in seen if one in asked] == asked
    assert seen[-3:] == ["save", "open", "clear"]
    page.context.close()


def test_every_blank_has_a_name_that_says_what_is_asked(pages, browser):
    page = open_page(browser, pages["kinds and a table"])
    assert page.get_by_role("textbox", name="1a: the weighted sum of unit 1").count() == 1
    group = page.get_by_role("group", name="1c: the weight into unit 1 from")
    assert group.get_by_role("radio").count() == 5
    page.context.close()


def answer(page: Any, label: str, text: str) -> None:
    box = page.locator(f'[name="{label}"]')
    if box.first.get_attribute("type") == "radio":
        page.locator(f'[name="{label}"][value="{text}"]').check()
    else:
        box.fill(text)


def saved(page: Any, place: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save answers").click()
    file = place / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    root = tmp_path_factory.mktemp("homework")
    (root / "problems").mkdir()
    (root / "problems" / "kinds.toml").write_text(KINDS)
    (root / "assignment.toml").write_text(
        'title = "Homework"\nengine = "typst"\nproblems = [{ use = "problems/kinds.toml", points = 7 }, '
        '{ use = "perceptron/and-one-epoch", points = 3 }]\n'
    )
    (root / "roster.csv").write_text("id,name\ns1,Ada\ns2,Bo\n")
    done = CliRunner().invoke(main, ["make", "-C", str(root)])
    assert done.exit_code == 0, done.output
    return Folder(root)


def right_answers(sheet: Sheet) -> dict[str, str]:
    answers = {}
    for blank in sheet.blanks:
        item = sheet.item(blank)
        if blank.ask.kind is Kind.WRITTEN:
            answers[blank.label] = 'Because "y" is <1 & the loss falls;\nso.'
        elif blank.ask.kind is Kind.FORMULA:
            answers[blank.label] = to_text(item.exercise.problem.derivation.by_symbol[blank.symbol].formula)
        elif blank.options:
            answers[blank.label] = next(letter(n) for n, option in enumerate(blank.options) if option.is_right)
        else:
            answers[blank.label] = significant(item.solution.bands[blank.symbol].exact)
    return answers


def test_answers_typed_into_the_page_are_graded_right(folder, browser, tmp_path):
    sheet = handed_out(folder)[0]
    page = open_page(browser, folder.students / "s1.html")
    answers = right_answers(sheet)
    for label, text in answers.items():
        answer(page, label, text)
    assert page.locator("#filled").inner_text() == f"{len(answers)} of {len(answers)} filled in"
    file = saved(page, tmp_path)
    assert json.loads(file.read_text()) == {"code": sheet.code, "answers": answers}
    assert page.get_by_role("status").inner_text() == f"Saved as {file.name}. Hand in this file."
    page.context.close()
    done = CliRunner().invoke(main, ["grade", "-C", str(folder.root), str(file)])
    assert done.exit_code == 0, done.output
    with (folder.staff / "marks.csv").open(newline="") as marks:
        ada = next(row for row in csv.DictReader(marks) if row["id"] == "s1")
    for blank in sheet.blanks:
        worth = 0.0 if blank.ask.kind is Kind.WRITTEN else float(blank.points)
        assert float(ada[blank.label] or 0) == pytest.approx(worth, abs=1e-4), blank.label


def test_what_was_typed_stays_comes_back_from_a_file_and_can_be_cleared(folder, browser, tmp_path):
    page = open_page(browser, folder.students / "s2.html")
    page.on("dialog", lambda asked: asked.accept())
    typed = {"1a": "-0.5", "1c": "D", "1e": "two\nlines", "2a": "1"}
    for label, text in typed.items():
        answer(page, label, text)
    page.reload()
    assert page.get_by_role("status").inner_text() == "The answers that you typed here before are filled in again."
    file = saved(page, tmp_path)
    assert json.loads(file.read_text())["answers"] == typed
    page.get_by_role("button", name="Clear").click()
    assert page.locator("#filled").inner_text().startswith("0 of")
    page.reload()
    assert page.locator("#filled").inner_text().startswith("0 of")
    page.locator("#opened").set_input_files(file)
    page.wait_for_function("document.getElementById('status').textContent")
    assert json.loads(saved(page, tmp_path).read_text())["answers"] == typed
    assert page.errors == []
    page.context.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"code": "another", "answers": {"1a": "9"}}', "belongs to another sheet"),
        ('{"code": "CODE"}', "holds no saved answers"),
        ('{"code": "CODE", "answers": [1]}', "holds no saved answers"),
        ("null", "holds no saved answers"),
        ("PK\x03\x04", "holds no saved answers"),
        ("", "holds no saved answers"),
    ],
)
def test_a_file_that_is_not_this_sheets_changes_nothing(content, told, folder, browser, tmp_path):
    page = open_page(browser, folder.students / "s2.html")
    answer(page, "1a", "3")
    file = tmp_path / "some.json"
    file.write_text(content.replace("CODE", handed_out(folder)[1].code))
    page.locator("#opened").set_input_files(file)
    page.wait_for_function("document.getElementById('status').textContent.includes('some.json')")
    assert told in page.get_by_role("status").inner_text()
    assert page.locator('[name="1a"]').input_value() == "3"
    page.context.close()


def test_odd_values_in_a_saved_file_are_left_out(folder, browser, tmp_path):
    page = open_page(browser, folder.students / "s2.html")
    file = tmp_path / "odd.json"
    answers = {"1a": 5, "1b": "x" * 9999, "1c": "Z", "__proto__": "1", "constructor": "2", "9z": "3"}
    file.write_text(json.dumps({"code": handed_out(folder)[1].code, "answers": answers}))
    page.locator("#opened").set_input_files(file)
    page.wait_for_function("document.getElementById('status').textContent.includes('odd.json')")
    assert json.loads(saved(page, tmp_path).read_text())["answers"].keys() == {"1b"}
    assert page.errors == []
    page.context.close()


def test_without_scripts_the_page_says_what_to_do(folder, browser):
    page = open_page(browser, folder.students / "s1.html", java_script_enabled=False)
    assert page.locator("noscript").inner_text().startswith("Scripts are turned off here")
    assert not page.get_by_role("button", name="Save").is_visible()
    page.context.close()


def test_what_was_typed_is_on_paper_when_the_page_is_printed(folder, browser):
    page = open_page(browser, folder.students / "s1.html")
    answer(page, "1a", "0.4321")
    printed = page.pdf(prefer_css_page_size=True)
    page.context.close()
    import pypdfium2

    with pypdfium2.PdfDocument(printed) as opened:
        words = "".join(one.get_textpage().get_text_range() for one in opened)
    assert "0.4321" in words
    assert "Save answers" not in words
