"""Problems as they were handed out: copies of their files in the record, and what was learned about them since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..errors import GradsheetError
from ..problems import Problem, load_problem, locate, problem_from
from ..problems.toml_source import TomlSource
from .differences import differences
from .folder import Folder, file_name, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The copy of a problem's file as it was when it was first handed out."""

    file: str
    sha256: str


def frozen_copy(folder: Folder, name: str, source: str, taken: Iterable[str]) -> Frozen:
    """Copies a problem's text into the record."""
    file = f"{file_name(name.removesuffix('.toml'), [one.removesuffix('.toml') for one in taken])}.toml"
    write_whole(folder.record / "problems" / file, source)
    return Frozen(file=file, sha256=hashlib.sha256(source.encode()).hexdigest())


def frozen_problem(folder: Folder, problems: Mapping[str, Frozen], name: str) -> Problem:
    """A problem as it was handed out."""
    frozen = problems[name]
    path = folder.record / "problems" / frozen.file
    shown = folder.shown(path)
    try:
        source = TomlSource.read(path, shown)
    except GradsheetError as error:
        raise GradsheetError(f"{error}; bring back a copy of the record") from None
    if hashlib.sha256(source.text.encode()).hexdigest() != frozen.sha256:
        raise GradsheetError(f"{shown}: this is not the text that was handed out; bring back a copy of the record")
    return problem_from(source, name=name)


def learned_problem(folder: Folder, problems: Mapping[str, Frozen], name: str) -> Problem:
    """A problem as it was handed out, with the misconceptions that its file names by now.

    Steps, asks and numbers stay those of the record; a file that has others teaches nothing. Raises ComplaintsError
    where the file is there and is no problem.
    """
    frozen = frozen_problem(folder, problems, name)
    try:
        path, shown = locate(name, folder=folder.root)
        source = path.read_bytes()
    except (GradsheetError, OSError):
        return frozen
    if hashlib.sha256(source).hexdigest() == problems[name].sha256:
        return frozen
    now = load_problem(path, name=name, shown=shown)
    if now.source == frozen.source or differences(frozen, now):
        return frozen
    own = {one.id: one for one in (*frozen.own_misconceptions, *now.own_misconceptions)}
    return replace(frozen, own_misconceptions=tuple(own.values()))
