"""Sheets rebuilt from the record: the numbers that were handed out, in the problems as they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ..errors import GradsheetError
from ..formula import Symbol, name
from ..problems import Exercise, Problem, solve_exercises
from .exam import version_name
from .folder import Folder
from .frozen import learned_problem
from .load import load_assignment
from .record import Assigned, Drawn, Entry, Record, read_record, symbol_of
from .roster import read_roster
from .sheet import Item, Sheet, Student


def handed_out(folder: Folder) -> tuple[Sheet, ...]:
    """Every sheet that students got, rebuilt from the record; names are those on the roster now."""
    record = read_record(folder)
    problems = {
        one.problem: learned_problem(folder, record.problems, one.problem) for one in _assigned(record.students)
    }
    return sheets(record, record.students, problems, holders(folder, record))


def spare_sheets(folder: Folder) -> tuple[Sheet, ...]:
    """Every spare sheet that belongs to nobody yet, rebuilt from the record."""
    record = read_record(folder)
    entries = record.nobodys
    problems = {one.problem: learned_problem(folder, record.problems, one.problem) for one in _assigned(entries)}
    return spares_of(record, problems)


def spares_of(record: Record, problems: Mapping[str, Problem]) -> tuple[Sheet, ...]:
    """The spare sheets that belong to nobody yet, with the recorded numbers in the problems given."""
    nobody = sorted(record.nobodys, key=int)
    made = sheets(record, record.nobodys, problems, [Student(id=number) for number in nobody])
    return tuple(
        replace(sheet, spare=int(number), student=Student(id=f"spare {number}"))
        for number, sheet in zip(nobody, made, strict=True)
    )


def holders(folder: Folder, record: Record) -> tuple[Student, ...]:
    """Everybody who has a sheet, as the roster has them now; whoever left it is known by the id alone."""
    people = {id_: student for id_, student in _people(folder, record).items() if id_ in record.students}
    people |= {id_: Student(id=id_) for id_ in record.students if id_ not in people}
    return tuple(people.values())


def sheets(
    record: Record,
    entries: Mapping[str, Entry],
    problems: Mapping[str, Problem],
    students: Iterable[Student],
) -> tuple[Sheet, ...]:
    """The sheets of students, with the recorded numbers in the problems given; all solved as arrays."""
    wanted = [(student, entries[student.id]) for student in students]
    places = {(entry.holder, one.use): one.problem for _, entry in wanted for one in entry.exercises}
    exercises = [
        Exercise(
            problem=problems[problem],
            givens=_givens(record.draws[place], problems[problem]),
            options={symbol_of(text): offered for text, offered in record.draws[place].options.items()},
        )
        for place, problem in places.items()
    ]
    solved = dict(zip(places, zip(exercises, solve_exercises(exercises), strict=True), strict=True))
    return tuple(
        Sheet(
            code=entry.code,
            student=student,
            version=version_of(entry),
            items=tuple(
                Item(number=number, exercise=exercise, solution=solution, points=one.points)
                for number, one in enumerate(entry.exercises, start=1)
                for exercise, solution in [solved[entry.holder, one.use]]
            ),
        )
        for student, entry in wanted
    )


def version_of(entry: Entry) -> str:
    """The name of the version of an exam that a sheet is; empty where its numbers are its own."""
    return version_name(int(entry.holder.name)) if entry.holder.kind == "variants" else ""


def _assigned(entries: Mapping[str, Entry]) -> Iterable[Assigned]:
    return {one.problem: one for entry in entries.values() for one in entry.exercises}.values()


def _people(folder: Folder, record: Record) -> dict[str, Student]:
    if not folder.roster.exists():
        return {}
    assignment = load_assignment(folder)
    roster = read_roster(
        folder.roster,
        timezone=assignment.timezone,
        id_column=record.id_column,
        encoding=assignment.reading.encoding,
    )
    return {student.id: student for student in roster.students}


def _givens(drawn: Drawn, problem: Problem) -> dict[Symbol, Decimal]:
    found = {symbol_of(text): _decimal(value) for text, value in drawn.givens.items()}
    if missing := [name(symbol) for symbol in problem.derivation.givens if symbol not in found]:
        raise GradsheetError(f"the record holds no {', '.join(missing)} for {problem.name}; bring back a copy of it")
    return {symbol: found[symbol] for symbol in problem.derivation.givens}


_decimal = lru_cache(maxsize=1 << 14)(Decimal)  # a class has few different numbers, many times each
