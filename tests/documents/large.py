"""A class that is quickly made, and what lies in its folder."""

from __future__ import annotations

from pathlib import Path

from assignments.homework import SMALL
from gradsheet.assignments import Folder

ASSIGNMENT = 'title = "Homework"\nengine = "typst"\nproblems = [{ use = "problems/small.toml" }]\n'
SECRET = "0123456789abcdef" * 4 + "\n"


def class_of(place: Path, students: int) -> Folder:
    """A new folder; the secret is always the same, so that two of them are."""
    (place / "problems").mkdir(parents=True)
    (place / "problems" / "small.toml").write_text(SMALL)
    (place / "assignment.toml").write_text(ASSIGNMENT)
    (place / "secret").write_text(SECRET)
    (place / "roster.csv").write_text("id,name\n" + "".join(f"s{n},Name {n}\n" for n in range(students)))
    return Folder(place)


def files(folder: Folder) -> dict[str, bytes]:
    return {folder.shown(path): path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
