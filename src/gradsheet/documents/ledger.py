"""Which PDFs are up to date: for each, the hash of all that it was made from, and of its bytes.

The ledger only saves time. Where it is missing or damaged, or a PDF is not what it says, the PDF is made
anew, with the same bytes from the same versions.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from ..assignments.folder import Folder, write_whole
from ..assignments.sheet import Sheet
from ..places import shipped
from .view import Heading

FORMAT = 1
LIBRARIES = ("numpy", "jinja2", "pylatex", "segno", "pikepdf", "typst")


class Ledger:
    """`record/made.json`, for PDFs of one engine under one heading."""

    def __init__(self, folder: Folder, heading: Heading, engine: str) -> None:
        self._folder = folder
        self._file = folder.record / "made.json"
        self._shared = _digest([repr(heading), _edition(folder, engine)])
        self._made = _read(self._file)

    def made_from(self, sheet: Sheet, *, worked: bool, fillable: bool) -> str:
        """The hash of everything that decides what a sheet, or its key, looks like.

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
        return _digest([self._shared, repr((worked, fillable and not worked, sheet.code, sheet.student)), *exercises])

    def made_of(self, source: str) -> str:
        """The hash of a source that is composed already, and of all that makes a PDF of it."""
        return _digest([self._shared, source])

    def is_current(self, path: Path, source: str) -> bool:
        """Whether the file is there, made from `source`, and as it was made."""
        noted = self._made.get(self._folder.shown(path))
        return noted is not None and noted[0] == source and path.is_file() and _hash(path.read_bytes()) == noted[1]

    def note(self, path: Path, source: str, pdf: bytes) -> None:
        self._made[self._folder.shown(path)] = (source, _hash(pdf))

    def write(self) -> None:
        document = {"format": FORMAT, "pdfs": {file: list(noted) for file, noted in self._made.items()}}
        write_whole(self._file, json.dumps(document, indent=1, sort_keys=True) + "\n")


def _read(path: Path) -> dict[str, tuple[str, str]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            return {}
        return {str(file): (str(source), str(pdf)) for file, (source, pdf) in document["pdfs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _edition(folder: Folder, engine: str) -> str:
    """What all PDFs of an engine share: programs, libraries, gradsheet itself, and templates."""
    house = Path(__file__).parents[1]
    code = [*sorted(house.rglob("*.py")), *_files(shipped("templates") / engine), *_files(folder.templates / engine)]
    return _digest(
        [engine, _program(engine), *(version(library) for library in LIBRARIES)]
        + [f"{path.name} {_hash(path.read_bytes())}" for path in code]
    )


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def _program(engine: str) -> str:
    """What pdflatex says about its version; the other engine is a library."""
    if engine != "latex":
        return ""
    try:
        return subprocess.run(["pdflatex", "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _digest(parts: Iterable[str]) -> str:
    return _hash(json.dumps(list(parts)).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
