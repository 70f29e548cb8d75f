"""Numbers to practise with: drawn in a stream of their own, never recorded, never those that somebody has or had."""

from __future__ import annotations

from ..errors import GradsheetError
from .certificate import certified
from .folder import Folder
from .in_use import problems_in_use, refuse_changed
from .load import load_assignment
from .numbers import with_numbers
from .rebuilt import sheets
from .record import Entry, Holder, Record, read_record
from .seeds import secret_of
from .sheet import Sheet, Student
from .variants import assigned_to_everybody

MOST_ROUNDS = 20


def practice_sheets(folder: Folder, count: int) -> tuple[Sheet, ...]:
    """`count` variants of every problem of the assignment, for nobody; nothing is written.

    Every key is proven. Raises GradsheetError where a problem has too few different numbers to spare some for practice.
    """
    assignment, record = load_assignment(folder), read_record(folder)
    problems = problems_in_use(folder, assignment)
    refuse_changed(folder, record, problems)
    secret = secret_of(folder)
    exercises = assigned_to_everybody(assignment, problems)
    taken = {(holder_and_use[1], tuple(sorted(drawn.givens.items()))) for holder_and_use, drawn in record.draws.items()}
    entries: dict[str, Entry] = {}
    number, rounds = 0, 0
    while len(entries) < count:
        rounds += 1
        if rounds > MOST_ROUNDS:
            raise GradsheetError(
                "there are not enough different numbers: some for practice would be those of somebody's sheet; widen "
                "the ranges in [given], or ask for fewer with --variants"
            )
        some = {}
        for _ in range(count - len(entries)):
            number += 1
            holder = Holder("practice", str(number))
            code = f"PRACTICE{number:02d}"
            some[str(number)] = Entry(code=code, file="", origin=str(number), holder=holder, exercises=exercises)
        record = with_numbers(record, some.values(), problems, secret)
        entries |= {name: one for name, one in some.items() if not _is_taken(record, one, taken)}
    found = sheets(record, entries, problems, [Student(id=name) for name in entries])
    certified(found)
    return found


def _is_taken(record: Record, entry: Entry, taken: set[tuple[str, tuple[tuple[str, str], ...]]]) -> bool:
    numbers = {(one.use, tuple(sorted(record.draws[entry.holder, one.use].givens.items()))) for one in entry.exercises}
    if numbers & taken:
        return True
    taken |= numbers
    return False
