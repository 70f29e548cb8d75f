"""Seconds for an export with everything: numbers drawn and proven, files written, read again and tried.

python benchmarks/exports.py [VARIANTS]     1,000 unless told; fewer are scaled
python benchmarks/exports.py bank           every problem of the bank written for every target, read again and proven

Beside it: text2qti making a Canvas package of as many numerical questions (their stems are one plain line, without
worked solutions), and what R/exams 2.4 was measured at for variants of one number each, 33 ms for Moodle and 35 ms for
Canvas. Each export runs in a process of its own, the fastest of three counts; on a busy machine read the seconds of
a processor.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gradsheet.assignments.folder import Folder
from gradsheet.errors import GradsheetError
from gradsheet.lms import TARGETS, export
from gradsheet.lms.course import Course
from gradsheet.lms.proof import prove
from gradsheet.lms.question import questions, split
from gradsheet.lms.target import Target
from gradsheet.problems import bank_names, find_problem
from lms.drawn import sheets

PROBLEM, BLANKS, ALL = "backpropagation/layer-by-layer", 10, 1000
SECONDS: Mapping[str, float] = {"moodle": 3.0, "canvas": 5.0}
R_EXAMS: Mapping[str, float] = {"moodle": 0.033, "canvas": 0.035}
"""Seconds for each variant of an exercise with one number."""
RUNS = 3


def processors() -> float:
    """Seconds that processors have worked so far, for this process and those that it made."""
    return sum(os.times()[:4])


def ours(target: str, variants: int) -> tuple[float, float]:
    """Seconds by the clock and of a processor for a whole export into a new folder."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Folder(Path(directory))
        folder.assignment.write_text(f'title = "T"\nproblems = [{{ use = "{PROBLEM}" }}]\n', encoding="utf-8")
        start, before = perf_counter(), processors()
        export(folder, target=target, variants=variants)
        return perf_counter() - start, processors() - before


def text2qti(variants: int) -> tuple[float, float] | None:
    """The same for text2qti and `variants` times ten plain numerical questions; None where it is not installed."""
    try:
        from text2qti.config import Config
        from text2qti.qti import QTI
        from text2qti.quiz import Quiz
    except ImportError:
        return None
    lines = ["Quiz title: T", ""]
    for number in range(1, variants * BLANKS + 1):
        lines += [f"{number}.  Let $x_1 = {number / 7:.3f}$ and $w = 0.5$. What is $z = w x_1 + 1$?",
                  f"=   {number / 14 + 1:.4f} +- 0.0005", ""]  # fmt: skip
    start, before = perf_counter(), processors()
    config = Config()
    with tempfile.TemporaryDirectory() as directory:
        QTI(Quiz("\n".join(lines), config=config)).save(Path(directory) / "quiz.zip")
    return perf_counter() - start, processors() - before


MEASURED = {**{target: lambda count, target=target: ours(target, count) for target in SECONDS}, "text2qti": text2qti}


def fastest(what: str, variants: int) -> tuple[float, float] | None:
    """The fastest of the runs, each in a process of its own."""
    runs = []
    for _ in range(RUNS):
        line = [sys.executable, __file__, str(variants), what]
        printed = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
        runs.append(tuple(map(float, printed)))
    best = min(runs)
    return (best[0], best[1]) if best else None


def lines(variants: int) -> Iterator[tuple[str, bool]]:
    """What was measured, and whether the target is met."""
    peer = fastest("text2qti", variants)
    scale = ALL / variants
    for target, limit in SECONDS.items():
        found = fastest(target, variants)
        assert found is not None
        seconds, worked = found[0] * scale, found[1] * scale
        each = R_EXAMS[target]
        text = (
            f"{target}: {seconds:.1f} s for {ALL:,} variants of {BLANKS} blanks, {seconds / limit:.2f} of {limit:g} s "
            f"({worked:.1f} s of a processor); {seconds / (ALL * each):.2f} of R/exams with one number a variant, "
            f"{seconds / (ALL * BLANKS * each):.3f} for each number"
        )
        if peer is not None:
            text += f"; in a processor's time {worked / (peer[1] * scale):.2f} of text2qti ({peer[1] * scale:.1f} s)"
        yield text, seconds <= limit


def bank(variants: int = 2) -> int:
    """Proves every problem at every target; prints what a target leaves out, and whatever fails."""
    fine = True
    course = Course(title="T", misconception=Decimal("0.25"))
    for target in (row for row in TARGETS.values() if isinstance(row, Target)):
        proven, left, answers = 0, 0, 0
        for name in bank_names():
            asked = questions(sheets([find_problem(name)], variants))
            asked = list(split(asked)) if target.split else asked
            try:
                package = target.write(asked, course)
                written = [one for one in asked if one.code not in package.left_out]
                found = prove(target.read(dict(package.files)), written, course)
            except GradsheetError as error:
                fine = False
                print(f"  {target.name}, {name}: {error}")
                continue
            proven, answers = proven + 1, answers + found.answers
            left += len(package.left_out)
        print(
            f"{target.name}: {proven} of {len(bank_names())} problems proven, {answers:,} answers; {left} left out",
            flush=True,
        )
    return 0 if fine else 1


def main(variants: int) -> int:
    print(f"{PROBLEM}{'' if variants == ALL else f', seconds scaled from {variants:,} to {ALL:,}'}")
    fine = []
    for text, met in lines(variants):
        print(f"  {text}", flush=True)
        fine.append(met)
    return 0 if all(fine) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["bank"]:
        sys.exit(bank())
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ALL
    if len(sys.argv) > 2:
        print(*(MEASURED[sys.argv[2]](count) or ()))
    else:
        sys.exit(main(count))
