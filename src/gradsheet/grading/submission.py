"""What came in: which files are read, and what each student has handed in, attempt by attempt.

Whatever cannot be used is a complaint with its file, row and cell; everything else is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from ..assignments.exported import Exported
from ..assignments.redraw import Earlier
from ..assignments.sheet import Sheet
from ..errors import Complaint, ComplaintsError, GradsheetError
from .answer import Submission
from .collector import collected_later
from .columns import listed
from .handed import Handed
from .history import in_order
from .inbox import Inbox
from .incoming import Settings, read_file
from .layouts import take
from .settle import Settled, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What everybody handed in, what could not be used, and what the teacher should know.

    `attempts` has by student id everything that was handed in, oldest first, `remarks` what the student should know
    of the last; `files` are those that hold answers.
    """

    attempts: Mapping[str, tuple[Submission, ...]] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def submissions(self) -> Mapping[str, Submission]:
        """By student, the last of the attempts."""
        return {student: attempts[-1] for student, attempts in self.attempts.items()}

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """By student, what the last attempt is marked by, where that is not simply the sheet of now."""
        return {student: last.sheet for student, last in self.submissions.items() if last.sheet is not None}


@collected_later()
def receive(
    files: Iterable[Path],
    sheets: Sequence[Sheet],
    *,
    earlier: Sequence[Earlier] = (),
    spares: Sequence[Sheet] = (),
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    timezone: tzinfo = UTC,
    exports: Callable[[], Exported] = Exported,
    shown: Callable[[Path], str] = str,
) -> Received:
    """The submissions in `files`; `earlier` are sheets from before redraws, `spares` those that are nobody's.

    `columns` says which of the files' headers stand for which of ours, `timezone` is that of times without a zone,
    `exports` gives the variants that went to an LMS, `shown` the name by which complaints call a file.
    """
    mapped = {header.strip().casefold(): ours for header, ours in (columns or {}).items()}
    inbox = Inbox(Handed.out(sheets, earlier, spares), mapped, timezone, exports)
    settings = Settings(encoding=encoding, whose=frozenset(_whose(mapped)))
    for path in files:
        file = shown(path)
        try:
            found = read_file(path, file, settings)
        except ComplaintsError as error:
            inbox.complaints.extend(error.complaints)
        except GradsheetError as error:
            inbox.complain(file, None, str(error).removeprefix(f"{file}: "))
        else:
            inbox.complaints.extend(found.complaints)
            inbox.notes.extend(found.notes)
            used = [take(table, inbox) for table in found.tables]
            if any(used):
                inbox.files[file] = None
    _complain_of_missing_columns(inbox)
    settled = _settled(inbox, sheets, earlier)
    return Received(
        attempts=settled.attempts,
        remarks=settled.remarks,
        files=tuple(inbox.files),
        complaints=tuple(inbox.complaints),
        notes=(*inbox.notes, *dict.fromkeys(settled.notes)),
    )


def _whose(mapped: Mapping[str, str]) -> Iterator[str]:
    """The headers that say whose answers a row holds: ours, and those that the course maps to them."""
    yield from ("id", "code")
    yield from (header for header, ours in mapped.items() if ours.strip().casefold() in ("id", "code"))


def _complain_of_missing_columns(inbox: Inbox) -> None:
    handed = inbox.handed
    missing = [label for label in handed.labels if label in handed.demanded - inbox.offered]
    if inbox.files and missing:
        where = next(iter(inbox.files)) if len(inbox.files) == 1 else "all files"
        inbox.complain(where, None, f"no column for {listed(missing, quoted=False)}: counted as blank for everybody")


def _settled(inbox: Inbox, sheets: Sequence[Sheet], earlier: Sequence[Earlier]) -> Settled:
    before: dict[str, list[Earlier]] = {}
    for one in reversed(earlier):
        before.setdefault(one.sheet.student.id, []).append(one)
    settled = Settled()
    for sheet in sheets:
        student = sheet.student.id
        if student in inbox.parts:
            attempts, conflicts = in_order(inbox.parts[student])
            for conflict in conflicts:
                inbox.differs(student, conflict.before, conflict.answer, conflict.label)
            settle(settled, sheet, before.get(student, ()), attempts)
    return settled
