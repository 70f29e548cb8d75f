"""Collects what came in, file after file: whose it is, when it was handed in, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from difflib import get_close_matches
from functools import cache

from ..assignments.exported import Exported
from ..assignments.seeds import read_exercise_code, read_sheet_code
from ..assignments.sheet import Sheet
from ..assignments.table import Table
from ..errors import Complaint
from .answer import Answer
from .handed import Handed
from .history import Key, Part, Stamp
from .times import Unclear, moments

NOTHING = frozenset({"", "-", "--", "–", "—", "?", "/", "n/a"})
"""Cells in which nothing was answered."""
MOST_ROWS_NAMED = 5


NOT_GIVEN = "; correct it, or add a row to roster.csv and run `gradsheet make`"
BIND = "; write it into the column `spare` of its student in roster.csv, run `gradsheet make`, and grade again"


class Inbox:
    """Answers by student and attempt; `columns` are the course's own headers, `zone` is that of times without one."""

    def __init__(
        self, handed: Handed, columns: Mapping[str, str], zone: tzinfo, exports: Callable[[], Exported] = Exported
    ) -> None:
        self.handed, self.columns, self.zone = handed, columns, zone
        self.exported = cache(exports)
        self.parts: dict[str, dict[Key, Part]] = {}
        self.complaints: list[Complaint] = []
        self.notes: list[str] = []
        self.offered: set[str] = set()
        self.files: dict[str, None] = {}

    def complain(self, file: str, row: int | None, text: str) -> None:
        self.complaints.append(Complaint(file, row, None, text))

    def sheet(self, file: str, row: int, *, ours: str, code: str) -> Sheet | None:
        """Whose answers these are, by an id, a code or both; None after a complaint."""
        if not ours and not code:
            self.complain(file, row, "no id and no code: whose answers are these?")
            return None
        by_id, by_code = self.handed.by_id(ours), self.handed.by_code(code) if code else None
        if ours and by_id is None:
            self.complain(file, row, f"'{short(ours)}' was given no sheet{self._meant(ours)}")
            return None
        spare = self.handed.spare(code) if code and by_code is None else None
        if spare is not None:
            self.complain(file, row, f"the code '{short(code)}' is that of spare sheet {spare}, nobody's yet{BIND}")
            return None
        if code and by_code is None:
            misread = read_sheet_code(code) is None and read_exercise_code(code) is None
            why = "it is mistyped; staff/hand_out.csv has all codes" if misread else "it belongs to another assignment"
            self.complain(file, row, f"the code '{short(code)}' is on no sheet: {why}")
            return None
        if by_id is not None and by_code is not None and by_id.student.id != by_code.student.id:
            whose = by_code.student.id
            self.complain(file, row, f"the id '{ours}' and the code '{code}' of {whose} do not go together")
            return None
        return by_code or by_id

    def _meant(self, unknown: str) -> str:
        known = self.handed.ids
        bare = unknown.lstrip("0").casefold()
        same = next((one for one in known if one.lstrip("0").casefold() == bare), None)
        if same is None and len(unknown) <= 100:
            same = next(iter(get_close_matches(unknown, known, n=1, cutoff=0.8)), None)
        return f"; did you mean '{same}'?" if same is not None else NOT_GIVEN

    def stamps(self, table: Table, submitted: int | None, attempt: int | None) -> Sequence[Stamp]:
        """When each row was handed in, by what stands in these two columns."""
        if submitted is None and attempt is None:
            return [_NO_STAMP] * len(table.rows)
        texts = [row.cells[submitted] if submitted is not None else "" for row in table.rows]
        texts = ["" if text in NOTHING else text for text in texts]
        times = moments((text for text in texts if text), self.zone)
        unclear: dict[str, list[tuple[int, str]]] = {}
        found = []
        for row, text in zip(table.rows, texts, strict=True):
            when = times.get(text)
            if isinstance(when, Unclear):
                unclear.setdefault(when.why, []).append((row.number, text))
            number = self._attempt(table, row.number, row.cells[attempt], attempt) if attempt is not None else None
            found.append(Stamp(text, when if isinstance(when, datetime) else None, number))
        for why, places in unclear.items():
            header = table.header[submitted or 0]
            more = [str(row) for row, _ in places[1:MOST_ROWS_NAMED]]
            rest = len(places) - 1 - len(more)
            also = f" (and in row {', '.join(more)}{f' and {rest} more' if rest else ''})" if more else ""
            first, text = places[0]
            self.complain(
                table.file, first, f"column '{header}': '{short(text)}'{also}: {why}; counted as without a time"
            )
        return found

    def _attempt(self, table: Table, row: int, text: str, place: int) -> int | None:
        if text.isdecimal() and len(text) < 6:
            return int(text)
        if text not in NOTHING:
            self.complain(
                table.file, row, f"column '{table.header[place]}': '{short(text)}' is no number of an attempt"
            )
        return None

    def part(self, student: str, stamp: Stamp) -> Part:
        """Where the answers of one student go that were handed in at one time."""
        return self.parts.setdefault(student, {}).setdefault(stamp.key, Part(stamp))

    def put(self, part: Part, sheet: Sheet, code: str, label: str, answer: Answer, column: str) -> None:
        """Notes an answer; one that differs from an earlier one of the same time is a complaint."""
        answers = part.answers.setdefault(code, {})
        before = answers.setdefault(label, answer)
        if not before.says_same(answer):
            self.differs(sheet.student.id, before, answer, column)

    def differs(self, student: str, before: Answer, answer: Answer, column: str) -> None:
        self.complain(
            answer.file, answer.row or 0, f"column '{column}': {student} wrote '{short(before.text)}' in "
            f"{before.file}, row {before.row}; that one is marked, not '{short(answer.text)}'"
        )  # fmt: skip


_NO_STAMP = Stamp()


def short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
