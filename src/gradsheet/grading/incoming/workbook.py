"""Spreadsheets (XLSX, ODS, XLS): values as a person typed them, and what a spreadsheet made of them.

Of several worksheets those are read that say whose answers they hold; titles above the header are passed over.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ...errors import Complaint
from ..wording import on_one_line
from . import worksheet_xml
from .found import Found, Settings, below, first_filled, header_row, refuse
from .worksheet_xml import Odd
from .zipped import members, opened

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LIKELY_A_PASSWORD = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"
DIGITS = 15
"""What a spreadsheet keeps of a number: 0.1 + 0.2 is 0.3 in fifteen digits."""

Cell = int | float | str | bool | date | datetime | time | timedelta


def read(raw: bytes, file: str, settings: Settings) -> Found:
    found = Found()
    odd: dict[str, Odd] = {}
    content = raw
    if raw.startswith(b"PK"):
        parts = _unpacked(raw, file)
        odd = worksheet_xml.odd_cells(parts, file)
        content = _stored(parts)
    book = _opened(content, file)
    sheets: dict[str, list[list[str]]] = {}
    for name, cells in _sheets(book, file, found):
        rows = _texts(cells)
        if first_filled(rows) is not None:
            sheets[name] = rows
            odd[name] = {**odd.get(name, {}), **_turned(cells)}
    if not sheets:
        raise refuse(file, "the file is empty: no worksheet that can be seen holds anything")
    headers = {name: header_row(rows, settings.whose) for name, rows in sheets.items()}
    named = {name: at for name, at in headers.items() if at is not None}
    if not named:
        name, rows = next(iter(sheets.items()))
        named = {name: first_filled(rows) or 0}
    for name, at in named.items():
        shown = file if len(named) == 1 else f"{file} [{on_one_line(name)}]"
        found.tables.append(below(sheets[name], at, shown, odd[name]))
    if others := [name for name in book.sheet_names if name not in named]:
        found.notes.append(f"{file}: read: worksheet {_quoted(named)}; not read: {_quoted(others)}")
    return found


def _unpacked(raw: bytes, file: str) -> dict[str, bytes]:
    """The parts of a spreadsheet file; raises ComplaintsError where one of them cannot be trusted."""
    parts: dict[str, bytes] = {}
    for member in members(opened(raw, file), file):
        if member.content is None:
            raise refuse(file, f"{member.name}: {member.why}")
        parts[member.name] = member.content
    return parts


def _stored(parts: dict[str, bytes]) -> bytes:
    """The same parts in a zip that is not packed: what is read is what has been looked at, and no more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _opened(content: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if LIKELY_A_PASSWORD in content[: 2**20] or LIKELY_A_PASSWORD in content[-(2**20) :]:
        raise refuse(file, _LOCKED)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise refuse(file, _LOCKED) from None
    except (CalamineError, OSError, ValueError) as error:
        raise refuse(file, f"this spreadsheet is damaged ({error}); open it and save it anew as XLSX") from None


_LOCKED = "this spreadsheet is locked with a password; save it without one"


def _sheets(book: CalamineWorkbook, file: str, found: Found) -> Iterator[tuple[str, list[list[Cell]]]]:
    """The cells of every worksheet that can be seen."""
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is not SheetVisibleEnum.Visible:
            continue
        try:
            yield sheet.name, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError) as error:
            text = f"the worksheet '{sheet.name}' is damaged ({error}); open the file and save it anew as XLSX"
            found.complaints.append(Complaint(file, None, None, text))


def _texts(rows: list[list[Cell]]) -> list[list[str]]:
    return [[cell if type(cell) is str else _typed(cell) for cell in cells] for cells in rows]


def _typed(cell: Cell) -> str:
    """The text that a person typed for this value, or would type."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _decimal(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _decimal(value: float) -> str:
    text = repr(value)
    if len(text) < DIGITS and "e" not in text and not text.endswith(".0"):
        return text
    if value.is_integer() and abs(value) < 10**DIGITS:
        return str(int(value))
    text = f"{value:.{DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text and 1e-12 < abs(value) < 1e21 else text


def _turned(rows: list[list[Cell]]) -> Odd:
    """Cells of which a spreadsheet has made a date or a time."""
    return {
        (
            number,
            column,
        ): f"holds {_typed(cell)}, which a spreadsheet has made of what was typed, such as 1/2 or 1.5; give "
        "the column the format Text, and type it again"
        for number, cells in enumerate(rows, start=1)
        for column, cell in enumerate(cells)
        if type(cell) in _DATES
    }


_DATES = (date, datetime, time, timedelta)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{on_one_line(name)}'" for name in names)
