"""What came in: the files in answers/, and files and folders that a teacher names and that are to lie there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..assignments.exported import exported
from ..assignments.folder import Folder, write_whole
from ..assignments.load import load_assignment
from ..assignments.rebuilt import handed_out, spare_sheets
from ..assignments.redraw import earlier_sheets
from ..errors import GradsheetError
from .last_marks import LastMarks, read_last_marks
from .submission import receive

NOT_READ = (".", "~$", "__MACOSX")
"""How the names of files begin that systems and spreadsheets put beside the real ones."""


def came_in(folder: Folder, named: Sequence[Path] = ()) -> dict[str, Path]:
    """Every file to be marked, by the name that it has or gets in answers/; in the order of names.

    Of a folder that is named, its files come, under its name. Raises GradsheetError for a named file that is missing,
    or whose name another file has there already.
    """
    found = _there(folder)
    known = {name.casefold(): name for name in found}  # on many systems, A.csv and a.csv are one file
    for name, path in _named(folder, named):
        content = _content(folder, path)
        there = known.setdefault(name.casefold(), name)
        present = found.setdefault(there, path)
        if _content(folder, present) != content:
            shown = folder.shown(folder.answers / there)
            raise GradsheetError(
                f"{shown}: there already, and {folder.shown(path)} holds something else. Give the new file another "
                f"name to have both marked, or delete {shown} to have the new one in its place. Nothing was written."
            )
    return dict(sorted(found.items()))


def _named(folder: Folder, paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Every named file, and those of every named folder, with the name that it gets in answers/."""
    for path in paths:
        if path.is_dir():
            within = _within(path)
            if not within:
                raise GradsheetError(f"{folder.shown(path)}: this folder holds no file. Nothing was written.")
            # Whoever names answers/ itself, or a folder in it, means the files that lie there.
            inside = path.resolve().is_relative_to(folder.answers.resolve())
            start = folder.answers.resolve() if inside else path.resolve().parent
            yield from (((path.resolve() / name).relative_to(start).as_posix(), one) for name, one in within.items())
        elif path.name.startswith(NOT_READ):
            raise GradsheetError(f"{folder.shown(path)}: rename it; a name with {path.name[0]} in front is not read")
        else:
            yield path.name, path


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
        spares=spare_sheets(folder),
        columns=reading.columns,
        encoding=reading.reading.encoding,
        timezone=reading.timezone,
        exports=lambda: exported(folder),
    )
    lying = {id_ for id_, attempts in received.attempts.items() if any(one.answers for one in attempts)}
    marked = {id_ for id_, last in _last(folder).items() if any(one.answer for one in last.blanks.values())}
    return frozenset(lying | marked)


def _last(folder: Folder) -> Mapping[str, LastMarks]:
    last = read_last_marks(folder)
    path = folder.record / "marks.json"
    if last is None and path.exists():
        raise GradsheetError(f"{folder.shown(path)}: cannot be read; `gradsheet grade` makes it anew")
    return last or {}


def _there(folder: Folder) -> dict[str, Path]:
    return _within(folder.answers)


def _within(top: Path) -> dict[str, Path]:
    """The files in a folder and in the folders inside it, by their path from there; hidden ones are passed over."""
    found = {}
    for at, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith(NOT_READ))
        for name in sorted(names):
            path = Path(at) / name
            if not name.startswith(NOT_READ) and path.is_file():
                found[path.relative_to(top).as_posix()] = path
    return found


def _content(folder: Folder, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        why = "there is no such file"
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
    raise GradsheetError(f"{folder.shown(path)}: {why}. Nothing was written.")
