"""Work on many exercises on all cores is the work that one core does."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
several = pytest.mark.skipif(CORES < 2, reason="one core, or a system that cannot tie a process to one")

NUMBERS = """
import os
from time import sleep
from gradsheet.lms.side_by_side import each
def work(number):
    sleep(0.001)  # so that none has done all before the others are there
    return number, os.getpid()
found = each(work, range(1000))
print([number for number, _ in found] == list(range(1000)), len({process for _, process in found}))
"""
ERROR = """
from gradsheet.errors import GradsheetError
from gradsheet.lms.side_by_side import each
def work(number):
    if number == 777:
        raise GradsheetError("no such number")
try:
    each(work, range(1000))
except GradsheetError as error:
    print(error)
"""
EXPORT = """
import sys
from hashlib import sha256
from lms.drawn import sheets
from gradsheet.lms import TARGETS
from gradsheet.lms.course import Course
from gradsheet.lms.export import proven
from gradsheet.lms.question import questions, split
from gradsheet.problems import find_problem
asked = questions(sheets([find_problem("lecture/softmax-ce"), find_problem("metrics/gini-split")], 130))
course = Course(title="T")
for name in ("moodle", "canvas", "qti21"):
    target = TARGETS[name]
    some = list(split(asked)) if target.split else asked
    package = target.write(some, course)
    print(name, *(sha256(content).hexdigest() for _, content in package.files), proven(target, package, some, course))
"""


def printed(script: str, *, cores: int = CORES) -> str:
    """What a program prints that may use so many cores, and has no threads."""
    tied = f"import os\nos.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])\n"
    done = subprocess.run(
        [sys.executable, "-c", tied + script], capture_output=True, text=True, check=False, env=os.environ | PATHS
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


PATHS = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@several
def test_results_stand_in_the_order_of_the_items_whoever_made_them():
    assert printed(NUMBERS, cores=1) == "True 1"
    in_order, processes = printed(NUMBERS).split()
    assert in_order == "True"
    assert int(processes) > 1


@several
def test_an_error_in_another_process_is_one_here():
    assert printed(ERROR) == "no such number"


@several
def test_an_export_on_all_cores_is_the_one_that_one_core_makes():
    found = printed(EXPORT)
    assert found == printed(EXPORT, cores=1)
    assert len(found.splitlines()) == 3
