"""What the laboratory finds, as data: text, JSON and pages are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...formula import Symbol


class Verdict(Enum):
    FAIR = "fair"
    REMARKS = "fair with remarks"
    UNFAIR = "not fair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A rule and the draws that it rejects: by itself, of those that came so far, and that no other rejects."""

    rule: str
    stage: str  # structure, load or separation
    alone: int
    of: int
    only: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """How many draws keep the structural rules, then the load, then tell all misconceptions apart."""

    draws: int
    structure: int
    load: int
    fair: int

    @property
    def per_variant(self) -> float:
        """Draws for one that is fair."""
        return self.draws / self.fair if self.fair else float("inf")

    @property
    def after_structure(self) -> float:
        """Draws that keep structure and load, for one that is fair: what the misconceptions cost."""
        return self.load / self.fair if self.fair else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The answers of a blank over fair draws; `commonest` is as printed, `bins` counts from least to largest."""

    blank: Symbol
    least: float
    lower: float
    median: float
    upper: float
    largest: float
    distinct: int
    commonest: str
    share: float
    negative: float
    zero: float
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A misconception at a blank: distances over fair draws in both tolerances, None where there is none.

    `same` is the share of fair draws in which it does; `rejects` counts the draws that it alone makes unfair.
    """

    misconception: str
    blank: Symbol
    dropped: bool
    smallest: float | None
    median: float | None
    same: float
    rejects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Students who round every operation to `keep` decimals: how far from the exact value they get, and what for."""

    keep: int
    blank: Symbol
    median: float
    worst: float
    right: float
    early: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Draws for a fair one, after structure and load, if a sheet asked for these decimals; infinite where none is."""

    answer: int
    keep: int
    draws: float
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    what: str
    target: float
    least: float
    mean: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How a blank can be guessed, and in which share of the draws that is right."""

    blank: Symbol
    text: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published case under the same rules: which it breaks, and which misconceptions its numbers do not show."""

    case: str
    broken: tuple[str, ...]
    known: int
    hidden: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """Times of this machine, in seconds: for one draw to be judged and solved, and for everything."""

    judge: float
    solve: float
    whole: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything about one problem; `blind` misconceptions show in no draw, `alike` ones are one number in all."""

    problem: str
    title: str
    answer: int
    keep: int
    survival: Survival
    rejections: tuple[Rejection, ...]
    spreads: tuple[Spread, ...]
    misconceptions: int
    pairs: tuple[Pair, ...]
    blind: tuple[str, ...]
    may_hide: tuple[str, ...]
    dropped: tuple[tuple[str, Symbol], ...]
    alike: tuple[tuple[str, ...], ...]
    drifts: tuple[Drift, ...]
    prices: tuple[Price, ...]
    load: tuple[Load, ...]
    operations: int
    exponentials: int
    patterns: tuple[Pattern, ...]
    published: tuple[Published, ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    advice: tuple[str, ...]
    seconds: Seconds

    @property
    def verdict(self) -> Verdict:
        return Verdict.UNFAIR if self.faults else Verdict.REMARKS if self.remarks else Verdict.FAIR
