"""A class report as rows: what may be read, and None where something is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...formula import Formula, Symbol
from ...grading.verdict import Marks
from ...models import Misconception
from ...problems import Problem
from ...problems.ranges import Draw

Count = int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A spread of marks: of the class, or of one group. None: hidden."""

    name: str
    count: Count
    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    low: float
    high: float
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """A class of known wrong methods at a blank."""

    causes: tuple[Misconception, ...]
    count: Count
    who: tuple[str, ...]

    @property
    def ids(self) -> str:
        return " or ".join(cause.id for cause in self.causes)

    @property
    def titles(self) -> str:
        return " or ".join(cause.title for cause in self.causes) or "an option that no known method gives"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankRow:
    """`facility` is `rough` where it was computed from a row with hidden cells, or rounded. `written`: in words."""

    label: str
    problem: Problem
    symbol: Symbol
    count: int
    outcomes: tuple[Count, ...]
    facility: float | None
    rough: bool
    discrimination: float | None
    upper_lower: float | None
    shows: tuple[Shows, ...]
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step at which work first went wrong; `count` is to the nearest five unless names are shown."""

    problem: Problem
    symbol: Symbol
    asked: bool
    count: Count
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    label: str
    problem: Problem
    symbol: Symbol
    formula: Formula
    alike: tuple[Formula, ...]
    count: int
    wrong: int
    chance: float | None
    toml: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """`right` of `counts` in each part; None: hidden. `best` and `worst` name parts."""

    label: str
    problem: Problem
    symbol: Symbol
    parts: tuple[str, ...]
    counts: tuple[Count, ...]
    right: tuple[Count, ...]
    best: str
    worst: str
    chance: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Published:
    """`everyone` is None where it would tell how few did not hand in; `count` where fewer than five did.

    `examples` are numbers that no student of the class had.
    """

    title: str
    names: bool
    count: Count
    everyone: Count
    most: float
    parts: tuple[Part, ...]
    bins: tuple[Bin, ...]
    alpha: float | None
    blanks: tuple[BlankRow, ...]
    left_out: int
    steps: tuple[StepRow, ...]
    relations: tuple[RelationRow, ...]
    variants: tuple[DifferenceRow, ...]
    groups: tuple[DifferenceRow, ...]
    shares_sheets: bool
    examples: Mapping[str, tuple[Draw, ...]] = field(default_factory=dict)
    people: tuple[Marks, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether there is anything to show."""
        return self.count is not None and self.count > 0
