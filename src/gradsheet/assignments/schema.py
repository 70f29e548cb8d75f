"""The shape of assignment.toml: which keys there are and of what type. Meaning is checked in `load`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ..formula.notation import WORDS
from ..problems.tables.table import Count, Table

ONE_PER_STUDENT = "one per student"


def _exact(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


MOST_POINTS = 1_000_000
MOST_VARIANTS = 10_000
MOST_MINUTES = 24 * 60
_Amount = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=MOST_POINTS)]
_Share = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=1)]


class EntryTable(Table):
    use: str | None = None
    pick: Count | None = None
    from_: Annotated[list[str] | None, Field(alias="from", min_length=1)] = None
    points: _Amount | None = None


class CreditTable(Table):
    follow_through: _Share | None = None
    misconception: _Share | None = None
    decimal_slip: _Share | None = None
    rounded_early: _Share | None = None
    sign_slip: _Share | None = None
    last_digit_slip: _Share | None = None
    late_per_day: _Share | None = None
    attempts: Literal["best", "last"] | None = None
    round_to: _Amount | None = None


class ReadingTable(Table):
    decimal_comma: bool | None = None
    percent: bool = False
    encoding: str | None = None


class ExamTable(Table):
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    date: str = ""
    rules: list[str] | None = None
    cover: bool = True
    names: bool = True


class DecisionTable(Table):
    blank: str
    problem: str | None = None
    accept: str | None = None
    void: Literal["full points for all", "out of the total"] | None = None
    why: str = ""
    who: str = ""
    when: Any = ""


class LettersTable(Table):
    input: str | None = None
    weight: str | None = None
    bias: str | None = None
    weighted_sum: str | None = None
    output: str | None = None
    state: str | None = None
    target: str | None = None
    loss: str | None = None
    batch_loss: str | None = None
    rate: str | None = None

    @property
    def own(self) -> dict[str, str]:
        return {word: letter for word in WORDS if (letter := getattr(self, word)) is not None}


class AssignmentTable(Table):
    format: Literal[1] = 1
    title: str
    course: str = ""
    notation: str = "lecture"
    language: str = "en"
    engine: Literal["latex", "typst"] | None = None
    paper: Literal["a4", "letter"] = "a4"
    font: str | list[str] = Field(default_factory=list)
    logo: str = ""
    variants: Any = ONE_PER_STUDENT
    exam: ExamTable | None = None
    timezone: str = "UTC"
    problems: Annotated[list[EntryTable], Field(min_length=1)]
    due: dict[str, Any] = Field(default_factory=dict)
    credit: CreditTable = CreditTable()
    reading: ReadingTable = ReadingTable()
    weights: Literal["to, from", "from, to"] | None = None
    letters: LettersTable = LettersTable()
    columns: dict[str, str] = Field(default_factory=dict)
    decision: list[DecisionTable] = Field(default_factory=list)


KEYS: Mapping[str, type[Table]] = {
    "": AssignmentTable,
    "problems": EntryTable,
    "exam": ExamTable,
    "credit": CreditTable,
    "reading": ReadingTable,
    "letters": LettersTable,
    "decision": DecisionTable,
}
