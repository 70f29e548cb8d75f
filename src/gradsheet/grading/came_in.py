"""What came in: the files in answers/, and files that a teacher names and that are to lie there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..assignments.assignment import load_assignment
from ..assignments.folder import Folder, write_whole
from ..assignments.record import handed_out
from ..assignments.redraw import earlier_sheets
from ..errors import GradsheetError
from .submission import receive

NOT_READ = (".", "~$")
"""How the names of files begin that systems and spreadsheets put beside the real ones."""


def came_in(folder: Folder, named: Sequence[Path] = ()) -> dict[str, Path]:
    """Every file to be marked, by the name that it has or gets in answers/; in the order of names.

    Raises GradsheetError for a named file that is missing, or whose name another file has there already.
    """
    found = _there(folder)
    for path in named:
        content = _content(folder, path)
        if path.name.startswith(NOT_READ):
            raise GradsheetError(f"{folder.shown(path)}: rename it; a name with {path.name[0]} in front is not read")
        present = found.setdefault(path.name, path)
        if _content(folder, present) != content:
            there = folder.shown(folder.answers / path.name)
            raise GradsheetError(
                f"{there}: there already, and {folder.shown(path)} holds something else. Give the new file another "
                f"name to have both marked, or delete {there} to have the new one in its place. Nothing was written."
            )
    return dict(sorted(found.items()))


def keep(folder: Folder, files: Mapping[str, Path]) -> None:
    """Copies the files that lie elsewhere into answers/, as they came."""
    for name, path in files.items():
        write_whole(folder.answers / name, _content(folder, path))


def answered(folder: Folder) -> frozenset[str]:
    """The ids of students whose answers lie in answers/, or have been marked."""
    reading = load_assignment(folder)
    received = receive(
        _there(folder).values(),
        handed_out(folder),
        earlier=earlier_sheets(folder),
        columns=reading.columns,
        encoding=reading.reading.encoding,
        timezone=reading.timezone,
    )
    lying = {id_ for id_, attempts in received.attempts.items() if any(one.answers for one in attempts)}
    marked = {id_ for id_, marks in _last_marks(folder).items() if any(b["answer"] for b in marks["blanks"].values())}
    return frozenset(lying | marked)


def _there(folder: Folder) -> dict[str, Path]:
    found = folder.answers.iterdir() if folder.answers.is_dir() else ()
    return {path.name: path for path in sorted(found) if path.is_file() and not path.name.startswith(NOT_READ)}


def _content(folder: Folder, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        why = "there is no such file"
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
    raise GradsheetError(f"{folder.shown(path)}: {why}. Nothing was written.")


def _last_marks(folder: Folder) -> Mapping[str, Any]:
    path = folder.record / "marks.json"
    try:
        marks: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["marks"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GradsheetError(
            f"{folder.shown(path)}: cannot be read ({error}); `gradsheet grade` makes it anew"
        ) from None
    return marks
