"""The reader itself, against what Moodle 4.5.6 was seen to do with the same fields and answers."""

from __future__ import annotations

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.readers import moodle
from gradsheet.lms.readers.hypertext import page_of
from gradsheet.lms.readers.moodle import imported


def quiz(text: str) -> bytes:
    return f"""<quiz><question type="cloze"><name><text>n</text></name>
    <questiontext format="html"><text><![CDATA[{text}]]></text></questiontext></question></quiz>""".encode()


def share(field: str, typed: str) -> float:
    (question,) = imported("quiz.xml", quiz(field))
    return question.parts[0].fraction(typed)


@pytest.mark.parametrize(
    ("field", "typed", "earned"),
    [
        ("{1:NM:=0.7311:0.0005}", ".7316", 1),
        ("{1:NM:=0.7311:0.0005}", ".731600000000001", 1),
        ("{1:NM:=0.7311:0.0005}", ".73160000000002", 0),
        ("{1:NM:=0.7311:0.0005}", "7.311e-1", 1),
        ("{1:NM:=0.7311:0.0005}", "0,7311", 0),
        ("{1:NM:=0.7311:0.0005}", "73.11%", 0),
        ("{1:NM:=0.7311:0.0005}", "0.7311 V", 1),
        ("{1:NM:=-0.7311:0.0005}", "\u22120.7311", 0),
        ("{1:NM:=1:0.0005}", "1/2", 1),
        ("{1:NM:=0:0}", "1e-29", 1),
        ("{1:NM:=0:0}", "abc", 0),
        ("{1:NM:=1234567890.12345678:0}", "1234567890.12345678", 0),
        ("{1:NM:=1.2e-05:1.1e-07}", "0.0000121", 1),
        ("{2:NUMERICAL:=-1.25:0.0051#Right~%50%-1.25:0.051#Close}", "-1.25", 1),
        ("{2:NUMERICAL:=-1.25:0.0051#Right~%50%-1.25:0.051#Close}", "-1.29", 0.5),
    ],
)
def test_answers_earn_what_they_earned_in_moodle(field, typed, earned):
    assert share(field, typed) == earned


@pytest.mark.parametrize(
    "text",
    [
        "{1.5:NM:=1}",
        "{1:nm:=1}",
        "{1:NM:=+1.5:0.01}",
        "{1:NM:=1.5 : 0.01}",
        "{1:NM:=inf}",
        "{1:NM:%50%1}",
        "{#1} {1:NM:=1}",
    ],
)
def test_what_moodle_does_not_take_is_refused(text):
    with pytest.raises(GradsheetError):
        imported("quiz.xml", quiz(text))


def test_a_brace_in_feedback_ends_the_field_and_the_rest_leaks_into_the_stem():
    (question,) = imported("quiz.xml", quiz("a {1:NM:=1:0#x^{2} is} b"))
    assert question.text == "a {#1} is} b"


def test_markup_that_is_not_closed_is_refused():
    with pytest.raises(GradsheetError):
        page_of("<p>a")


QUESTION = """<question type="{kind}"><name><text>n{number}</text></name>
<questiontext format="html"><text>a {{1:NM:={number}}}</text></questiontext><idnumber>{ident}</idnumber></question>"""
CATEGORY = '<question  type = "category"><category><text>$course$/{path}</text></category></question>'


def several(*idents: str) -> str:
    """A quiz with a category before every third question."""
    asked = [
        (CATEGORY.format(path=f"a//b/{number}") if number % 3 == 0 else "")
        + QUESTION.format(kind="cloze", number=number, ident=ident)
        for number, ident in enumerate(idents)
    ]
    return f"<?xml version='1.0'?>\n<quiz>{''.join(asked)}</quiz>"


def held(text: str) -> list[tuple[object, ...]]:
    found = moodle.read({"quiz.xml": text.encode()})
    return [(one.where, one.ident, one.words, one.pool, one.group, one.places[0].earns("7")) for one in found]


@pytest.mark.parametrize("lot", [1, 2, 3, 4, 100])
def test_a_file_that_is_cut_reads_as_the_whole_one(lot, monkeypatch):
    monkeypatch.setattr(moodle, "LOT", lot)
    text = several(*"abcdefghij")
    # A comment keeps it from being cut.
    assert held(text) == held(text.replace("</quiz>", "<!-- whole --></quiz>"))
    assert held(text)[7] == ("quiz.xml: question 8 (n7)", "h", "a ____", "$course$/a/b/6", "$course$/a//b/6", 1.0)


@pytest.mark.parametrize("lot", [1, 100])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("<name><text>n4", "<name><text>n4</name>", 1), r"quiz\.xml:6:140: this is no whole"),
        (lambda text: text.replace("</quiz>", ""), "this is no whole XML file"),
        (lambda text: text.replace("</quiz>", "</quiz><quiz/>"), "this is no whole XML file"),
        (lambda text: text.replace("quiz>", "quizz>"), "it begins with <quizz>"),
        (lambda text: text.replace("</quiz>", "<x/></quiz>"), "<x> is no question"),
        (lambda text: text.replace('type="cloze"', "type='essay'", 1), r"question 1 \(n0\): a question of type 'essay'"),
        (lambda text: text.replace("a {1", f"{QUESTION.format(kind='cloze', number=1, ident='z')} {{1", 1), "question"),
        (lambda text: text.replace(">e<", ">d<"), r"question 5 \(n4\): a second idnumber d in its category"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_part_is_said_as_of_the_whole(change, said, lot, monkeypatch):
    monkeypatch.setattr(moodle, "LOT", lot)
    text = change(several(*"abcdefghij"))
    with pytest.raises(GradsheetError, match=said):
        held(text)


def test_the_same_idnumber_in_another_category_is_fine():
    assert [ident for _, ident, *_ in held(several(*"abcabc"))] == list("abcabc")
