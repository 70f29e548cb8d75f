"""The report's page as its template takes it: ready text, ready MathML, places and colours."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .pictures import Histogram, Scatter, Segment
from .rows import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankView:
    label: str
    symbol: Markup
    count: int
    bar: tuple[Segment, ...]
    counts: tuple[str, ...]
    facility: str
    discrimination: str
    upper_lower: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One problem: its blanks, its map of misconceptions, and where work on it first went wrong."""

    title: str
    labels: str
    blanks: tuple[BlankView, ...]
    columns: tuple[str, ...]
    heat: tuple[HeatRow, ...]
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    ids: str
    title: str
    cells: tuple[tuple[str, str, str], ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    symbol: Markup
    asked: str
    share: float
    count: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    label: str
    symbol: Markup
    formula: Markup
    alike: str
    count: str
    wrong: str
    chance: str
    toml: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    label: str
    symbol: Markup
    names: tuple[str, ...]
    shares: tuple[str, ...]
    best: str
    worst: str
    chance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideView:
    headline: str
    where: Markup
    titles: tuple[str, ...]
    right: tuple[Markup, ...]
    wrong: tuple[Markup, ...]
    ends: tuple[str, str]
    questions: tuple[str, ...]
    several: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The whole page."""

    found: Published
    fewest: int
    kinds: tuple[tuple[str, str], ...]
    in_short: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    most: str
    histogram: Histogram | None
    alpha: str
    problems: tuple[ProblemView, ...]
    scatter: Scatter | None
    relations: tuple[RelationView, ...]
    differences: tuple[tuple[str, tuple[DifferenceView, ...]], ...]
    slides: tuple[SlideView, ...]
    has_hidden: bool
    people: tuple[tuple[str, str, str, str], ...]
