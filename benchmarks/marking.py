"""Seconds and memory for marking a mixed class with full diagnosis, and for `gradsheet grade` on a folder.

python benchmarks/marking.py [STUDENTS]     100,000 unless told

Half of the students are right everywhere, the others hold a misconception, slipped or left blanks out; everybody has
numbers of their own. Each class is marked in a process of its own, beside the bare comparing of each number with its
tolerance, which is what a learning platform does.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from grading.classroom import Classroom, Paper, Size
from grading.handwriting import SPELLINGS
from gradsheet.assignments import Folder, hand_out
from gradsheet.assignments.sheet import Item, Sheet
from gradsheet.grading import Submission, mark
from gradsheet.problems import Exercise, Problem, draw, find_problem, public_seed, solve_exercises

PROBLEM, BLANKS, ALL = "lecture/relu-sigmoid-bce", 10, 100_000
CELLS: Mapping[str, float] = {"decimal": 20.0, "expression": 60.0}
"""What stands in each cell, and the seconds allowed for all."""
GIGABYTES = 4.0
FOLDER, FOLDER_SECONDS = 200, 2.0
RUNS = 3  # of a command, of which the fastest counts


def speed(students: int) -> bool:
    """Prints what was measured; whether every target is met."""
    scaled = "" if students == ALL else f", seconds scaled to {ALL:,}"
    print(f"\n{PROBLEM} with {BLANKS} blanks, a mixed class of {students:,}{scaled}")
    fine = []
    for cell, target in CELLS.items():
        line = [sys.executable, __file__, str(students), cell]
        printed = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
        marking, processor, comparing, before, peak = map(float, printed)
        seconds = marking * ALL / students
        fine += [seconds <= target, peak <= GIGABYTES]
        print(
            f"  every cell {'a' if cell == 'decimal' else 'an'} {cell}: {seconds:.1f} s, {seconds / target:.2f} of "
            f"{target:g} s ({processor * ALL / students:.1f} s of a processor); {marking / comparing:.0f} times as "
            f"long as comparing alone; {peak:.2f} GB, {peak / GIGABYTES:.2f} of {GIGABYTES:g} ({before:.2f} before)"
        )
    with tempfile.TemporaryDirectory() as directory:
        made(Path(directory))
        grading, starting = command("grade", "-C", directory), command("grade", "--help")
    fine.append(grading <= FOLDER_SECONDS)
    print(
        f"  gradsheet grade, {FOLDER} students: {grading:.2f} s = {grading / FOLDER_SECONDS:.2f} of {FOLDER_SECONDS:g};"
        f" {grading / starting:.1f} times as long as printing its help"
    )
    return all(fine)


def measure(students: int, cell: str) -> None:
    """Prints seconds of marking, of a processor then, and of comparing alone; GB before marking and at the most."""
    sheets, handed = mixed(students, cell)
    before = gigabytes()
    start, working = perf_counter(), process_time()
    marks = mark(sheets, handed)
    marking, processor = perf_counter() - start, process_time() - working
    peak = gigabytes()
    assert len(marks) == students
    start = perf_counter()
    compared(sheets, handed)
    print(marking, processor, perf_counter() - start, before, peak)


def gigabytes() -> float:
    """The most memory that this process and what it started has had."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 2**20


def compared(sheets: Iterable[Sheet], handed: Mapping[str, Submission]) -> int:
    """How many numbers are right, and nothing else about them."""
    right = 0
    for sheet in sheets:
        answers = handed[sheet.student.id].answers
        for blank in sheet.blanks:
            if blank.label in answers:
                terms = answers[blank.label].text.replace("- ", "-").replace("+ ", "").split()
                right += sheet.item(blank).solution.bands[blank.symbol].accepts(sum(map(float, terms)))
    return right


def mixed(students: int, cell: str) -> tuple[list[Sheet], dict[str, Submission]]:
    problem = with_blanks(find_problem(PROBLEM), BLANKS)
    draws = draw(problem, [public_seed("class", number) for number in range(students)])
    exercises = [Exercise(problem=problem, givens=givens) for givens in draws]
    solved = zip(exercises, solve_exercises(exercises), strict=True)
    items = [Item(number=1, exercise=one, solution=solution, points=Fraction(10)) for one, solution in solved]
    papers = list(one_each(problem, items))
    if cell == "expression":
        chance = random.Random(0)
        papers = [
            replace(paper, written={s: SPELLINGS["sum"](number, 4, chance)[0] for s, number in paper.numbers.items()})
            for paper in papers
        ]
    sheets = [paper.sheet(number) for number, paper in enumerate(papers)]
    handed = [paper.submission(number) for number, paper in enumerate(papers)]
    return sheets, {one.student: one for one in handed}


def with_blanks(problem: Problem, blanks: int) -> Problem:
    """The problem with its first blanks only."""
    asks = []
    for ask in problem.asks:
        asks += [replace(ask, blanks=ask.blanks[:blanks])] if blanks else []
        blanks -= min(blanks, len(ask.blanks))
    return replace(problem, asks=tuple(asks))


def one_each(problem: Problem, items: Sequence[Item]) -> Iterator[Paper]:
    """One paper for each item: 50 % right, 35 % with a misconception, 5 % with blanks left out, 10 % with a slip."""
    room = Classroom(problem, Size(slips=1), items=items)
    methods = list(room.methods.wrong.values())
    for item in items:
        kind = room.chance.random()
        room.items = [item]
        where = room.asked if kind < 0.95 else room.unasked
        paper = next(room.slipping(where, "slip"), None) if kind >= 0.9 else None
        if paper is None:
            numbers = room.worked(item, room.chance.choice(methods) if kind < 0.35 else None)
            paper = room.paper("any", item, room.some(numbers) if 0.35 <= kind < 0.4 else numbers)
        yield paper


def made(root: Path) -> None:
    """An assignment folder with a class's sheets in its record, and their answers."""
    text = f'title = "Homework"\nproblems = [{{ use = "{PROBLEM}", points = 10 }}]\n'
    (root / "assignment.toml").write_text(text, encoding="utf-8")
    roster = ["id,name", *(f"s{number:03d},Student {number}" for number in range(FOLDER))]
    (root / "roster.csv").write_text("\n".join(roster), encoding="utf-8")
    sheets = hand_out(Folder(root)).sheets
    papers = one_each(sheets[0].items[0].exercise.problem, [sheet.items[0] for sheet in sheets])
    rows = [",".join(["id", *(blank.label for blank in sheets[0].blanks)])]
    for sheet, paper in zip(sheets, papers, strict=True):
        rows.append(",".join([sheet.student.id, *(paper.written.get(blank.symbol, "") for blank in sheet.blanks)]))
    (root / "answers").mkdir(exist_ok=True)
    (root / "answers" / "all.csv").write_text("\n".join(rows), encoding="utf-8")


def command(*arguments: str) -> float:
    """Seconds of a command of gradsheet, as a process."""
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        line = [sys.executable, "-c", "from gradsheet.cli import main; main()", *arguments]
        subprocess.run(line, check=True, capture_output=True)
        seconds.append(perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ALL
    if len(sys.argv) > 2:
        measure(count, sys.argv[2])
    else:
        sys.exit(not speed(count))
