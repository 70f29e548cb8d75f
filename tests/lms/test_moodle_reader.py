"""The reader itself, against what Moodle 4.5.6 was seen to do with the same fields and answers."""

from __future__ import annotations

import pytest

from gradsheet.errors import GradsheetError
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
