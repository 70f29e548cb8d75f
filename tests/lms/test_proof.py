"""The proof of an export: it lets good files through and refuses every file that would be marked otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from gradsheet.errors import GradsheetError
from gradsheet.lms.course import Course
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions, split
from gradsheet.lms.target import Target
from gradsheet.lms.targets import TARGETS
from gradsheet.problems import bank_names, find_problem
from lms.drawn import sheets

COURSE = Course(title="Homework 3", rounded_early=Decimal("0.5"), misconception=Decimal("0.25"))
OF_VARIANTS = [row for row in TARGETS.values() if isinstance(row, Target)]
ASKED = questions(sheets([find_problem("lecture/softmax-ce")], 2))


def written(target: Target, asked) -> dict[str, bytes]:
    return dict(target.write(list(split(asked)) if target.split else asked, COURSE).files)


def proof(target: Target, files, asked=ASKED, course=COURSE):
    return prove(target.read(files), list(split(asked)) if target.split else asked, course)


def moodle(change=lambda text: text, course=COURSE):
    target = TARGETS["moodle"]
    ((name, content),) = written(target, ASKED).items()
    changed = change(content.decode())
    return proof(target, {name: changed.encode()}, course=course)


def test_what_was_written_is_proven_and_counted():
    found = moodle()
    assert (found.questions, found.blanks) == (2, 22)
    assert found.answers > 22 * 10
    assert "2 questions, 22 blanks" in str(found)


FIELD = re.compile(r"\{(\d+):NUMERICAL:=(-?\d\.\d{6,}):([\d.e-]+)~%50%(-?[\d.]+):([\d.e-]+)\}")


def field(form):
    """Writes the first field with a long number anew from weight, key, tolerance, and the tolerance of who rounded early."""
    return lambda text: FIELD.sub(lambda found: form(*found.group(1, 2, 3, 5)), text, count=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={float(k) + 1}:{t}}}"), r"question 1 .*: 1c: .* earns 0% there, and 100% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{float(t) / 2}}}"), r"question 1 .*: 1c: .* earns 0% there, and 100% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{float(t) * 1.5}}}"), r"question 1 .*: 1c: .* earns 100% there, and (0|50)% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{t}~%50%{k}:9}}"), r"1c: .* earns 50% there, and (0|25)% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{t}~%75%{k}:{e}}}"), r"1c: .* earns 75% there, and 50% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{t}~%10%*}}"), r"1c: .* earns 10% there, and 0% here"),
        (field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{t}~%50%{k}:{e}}} {k}"), r"its text shows (-?[\d.]+), which is right at 1c"),
        (field(lambda w, k, t, e: ""), "question 1 .*: 10 places to answer, not 11"),
        (lambda text: text.replace("TEST0000-1", "TEST0009-1"), "has no code of an exercise"),
        (lambda text: text.replace("TEST0000-1", "TEST0001-1").replace("<idnumber>TEST0001-1", "<idnumber>X", 1), "TEST0001-1 is there already"),
    ],
)  # fmt: skip
def test_a_file_that_would_be_marked_otherwise_is_refused_with_its_place(change, said):
    with pytest.raises(GradsheetError, match=said):
        moodle(change)


def test_less_for_who_rounded_early_or_by_a_known_wrong_method_is_a_note_with_the_blanks():
    notes = moodle(field(lambda w, k, t, e: f"{{{w}:NUMERICAL:={k}:{t}}}")).notes
    assert "An answer that was rounded early earns 0% there, and 50% here: lecture/softmax-ce (1c)" in notes
    assert any(one.startswith("An answer of a known wrong method earns 0% there, and 25% here: ") for one in notes)


def test_blanks_that_weigh_otherwise_are_a_note():
    notes = moodle(lambda text: text.replace("{1:NUMERICAL", "{5:NUMERICAL", 1)).notes
    assert any("Blanks weigh otherwise there than here" in one for one in notes)


@pytest.mark.parametrize("target", OF_VARIANTS, ids=lambda row: row.name)
def test_problems_of_the_bank_are_proven_at_every_target(target):
    """Every target has a share of the bank; `benchmarks/exports.py bank` proves all of it at each."""
    asked = [one for one in questions(sheets_of_the_bank(OF_VARIANTS.index(target))) if one.parts]
    asked = list(split(asked)) if target.split else asked
    package = target.write(asked, COURSE)
    written = [one for one in asked if one.code not in package.left_out]
    assert prove(target.read(dict(package.files)), written, COURSE).questions == len(written)


def sheets_of_the_bank(start):
    """One variant of every sixth problem, each on a sheet of its own with a code of its own."""
    return [
        replace(sheet, code=f"TEST{number:04d}")
        for number, name in enumerate(bank_names()[start % 6 :: 6])
        for sheet in sheets([find_problem(name)])
    ]
