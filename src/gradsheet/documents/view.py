"""What the templates arrange: every string ready, every choice made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, radians, sin

from ..problems.rounding import fixed
from .drawing import Drawing
from .qr import Qr
from .writer import Ready


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands above every sheet of an assignment; `notation` is the name of a profile."""

    title: str
    course: str = ""
    notation: str = "lecture"
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class ParagraphView:
    content: Ready
    entry: bool
    display: bool


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """Where something is written on a drawing, in millimetres, and the turn as a matrix."""

    x: float
    y: float
    angle: float
    content: Ready
    covers: bool

    @property
    def turn(self) -> Ready:
        """The four numbers of the rotation's matrix."""
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        return Ready(" ".join(fixed(part, 4) for part in (c, s, -s, c)))


@dataclass(frozen=True, kw_only=True)
class DrawingView:
    drawing: Drawing
    nodes: tuple[NoteView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One place to answer."""

    label: str
    quantity: Ready
    points: str


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """Blanks that stand together, with the author's text above them.

    `lines` are answered in words; `pairs` in boxes, two beside each other.
    """

    text: tuple[ParagraphView, ...]
    lines: tuple[RowView, ...]
    pairs: tuple[tuple[RowView, ...], ...]


@dataclass(frozen=True, kw_only=True)
class PieceView:
    """One side of a worked line; `solid` cannot be broken over lines."""

    content: Ready
    solid: bool


@dataclass(frozen=True, kw_only=True)
class LineView:
    label: str
    left: Ready
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True, kw_only=True)
class PhaseView:
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    label: str
    quantity: Ready
    answer: Ready
    exact: Ready
    low: Ready
    high: Ready
    points: str
    number: bool


@dataclass(frozen=True, kw_only=True)
class GivensView:
    """A table of equations, or one matrix on a line of its own."""

    rows: tuple[tuple[Ready, ...], ...] = ()
    matrix: Ready | None = None


@dataclass(frozen=True, kw_only=True)
class ExerciseView:
    number: str
    title: str
    points: str
    statement: tuple[ParagraphView, ...]
    drawing: DrawingView | None
    givens: tuple[GivensView, ...]
    told: tuple[Ready, ...]
    questions: tuple[QuestionView, ...] = ()
    phases: tuple[PhaseView, ...] = ()
    answers: tuple[AnswerView, ...] = ()
    answer_note: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """One document. A sheet has questions, a key has phases and answers."""

    title: str
    course: str
    name: str
    id: str
    code: str
    qr: Qr
    qr_module: float
    page_words: tuple[Ready, ...]
    points: str
    key: bool
    said: Mapping[str, str] = field(repr=False)
    exercises: tuple[ExerciseView, ...]
