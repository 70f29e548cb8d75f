"""Evidence about persons as a file of its own: what fits another sheet, and wrong digits that two share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...assignments.table import guarded, to_csv
from ...grading.analysis import Evidence, Misplaced, SharedDigits
from ...grading.verdict import Marks

HEADER = ("what", "student", "other", "blanks", "of", "on the own sheet", "expected by chance in this class", "read as")
MOST_HOLDERS = 5


def evidence_csv(found: Evidence) -> str:
    """A row for each; numbers, and how many such rows chance would bring."""
    return to_csv(HEADER, [*_misplaced(found.misplaced), *map(_shared, found.shared_digits)])


def _misplaced(found: Sequence[Misplaced]) -> Iterator[list[str]]:
    """Two whose answers fit each other's sheet stand in one row."""
    by_id = {one.student.sheet.student.id: one for one in found}
    done: set[str] = set()
    for one in found:
        mine, holders = _id(one.student), [_id(holder) for holder in one.holders]
        other = by_id.get(holders[0]) if len(holders) == 1 else None
        if mine in done:
            continue
        if other is not None and mine in [_id(holder) for holder in other.holders]:
            done.add(_id(other.student))
            read = "each one's answers fit the other's sheet: swapped sheets, or swapped ids"
            yield _row("swapped", mine, holders, one, min(one.expected, other.expected), read)
        elif all(holder.submission is None for holder in one.holders):
            read = "nothing came in from whoever has that sheet: perhaps a wrong id"
            yield _row("wrong id", mine, holders, one, one.expected, read)
        else:
            read = "the answers fit a sheet that somebody else handed in too: the wrong sheet, or numbers taken over"
            yield _row("another sheet", mine, holders, one, one.expected, read)


def _row(what: str, mine: str, holders: Sequence[str], one: Misplaced, expected: float, read: str) -> list[str]:
    more = len(holders) - MOST_HOLDERS
    others = "; ".join(holders[:MOST_HOLDERS]) + (f" and {more} more" if more > 0 else "")
    counts = [str(one.fits), str(one.answered), str(one.own)]
    return [what, guarded(mine), guarded(others), *counts, f"{expected:.0e}", read]


def _shared(one: SharedDigits) -> list[str]:
    return [
        "shared digits",
        guarded(_id(one.one)),
        guarded(_id(one.other)),
        " ".join(one.labels),
        str(one.both_wrong),
        "",
        f"{one.expected:.0e}",
        "the same wrong decimals though their numbers differ: worked together, or the same odd method",
    ]


def _id(marks: Marks) -> str:
    return marks.sheet.student.id
