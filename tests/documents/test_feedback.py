"""Feedback: what a page says, that it reveals nothing while it must not, and that nothing typed becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from grading.handed import CIRCUIT, LECTURE, exact, marked, read, sheets, submitted
from gradsheet.assignments.sheet import Student
from gradsheet.documents.feedback_view import Shown, feedback_view
from gradsheet.documents.html import html_page
from gradsheet.documents.html_writer import HtmlWriter
from gradsheet.documents.view import Heading
from gradsheet.formula import name, parse_name
from gradsheet.grading import Marks, Outcome, Settled, WrongStep, mark
from gradsheet.grading.feedback import short_text
from gradsheet.models import MISCONCEPTIONS
from gradsheet.problems import find_problem

HEADING = Heading(title="Homework <3> & more", course="CS 4710")
ASK_MORE = '[[ask]]\nformula = "df/dy"\n[[ask]]\nwritten = true\ntext = "Why is $df/dx$ *negative*?"\n'


class Page(HTMLParser):
    """A page as a strict reader sees it: its tags in order, its text, and the cells of its tables."""

    VOID = ("meta", "wbr", "br", "link")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.others: list[str] = []  # what the student did not type
        self.rows: list[list[str]] = []
        self.feed(source)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.texts.append(data)
        if "bdi" not in self.open and "pre" not in self.open:
            self.others.append(data)
        if ("td" in self.open or "th" in self.open) and self.rows:
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def row(self, label: str) -> list[str]:
        return next(row for row in self.rows if row and row[0] == label)


def source(marks: Marks, *, with_key: bool = False, until: str = "", **options) -> str:
    shown = Shown(with_key=with_key, until=until, policy=("Half of the points for a slip.",))
    return html_page("feedback.html", feedback_view(marks, HEADING, HtmlWriter(), shown, **options))


def page(marks: Marks, **options) -> Page:
    return Page(source(marks, **options))


def lecture(student: str | Student = "s001"):
    (sheet,) = sheets(find_problem(LECTURE), students=[student])
    return sheet


def labels(sheet) -> dict[str, str]:
    return {name(blank.symbol): blank.label for blank in sheet.blanks}


def test_a_row_says_what_was_written_what_it_is_what_it_earned_and_why():
    sheet = lecture()
    answers = exact(sheet, 5)
    new = labels(sheet)["new W2[1,1]"]
    wrong = answers["new W2[1,1]"]
    answers["new W2[1,1]"] = wrong.removeprefix("-") if wrong.startswith("-") else f"-{wrong}"
    shown = page(marked(sheet, answers))
    row = shown.row(new)
    assert answers["new W2[1,1]"] in row
    assert any("wrong sign" in cell and "right but for its sign" in cell for cell in row)
    assert row[-1].startswith("0 of ")
    assert "right" in shown.row("1a")[3]
    assert f"Everything up to {chr(ord(new[1]) - 1).join((new[0], ''))} is right. Look first at {new}" in shown.text


def test_the_page_is_marked_up_for_screen_readers():
    shown = page(marked(lecture(), {}))
    tags = [tag for tag, _ in shown.tags]
    assert dict(shown.tags[0:1][0][1:][0])["lang"] == "en"
    assert tags.count("h1") == tags.count("main") == 1
    headers = [attributes for tag, attributes in shown.tags if tag == "th"]
    assert all(attributes.get("scope") in ("col", "row") for attributes in headers)
    signs = [attributes for tag, attributes in shown.tags if attributes.get("class") == "sign"]
    assert all(attributes["aria-hidden"] == "true" for attributes in signs)
    assert "script" not in tags
    assert not [a for _, a in shown.tags if any((a.get(key) or "").startswith("http") for key in ("src", "href"))]


WIDE = (LECTURE, "attention/self-attention", "recurrent/gru-step", "convolution/padding", "perceptron/delta-rule")


@pytest.mark.parametrize("problem", WIDE)
def test_every_formula_on_a_page_is_well_formed_mathml(problem):
    (sheet,) = sheets(find_problem(problem), students=["s001"])
    shown = source(marked(sheet, exact(sheet)), with_key=True)
    found = re.findall(r"<math.*?</math>", shown)
    assert len(found) > 3 * len(sheet.blanks)
    for one in found:
        ElementTree.fromstring(one)
    Page(shown)


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "]]>", "\u202eabc", '"><img src=x onerror=y>', "&amp;"])
def test_nothing_typed_becomes_markup(evil):
    sheet = lecture(Student(id=f"s{evil}", name=f"Eve {evil}"))
    shown = page(marked(sheet, {"z1[1]": evil, "z1[2]": evil * 40}), remark=f"about {evil}")
    tags = {tag for tag, _ in shown.tags}
    assert not tags & {"script", "img"}
    assert "\u202e" not in shown.text
    written = shown.row("1b")[2]
    assert len(written) <= 201
    if "\u202e" not in evil:
        assert evil in shown.row("1a")[2]
        assert f"Eve {evil}" in shown.text


def right_values(sheet) -> set[str]:
    """Every right number as somebody may write it, with three decimals or more, and the ends of what is accepted."""
    found = set()
    for blank in sheet.blanks:
        band = sheet.item(blank).solution.bands.get(blank.symbol)
        if band is None:
            continue
        for value in (band.exact, band.exact - band.tolerance, band.exact + band.tolerance):
            found |= {f"{abs(value):.{decimals}f}" for decimals in (3, 4, 5, 6, 7)}
    return found


def troubled(kind: str, value: float) -> str:
    """A wrong number of one kind, far from any right one, or words."""
    return {
        "sign": f"{-value:.5f}",
        "point": f"{10 * value:.5f}",
        "cut": f"{value:.2f}",
        "wrong": "77.77",
        "words": "see back",
        "nothing": "",
    }[kind]


@pytest.mark.parametrize("kind", ["sign", "point", "cut", "wrong", "words", "nothing"])
@pytest.mark.parametrize(
    "problem", [LECTURE, "lecture/softmax-ce", "softmax/choose-the-gradient", "recurrent/gru-step"]
)
def test_without_the_key_no_text_of_a_student_tells_a_right_number(problem, kind):
    """Whatever went wrong, at whatever blank: what is not the student's own is searched for every right number."""
    (sheet,) = sheets(find_problem(problem), students=["s001"])
    right = right_values(sheet)
    values = {name(b.symbol): sheet.item(b).solution.values[b.symbol] for b in sheet.blanks}
    for wrong in values:
        answers = {one: f"{value:.5f}" for one, value in values.items()}
        answers[wrong] = troubled(kind, values[wrong])
        marks = marked(sheet, {one: text for one, text in answers.items() if text})
        shown = page(marks, until="2026-11-26 23:59")
        text = f"{' '.join(shown.others)} {short_text(marks)}"
        assert not set(re.findall(r"\d+\.\d{3,}", text)) & right, (wrong, kind)
        assert "The worked solution follows when everybody’s time is over: 2026-11-26 23:59." in shown.text


def test_with_the_key_every_right_answer_and_every_line_is_there():
    sheet = lecture()
    shown = page(marked(sheet, exact(sheet)), with_key=True)
    for blank in sheet.blanks:
        value = sheet.item(blank).solution.values[blank.symbol]
        assert float(shown.row(blank.label)[4].replace("−", "-")) == pytest.approx(value, abs=1e-4)
    assert set(re.findall(r"\d+\.\d{3,}", " ".join(shown.others))) & right_values(sheet)
    assert "Worked solution" in shown.text
    assert "Forward pass" in shown.text


def test_a_misconception_is_what_a_number_is_consistent_with_and_several_are_one_class():
    sheet = lecture()
    marks = marked(sheet, exact(sheet))
    one, two = MISCONCEPTIONS["ascent-sign"], MISCONCEPTIONS["target-output-swapped"]
    verdicts = list(marks.verdicts)
    verdicts[8] = replace(verdicts[8], outcome=Outcome.MISCONCEPTION, points=Fraction(0), causes=(one, two))
    text = page(replace(marks, verdicts=tuple(verdicts))).row("1i")[3].replace("’", "'")
    assert f"Several methods give this number, and it does not tell which: {one.title}; or: {two.title}." in text
    assert one.feedback in text
    verdicts[8] = replace(verdicts[8], causes=(one,))
    text = page(replace(marks, verdicts=tuple(verdicts))).row("1i")[3].replace("’", "'")
    assert f"This number is consistent with: {one.title}. {one.feedback}" in text


def test_a_step_that_was_not_asked_is_named_where_it_went_wrong_there():
    sheet = lecture()
    marks = marked(sheet, {**exact(sheet), "new W1[1,1]": "77"})
    last = labels(sheet)["new W1[1,1]"]
    step = WrongStep(exercise=1, symbol=parse_name("dL/dz1[1]"), label=last, asked=False, value=0.5)
    text = page(replace(marks, wrong_steps=(step,))).text
    assert f"Look first at the way to {last}: something went wrong there at" in text
    assert "which was not asked for" in text


def test_decisions_lateness_attempts_and_nothing_handed_in_are_said():
    sheet = lecture()
    settled = Settled(who="Ana", when="2026-11-25T10:30:00", why="the scan cut it off", outcome=Outcome.WRONG,
                      points=Fraction(0), what="1 of 1 point")  # fmt: skip
    marks = marked(sheet, exact(sheet))
    marks = replace(marks, verdicts=(replace(marks.verdicts[0], settled=settled), *marks.verdicts[1:]))
    marks = replace(marks, days_late=1, late_share=Fraction(1, 10), attempt=2, attempts=3)
    shown = page(marks)
    assert "Ana, 2026-11-25 decided: 1 of 1 point: the scan cut it off." in shown.row("1a")[3]
    unsigned = replace(settled, who="assignment.toml", when="")
    of_the_file = replace(marks, verdicts=(replace(marks.verdicts[0], settled=unsigned), *marks.verdicts[1:]))
    assert "The staff decided: 1 of 1 point: the scan cut it off." in page(of_the_file).row("1a")[3]
    assert "1 day late (10 % taken off)" in shown.text
    assert "attempt 2 of 3" in shown.text
    (nothing,) = mark([sheet], {})
    assert "Nothing was handed in." in page(nothing).text
    assert not page(nothing).rows


def test_formulas_and_words_have_rows_too():
    (sheet,) = sheets(read(CIRCUIT + ASK_MORE), students=["s001"])
    marks = marked(sheet, {"1d": "y + z", "1e": "because z is"})
    shown = page(marks, with_key=True)
    assert "Not the same as df/dy; read as y + z." in shown.row("1d")[3]
    assert "Why is df/dx negative?" in shown.row("1e")[1]
    assert "A person reads and marks this." in shown.row("1e")[3]
    assert "1e" in short_text(marks)


def test_a_short_text_is_short_whatever_happened():
    many = sheets(*[find_problem(LECTURE)] * 12, students=["s001"])[0]
    marks = mark([many], {"s001": submitted(many, {b.label: "see " + "x" * 100 for b in many.blanks})})[0]
    text = short_text(marks)
    assert len(text) < 500
    assert text.endswith("…")
    assert text.startswith("0 of 96 points.")
    assert text.isprintable()


def test_no_misconception_tells_students_what_they_did():
    """Several methods may give one number: a line asks, or says the rule."""
    for one in MISCONCEPTIONS.values():
        assert not re.search(r"\b[Yy]ou (?!can\b)\w+(ed|t)\b", one.feedback), one.id
