"""What stands in our files of questions and answers, read as anybody would who has only their column names and keys."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ...errors import GradsheetError
from ..held import Files, Held, Place

TYPABLE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
RIGHT = " (right)"
_QUESTION = re.compile(r"^## ", re.MULTILINE)
_SOLUTION = re.compile(r"^### Solution of .*$", re.MULTILINE)

COLUMNS = ("blank", "points", "answer", "within", "rounded_early_within", "rounded_early_earns", "options")
Row = Mapping[str, str]
"""One blank: blank, points, answer, within, rounded_early_within, rounded_early_earns, options."""


def from_json(files: Files) -> tuple[Held, ...]:
    return _read(files, _json)


def from_csv(files: Files) -> tuple[Held, ...]:
    return _read(files, _csv)


def from_markdown(files: Files) -> tuple[Held, ...]:
    return _read(files, _markdown)


def _read(files: Files, take: Callable[[str, str], Iterator[Held]]) -> tuple[Held, ...]:
    found: list[Held] = []
    for name, content in files.items():
        try:
            found += take(name, content.decode())
        except UnicodeDecodeError as error:
            raise GradsheetError(f"{name}: this is no UTF-8 text: {error}") from None
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
            raise GradsheetError(f"{name}: this is no file of questions of gradsheet: {error!r}") from None
    return tuple(found)


def _json(name: str, text: str) -> Iterator[Held]:
    for number, one in enumerate(json.loads(text)["questions"], start=1):
        rows = [_row(blank) for blank in one["blanks"]]
        yield _held(f"{name}: question {number}", one["code"], one["question"], rows, (one["solution"],))


def _row(blank: Mapping[str, Any]) -> Row:
    early = blank.get("rounded_early", {})
    options = (f"{one['number']}{RIGHT * one['right']}" for one in blank.get("options", ()))
    return {
        **{key: blank[key] for key in ("blank", "points", "answer", "within")},
        "rounded_early_within": early.get("within", ""),
        "rounded_early_earns": early.get("earns", ""),
        "options": "; ".join(options),
    }


def _csv(name: str, text: str) -> Iterator[Held]:
    rows: dict[str, list[Row]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        rows.setdefault(row["code"], []).append({key: cell.removeprefix("'") for key, cell in row.items()})
    for code, some in rows.items():
        yield _held(f"{name}: {code}", code, some[0]["question"], some, ())


def _markdown(name: str, text: str) -> Iterator[Held]:
    for piece in _QUESTION.split(text)[1:]:
        code = piece.split(maxsplit=1)[0]
        words, after = _SOLUTION.split(piece, maxsplit=1)
        lines, _, table = after.rstrip().rpartition("\n\n")
        rows = [dict(zip(COLUMNS, _cells(line), strict=True)) for line in table.split("\n")[2:]]
        yield _held(f"{name}: {code}", code, words, rows, (lines,))


def _cells(line: str) -> list[str]:
    return [cell.strip().replace(" / ", "; ") for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _held(where: str, code: str, words: str, rows: Sequence[Row], feedback: tuple[str, ...]) -> Held:
    return Held(where=where, ident=code, words=words, feedback=feedback, places=tuple(map(_place, rows)))


def _place(row: Row) -> Place:
    options = row["options"].split("; ") if row["options"] else []
    if options:
        right = next(one for one in options if one.endswith(RIGHT)).removesuffix(RIGHT)
        texts = tuple(one.removesuffix(RIGHT) for one in options)
        return Place(
            name=row["blank"], worth=float(row["points"]), earns=lambda text: float(text == right), options=texts
        )
    bounds = [(Decimal(row["within"]), 1.0)]
    if row["rounded_early_within"]:
        bounds.append((Decimal(row["rounded_early_within"]), float(row["rounded_early_earns"])))
    return Place(name=row["blank"], worth=float(row["points"]), earns=_earns(Decimal(row["answer"]), bounds))


def _earns(answer: Decimal, bounds: list[tuple[Decimal, float]]) -> Callable[[str], float]:
    def earns(text: str) -> float:
        if not TYPABLE.fullmatch(text):
            return 0.0
        distance = abs(Decimal(text) - answer)
        return next((share for reach, share in bounds if distance <= reach), 0.0)

    return earns
