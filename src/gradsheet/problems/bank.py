"""Finding problems: a file, the teacher's own `problems/` folder, or the shipped bank."""

from __future__ import annotations

from pathlib import Path

from ..errors import GradsheetError
from ..places import shipped
from .load import load_problem
from .problem import Problem
from .tables.table import nearest


def find_problem(text: str, *, folder: Path | None = None) -> Problem:
    """The problem that a command or an assignment names: `topic/name`, or the path of a file.

    An assignment's own `problems/topic/name.toml` in `folder` shadows the shipped problem of that name.
    """
    path, shown = locate(text, folder=folder)
    return load_problem(path, name=_use_name(text, path), shown=shown)


def locate(text: str, *, folder: Path | None = None) -> tuple[Path, str]:
    """Where a problem's file is, and how it is called in messages."""
    if text.endswith(".toml"):
        path = Path(text) if folder is None or Path(text).is_absolute() else folder / text
        if not path.is_file():
            raise GradsheetError(f"{text}: there is no such file")
        return path, text
    if ".." in Path(text).parts or Path(text).is_absolute():
        raise GradsheetError(f"'{text}' is not the name of a problem; names look like lecture/softmax-ce")
    if folder is not None and (own := folder / "problems" / f"{text}.toml").is_file():
        return own, f"problems/{text}.toml"
    if folder is None and Path(f"{text}.toml").is_file():
        return Path(f"{text}.toml"), f"{text}.toml"
    path = shipped("problem_banks") / f"{text}.toml"
    if path.is_file():
        return path, f"problem_banks/{text}.toml"
    raise GradsheetError(
        f"no problem '{text}' in the bank; {nearest(text, bank_names())} (a file of yours ends in .toml)"
    )


def bank_names() -> list[str]:
    """All problems of the shipped bank, as `topic/name`."""
    root = shipped("problem_banks")
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.toml"))


def _use_name(text: str, path: Path) -> str:
    return path.stem if text.endswith(".toml") and Path(text).is_absolute() else text
