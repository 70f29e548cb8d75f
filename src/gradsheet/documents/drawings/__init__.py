"""Drawings made from what a problem describes: shapes in millimetres, drawn by each target in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ...formula.naming import Naming
from ...formula.notation import Profile
from ...languages import Language
from ...models import Attention, Convolution, Dense, Recurrent
from ...problems import Exercise, Solution
from .attention import attention_drawing
from .circuit import circuit_drawing
from .convolution import convolution_drawing
from .network import network_drawing
from .recurrent import recurrent_drawing
from .shapes import Drawing, Edge, Look, Node, Note, Rectangle
from .subject import Subject
from .svg import svg, svg_inside
from .tabled import Cell, Tabled, tables_of

DRAWN: Mapping[type, Callable[[Subject], Drawing | None]] = {
    Dense: network_drawing,
    Convolution: convolution_drawing,
    Recurrent: recurrent_drawing,
    Attention: attention_drawing,
    type(None): circuit_drawing,
}
"""How each architecture is drawn; steps of an author's own are a circuit. Others have no drawing that helps."""


def drawn(subject: Subject) -> Drawing | None:
    """The drawing of an exercise; None where there is none that is easy to read."""
    draw = DRAWN.get(type(subject.exercise.problem.architecture))
    return draw(subject) if draw is not None else None


def subject_of(
    exercise: Exercise, profile: Profile, said: Language, solution: Solution | None = None, *, large: bool = False
) -> Subject:
    """What is drawn of an exercise, in a notation; with a solution, as a key shows it."""
    naming = _naming(exercise.problem.naming(profile, said.decimal))
    return Subject(exercise=exercise, naming=naming, said=said, solution=solution, large=large)


@lru_cache(maxsize=256)
def _naming(naming: Naming) -> Naming:
    """In a batch every example goes through the same units."""
    return replace(naming, batch=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as an SVG file, and what it shows in words."""

    svg: bytes
    description: str


def picture_of(exercise: Exercise, profile: Profile, said: Language) -> Picture | None:
    """A sheet's drawing for other programs; None where there is none."""
    subject = subject_of(exercise, profile, said)
    drawing = drawn(subject)
    if drawing is None:
        return None
    return Picture(svg(drawing, subject.naming, exercise.problem.title), drawing.description)


__all__ = [
    "DRAWN",
    "Cell",
    "Drawing",
    "Edge",
    "Look",
    "Node",
    "Note",
    "Picture",
    "Rectangle",
    "Subject",
    "Tabled",
    "drawn",
    "picture_of",
    "subject_of",
    "svg_inside",
    "tables_of",
]
