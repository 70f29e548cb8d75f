"""What came in: CSV tables with a row per student, or a row per blank.

    id,1a,1b,submitted             a column per label
    code;dL/dW2[1,1];new W2[1,1]   a column per quantity, where it is asked only once
    id,blank,answer                a row per blank

Whatever cannot be used is a complaint with its file, row and cell; everything else is taken.

Answers that name a code belong to that sheet, answers by id alone to the newest one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from ..assignments.redraw import Earlier
from ..assignments.seeds import read_exercise_code, read_sheet_code
from ..assignments.sheet import Sheet
from ..assignments.table import Row, Table, read_table
from ..errors import Complaint, ComplaintsError, FormulaError, GradsheetError
from ..formula import Symbol, parse_name
from .answer import Answer, Place, Submission, place_of
from .handed import Handed
from .settle import settle

_LABEL = re.compile(r"[0-9]+[a-z]+")
READ = (".csv", ".tsv", ".txt")
_WORDS = ("id", "code", "submitted", "blank", "answer")
NOTHING = frozenset({"", "-", "--", "–", "—", "?", "/", "n/a"})
"""Cells in which nothing was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """All submissions by student id, what could not be used, and what the teacher should know.

    `files` are those that hold a table of answers. Of students whose sheet from before a redraw turned up, `sheets`
    has what they are marked by, and `remarks` what they should know.
    """

    submissions: Mapping[str, Submission]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def attempts(self) -> Mapping[str, tuple[Submission, ...]]:
        """By student, everything that was handed in, in the order of time."""
        return {student: (submission,) for student, submission in self.submissions.items()}


def receive(
    files: Iterable[Path],
    sheets: Sequence[Sheet],
    *,
    earlier: Sequence[Earlier] = (),
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    shown: Callable[[Path], str] = str,
) -> Received:
    """The submissions in `files`; `earlier` are sheets from before redraws.

    `columns` says which of the files' headers stand for which of ours, `shown` gives the name by which complaints
    call a file.
    """
    mapped = {header.strip().casefold(): ours for header, ours in (columns or {}).items()}
    inbox = _Inbox(Handed.out(sheets, earlier), mapped)
    for path in files:
        file = shown(path)
        if path.suffix.lower() not in READ:
            inbox.complain(file, None, f"this kind of file ({path.suffix or 'no suffix'}) is not read; save it as CSV")
            continue
        try:
            table = read_table(path, shown=file, encoding=encoding)
        except ComplaintsError as error:
            inbox.complaints.extend(error.complaints)
        except GradsheetError as error:
            inbox.complain(file, None, str(error).removeprefix(f"{file}: "))
        else:
            inbox.take(table)
    inbox.complain_of_missing_columns()
    settled = settle(sheets, earlier, inbox.answers, inbox.submitted)
    return Received(
        submissions=settled.submissions,
        sheets=settled.sheets,
        remarks=settled.remarks,
        files=tuple(inbox.tables),
        complaints=tuple(inbox.complaints),
        notes=(*inbox.notes, *settled.notes),
    )


Column = str | Symbol  # one of our words, a label, or a quantity


class _Inbox:
    """Collects answers from table after table."""

    def __init__(self, handed: Handed, columns: Mapping[str, str]) -> None:
        self.handed, self.columns = handed, columns
        self.answers: dict[Place, dict[str, Answer]] = {}
        self.submitted: dict[Place, str] = {}
        self.complaints: list[Complaint] = []
        self.notes: list[str] = []
        self.offered: set[str] = set()
        self.tables: list[str] = []
        self._layouts: dict[tuple[int, ...], dict[Column, str]] = {}

    def complain(self, file: str, row: int | None, text: str) -> None:
        self.complaints.append(Complaint(file, row, None, text))

    def take(self, table: Table) -> None:
        self.complaints.extend(table.complaints)
        cut = next((header for header in table.header if "[" in header and "]" not in header), None)
        if cut is not None:
            # Every cell to the right of it would be taken for its neighbour's.
            self.complain(table.file, 1, f"the header '{cut}' is cut at its comma: put the whole name in double quotes")
            return
        columns = self._columns(table)
        if not {"id", "code"} & columns.keys():
            self.complain(
                table.file, 1, "no column says whose answers these are: name one 'id' or 'code', or map it in "
                f"[columns] of assignment.toml; the file has {', '.join(repr(h) for h in table.header if h)}"
            )  # fmt: skip
            return
        self.tables.append(table.file)
        if "blank" in columns and "answer" in columns:
            self.offered |= self.handed.labels.keys()
            extra = [table.header[place] for column, place in columns.items() if column not in _WORDS]
            if extra:
                self.complain(
                    table.file, 1, f"not read: {', '.join(extra)}; a table has either a row per blank (id, blank, "
                    "answer) or a column per blank, so put these into a file of their own"
                )  # fmt: skip
            self._take_blank_by_blank(table, columns)
        else:
            self._take_student_by_student(table, columns)

    def _columns(self, table: Table) -> dict[Column, int]:
        """Where each of our columns stands in the table."""
        found: dict[Column, int] = {}
        ignored = []
        for place, header in enumerate(table.header):
            column = self._column(table, header)
            if column is None:
                ignored.extend([header] if header else [])
            elif column in found:
                self.complain(table.file, 1, f"the column '{header}' stands there twice; the first one is read")
            else:
                found[column] = place
        if ignored:
            self.notes.append(f"{table.file}: not read: {', '.join(ignored)}")
        return found

    def _column(self, table: Table, header: str) -> Column | None:
        mapped = self.columns.get(header.casefold())
        text = header if mapped is None else mapped
        word = text.strip().casefold()
        if word in _WORDS:
            return word
        if _LABEL.fullmatch(word):
            if word in self.handed.labels:
                self.offered.add(word)
                return word
            self.complain(table.file, 1, f"column '{header}': no sheet has a blank {word}")
            return None
        try:
            symbol = parse_name(text)
        except FormulaError:
            symbol = None
        labels = self.handed.quantities.get(symbol, ()) if symbol is not None else ()
        if symbol is not None and labels and symbol not in self.handed.ambiguous:
            self.offered.update(labels)
            return symbol
        if labels:
            self.complain(
                table.file, 1, f"column '{header}': this is asked in {' and in '.join(labels)}; "
                "head the column with the label that is meant, or map it in [columns] of assignment.toml"
            )  # fmt: skip
        elif mapped is not None or (symbol is not None and (symbol.indices or symbol.is_derivative or symbol.updates)):
            self.complain(table.file, 1, f"column '{header}': no sheet asks for {text}")
        return None

    def _sheet(self, table: Table, row: Row, columns: Mapping[Column, int]) -> Sheet | None:
        """Whose row this is; None after a complaint."""
        ours, code = (row.cells[columns[word]] if word in columns else "" for word in ("id", "code"))
        if not ours and not code:
            self.complain(table.file, row.number, "no id and no code: whose answers are these?")
            return None
        by_id, by_code = self.handed.ids.get(ours), self.handed.by_code(code) if code else None
        if ours and by_id is None:
            self.complain(table.file, row.number, f"'{ours}' was given no sheet{self._meant(ours)}")
            return None
        if code and by_code is None:
            misread = read_sheet_code(code) is None and read_exercise_code(code) is None
            why = "it is mistyped" if misread else "it belongs to another assignment"
            self.complain(table.file, row.number, f"the code '{code}' is on no sheet: {why}")
            return None
        if by_id is not None and by_code is not None and by_id.student.id != by_code.student.id:
            whose = by_code.student.id
            self.complain(
                table.file, row.number, f"the id '{ours}' and the code '{code}' of {whose} do not go together"
            )
            return None
        return by_code or by_id

    def _meant(self, unknown: str) -> str:
        known = self.handed.ids
        bare = unknown.lstrip("0").casefold()
        same = next((one for one in known if one.lstrip("0").casefold() == bare), None)
        if same is None:
            same = next(iter(get_close_matches(unknown, known, n=1, cutoff=0.8)), None)
        return f"; did you mean '{same}'?" if same is not None else ""

    def _take_student_by_student(self, table: Table, columns: Mapping[Column, int]) -> None:
        asked = [(column, place) for column, place in columns.items() if column not in _WORDS]
        rows: dict[Place, int] = {}
        for row in table.rows:
            sheet = self._sheet(table, row, columns)
            if sheet is None:
                continue
            student = sheet.student.id
            first = rows.setdefault(place_of(sheet), row.number)
            if first != row.number:
                self.complain(
                    table.file, row.number, f"{student} stands in row {first} already, and that one is marked; "
                    "delete the one that does not count"
                )  # fmt: skip
                continue
            self._open(sheet, row, columns)
            for column, place in asked:
                self._put(table, row, sheet, column, row.cells[place], table.header[place])

    def _take_blank_by_blank(self, table: Table, columns: Mapping[Column, int]) -> None:
        for row in table.rows:
            sheet = self._sheet(table, row, columns)
            if sheet is None:
                continue
            typed = row.cells[columns["blank"]]
            column = self._blank(typed, sheet)
            if column is None:
                self.complain(table.file, row.number, f"'{typed}' names no blank of {sheet.student.id}'s sheet")
                continue
            self._open(sheet, row, columns)
            self._put(table, row, sheet, column, row.cells[columns["answer"]], typed)

    def _blank(self, typed: str, sheet: Sheet) -> str | None:
        """The label that is meant on this sheet; None when there is none, or more than one."""
        word = typed.casefold()
        if _LABEL.fullmatch(word):
            return word if any(blank.label == word for blank in sheet.blanks) else None
        try:
            symbol = parse_name(typed)
        except FormulaError:
            return None
        labels = [blank.label for blank in sheet.blanks if blank.symbol == symbol]
        return labels[0] if len(labels) == 1 else None

    def _open(self, sheet: Sheet, row: Row, columns: Mapping[Column, int]) -> None:
        self.answers.setdefault(place_of(sheet), {})
        if "submitted" in columns and row.cells[columns["submitted"]]:
            self.submitted.setdefault(place_of(sheet), row.cells[columns["submitted"]])

    def _put(self, table: Table, row: Row, sheet: Sheet, column: Column, text: str, header: str) -> None:
        if text.casefold() in NOTHING:
            return
        place = self._layout(sheet).get(column)
        if place is None:
            self.complain(table.file, row.number, f"column '{header}': {sheet.student.id}'s sheet has no such blank")
            return
        answers = self.answers[place_of(sheet)]
        before = answers.setdefault(place, Answer(text=text, file=table.file, row=row.number))
        if before.text != text:
            self.complain(
                table.file, row.number, f"column '{header}': {sheet.student.id} wrote '{_short(before.text)}' in "
                f"{before.file}, row {before.row}; that one is marked, not '{_short(text)}'"
            )  # fmt: skip

    def _layout(self, sheet: Sheet) -> Mapping[Column, str]:
        """The label on this sheet of every column that a table may have."""
        layout = self._layouts.get(key := tuple(id(item.exercise.problem) for item in sheet.items))
        if layout is None:
            layout = self._layouts[key] = {
                **{blank.symbol: blank.label for blank in reversed(sheet.blanks)},
                **{blank.label: blank.label for blank in sheet.blanks},
            }
        return layout

    def complain_of_missing_columns(self) -> None:
        missing = [label for label in self.handed.labels if label in self.handed.demanded - self.offered]
        if self.tables and missing:
            where = self.tables[0] if len(self.tables) == 1 else "all files"
            self.complain(where, None, f"no column for {', '.join(missing)}: counted as blank for everybody")


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
