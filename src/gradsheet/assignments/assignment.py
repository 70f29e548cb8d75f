"""What a teacher decides in assignment.toml: problems, points, dates and policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from fractions import Fraction

from ..formula.notation import LECTURE, Profile
from .exam import Exam
from .sheet import Student

ENGINES = ("latex", "typst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A problem in an assignment. `name` seeds its numbers: a second use of `problem` ends in `#2`."""

    name: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of `problems`: `pick` of the `uses`, each worth `points`, or where None what its asks weigh."""

    uses: tuple[Use, ...]
    pick: int
    points: Fraction | None
    place: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an answer that is not simply right earns, as a share of its points, and how marks add up."""

    follow_through: Decimal = Decimal("1.0")
    misconception: Decimal = Decimal("0.0")
    decimal_slip: Decimal = Decimal("0.5")
    rounded_early: Decimal = Decimal("0.5")
    sign_slip: Decimal = Decimal("0.0")
    last_digit_slip: Decimal = Decimal("0.0")
    late_per_day: Decimal = Decimal("0.0")
    attempts: str = "best"
    round_to: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How answers and rosters are read."""

    decimal_comma: bool = False
    percent: bool = False
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a teacher settled for everyone: a blank that is void, or a misconception that counts as right.

    `places` are the lines and columns of its keys in assignment.toml.
    """

    blank: str
    problem: str | None = None
    accept: str | None = None
    void: str | None = None
    why: str = ""
    who: str = ""
    when: str = ""
    places: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Problems, class policy and dates; `variants` is None where every student has numbers of their own."""

    title: str
    entries: tuple[Entry, ...]
    course: str = ""
    notation: Profile = LECTURE
    language: str = "en"
    engine: str | None = None
    paper: str = "a4"
    fonts: tuple[str, ...] = ()
    logo: str = ""
    variants: int | None = None
    exam: Exam | None = None
    timezone: tzinfo
    due: Mapping[str, datetime] = field(default_factory=dict)
    credit: Credit = Credit()
    reading: Reading = Reading()
    columns: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    def due_for(self, student: Student) -> datetime | None:
        """The student's own date, else the group's, else everyone's."""
        return student.due or self.due.get(student.group) or self.due.get("default")
