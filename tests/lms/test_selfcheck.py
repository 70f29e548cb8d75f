"""The page for practice: in a browser it decides as `grade` does, and its numbers are nobody's."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.practice import practice_sheets
from gradsheet.assignments.record import read_record
from gradsheet.errors import GradsheetError
from gradsheet.grading import Answer, Outcome, Policy, Submission, mark
from gradsheet.lms import export
from gradsheet.lms.course import Course
from gradsheet.lms.question import questions
from gradsheet.lms.selfcheck import selfcheck
from gradsheet.problems import find_problem, with_options
from lms.drawn import lecture, sheets

COURSE = Course(title="Practice")
NARROW = 'title = "T"\nsteps = "f = 2*x"\n[given]\nx = {{ from = 1, to = {to}, by = 1 }}\n[[ask]]\nblanks = ["f"]\n'


@pytest.fixture
def opened(browser, tmp_path):
    """Opens the page of some exercises; it must not say anything to the console, nor ask the network for anything."""
    complaints = []

    def opening(some, course: Course = COURSE):
        ((_, content),) = selfcheck(questions(some), course).files
        (tmp_path / "page.html").write_bytes(content)
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or complaints.append(request.url))
        page.goto((tmp_path / "page.html").as_uri())
        return page

    yield opening
    assert complaints == []


def checked(page, code: str, answers: dict[str, str]) -> dict[str, str]:
    """What the page says beside each blank of a question after checking these answers."""
    form = page.locator(f"section[id='{code}'] form")
    form.evaluate(
        "(form, answers) => { for (const [name, text] of Object.entries(answers)) form.elements[name].value = text; }",
        answers,
    )
    form.locator("button").click()
    return form.evaluate(
        "(form, names) => Object.fromEntries(names.map((name) => [name, form.elements[name].nextElementSibling.textContent]))",
        list(answers),
    )


def probes(band, rounding) -> list[str]:
    """The last typable numbers inside and the first outside each bound, and what honest rounding gives."""
    found = [f"{band.exact:.{decimals}f}" for decimals in (rounding.answer, rounding.typable)]
    for reach in (band.tolerance, band.early):
        for way in (-1, 1):
            bound = Decimal(band.exact) + way * Decimal(reach)
            below = Decimal(math.floor(bound.scaleb(rounding.typable)))
            found += [f"{(below + step).scaleb(-rounding.typable):f}" for step in (0, 1)]
    return found


OUTCOMES = {Outcome.RIGHT: "right", Outcome.ROUNDED_EARLY: "rounded early", Outcome.UNREADABLE: "cannot be read"}


def graded(sheet, answers: dict[str, str]) -> dict[str, str]:
    """What `grade` says of each answer alone, so that nothing follows from another."""
    found = {}
    for label, text in answers.items():
        submission = Submission(student=sheet.student.id, answers={label: Answer(text=text)})
        (marks,) = mark([sheet], {sheet.student.id: submission}, Policy(credit={Outcome.RIGHT: Fraction(1)}))
        verdict = next(one for one in marks.verdicts if one.blank.label == label)
        found[label] = OUTCOMES.get(verdict.outcome, "wrong")
    return found


def test_the_page_decides_as_grading_does(opened):
    (sheet,) = sheets(lecture()[:2])
    page = opened([sheet])
    for item in sheet.items:
        tried = {
            blank.label: probes(item.solution.bands[blank.symbol], item.exercise.problem.rounding)
            for blank in item.blanks
        }
        for place in range(10):
            answers = {label: texts[place] for label, texts in tried.items()}
            assert checked(page, f"{sheet.code}-{item.number}", answers) == graded(sheet, answers)


def test_what_is_no_number_cannot_be_read(opened):
    (sheet,) = sheets(lecture()[:1])
    page = opened([sheet])
    for text in ("abc", "1,5,2", "0.5 V", "--1", "1e", "."):
        assert checked(page, f"{sheet.code}-1", {"1a": text}) == {"1a": "cannot be read"}


def test_a_decimal_comma_is_read_where_the_course_writes_it(opened):
    (sheet,) = sheets(lecture()[:1])
    exact = sheet.items[0].solution.bands[sheet.blanks[0].symbol].exact
    page = opened([sheet], replace(COURSE, language="de"))
    assert checked(page, f"{sheet.code}-1", {"1a": f"{exact:.4f}".replace(".", ",")}) == {"1a": "richtig"}


def test_the_solution_opens_when_every_blank_was_tried(opened):
    (sheet,) = sheets(lecture()[:1])
    page, code = opened([sheet]), f"{sheet.code}-1"
    solution = page.locator(f"section[id='{code}'] details.solution")
    checked(page, code, {"1a": "1"})
    assert not solution.is_visible()
    checked(page, code, {blank.label: "1" for blank in sheet.blanks})
    assert solution.is_visible()
    assert page.locator("[role=status]").text_content().endswith(f" of {len(sheet.blanks)} right")


def test_a_choice_is_right_or_wrong(opened):
    (sheet,) = sheets([find_problem("backpropagation/choose-the-update")])
    sheet = replace(sheet, items=tuple(replace(item, exercise=with_options(item.exercise)) for item in sheet.items))
    page = opened([sheet])
    blank = sheet.blanks[0]
    for option in blank.options:
        told = checked(page, f"{sheet.code}-1", {blank.label: option.number})
        assert told == {blank.label: "right" if option.is_right else "wrong"}


def folder_with(tmp_path, to: int, students: int) -> Folder:
    (tmp_path / "p.toml").write_text(NARROW.format(to=to), encoding="utf-8")
    (tmp_path / "assignment.toml").write_text('title = "T"\nproblems = [{ use = "p.toml" }]\n', encoding="utf-8")
    ids = "".join(f"s{number}\n" for number in range(students))
    (tmp_path / "roster.csv").write_text(f"id\n{ids}", encoding="utf-8")
    return Folder(tmp_path)


def test_practice_has_nobodys_numbers_and_leaves_the_record_alone(tmp_path):
    folder = folder_with(tmp_path, 30, 12)
    handed = {
        item.exercise.givens[symbol]
        for sheet in hand_out(folder).sheets
        for item in sheet.items
        for symbol in item.exercise.givens
    }
    before = read_record(folder)
    found = [
        value for sheet in practice_sheets(folder, 8) for item in sheet.items for value in item.exercise.givens.values()
    ]
    assert len(set(found)) == 8
    assert handed.isdisjoint(found)
    export(folder, target="selfcheck", variants=3)
    assert read_record(folder) == before


def test_where_too_few_numbers_are_left_there_is_no_practice(tmp_path):
    folder = folder_with(tmp_path, 3, 12)
    hand_out(folder)
    with pytest.raises(GradsheetError, match="not enough different numbers"):
        export(folder, target="selfcheck", variants=3)
    assert not (folder.export / "selfcheck.html").exists()
