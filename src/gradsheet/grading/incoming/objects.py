"""JSON: a list of students, one student, or students by id; and Moodle's list of such lists.

    [{"id": "s001", "1a": 0.731, "1b": "1/2"}, ...]        {"s001": {"1a": 0.731}, ...}
    {"code": "7QK3M9TX4H", "answers": {"1a": "0.731"}}     [[{"lastname": ..., "response1": ...}]]

Numbers stay as they were typed. The number in a complaint is that of the student in the list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ...assignments.table import Row, Table, decoded
from ...errors import Complaint
from ..wording import on_one_line
from .found import MOST_CELLS, MOST_COLUMNS, Found, Settings, refuse

SHAPE = 'such as [{"id": "s001", "1a": "0.731"}, ...]'
INNER = ("answers", "submissions", "students", "responses")


class _TwiceError(ValueError):
    """A name that stands twice in one object: which one is meant?"""


def read(raw: bytes, file: str, settings: Settings) -> Found:
    text = decoded(raw, file, settings.encoding)
    try:
        document = json.loads(
            text.removeprefix("\ufeff"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise refuse(
            file, f"this is no JSON: {error.msg.removesuffix(' at')} in column {error.colno}", error.lineno
        ) from None
    except _TwiceError as error:
        raise refuse(file, f"the name '{on_one_line(str(error))}' stands twice in one object; take one out") from None
    except RecursionError:
        raise refuse(file, f"this JSON is nested too deeply; write it plainly, {SHAPE}") from None
    students = _students(document)
    if students is None:
        raise refuse(file, f"this JSON is no list of answers; write it {SHAPE}")
    if not students:
        raise refuse(file, "the file is empty: it holds nobody's answers")
    return _table(students, file)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name)
        found[name] = value
    return found


def _students(document: Any) -> list[Any] | None:
    """One object for each student, however the file arranges them."""
    if isinstance(document, list):
        if document and all(isinstance(one, list) for one in document):  # Moodle: a list of sheets
            return [student for sheet in document for student in sheet]
        return document
    if not isinstance(document, dict):
        return None
    if document and all(isinstance(one, dict) for one in document.values()) and not document.keys() & set(INNER):
        return [{"id": id_, **answers} for id_, answers in document.items()]
    inner = next((document[name] for name in INNER if isinstance(document.get(name), list)), None)
    return [document] if inner is None else inner


def _table(students: list[Any], file: str) -> Found:
    found = Found()
    flat: list[tuple[int, dict[str, str]]] = []
    columns: dict[str, int] = {}
    for number, student in enumerate(students, start=1):
        if not isinstance(student, dict):
            found.complaints.append(Complaint(file, number, None, f"this is no student's answers; write them {SHAPE}"))
            continue
        cells = _cells(student, file, number, found)
        flat.append((number, cells))
        for name in cells:
            columns.setdefault(name, len(columns))
        if len(columns) > MOST_COLUMNS or len(columns) * len(flat) > MOST_CELLS:
            raise refuse(file, "the students in this file have too many different names for their answers")
    names = list(columns)
    rows = tuple(Row(number=number, cells=tuple(cells.get(name, "") for name in names)) for number, cells in flat)
    if rows:
        found.tables.append(Table(file=file, header=tuple(name.strip() for name in names), rows=rows))
    return found


def _cells(student: Mapping[str, Any], file: str, number: int, found: Found) -> dict[str, str]:
    """A student's cells as text; answers may stand in an object of their own."""
    inner = student.get("answers")
    plain = {**student, **inner} if isinstance(inner, dict) else student
    cells = {}
    for name, value in plain.items():
        if value is inner and isinstance(inner, dict):
            continue
        if isinstance(value, dict | list):
            text = f"'{on_one_line(name)}': an answer is one number or text, not a list or an object"
            found.complaints.append(Complaint(file, number, None, text))
            continue
        cells[_whole(name)] = "" if value is None else _whole(str(value)).strip()
    return cells


def _whole(text: str) -> str:
    r"""JSON may write half of a character, as \ud800; no file and no screen takes that."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
