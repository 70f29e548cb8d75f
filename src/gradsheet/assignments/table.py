"""CSV tables as spreadsheets and learning platforms write them."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Complaint, ComplaintsError, GradsheetError
from ..places import content_of

DELIMITERS = ",;\t"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
csv.field_size_limit(2**31 - 1)  # one monstrous cell must not cost the whole file
_END = "end of the table"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `number` is the row that a spreadsheet shows, the header's being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and the rows below it, as wide as the header; empty rows are left out.

    `odd` says, by row number and by column counted from 0, why a cell of a spreadsheet does not hold what was typed.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...] = ()
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)


def read_table(path: Path, *, shown: str | None = None, encoding: str | None = None) -> Table:
    """Reads a CSV file with `,`, `;` or tab; rows that do not fit the header are complaints of the table."""
    file = shown or str(path)
    return parse_table(decoded(content_of(path, file), file, encoding), file)


def decoded(raw: bytes, file: str, encoding: str | None = None) -> str:
    """The text of a file in UTF-8 or marked UTF-16, or in the encoding that the course names."""
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    try:
        text = raw.decode(marked or encoding or "utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        odd = " ".join(f"0x{byte:02X}" for byte in raw[error.start : error.start + 1])
        way_out = "save it as 'CSV UTF-8', or name its encoding in assignment.toml: [reading] encoding = \"cp1252\""
        complaint = Complaint(file, row, None, f"this is not {error.encoding.upper()} (byte {odd}); {way_out}")
        raise ComplaintsError([complaint]) from None
    except LookupError:
        raise GradsheetError(f"{file}: there is no encoding '{encoding}'; usual are utf-8, cp1252, utf-16") from None
    if "\0" in text:
        raise ComplaintsError([Complaint(file, 1, None, "this is no text in UTF-8; save it as 'CSV UTF-8'")])
    return text


def parse_table(text: str, file: str) -> Table:
    """The table in a text; raises ComplaintsError where there is none."""
    delimiter, text, skipped = _delimiter(text)
    try:
        *records, last = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise ComplaintsError([Complaint(file, None, None, f"this is no CSV table: {error}")]) from None
    if last != [_END]:
        complaint = Complaint(file, len(records) + 1 + skipped, None,
                              "a double quote in this row is never closed, so that all rows below belong to one cell; "
                              "close it, or take it out")  # fmt: skip
        raise ComplaintsError([complaint])
    filled = [
        Row(number=number, cells=cells)
        for number, record in enumerate(records, start=1 + skipped)
        if any(cells := tuple(map(str.strip, record)))
    ]
    if "'" in text:
        filled = [Row(number=row.number, cells=tuple(map(_unguarded, row.cells))) for row in filled]
    if not filled:
        raise ComplaintsError([Complaint(file, 1, None, "the file is empty; its first row names the columns")])
    head, *body = filled
    width = len(head.cells)
    rows, complaints = [], []
    for row in body:
        if len(row.cells) == width:
            rows.append(row)
        elif any(row.cells[width:]):
            complaints.append(
                Complaint(file, row.number, None, f"this row has {len(row.cells)} cells, the header has {width}; "
                          f"put a cell that contains '{delimiter}' in double quotes")
            )  # fmt: skip
        else:
            rows.append(Row(number=row.number, cells=(*row.cells, *[""] * width)[:width]))
    return Table(file=file, header=head.cells, rows=tuple(rows), complaints=tuple(complaints))


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV text with commas and Unix line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """A text cell that no spreadsheet takes for a formula; `read_table` takes the mark off again."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_A_FORMULA) else cell


def _delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter, the text that follows, and how many rows stood before it (Excel's `sep=;`)."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1
    head = next((line for line in text.splitlines() if line.strip()), "")
    outside_quotes = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=outside_quotes.count), text, 0
