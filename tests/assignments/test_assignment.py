"""assignment.toml: every key that the design promises, and complaints that say what to write instead."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gradsheet.assignments.assignment import Assignment, Credit, Decision, Reading
from gradsheet.assignments.load import assignment_of
from gradsheet.assignments.sheet import Student
from gradsheet.assignments.start import start_assignment
from gradsheet.errors import ComplaintsError
from gradsheet.problems import TomlSource

FULL = """\
format   = 1
title    = "Homework 3: backpropagation by hand"
course   = "CS 4710, autumn 2026"
notation = "lecture"
language = "en"
engine   = "latex"
variants = 4
timezone = "Europe/Berlin"

problems = [
  { use = "lecture/relu-sigmoid-bce", points = 10 },
  { use = "problems/tanh-batch.toml", points = 2.5 },
  { pick = 1, from = ["lecture/softmax-ce", "lecture/relu-sigmoid-bce"], points = 5 },
]

[due]
default = 2026-11-24T23:59:00
thu     = 2026-11-26

[credit]
follow_through  = 0.9
misconception   = 0.1
decimal_slip    = 0.25
rounded_early   = 1
sign_slip       = 0.2
last_digit_slip = 0.3
late_per_day    = 0.1
attempts        = "last"
round_to        = 0.5

[reading]
decimal_comma = true
percent       = true
encoding      = "cp1252"

[columns]
"Frage 1 (a)" = "1a"

[[decision]]
blank   = "2c"
problem = "lecture/softmax-ce"
accept  = "sum-not-mean"
why     = "the slide says so"
[[decision]]
blank = "1a"
void  = "out of the total"
why   = "a misprint"
who   = "Ada"
when  = 2026-11-25
"""
LEAST = 'title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n'


def read(text: str) -> Assignment:
    return assignment_of(TomlSource.parse(text, "assignment.toml"))


def complaints(text: str) -> list[str]:
    with pytest.raises(ComplaintsError) as raised:
        read(text)
    return [str(one) for one in raised.value.complaints]


def test_every_key_is_read() -> None:
    one = read(FULL)
    berlin = ZoneInfo("Europe/Berlin")
    assert (one.title, one.course) == ("Homework 3: backpropagation by hand", "CS 4710, autumn 2026")
    assert (one.notation.name, one.language, one.engine, one.variants) == ("lecture", "en", "latex", 4)
    assert one.due == {
        "default": datetime(2026, 11, 24, 23, 59, tzinfo=berlin),
        "thu": datetime(2026, 11, 26, 23, 59, tzinfo=berlin),
    }
    assert one.credit == Credit(
        follow_through=Decimal("0.9"),
        misconception=Decimal("0.1"),
        decimal_slip=Decimal("0.25"),
        rounded_early=Decimal(1),
        sign_slip=Decimal("0.2"),
        last_digit_slip=Decimal("0.3"),
        late_per_day=Decimal("0.1"),
        attempts="last",
        round_to=Decimal("0.5"),
    )
    assert one.reading == Reading(decimal_comma=True, percent=True, encoding="cp1252")
    assert one.columns == {"Frage 1 (a)": "1a"}
    assert one.decisions == (
        Decision(blank="2c", problem="lecture/softmax-ce", accept="sum-not-mean", why="the slide says so"),
        Decision(blank="1a", void="out of the total", why="a misprint", who="Ada", when="2026-11-25"),
    )


def test_a_second_use_of_a_problem_has_a_name_of_its_own() -> None:
    entries = read(FULL).entries
    assert [[use.name for use in entry.uses] for entry in entries] == [
        ["lecture/relu-sigmoid-bce"],
        ["problems/tanh-batch.toml"],
        ["lecture/softmax-ce", "lecture/relu-sigmoid-bce#2"],
    ]
    assert [use.problem for use in entries[2].uses] == ["lecture/softmax-ce", "lecture/relu-sigmoid-bce"]
    assert [(entry.pick, entry.points) for entry in entries] == [(1, 10), (1, Fraction(5, 2)), (1, 5)]


def test_a_title_and_problems_are_enough_and_the_defaults_are_the_designs() -> None:
    one = read(LEAST)
    assert (one.notation.name, one.language, one.engine, one.variants) == ("lecture", "en", None, None)
    assert (one.credit.follow_through, one.credit.misconception, one.credit.sign_slip) == (1, 0, 0)
    assert one.credit.decimal_slip == one.credit.rounded_early == Decimal("0.5")
    assert one.entries[0].points is None


def test_a_students_own_date_wins_over_the_groups_and_that_over_everyones() -> None:
    one = read(FULL)
    own = datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    assert one.due_for(Student(id="a")) == one.due["default"]
    assert one.due_for(Student(id="a", group="wed")) == one.due["default"]
    assert one.due_for(Student(id="a", group="thu")) == one.due["thu"]
    assert one.due_for(Student(id="a", group="thu", due=own)) == own
    assert read(LEAST).due_for(Student(id="a")) is None


def test_misspelt_keys_wrong_types_and_missing_ones_are_all_said_at_once_with_their_places() -> None:
    text = """\
titel = "T"
engine = "word"
variants = 0
problems = [
  { use = "lecture/softmax-ce", point = 3 },
  { use = "lecture/softmax-ce", points = -1 },
]
[credit]
rounded_early = 2
attempts = "first"
[reading]
decimal_comma = "yes"
"""
    assert complaints(text) == [
        "assignment.toml:1:1: title: 'title' is missing; "
        'write title = "What the exercise is about" at the top of the file',
        "assignment.toml:1:1: titel: 'titel' is not known here; did you mean 'title'?",
        "assignment.toml:2:10: engine: must be 'latex' or 'typst'",
        'assignment.toml:3:12: variants: must be "one per student", or a number up to 10,000 where several students '
        "share one",
        "assignment.toml:5:33: problems[1].point: 'point' is not known here; did you mean 'points'?",
        "assignment.toml:6:42: problems[2].points: must be at least 0",
        "assignment.toml:9:17: credit.rounded_early: must be at most 1",
        "assignment.toml:10:12: credit.attempts: must be 'best' or 'last'",
        'assignment.toml:12:17: reading.decimal_comma: must be true or false; found "yes"',
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (LEAST + 'notation = "lektion"\n', "3:12: notation: 'lektion' is not known; there "),
        (LEAST + 'language = "xx"\n', "3:12: language: 'xx' is not known"),
        (LEAST + 'timezone = "Berlin"\n', "3:12: timezone: 'Berlin' is no time zone; write one like"),
        (LEAST + 'timezone = "../etc/passwd"\n', "3:12: timezone: '../etc/passwd' is no time zone"),
        (LEAST + "variants = 0\n", '3:12: variants: must be "one per student", or a number'),
        (LEAST + "variants = true\n", '3:12: variants: must be "one per student", or a number'),
        (LEAST + '[due]\ndefault = "2026-11-24"\n', "4:11: due.default: must be a date and time without quotes"),
        (LEAST + '[reading]\nencoding = "utf-9"\n', "4:12: reading.encoding: 'utf-9' is no encoding"),
        (LEAST + "[credit]\nround_to = 0\n", "4:12: credit.round_to: must be above 0"),
        (LEAST + '[[decision]]\nblank = "1a"\nwhy = "x"\n', "3:1: decision[1]: needs either accept"),
        (LEAST + '[[decision]]\nblank = "1a"\naccept = "log2"\nwhy = " "\n', "3:1: decision[1]: say why"),
        (LEAST + '[credit]\nengine = "latex"\n', "4:1: credit.engine: 'engine' is no key of [credit]; it stands at the top"),
        (LEAST + "decimal_slip = 0.5\n", "it belongs under [credit]"),
        ('title = "T"\nproblems = []\n', "2:12: problems: must not be empty"),
        ('title = "T"\nproblems = [{ points = 3 }]\n', "2:13: problems[1]: needs either use"),
        ('title = "T"\nproblems = [{ use = "a/b", pick = 1, from = ["c/d"] }]\n', "2:13: problems[1]: needs either use"),
        ('title = "T"\nproblems = [{ use = "a/b", from = ["c/d"] }]\n', "problems[1].from: goes with pick"),
        ('title = "T"\nproblems = [{ pick = 1 }]\n', "problems[1]: pick needs from"),
        ('title = "T"\nproblems = [{ pick = 3, from = ["a/b"] }]\n', "2:22: problems[1].pick: cannot pick 3 from 1"),
        ("title = \n", "assignment.toml:1:9: this is no TOML: invalid value"),
    ],
)  # fmt: skip
def test_each_complaint_has_a_place_and_a_way_out(text: str, complaint: str) -> None:
    (found,) = complaints(text)
    assert complaint in found


def test_the_file_that_new_writes_is_a_good_one_with_every_default(tmp_path: Path) -> None:
    folder = start_assignment(tmp_path / "hw", engine="typst")
    one = read(folder.assignment.read_text(encoding="utf-8"))
    assert one.engine == "typst"
    assert one.credit == Credit()
    assert one.reading == Reading()


def test_what_new_has_as_comments_can_be_uncommented(tmp_path: Path) -> None:
    folder = start_assignment(tmp_path / "hw", engine="typst")
    text = re.sub(r"(?m)^# (\[+(?:due|decision|exam)\]+|\w+ += )", r"\1", folder.assignment.read_text(encoding="utf-8"))
    one = read(text)
    assert list(one.due) == ["default", "thu"]
    assert (one.credit.round_to, one.reading.encoding) == (Decimal("0.5"), "cp1252")
    (decision,) = one.decisions
    assert (decision.blank, decision.void) == ("2c", "full points for all")
    assert one.exam is not None
    assert (one.exam.minutes, one.exam.names) == (90, False)


def test_a_course_may_have_letters_of_its_own() -> None:
    one = read(f'{LEAST}notation = "ng"\n[letters]\nloss = "E"\ntarget = "t"\noutput = "o"\nrate = "epsilon"\n')
    assert {letter: one.notation.letter(letter) for letter in ["L", "J", "d", "y", "z", "W"]} == {
        "L": "E",
        "J": "J",
        "d": "t",
        "y": "o",
        "z": "z",
        "W": "W",
    }
    assert (one.notation.letter("eta"), one.notation.name) == ("epsilon", "ng")


def test_the_loss_of_a_batch_keeps_looking_like_that_of_one_example() -> None:
    one = read(f'{LEAST}notation = "nielsen"\n[letters]\nloss = "Q"\n')
    assert (one.notation.letter("L"), one.notation.letter("J")) == ("Q", "Q")


def test_weights_may_be_written_from_and_to() -> None:
    assert not read(LEAST).notation.from_first
    assert read(f'weights = "from, to"\n{LEAST}').notation.from_first


@pytest.mark.parametrize(
    ("letters", "place", "said"),
    [
        ('target = "y"', "5:10", "'y' is the letter for output too; write output = ... with another one"),
        ('los = "E"', "5:1", "'los' is not known here; did you mean 'loss'?"),
        ('loss = "E!"', "5:8", "'E!' must be a letter or a word"),
        ('loss = "e"', "5:8", "'e' has a meaning of its own in formulas"),
        ('rate = "tanh"', "5:8", "'tanh' has a meaning of its own in formulas"),
        ("rate = 5", "5:8", "must be text in quotes; found 5"),
    ],
)
def test_letters_that_cannot_be_are_complained_about_with_their_place(letters: str, place: str, said: str) -> None:
    found = complaints(f'{LEAST}notation = "lecture"\n[letters]\n{letters}\n')
    assert found[0].startswith(f"assignment.toml:{place}: ")
    assert said in found[0]


@pytest.mark.parametrize(
    ("text", "comma"),
    [
        ("", False),
        ('language = "de"\n', True),
        ('language = "zh"\n', False),
        ('language = "fr"\n[reading]\ndecimal_comma = false\n', False),
        ("[reading]\ndecimal_comma = true\n", True),
    ],
)
def test_a_decimal_comma_is_read_where_the_language_prints_one_unless_told_otherwise(text, comma):
    assert assignment_of(TomlSource.parse(LEAST + text, "assignment.toml")).reading.decimal_comma is comma


@pytest.mark.parametrize(
    ("text", "fonts"),
    [("", ()), ('font = "a.ttf"\n', ("a.ttf",)), ('font = ["a.ttf", "b.ttf"]\n', ("a.ttf", "b.ttf"))],
)
def test_a_font_is_a_file_or_a_list_of_files(text, fonts):
    assert assignment_of(TomlSource.parse(LEAST + text, "assignment.toml")).fonts == fonts
