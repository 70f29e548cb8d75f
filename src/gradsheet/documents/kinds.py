"""The kinds of file that each student's sheet is made into. A new kind is a row of `KINDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..assignments.sheet import Sheet
from ..errors import EngineError
from .twin import twin
from .typeset import typeset_each
from .view import Heading

Made = Iterator[tuple[Sheet, bytes | EngineError]]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all files of a run share; `own` holds a teacher's templates."""

    heading: Heading
    engine: str
    fillable: bool
    own: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Files `students/NAME.pdf`, say. `made` gives one for each sheet, in order, or why it has none.

    `form` says that they differ where sheets are forms to be filled in. What students must not read lies below
    `staff`; those of `spares`, sheets that are nobody's yet, lie apart.
    """

    folder: str
    spares: str
    suffix: str
    form: bool
    made: Callable[[Sequence[Sheet], Setting], Made]

    def path(self, file: str, *, spare: bool = False) -> str:
        return f"{self.spares if spare else self.folder}/{file}{self.suffix}"


def _sheets(sheets: Sequence[Sheet], setting: Setting) -> Made:
    return typeset_each(
        sheets,
        setting.heading,
        engine=setting.engine,
        worked=False,
        fillable=setting.fillable,
        templates=setting.own,
    )


def _keys(sheets: Sequence[Sheet], setting: Setting) -> Made:
    return typeset_each(sheets, setting.heading, engine=setting.engine, worked=True, templates=setting.own)


def _twins(sheets: Sequence[Sheet], setting: Setting) -> Made:
    return ((sheet, twin(sheet, setting.heading, own=setting.own).encode()) for sheet in sheets)


SHEETS = Kind(folder="students", spares="staff/spares", suffix=".pdf", form=True, made=_sheets)
KEYS = Kind(folder="staff/keys", spares="staff/keys", suffix=".pdf", form=False, made=_keys)
TWINS = Kind(folder="students", spares="staff/spares", suffix=".html", form=False, made=_twins)
KINDS = (SHEETS, KEYS, TWINS)
