"""Labels on paper: what 2a is on a sheet that is out, it stays once answers came in."""

from __future__ import annotations

from ..errors import GradsheetError
from .corrected import Answered
from .record import Entry, Record

MOST_NAMED = 5


def relabelled(before: Record, record: Record) -> list[str]:
    """The ids of those on whose sheets a number would be that of another exercise than on paper.

    Exercises that come last may be added or left out: no label means another question then.
    """
    both = [(id_, one, record.students[id_]) for id_, one in before.students.items() if id_ in record.students]
    return [id_ for id_, was, now in both if any(a != b for a, b in zip(_uses(was), _uses(now), strict=False))]


def refuse_relabelled(before: Record, record: Record, answered: Answered) -> None:
    """Stops where answers came in that would be marked as answers to other questions."""
    moved = relabelled(before, record)
    handed_in = answered() if moved else ()
    concerned = [id_ for id_ in moved if id_ in handed_in]
    if not concerned:
        return
    more = f" and {len(concerned) - MOST_NAMED} more" if len(concerned) > MOST_NAMED else ""
    order = ", ".join(f"{number}. {use}" for number, use in enumerate(_uses(before.students[concerned[0]]), start=1))
    raise GradsheetError(
        "assignment.toml: exercises would have other numbers than when sheets were made, and answers came in from "
        f"{', '.join(concerned[:MOST_NAMED])}{more}: what they wrote at a label would be marked as another question. "
        f"Put the problems back in their order ({order}); new ones may follow at the end, and one that is not to count "
        "is left out of the total by a [[decision]]. If the sheets that are out have the numbers that assignment.toml "
        "has now, move answers/ and record/marks.json elsewhere, make, and put answers/ back. Nothing was made."
    )


def _uses(entry: Entry) -> list[str]:
    return [one.use for one in entry.exercises]
