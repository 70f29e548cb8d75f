"""How long sheets and keys take as PDFs, beside TeX's bare speed on the same pages; memory, a whole class, file sizes.

python benchmarks/documents.py [STUDENTS]          200 unless told; milliseconds for a student's sheet and key
python benchmarks/documents.py memory [STUDENTS]   10,000 unless told; the most memory of one worker of each engine
python benchmarks/documents.py class [STUDENTS]    1,000 unless told; seconds of `gradsheet make` on a new folder

A student has a sheet of two pages (20 fields, QR, a network with 12 weights) and a key of three (37 worked lines,
the network, a table). Beside seconds stand those of processors, children included: these are judged, for a machine
may have other work.

By LaTeX, in milliseconds of one processor for a sheet and its key (November 2026): composing 5; TeX 10, of which 1.5
are beginning and writing the fonts, once for a hundred files; taking apart 10 (saving 3, fields 1.5, copying pages 1,
which glyphs they show 1, deflating 1). A worker's first pages take 0.25 s more: templates, fonts, imports. Where two
cores share one processor, all of it takes half as long again when both are busy.

By Typst, in milliseconds of one processor (November 2026): a sheet 13 (letters of fonts 3.5, drawing 2.5, givens 2,
room for work 1.5, QR 1), its fields 2, half of which is deflating; a key 38.5 (lines 20, answers 8, head 3.5, givens
2); composing both 7, of which working the key's lines is 1.5. In a key, evaluating and parsing are 5, the PDF itself
14 (of which letters of fonts 4, and where each piece of text ends, which tags want to know, 3). All of it, Python
included, is 340 million instructions a student. A worker's first sheet takes 20 more, its first keys 100 more
together. Found by taking parts away, each variant in a process of its own, for they would share what is remembered,
with other students each time, and counted in instructions (valgrind --tool=callgrind), of which a millisecond has 5
million: these do not depend on what else a machine does, and say where they go.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import TypeVar

from gradsheet.assignments.seeds import sheet_code
from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.assignments.stores import InFolder
from gradsheet.documents import Heading, typst
from gradsheet.documents.crews import as_worker
from gradsheet.documents.kinds import KINDS
from gradsheet.documents.sources import edition
from gradsheet.documents.tasks import Run, Wanted, packed_run, task_of, work
from gradsheet.documents.templates import chunk_of
from gradsheet.documents.tex_packages import available
from gradsheet.documents.typeset import source, typeset_each
from gradsheet.problems import Exercise, Problem, TomlSource, draw, problem_from, public_seed, solve_exercises

PROBLEM = """
title = "One step of gradient descent: three hidden units"
[network]
inputs = 2
layers = [
  { units = 3, activation = "sigmoid", bias = false },
  { units = 2, activation = "sigmoid", bias = false },
]
loss = "binary cross-entropy"
update = "gradient descent"
[given]
x = { choose = [-1, 0.5, 1, 1.5, 2] }
W1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
d = { choose = [0, 1] }
eta = 0.5
[sheet]
key = "needed"
[[ask]]
blanks = ["z1", "y1", "z2", "y2", "L", "dL/dz1[1]"]
[[ask]]
blanks = [
  "new W2[1,1]", "new W2[1,2]", "new W2[1,3]", "new W2[2,1]",
  "new W1[1,1]", "new W1[1,2]", "new W1[2,1]", "new W1[3,2]",
]
"""
FIRST = (
    "Ada", "Björn", "Chloé", "Dimitri", "Esra", "Fatima", "Guadalupe", "Hannah", "Ingrid", "João", "Katarzyna", "Liam",
    "Mæva", "Noor", "Óscar", "Priya", "Quentin", "Rosa", "Søren", "Ursula", "Víctor", "Wei", "Xin", "Yusuf", "Zoë",
)  # fmt: skip
LAST = (
    "Adeyemi", "Brandt", "Çelik", "Dubois", "Eriksson", "Fernández", "García", "Håkansson", "Ivanov", "Jansen",
    "Kowalski", "Lovelace", "Müller", "Nguyen", "O'Brien", "Papadopoulos", "Quispe", "Rossi", "Šimić", "Turing", "Ueda",
    "van den Berg", "Wójcik", "Xu", "Yılmaz", "Zhang", "Ångström", "Özgür", "Jacques-Petit", "Kjær", "Featherstone",
)  # fmt: skip
HEADING = Heading(title="Homework 3: backpropagation", course="CS 4710, autumn 2026")
CORES = os.cpu_count() or 1
TASK = 50  # students
FEW = 6  # students of whom each document has a run of its own
MOST_KB = 60.0
TARGETS = {"latex": 25.0, "typst": 40.0}
MEGABYTES = 300.0
CLASS_SECONDS = 30.0
T = TypeVar("T")


@cache
def the_problem() -> Problem:
    """One for all, as in a worker of `make`, which reads its problems once."""
    return problem_from(TomlSource.parse(PROBLEM, "workload.toml"), name="workload")


def name_of(number: int) -> str:
    """One of a thousand names, of the letters that names have."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number * 7 // 3 % len(LAST)]}"


def sheets_of(students: Sequence[int]) -> list[Sheet]:
    """The sheets of students by their numbers, drawn, solved and with codes of their own."""
    problem = the_problem()
    draws = draw(problem, [public_seed(problem.name, number) for number in students])
    exercises = [Exercise(problem=problem, givens=givens) for givens in draws]
    return [
        Sheet(
            code=sheet_code(b"k" * 32, (f"s{number:06}",), ()),
            student=Student(id=f"s{number:06}", name=name_of(number)),
            items=(Item(number=1, exercise=exercise, solution=solution, points=Fraction(10)),),
        )
        for number, exercise, solution in zip(students, exercises, solve_exercises(exercises), strict=True)
    ]


def both(sheets: Sequence[Sheet], engine: str) -> tuple[list[int], list[int]]:
    """The sizes of all sheets and of all keys, made as `make` makes them."""
    wanted = [(sheet, worked) for worked in (False, True) for sheet in sheets]
    sizes = [len(pdf) for _, pdf in typeset_each(wanted, HEADING, engine=engine, fillable=True)]
    return sizes[: len(sheets)], sizes[len(sheets) :]


def spent() -> float:
    """Seconds of processors: this process and all children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(work: Callable[[], T], students: int) -> tuple[float, float, T]:
    """Milliseconds for a student by the clock and of processors, and what was made."""
    start, before = perf_counter(), spent()
    made = work()
    return 1000 * (perf_counter() - start) / students, 1000 * (spent() - before) / students, made


def on_all_cores(sheets: Sequence[Sheet], engine: str) -> tuple[list[int], list[int]]:
    """Tasks of some students each, on a worker for every core."""
    forms, keys = [], []
    _drawn[:] = sheets
    with ProcessPoolExecutor(CORES, mp_context=get_context("fork"), initializer=as_worker) as pool:
        for some, others in pool.map(_task, range(0, len(sheets), TASK), [engine] * len(sheets)):
            forms += some
            keys += others
    return forms, keys


def _task(start: int, engine: str) -> tuple[list[int], list[int]]:
    typst.alone.set(True)  # as in `make`: there is a worker for every core
    return both(_drawn[start : start + TASK], engine)


_drawn: list[Sheet] = []  # for workers that are forked


def one_by_one(sheets: Sequence[Sheet]) -> None:
    """A run of pdflatex for each document, which reads the whole preamble each time."""
    for sheet in sheets:
        for worked in (False, True):
            run_tex([sheet], [worked])


def run_tex(sheets: Sequence[Sheet], kinds: Sequence[bool]) -> float:
    """One run of pdflatex on the production pages; its seconds of a processor alone."""
    bodies = [source(sheet, HEADING, engine="latex", worked=worked) for worked in kinds for sheet in sheets]
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "all.tex").write_text(chunk_of(bodies, "latex", fillable=True), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "all.tex"]
        subprocess.run(command, cwd=place, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def speed(students: int) -> bool:
    sheets = sheets_of(range(1, students + 1))
    lines = source(sheets[0], HEADING, engine="latex", worked=True).count(r"\workline")
    print(f"{students} students, {CORES} cores, {len(sheets[0].blanks)} fields, {lines} worked lines")
    print(
        f"{'milliseconds for a sheet and its key':<36}{'clock':>12}{'processors':>12}{'target':>8}{'of raw TeX':>13}"
        f"{'sheet, kB':>12}{'key, kB':>10}"
    )
    fine = True
    raw: float | None = None
    if available():
        raw = 1000 * run_tex(sheets, (False, True)) / students
        print(f"  {'raw pdfTeX, one process':<34}{raw:>12.1f}{raw:>12.1f}{'':>8}{1:>13.2f}")
        few = sheets[:FEW]
        clock, processors, _ = measured(lambda: one_by_one(few), len(few))
        print(f"  {'one run for each document':<34}{clock:>12.1f}{processors:>12.1f}{'':>8}{clock / raw:>13.2f}")
    for engine, target in TARGETS.items():
        if engine == "latex" and raw is None:
            print("  no LaTeX here")
            continue
        clock, processors, (forms, keys) = measured(lambda chosen=engine: on_all_cores(sheets, chosen), students)
        ratio = f"{clock / raw:.2f}" if raw else ""
        kilobytes = [mean(sizes) / 1000 for sizes in (forms, keys)]
        print(
            f"  {engine + ', taken apart, fields set':<34}{clock:>12.1f}{processors:>12.1f}{target:>8.0f}{ratio:>13}"
            f"{kilobytes[0]:>12.1f}{kilobytes[1]:>10.1f}"
        )
        fine = fine and processors / CORES <= target and kilobytes[0] <= MOST_KB
    return fine


def memory(students: int) -> bool:
    """The most memory of a worker of `make` that does all the tasks; TeX itself is a process beside it."""
    fine = True
    for engine in ("latex", "typst") if available() else ("typst",):
        line = [sys.executable, __file__, "worker", str(students), engine]
        worker, children = map(float, subprocess.run(line, check=True, capture_output=True, text=True).stdout.split())
        print(
            f"  {engine}, {students:,} students in one worker: {worker:.0f} MB, {worker / MEGABYTES:.2f} of "
            f"{MEGABYTES:g} MB; the largest process that it started: {children:.0f} MB"
        )
        fine = fine and max(worker, children) <= MEGABYTES
    return fine


def worker(students: int, engine: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        store = InFolder(Path(place))
        run = packed_run(
            Run(heading=HEADING, engine=engine, fillable=True, templates={}, store=store, edition=edition(engine))
        )
        for start in range(1, students + 1, TASK):
            done = work(task_of(run, wanted_of(range(start, min(start + TASK, students + 1))), beside=True))
            assert len(done.files) == done.written, done
            for path in done.files:
                store.remove(path)
    print(*(resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def wanted_of(students: Sequence[int]) -> list[tuple[Sheet, tuple[Wanted, ...]]]:
    """Sheets and what `make` makes of each: two PDFs and a page of HTML."""
    return [
        (sheet, tuple(Wanted(kind=n, path=kind.path(sheet.student.id), source="") for n, kind in enumerate(KINDS)))
        for sheet in sheets_of(students)
    ]


def whole_class(students: int) -> bool:
    """`gradsheet make` for a class in a new folder: drawing, proving, the record and all PDFs.

    By the clock with all cores; once more with one worker for the seconds of processors, for those of workers that a
    server forks are nobody's children.
    """
    fine = True
    for engine in ("latex", "typst") if available() else ("typst",):
        seconds, _ = made_class(students, engine)
        _, processors = made_class(students, engine, "--workers", "1")
        target = CLASS_SECONDS * students / 1000
        print(
            f"  {engine}: {2 * students:,} PDFs for {students:,} students in {seconds:.1f} s by the clock, "
            f"{seconds / target:.2f} of {target:.1f} s; {processors:.1f} s of processors, "
            f"{processors / CORES / target:.2f} on {CORES} cores, {1000 * processors / students:.0f} ms a student"
        )
        fine = fine and min(seconds, processors / CORES) <= target
    return fine


def made_class(students: int, engine: str, *options: str) -> tuple[float, float]:
    """Seconds by the clock and of processors of one `make`."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        (place / "problems").mkdir()
        (place / "problems" / "workload.toml").write_text(PROBLEM, encoding="utf-8")
        (place / "assignment.toml").write_text(
            f'format = 1\ntitle = "{HEADING.title}"\nengine = "{engine}"\n'
            'problems = [{ use = "problems/workload.toml", points = 10 }]\n',
            encoding="utf-8",
        )
        rows = "".join(f"s{number:06},{name_of(number)}\n" for number in range(1, students + 1))
        (place / "roster.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
        command = [sys.executable, "-m", "gradsheet", "make", "-C", directory, "--no-html", *options]
        start, before = perf_counter(), spent()
        subprocess.run(command, check=True, capture_output=True)
        seconds, processors = perf_counter() - start, spent() - before
        made = len(list(place.glob("students/*.pdf"))) + len(list(place.glob("staff/keys/*.pdf")))
    assert made == 2 * students
    return seconds, processors


MODES = {"speed": (speed, 200), "memory": (memory, 10_000), "class": (whole_class, 1000)}


def main(arguments: Sequence[str]) -> bool:
    if arguments[:1] == ["worker"]:
        worker(int(arguments[1]), arguments[2])
        return True
    mode, rest = (arguments[0], arguments[1:]) if arguments[:1] and arguments[0] in MODES else ("speed", arguments)
    run, usual = MODES[mode]
    return run(int(rest[0]) if rest else usual)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
