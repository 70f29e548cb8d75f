"""What the XML of a spreadsheet says before a reader sees it: its true size, errors, formulas without a value."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from ..wording import on_one_line
from .found import refuse

MOST_CELLS = 5_000_000
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})([0-9]{1,9})["']""")
_LETTERS = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})[0-9]""")
_DIGITS = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{1,4}([0-9]{1,9})["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_FORMULA = re.compile(rb"""<(?:\w+:)?c\b([^>/]*)>\s*(<(?:\w+:)?f\b.*?)</(?:\w+:)?c>""", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_REPEATED = re.compile(
    rb"""<table:table-(row|cell)\b([^>]*?)\btable:number-(?:rows|columns)-repeated=["'](\d+)["']([^>]*)>"""
)
_NAMES = {"main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Odd = dict[tuple[int, int], str]
"""By row, as a spreadsheet numbers them, and column, counted from 0: why a cell is no answer."""


def odd_cells(parts: Mapping[str, bytes], file: str) -> dict[str, Odd]:
    """By worksheet, the cells that hold no value; raises ComplaintsError for a file that would fill the memory."""
    for name, content in parts.items():
        if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:2000]:
            raise refuse(file, f"{name} declares entities, as no spreadsheet does; open the file and save it anew")
    if "content.xml" in parts:
        _refuse_repeated(parts["content.xml"], file)
        return {}
    found = {}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _refuse_large(content, file, name)
    for title, path in _worksheets(parts):
        if content := parts.get(path, b""):
            found[title] = dict(_odd(content))
    return found


def cell_name(row: int, column: int) -> str:
    """`C3`, as a spreadsheet names the cell; columns count from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _refuse_large(content: bytes, file: str, name: str) -> None:
    """A spreadsheet holds its cells as a full rectangle, however few of them are filled."""
    widest = max(map(_number, set(_LETTERS.findall(content))), default=0)
    lowest = max(map(int, set(_DIGITS.findall(content))), default=0)
    if widest * lowest > MOST_CELLS:
        raise refuse(
            file, f"a worksheet ({name}) reaches to cell {cell_name(lowest, widest - 1)}, which is too far to be read; "
            "delete what stands out there, or copy the table into a new file"
        )  # fmt: skip


def _number(letters: bytes) -> int:
    found = 0
    for letter in letters.upper():
        found = found * 26 + letter - ord("A") + 1
    return found


def _refuse_repeated(content: bytes, file: str) -> None:
    """OpenDocument writes equal cells once, with a number; only empty ones are repeated that often."""
    for found in _REPEATED.finditer(content):
        kind, before, times, after = found.groups()
        if len(times) > 4 or int(times) > 2000:
            end = content.find(b"</table:table-row>", found.end()) if kind == b"row" else found.end()
            inside = before + after + (content[found.end() : end] if kind == b"row" else b"")
            if b"office:value-type" in inside:
                raise refuse(
                    file, f"a filled {kind.decode()} is repeated {times.decode()} times; save the file as XLSX"
                )


def _worksheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The title of each worksheet, and the part that holds it."""
    try:
        book = ElementTree.fromstring(parts["xl/workbook.xml"])
        relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    except (KeyError, ElementTree.ParseError):
        return
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in book.iterfind("main:sheets/main:sheet", _NAMES):
        target = targets.get(sheet.get(_RELATION, ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        yield sheet.get("name", ""), path


def _odd(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    if b'="e"' in content or b"='e'" in content:
        for attributes, inside in _ERROR.findall(content):
            value = _VALUE.search(inside)
            shown = on_one_line(value[1].decode("utf-8", "replace")) if value else "an error"
            yield from _at(attributes, f"holds an error ({shown}) instead of a number")
    if b"<f" in content or b":f" in content:
        for attributes, inside in _FORMULA.findall(content):
            value = _VALUE.search(inside)
            if value is None or not value[1].strip():
                yield from _at(
                    attributes,
                    "holds a formula whose value was never saved; open the file in a spreadsheet and save it",
                )


def _at(attributes: bytes, why: str) -> Iterator[tuple[tuple[int, int], str]]:
    place = _REFERENCE.search(attributes)
    if place is not None:
        yield (int(place[2]), _number(place[1]) - 1), why
