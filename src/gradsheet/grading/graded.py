"""A class that has been marked: everybody's marks, what could not be used, what a teacher should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from ..assignments.assignment import Assignment
from ..assignments.folder import Folder
from ..errors import Complaint
from .changes import MOST_TOLD, changes, told
from .last_marks import LastMarks
from .outcome import Outcome
from .policy import Policy
from .unread import unread
from .verdict import Marks
from .wording import points_text

MOST_NAMED = 10


@dataclass(frozen=True, kw_only=True)
class Graded:
    """All that grading reads and computes, before anything is written.

    `marks` stand in the order of the record. By student's id, `files` are the names under which their files are
    written, without suffix, and `remarks` what they should know about their whole sheet. `came_in` are the files that
    were marked, by their names in answers/. `last` are the marks before this run, None where there are none, and
    `written` is the table for whoever marks written blanks, None where the one that is there stays.
    """

    folder: Folder
    assignment: Assignment
    policy: Policy
    marks: tuple[Marks, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    came_in: Mapping[str, Path] = field(default_factory=dict)
    last: Mapping[str, LastMarks] | None = None
    written: str | None = None
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What stands above everything that is written about this assignment."""
        return ", ".join(part for part in (self.assignment.title, self.assignment.course) if part)

    @property
    def is_clean(self) -> bool:
        """Whether every file, row and column could be used; what one student wrote is no fault of the class's."""
        return not self.complaints

    @property
    def handed_in(self) -> tuple[Marks, ...]:
        return tuple(one for one in self.marks if one.submission is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of students from whom nothing came in."""
        return tuple(one.sheet.student.id for one in self.marks if one.submission is None)

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(verdict.outcome for one in self.handed_in for verdict in one.verdicts)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """A line for every answer that could not be read, with its file and row; one for all commas of a file."""
        return tuple(unread(self.handed_in))

    def changes(self, most: int | None = MOST_TOLD) -> tuple[str, ...]:
        """What is other than in the last marks: how much, whose and why; up to `most` students named in a line."""
        if self.last is None:
            return ("These are the first marks; from now on every run says what it changes.",)
        found = changes(self.last, self.marks)
        if not found:
            return ("Nothing has changed since the last marks.",)
        students = len({one.student for one in found})
        whose = "one student" if students == 1 else f"{students} students"
        had = [one.total for one in self.last.values() if one.handed_in]
        mean = f" (mean {_mean(had):.2f}, now {_mean([one.total for one in self.handed_in]):.2f})" if had else ""
        return (f"Changed since the last marks, for {whose}{mean}:", *(f"  {line}" for line in told(found, most)))

    @property
    def summary(self) -> tuple[str, ...]:
        """How many are marked, with which outcomes, and the mean."""
        lines = [f"Marked {len(self.handed_in)} of {len(self.marks)} students: staff/marks.csv, staff/explanations/"]
        if self.missing:
            lines.append(f"Nothing came in from {listed(self.missing)}.")
        if not self.handed_in:
            return tuple(lines)
        counted = self.outcomes
        found = ", ".join(f"{outcome.words} {counted[outcome]}" for outcome in Outcome if counted[outcome])
        mean = _mean([one.total for one in self.handed_in])
        most = max(one.out_of for one in self.handed_in)
        return (*lines, f"Blanks: {found}.", f"Mean: {mean:.2f} of {points_text(most)} points.")


def _mean(totals: Sequence[Fraction]) -> float:
    return float(sum(totals, Fraction(0)) / len(totals)) if totals else 0.0


def listed(names: tuple[str, ...], most: int = MOST_NAMED) -> str:
    """`s001, s002 and 5 more`."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
