"""Every error that gradsheet raises on purpose, by who has to act on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class GradsheetError(Exception):
    """Something a user can mend; its text says what is wrong and what to do instead."""


class FormulaError(GradsheetError):
    """A formula that cannot be read; `column` counts characters from 1."""

    def __init__(self, text: str, column: int, problem: str) -> None:
        self.text, self.column, self.problem = text, column, problem
        super().__init__(f"{problem}\n  {self.line}\n  {' ' * (self.shown_column - 1)}^")

    @property
    def line(self) -> str:
        start = max(0, self.column - 41)
        return self.text[start : start + 80].replace("\n", " ")

    @property
    def shown_column(self) -> int:
        return self.column - max(0, self.column - 41)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong in a file, with its place and the way out."""

    file: str
    line: int | None
    column: int | None
    text: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.text}"


class ComplaintsError(GradsheetError):
    """All that is wrong with what an author wrote, at once."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


class DrawError(GradsheetError):
    """No fair numbers could be drawn for a problem."""


class EngineError(GradsheetError):
    """A PDF engine could not typeset a page.

    `places` are lines and columns of the source that it was given, the nearest first.
    """

    def __init__(self, text: str, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(text)
        self.places = places
