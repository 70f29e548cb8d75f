"""A place that exercises can be exported to: what it is called, keeps and loses, its writer and its reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..assignments.assignment import Assignment
from ..assignments.folder import Folder
from .course import Course
from .held import Files, Held, Lots
from .package import Package
from .question import Question

Write = Callable[[Sequence[Question], Course], Package]
Read = Callable[[Files], tuple[Held, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`name` is typed, `title` read.

    `checked` says by what the files were checked, or that they were not.
    """

    name: str
    title: str
    keeps: str
    loses: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Row):
    """A place that gets variants with numbers of their own.

    `split`: every question has one blank, not all of its exercise. `suffix` is how its files' names end.
    `lots` reads as `read` does, where a file can be read in parts by several processes.
    `practice`: its files show their answers, so they get numbers that nobody has and no record keeps.
    """

    write: Write
    read: Read
    lots: Callable[[Files], Lots] | None = None
    split: bool = False
    suffix: str = ".zip"
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTarget(Row):
    """A place that marks the sheets which the class has."""

    write: Callable[[Folder, Assignment], Package]
