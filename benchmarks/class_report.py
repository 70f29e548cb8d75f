"""How long the class report of a large class takes once it is marked, and how often clean classes raise an alarm.

python benchmarks/class_report.py [--students N] [--clean N]

Answers are right numbers or numbers of no meaning (tests/grading/analysis/classroom.py); one pair has swapped sheets.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from grading.analysis.classroom import Classroom
from gradsheet.documents.report import page, published
from gradsheet.grading.analysis import (
    Classwork,
    between_groups,
    between_variants,
    evidence,
    findings,
    misplaced,
    relations,
    shared_digits,
)
from gradsheet.problems import find_problem

LECTURE = find_problem("lecture/relu-sigmoid-bce")
DRAWS = 5_000  # sheets shared from there on: drawing is not what is timed


def timed(students: int) -> bool:
    """Whether the swapped pair was found; prints seconds of processor time."""
    room = Classroom([LECTURE], students, variants=min(students, DRAWS), groups=("tue", "thu"))
    room.answers["s00010"], room.answers["s00020"] = room.answers["s00020"], room.answers["s00010"]
    marks = room.marks()
    clock = [process_time()]
    found = findings(marks)
    clock.append(process_time())
    page(published(found, title="Homework"))
    clock.append(process_time())
    persons = evidence(marks, found.classwork)
    clock.append(process_time())
    parts = ("statistics", "page", "evidence")
    spent = [f"{after - before:.1f} s {what}" for (before, after), what in zip(pairwise(clock), parts, strict=True)]
    print(f"{students:,} students: {', '.join(spent)}")
    return {one.student.sheet.student.id for one in persons.misplaced} == {"s00010", "s00020"}


def clean(classes: int) -> Counter[str]:
    """Of so many clean classes of 60, how many raise each kind of alarm."""
    alarms: Counter[str] = Counter()
    for seed in range(1000, 1000 + classes):
        room = Classroom([LECTURE], 60, seed=seed, groups=("a", "b", "c"), variants=4 if seed % 2 else None)
        marks = room.marks()
        work = Classwork.of(marks, room.variant_of)
        alarms["another sheet"] += bool(misplaced(marks))
        alarms["shared digits"] += bool(shared_digits(work))
        alarms["unknown methods"] += bool(relations(work))
        alarms["groups"] += bool(between_groups(work))
        alarms["variants"] += bool(between_variants(work))
    for what, count in alarms.items():
        print(f"{what:<16} {count} of {classes}")
    return alarms


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--clean", type=int, default=40)
    options = parser.parse_args()
    swapped = timed(options.students)
    print("the swapped pair was found" if swapped else "THE SWAPPED PAIR WAS NOT FOUND")
    raised = clean(options.clean)
    sys.exit(0 if swapped and all(raised[what] <= 0.1 * options.clean for what in raised) else 1)
