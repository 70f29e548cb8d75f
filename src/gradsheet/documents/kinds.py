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

Made = Iterator[bytes | EngineError]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all files of a run share; `own` holds a teacher's templates."""

    heading: Heading
    engine: str
    fillable: bool
    own: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Files `students/NAME.pdf`, say. `made` gives one for each sheet, or its key, in order, or why there is none.

    Kinds with the same `made` are made in one go. `form` says that they differ where sheets are forms to be filled in.
    What students must not read lies below `staff`; those of `spares`, sheets that are nobody's yet, lie apart.
    """

    folder: str
    spares: str
    suffix: str
    form: bool
    key: bool
    made: Callable[[Sequence[tuple[Sheet, bool]], Setting], Made]

    def path(self, file: str, *, spare: bool = False) -> str:
        return f"{self.spares if spare else self.folder}/{file}{self.suffix}"


def _pdfs(wanted: Sequence[tuple[Sheet, bool]], setting: Setting) -> Made:
    made = typeset_each(
        wanted, setting.heading, engine=setting.engine, fillable=setting.fillable, templates=setting.own
    )
    return (content for _, content in made)


def _twins(wanted: Sequence[tuple[Sheet, bool]], setting: Setting) -> Made:
    return (twin(sheet, setting.heading, own=setting.own).encode() for sheet, _ in wanted)


SHEETS = Kind(folder="students", spares="staff/spares", suffix=".pdf", form=True, key=False, made=_pdfs)
KEYS = Kind(folder="staff/keys", spares="staff/keys", suffix=".pdf", form=False, key=True, made=_pdfs)
TWINS = Kind(folder="students", spares="staff/spares", suffix=".html", form=False, key=False, made=_twins)
KINDS = (SHEETS, KEYS, TWINS)
