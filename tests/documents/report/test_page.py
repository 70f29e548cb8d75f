"""The class report's page: well-formed, self-contained, anonymous, the same on every run, for classes of every kind."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from documents.report.told import LECTURE, told
from grading.analysis.classroom import Classroom
from grading.classroom import Classroom as Papers
from grading.classroom import Size
from grading.test_class import marks_of
from gradsheet.documents.report import page, published
from gradsheet.documents.report.tables import as_json
from gradsheet.grading.analysis import findings
from gradsheet.problems import Problem, TomlSource, find_problem, problem_from

SOFTMAX = find_problem("lecture/softmax-ce")


@pytest.fixture(scope="module")
def found():
    return findings(told(Classroom([LECTURE], 200, groups=("tue", "thu"), seed=8)))


@pytest.fixture(scope="module")
def html(found):
    return page(published(found, title="Homework <3> & more"))


@pytest.fixture(scope="module")
def tree(html):
    return ET.fromstring(html)


class Balanced(HTMLParser):
    """A reader that knows nothing of XML: every element that is opened is closed in order."""

    VOID = frozenset({"meta", "br", "img", "hr", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_html_and_xml_readers_both_take_it(html, tree):
    reader = Balanced()
    reader.feed(html)
    assert reader.wrong == []
    assert reader.open == []
    assert tree.tag == "html"


def test_nothing_is_fetched_and_nothing_runs(tree):
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert not tags & {"script", "img", "link", "iframe", "object", "form"}
    assert not [
        one for one in tree.iter() if one.get("href") or one.get("src") or any(k.startswith("on") for k in one.attrib)
    ]
    assert "@import" not in ET.tostring(tree, encoding="unicode")


def test_pictures_have_titles_or_names_and_ids_are_there_once(tree):
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for picture in (one for one in tree.iter("svg") if one.get("role") == "img"):
        assert picture.get("aria-label") or set((picture.get("aria-labelledby") or "").split()) <= set(ids)


def test_bars_fill_their_width_and_are_in_proportion(tree, found):
    bars = [one for one in tree.iter("svg") if one.get("viewBox") == "0 0 1000 22"]
    assert len(bars) == len(found.blanks)
    for bar in bars:
        assert sum(float(rect.get("width")) for rect in bar.iter("rect")) == pytest.approx(1000, abs=0.1)


def test_no_number_below_the_histogram_is_cut_at_its_edges(found):
    """A digit of this size is eight pixels wide: `42.5` and `100.5` need some on both sides of their place."""
    shown = published(found, title="Homework")
    *others, last = shown.bins
    tree = ET.fromstring(page(replace(shown, bins=(*others, replace(last, high=100.5)))))
    (picture,) = (one for one in tree.iter("svg") if one.get("aria-labelledby") == "marks-t marks-d")
    left, _, width, _ = map(float, picture.get("viewBox").split())
    ends = [
        (float(text.get("x")) + side * 4 * len(text.text))
        for text in picture.iter("text")
        if text.get("text-anchor") == "middle"
        for side in (-1, 1)
    ]
    assert left <= min(ends)
    assert max(ends) <= left + width


def test_names_ids_and_codes_stand_nowhere_unless_asked_for(found, html):
    for student in (one.sheet for one in found.classwork.marks):
        assert student.code not in html
        assert student.student.id not in html
        assert not re.search(rf"{student.student.name}\b", html)
    named = page(published(found, title="Homework", names=True))
    assert "Name 17" in named
    assert "s00017" in named
    ET.fromstring(named)


def test_a_frequent_method_has_a_slide_with_both_lines_and_the_catalogues_question(tree):
    slides = [one for one in tree.iter("section") if one.get("class") == "slide"]
    assert slides
    text = "".join(slides[0].itertext())
    assert re.search(r"\d+ of 200 did this: what happened\?", text)
    assert LECTURE.misconceptions["forgot-output-derivative"].feedback in text
    ends = ["".join(one.itertext()) for one in slides[0].iter("p") if one.get("class") == "end"]
    assert len({end.rsplit("=", 1)[1] for end in ends}) == 2


def test_two_methods_with_one_number_are_a_class_and_not_a_verdict(tree):
    text = "".join(tree.itertext())
    assert "target-output-swapped or squared-error-delta" in text
    assert "consistent with" in text
    assert "You did" not in text


def test_titles_are_text(html):
    assert "Homework &lt;3&gt; &amp; more" in html


def test_it_is_the_same_on_every_run(found, html):
    again = findings(told(Classroom([LECTURE], 200, groups=("tue", "thu"), seed=8)))
    assert page(published(again, title="Homework <3> & more")) == html


MIXED = """
title = "A circuit, a formula, words, a choice"
steps = '''
q = x + y
f = q * z
'''
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = -9, to = -1, by = 0.25 }
[[ask]]
blanks = ["q"]
[[ask]]
formula = "df/dx"
[[ask]]
written = true
text = "Why?"
[[misconception]]
name = "minus"
quantity = "q"
formula = "x - y"
[[misconception]]
name = "times"
quantity = "q"
formula = "x * y"
[[misconception]]
name = "plus"
quantity = "f"
formula = "q + z"
[[ask]]
blanks = ["f"]
choices = 4
"""


@pytest.mark.parametrize("size", [0, 1, 4, 5, 6, 40])
@pytest.mark.parametrize("names", [False, True])
def test_classes_of_every_size_and_problems_of_every_kind(size, names):
    mixed: Problem = problem_from(TomlSource.parse(MIXED, "mixed.toml"), name="test/mixed")
    room = Classroom([mixed, SOFTMAX], max(size, 1), seed=2, pick=lambda number: [number % 2])
    if size == 0:
        room.answers.clear()
    text = page(published(findings(room.marks()), title="Mixed", names=names))
    words = "".join(ET.fromstring(text).itertext())
    if size == 0:
        assert "Nobody has handed in anything yet" in words
    elif size < 5 and not names:
        assert "Fewer than 5" in words
        assert "Marks" not in words
    else:
        assert "What happened at each blank" in words


def test_a_slides_numbers_are_nobodys(found):
    shown = published(found, title="Homework")
    had = {tuple(one.sheet.items[0].exercise.givens.items()) for one in found.classwork.marks}
    drawn = shown.examples[LECTURE.name]
    assert drawn
    assert not had & {tuple(one.items()) for one in drawn}


@pytest.mark.parametrize("name", ["attention/causal-mask", "convolution/choose-the-entry", "metrics/three-classes"])
def test_problems_that_are_no_networks_have_a_report(name):
    """Their wrong methods may give numbers that nobody can write down."""
    papers = list(Papers(find_problem(name), Size(draws=8, per_misconception=2, slips=8, others=6)).papers())
    text = page(published(findings(marks_of(papers)), title="Homework", names=True))
    assert "What happened at each blank" in "".join(ET.fromstring(text).itertext())


def test_names_that_no_page_may_hold_do_not_break_it():
    room = Classroom([LECTURE], 8, seed=4)
    bad = "<b>\x00\x1bEve\uffff</b>"
    room.sheets[:] = [replace(one, student=replace(one.student, name=bad, group=bad)) for one in room.sheets]
    words = "".join(ET.fromstring(page(published(findings(room.marks()), title=bad, names=True))).itertext())
    assert "Eve" in words
    assert "<b>" in words


def test_what_a_person_marked_has_its_difficulty_and_what_waits_has_none():
    mixed = problem_from(TomlSource.parse(MIXED, "mixed.toml"), name="test/mixed")
    waiting = Classroom([mixed], 40, seed=2).marks()
    assert "in words" not in page(published(findings(waiting), title="Homework"))

    def read(marks, number):
        verdicts = [
            replace(one, points=one.blank.points * (number % 4) / 3, by_person=True) if one.waits else one
            for one in marks.verdicts
        ]
        return replace(marks, verdicts=tuple(verdicts))

    marked = tuple(read(one, number) for number, one in enumerate(waiting))
    for names, facility in ((False, 0.5), (True, 0.5)):
        (row,) = (one for one in published(findings(marked), title="Homework", names=names).blanks if one.written)
        assert row.facility == pytest.approx(facility)
        assert row.discrimination is not None
    assert "<em>in words</em>" in page(published(findings(marked), title="Homework"))


def test_a_problem_that_few_had_is_left_out_everywhere():
    """Three of forty had the circuit: neither they nor, by subtraction, anybody's numbers are told."""
    mixed = problem_from(TomlSource.parse(MIXED, "mixed.toml"), name="test/mixed")
    room = Classroom([mixed, SOFTMAX, LECTURE], 40, seed=2, pick=lambda number: [0 if number < 3 else 1, 2])
    shown = published(findings(room.marks()), title="Homework")
    assert {one.problem.name for one in shown.blanks} == {LECTURE.name}
    assert shown.left_out == 2
    assert "test/mixed" not in as_json(shown)
    assert "softmax" not in as_json(shown)
