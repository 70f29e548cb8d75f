"""Our own tables: a row per student with a column per blank, or a row per blank.

    id,1a,1b,submitted             a column per label
    code;dL/dW2[1,1];new W2[1,1]   a column per quantity, where it is asked only once
    id,blank,answer                a row per blank

Answers that name a code belong to that sheet, answers by id alone to the newest one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..assignments.sheet import Sheet
from ..assignments.table import Row, Table
from ..errors import FormulaError
from ..formula import Symbol, parse_name
from .answer import Answer
from .history import Key, Stamp
from .inbox import NOTHING, Inbox
from .incoming.worksheet_xml import cell_name

_LABEL = re.compile(r"[0-9]+[a-z]+")
WORDS = ("id", "code", "submitted", "attempt", "blank", "answer")

Column = str | Symbol  # one of our words, a label, or a quantity


def take(table: Table, inbox: Inbox) -> bool:
    """Puts everything that the table holds into the inbox; False where it says of nobody what was answered."""
    inbox.complaints.extend(table.complaints)
    return _Reader(table, inbox).take()


class _Reader:
    """Reads one table."""

    def __init__(self, table: Table, inbox: Inbox) -> None:
        self.table, self.inbox, self.file = table, inbox, table.file
        self.columns: dict[Column, int] = {}
        self._layouts: dict[tuple[int, ...], tuple[tuple[tuple[int, str], ...], frozenset[str]]] = {}

    def take(self) -> bool:
        header, inbox = self.table.header, self.inbox
        cut = next((name for name in header if "[" in name and "]" not in name), None)
        if cut is not None:
            # Every cell to the right of it would be taken for its neighbour's.
            self._complain(1, f"the header '{cut}' is cut at its comma: put the whole name in double quotes")
            return False
        self._find_columns()
        if not {"id", "code"} & self.columns.keys():
            self._complain(
                1, "no column says whose answers these are: name one 'id' or 'code', or map it in "
                f"[columns] of assignment.toml; the file has {listed([name for name in header if name])}"
            )  # fmt: skip
            return False
        stamps = inbox.stamps(self.table, self.columns.get("submitted"), self.columns.get("attempt"))
        if "blank" not in self.columns or "answer" not in self.columns:
            self._take_student_by_student(stamps)
            return True
        inbox.offered |= inbox.handed.labels.keys()
        extra = [header[place] for column, place in self.columns.items() if column not in WORDS]
        if extra:
            self._complain(
                1, f"not read: {', '.join(extra)}; a table has either a row per blank (id, blank, "
                "answer) or a column per blank, so put these into a file of their own"
            )  # fmt: skip
        self._take_blank_by_blank(stamps)
        return True

    def _complain(self, row: int, text: str) -> None:
        self.inbox.complain(self.file, row, text)

    def _find_columns(self) -> None:
        """Where each of our columns stands in the table."""
        ignored = []
        for place, header in enumerate(self.table.header):
            column = self._column(header)
            if column is None:
                ignored.extend([header] if header else [])
            elif column in self.columns:
                self._complain(1, f"the column '{header}' stands there twice; the first one is read")
            else:
                self.columns[column] = place
        if ignored:
            self.inbox.notes.append(f"{self.file}: not read: {listed(ignored, quoted=False)}")

    def _column(self, header: str) -> Column | None:
        handed = self.inbox.handed
        mapped = self.inbox.columns.get(header.casefold())
        text = header if mapped is None else mapped
        word = text.strip().casefold()
        if word in WORDS:
            return word
        if _LABEL.fullmatch(word):
            if word in handed.labels:
                self.inbox.offered.add(word)
                return word
            self._complain(1, f"column '{header}': no sheet has a blank {word}")
            return None
        symbol = _symbol(text)
        labels = handed.quantities.get(symbol, ()) if symbol is not None else ()
        if symbol is not None and labels and symbol not in handed.ambiguous:
            self.inbox.offered.update(labels)
            return symbol
        if labels:
            self._complain(
                1, f"column '{header}': this is asked in {' and in '.join(labels)}; "
                "head the column with the label that is meant, or map it in [columns] of assignment.toml"
            )  # fmt: skip
        elif mapped is not None or (symbol is not None and (symbol.indices or symbol.is_derivative or symbol.updates)):
            self._complain(1, f"column '{header}': no sheet asks for {text}")
        return None

    def _sheet(self, row: Row) -> Sheet | None:
        ours, code = (row.cells[self.columns[word]] if word in self.columns else "" for word in ("id", "code"))
        return self.inbox.sheet(self.file, row.number, ours=ours, code=code)

    def _take_student_by_student(self, stamps: Sequence[Stamp]) -> None:
        rows: dict[tuple[str, str, Key], int] = {}
        odd = self.table.odd
        for row, stamp in zip(self.table.rows, stamps, strict=True):
            sheet = self._sheet(row)
            if sheet is None:
                continue
            student = sheet.student.id
            first = rows.setdefault((student, sheet.code, stamp.key), row.number)
            if first != row.number:
                self._complain(
                    row.number, f"two submissions for {student}: this one and row {first}, which is marked; "
                    "delete the one that does not count"
                )  # fmt: skip
                continue
            places, offered = self._layout(sheet)
            part = self.inbox.part(student, stamp)
            answers = part.answers.setdefault(sheet.code, {})
            part.offered[sheet.code] = offered | part.offered.get(sheet.code, frozenset())
            for place, label in places:
                text = row.cells[place]
                if odd and (why := odd.get((row.number, place))):
                    self._complain(row.number, f"cell {cell_name(row.number, place)} {why}; nothing is marked there")
                    continue
                if not text or (len(text) < 4 and text.casefold() in NOTHING):
                    continue
                header = self.table.header[place]
                if not label:
                    self._complain(row.number, f"column '{header}': {student}'s sheet has no such blank")
                    continue
                answer = Answer(text=text, file=self.file, row=row.number)
                if label in answers:
                    self.inbox.put(part, sheet, sheet.code, label, answer, header)
                else:
                    answers[label] = answer

    def _layout(self, sheet: Sheet) -> tuple[tuple[tuple[int, str], ...], frozenset[str]]:
        """By column, the label that it has on this sheet ('' where it has none); and all these labels."""
        layout = self._layouts.get(key := tuple(id(item.exercise.problem) for item in sheet.items))
        if layout is None:
            asked = _labels(sheet)
            places = tuple((at, asked.get(column, "")) for column, at in self.columns.items() if column not in WORDS)
            layout = self._layouts[key] = places, frozenset(label for _, label in places if label)
        return layout

    def _take_blank_by_blank(self, stamps: Sequence[Stamp]) -> None:
        for row, stamp in zip(self.table.rows, stamps, strict=True):
            sheet = self._sheet(row)
            if sheet is None:
                continue
            typed = row.cells[self.columns["blank"]]
            label = _blank(typed, sheet)
            if label is None:
                self._complain(row.number, f"'{typed}' names no blank of {sheet.student.id}'s sheet")
                continue
            part = self.inbox.part(sheet.student.id, stamp)
            part.answers.setdefault(sheet.code, {})
            part.offered[sheet.code] = part.offered.get(sheet.code, frozenset()) | {label}
            place = self.columns["answer"]
            text = row.cells[place]
            if why := self.table.odd.get((row.number, place)):
                self._complain(row.number, f"cell {cell_name(row.number, place)} {why}; nothing is marked there")
            elif text.casefold() not in NOTHING:
                answer = Answer(text=text, file=self.file, row=row.number)
                self.inbox.put(part, sheet, sheet.code, label, answer, typed)


def _labels(sheet: Sheet) -> Mapping[Column, str]:
    """The label on this sheet of every column that a table may have."""
    return {
        **{blank.symbol: blank.label for blank in reversed(sheet.blanks)},
        **{blank.label: blank.label for blank in sheet.blanks},
    }


def _blank(typed: str, sheet: Sheet) -> str | None:
    """The label that is meant on this sheet; None when there is none, or more than one."""
    word = typed.casefold()
    if _LABEL.fullmatch(word):
        return word if any(blank.label == word for blank in sheet.blanks) else None
    symbol = _symbol(typed)
    labels = [blank.label for blank in sheet.blanks if blank.symbol == symbol]
    return labels[0] if len(labels) == 1 else None


def _symbol(text: str) -> Symbol | None:
    try:
        return parse_name(text)
    except FormulaError:
        return None


MOST_NAMED = 20


def listed(headers: Sequence[str], *, quoted: bool = True) -> str:
    """Headers or labels in a sentence, the first of them where there are many."""
    shown = [repr(one) if quoted else one for one in headers[:MOST_NAMED]]
    more = len(headers) - MOST_NAMED
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")
