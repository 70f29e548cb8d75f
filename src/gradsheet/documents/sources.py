"""What a PDF is made from, as one hash: its sheet, and all that decides how sheets look."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..assignments.sheet import Sheet
from ..places import shipped
from .view import Heading

LIBRARIES = ("numpy", "jinja2", "pylatex", "segno", "pikepdf", "typst")


class Sources:
    """Hashes for PDFs of one engine under one heading; `own` are a teacher's templates by their names."""

    def __init__(self, heading: Heading, engine: str, own: Mapping[str, bytes]) -> None:
        mine = {name: _hash(content) for name, content in own.items()}
        self._shared = _digest([repr(heading), engine, repr(edition(engine)), repr(mine)])

    def of_sheet(self, sheet: Sheet, kind: str) -> str:
        """The hash of everything that decides what a sheet looks like as a file of some kind.

        It stands for the source: composing that takes most of the time of making a PDF.
        """
        exercises = [
            repr(
                (
                    item.number,
                    item.points,
                    problem.name,
                    problem.source,
                    exercise.exact,
                    exercise.options,
                    *exercise.givens.values(),
                )
            )
            for item in sheet.items
            for exercise, problem in [(item.exercise, item.exercise.problem)]
        ]
        whose = repr((sheet.code, sheet.student, sheet.version, sheet.spare))
        return _digest([self._shared, kind, whose, *exercises])

    def of(self, source: str) -> str:
        """The hash of a source that is composed already, and of all that makes a PDF of it."""
        return _digest([self._shared, source])


@cache
def edition(engine: str) -> Mapping[str, str]:
    """What all PDFs of an engine share on this machine: gradsheet itself with its templates, programs and libraries."""
    house = Path(__file__).parents[1]
    templates = [file for target in (engine, "html") for file in _files(shipped("templates") / target)]
    code = [*sorted(house.rglob("*.py")), *templates]
    return {
        "gradsheet": _digest(f"{path.name} {_hash(path.read_bytes())}" for path in code),
        "pdflatex": _program(engine),
        **{library: version(library) for library in LIBRARIES},
    }


def own_templates(place: Path) -> dict[str, bytes]:
    """A teacher's templates, by their names from the folder on; none where there is no such folder."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in _files(place)}


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def _program(engine: str) -> str:
    """What pdflatex says about its version; the other engine is a library."""
    if engine != "latex":
        return ""
    try:
        said = subprocess.run(["pdflatex", "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.partition("\n")[0]


def _digest(parts: Iterable[str]) -> str:
    return _hash(json.dumps(list(parts)).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
