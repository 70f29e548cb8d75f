"""The same assignment gives the same bytes, and a mended problem changes only its own questions."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gradsheet.lms.course import Course
from gradsheet.lms.question import questions, split
from gradsheet.lms.target import Target
from gradsheet.lms.targets import TARGETS
from gradsheet.problems import find_problem
from lms.drawn import sheets

COURSE = Course(title="Homework 3")
NAMES = ("lecture/softmax-ce", "circuits/two-paths")
OF_VARIANTS = [row for row in TARGETS.values() if isinstance(row, Target)]

DIGESTS = """
import sys; sys.path.insert(0, sys.argv[1])
from hashlib import sha256
from lms.test_unchanged import OF_VARIANTS, written
for target in OF_VARIANTS:
    for name, content in written(target, {}, variants=1):
        print(target.name, name, sha256(content).hexdigest())
"""


def written(target: Target, mended: dict[str, str], variants: int = 2):
    """The files of both problems; `mended` are other statements."""
    problems = [find_problem(name) for name in NAMES]
    some = sheets(problems, variants)
    some = [
        replace(sheet, items=tuple(_mended(item, mended.get(item.exercise.problem.name)) for item in sheet.items))
        for sheet in some
    ]
    asked = questions(some)
    return target.write(list(split(asked)) if target.split else asked, COURSE).files


def _mended(item, statement):
    if statement is None:
        return item
    problem = replace(item.exercise.problem, statement=statement)
    return replace(item, exercise=replace(item.exercise, problem=problem))


def test_another_process_with_other_hashes_gives_the_same_bytes():
    tests = str(Path(__file__).parents[1])
    found = set()
    for seed in ("1", "2"):
        line = [sys.executable, "-c", DIGESTS, tests]
        done = subprocess.run(
            line, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert all(row.name in next(iter(found)) for row in OF_VARIANTS)


@pytest.mark.parametrize("target", OF_VARIANTS, ids=lambda row: row.name)
def test_a_mended_problem_changes_the_text_of_its_own_questions_and_nothing_else(target):
    before, after = (
        {(one.pool, one.ident): one for one in target.read(dict(written(target, mended)))}
        for mended in ({}, {NAMES[1]: "Now without the slip of the pen."})
    )
    assert before.keys() == after.keys()
    changed = 0
    for key, old in before.items():
        new = after[key]
        assert (old.feedback, old.pool, len(old.places)) == (new.feedback, new.pool, len(new.places))
        own = "slip of the pen" in new.words
        changed += own
        assert (old.words != new.words) == own
    assert 0 < changed < len(before)
