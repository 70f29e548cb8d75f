"""What a teacher decides in assignment.toml: problems, points, dates and policy."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError

from ..errors import Complaint, ComplaintsError
from ..formula.letters import is_letter
from ..formula.names import RESERVED
from ..formula.notation import LECTURE, PROFILES, WORDS, Profile
from ..formula.operators import OPERATORS
from ..languages import LANGUAGES
from ..problems.schema import complaints_of, mended
from ..problems.tables.table import Count, Table, nearest
from ..problems.toml_source import Steps, TomlSource
from .exam import Exam
from .folder import Folder
from .roster import at_end_of_day
from .sheet import Student

ENGINES = ("latex", "typst")
ONE_PER_STUDENT = "one per student"


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


def _exact(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


MOST_POINTS = 1_000_000
MOST_VARIANTS = 10_000
MOST_MINUTES = 24 * 60
_Amount = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=MOST_POINTS)]
_Share = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=1)]


class _EntryTable(Table):
    use: str | None = None
    pick: Count | None = None
    from_: Annotated[list[str] | None, Field(alias="from", min_length=1)] = None
    points: _Amount | None = None


class _CreditTable(Table):
    follow_through: _Share | None = None
    misconception: _Share | None = None
    decimal_slip: _Share | None = None
    rounded_early: _Share | None = None
    sign_slip: _Share | None = None
    last_digit_slip: _Share | None = None
    late_per_day: _Share | None = None
    attempts: Literal["best", "last"] | None = None
    round_to: _Amount | None = None


class _ReadingTable(Table):
    decimal_comma: bool | None = None
    percent: bool = False
    encoding: str | None = None


class _ExamTable(Table):
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    date: str = ""
    rules: list[str] | None = None
    cover: bool = True
    names: bool = True


class _DecisionTable(Table):
    blank: str
    problem: str | None = None
    accept: str | None = None
    void: Literal["full points for all", "out of the total"] | None = None
    why: str = ""
    who: str = ""
    when: Any = ""


class _LettersTable(Table):
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


class _AssignmentTable(Table):
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
    exam: _ExamTable | None = None
    timezone: str = "UTC"
    problems: Annotated[list[_EntryTable], Field(min_length=1)]
    due: dict[str, Any] = Field(default_factory=dict)
    credit: _CreditTable = _CreditTable()
    reading: _ReadingTable = _ReadingTable()
    weights: Literal["to, from", "from, to"] | None = None
    letters: _LettersTable = _LettersTable()
    columns: dict[str, str] = Field(default_factory=dict)
    decision: list[_DecisionTable] = Field(default_factory=list)


_KEYS: Mapping[str, type[Table]] = {
    "": _AssignmentTable,
    "problems": _EntryTable,
    "exam": _ExamTable,
    "credit": _CreditTable,
    "reading": _ReadingTable,
    "letters": _LettersTable,
    "decision": _DecisionTable,
}


def load_assignment(folder: Folder) -> Assignment:
    """Reads assignment.toml; raises ComplaintsError with everything that is wrong in it."""
    return assignment_of(TomlSource.read(folder.assignment, folder.assignment.name))


def assignment_of(source: TomlSource) -> Assignment:
    """The assignment in a TOML text."""
    table, complaints = _table(source)
    if table is None:
        raise ComplaintsError(_placed(source, complaints))
    complaints += [*_wrong_words(table), *_wrong_letters(table), *_wrong_entries(table)]
    timezone = _timezone(table.timezone)
    due = {}
    for group, when in table.due.items():
        if isinstance(when, date):
            due[group] = at_end_of_day(when, timezone)
        else:
            complaints.append(
                (("due", group), f"must be a date and time without quotes: {group} = 2026-11-24T23:59:00")
            )
    if complaints:
        raise ComplaintsError(_placed(source, complaints))
    return Assignment(
        title=table.title,
        entries=tuple(_entries(table, source)),
        course=table.course,
        notation=_notation(table),
        language=table.language,
        engine=table.engine,
        paper=table.paper,
        logo=table.logo,
        fonts=(table.font,) if isinstance(table.font, str) else tuple(table.font),
        variants=None if table.variants == ONE_PER_STUDENT else table.variants,
        exam=_exam(table.exam),
        timezone=timezone,
        due=due,
        credit=_credit(table.credit),
        reading=_reading(table),
        columns=table.columns,
        decisions=tuple(_decisions(table, source)),
    )


def _reading(table: _AssignmentTable) -> Reading:
    """How answers are read: where nothing is said, a decimal comma is read where the language prints one."""
    said = table.reading.model_dump()
    if said["decimal_comma"] is None:
        said["decimal_comma"] = LANGUAGES[table.language].decimal == ","
    return Reading(**said)


def _table(source: TomlSource) -> tuple[_AssignmentTable | None, list[tuple[Steps, str]]]:
    """The file's tables, without what has a wrong shape, and what is to be said of that."""
    data = deepcopy(dict(source.data))
    complaints: list[tuple[Steps, str]] = []
    for _ in range(4):
        try:
            return _AssignmentTable.model_validate(data), complaints
        except ValidationError as error:
            for path, text in complaints_of(error, _KEYS):
                if path not in (said for said, _ in complaints):
                    complaints.append((path, text))
                mended(data, path)
    return None, complaints


def _placed(source: TomlSource, found: Iterator[tuple[Steps, str]] | list[tuple[Steps, str]]) -> list[Complaint]:
    complaints = [source.complaint(path, text) for path, text in found]
    return sorted(complaints, key=lambda one: (one.line or 0, one.column or 0))


def _wrong_words(table: _AssignmentTable) -> Iterator[tuple[Steps, str]]:
    for key, value, known in (
        ("notation", table.notation, list(PROFILES)),
        ("language", table.language, list(LANGUAGES)),
    ):
        if value not in known:
            yield (key,), f"'{value}' is not known; {nearest(value, known)}"
    if _timezone(table.timezone).__class__ is not ZoneInfo:
        yield ("timezone",), f'\'{table.timezone}\' is no time zone; write one like "Europe/Berlin" or "UTC"'
    numbered = isinstance(table.variants, int) and not isinstance(table.variants, bool)
    if table.variants != ONE_PER_STUDENT and not (numbered and 1 <= table.variants <= MOST_VARIANTS):
        yield (
            ("variants",),
            f'must be "{ONE_PER_STUDENT}", or a number up to {MOST_VARIANTS:,} where several students share one',
        )
    if table.reading.encoding is not None:
        try:
            codecs.lookup(table.reading.encoding)
        except LookupError:
            yield ("reading", "encoding"), f"'{table.reading.encoding}' is no encoding; usual are utf-8, cp1252, utf-16"
    if table.credit.round_to is not None and table.credit.round_to <= 0:
        yield ("credit", "round_to"), "must be above 0: 0.5 gives half points"
    for number, decision in enumerate(table.decision):
        if (decision.accept is None) == (decision.void is None):
            yield ("decision", number), 'needs either accept = "a misconception" or void = "full points for all"'
        if not decision.why.strip():
            yield ("decision", number), 'say why, for everybody whom it concerns: why = "two readings were possible"'


def _notation(table: _AssignmentTable) -> Profile:
    """The profile with the course's own letters and indices."""
    profile = PROFILES[table.notation].with_letters(table.letters.own)
    return profile if table.weights is None else replace(profile, from_first=table.weights == "from, to")


def _wrong_letters(table: _AssignmentTable) -> Iterator[tuple[Steps, str]]:
    """Letters that cannot be printed, that stand for a number, or that two words share."""
    profile = PROFILES.get(table.notation, LECTURE).with_letters(table.letters.own)
    for word, letter in table.letters.own.items():
        path: Steps = ("letters", word)
        if not is_letter(letter):
            yield path, f'\'{letter}\' must be a letter or a word, such as "E", "alpha", "yhat" or "y_d"'
        elif letter in RESERVED or letter in OPERATORS:
            yield path, f"'{letter}' has a meaning of its own in formulas; take another letter"
        for other, file_letter in WORDS.items():
            alike = {word, other} in ({"loss", "batch_loss"}, {"output", "state"})
            if other != word and not alike and profile.letter(file_letter) == letter:
                yield path, f"'{letter}' is the letter for {other} too; write {other} = ... with another one"


def _wrong_entries(table: _AssignmentTable) -> Iterator[tuple[Steps, str]]:
    for number, entry in enumerate(table.problems):
        path: Steps = ("problems", number)
        if (entry.use is None) == (entry.pick is None):
            yield path, 'needs either use = "topic/name", or pick = 1 with from = ["topic/name", ...]'
        elif entry.use is not None and entry.from_ is not None:
            yield (*path, "from"), "goes with pick, not with use"
        elif entry.pick is not None and entry.from_ is None:
            yield path, 'pick needs from = ["topic/name", ...]'
        elif entry.pick is not None and entry.from_ is not None and entry.pick > len(entry.from_):
            yield (*path, "pick"), f"cannot pick {entry.pick} from {len(entry.from_)} problem(s)"


def _timezone(text: str) -> tzinfo:
    """The zone; UTC as a plain tzinfo stands for a name that is none."""
    from datetime import UTC

    try:
        return ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        return UTC


def _entries(table: _AssignmentTable, source: TomlSource) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for number, entry in enumerate(table.problems):
        uses = []
        for problem in [entry.use] if entry.use is not None else entry.from_ or []:
            seen[problem] = seen.get(problem, 0) + 1
            uses.append(Use(name=problem if seen[problem] == 1 else f"{problem}#{seen[problem]}", problem=problem))
        yield Entry(
            uses=tuple(uses),
            pick=entry.pick or 1,
            points=None if entry.points is None else Fraction(entry.points),
            place=source.place(("problems", number)),
        )


def _decisions(table: _AssignmentTable, source: TomlSource) -> Iterator[Decision]:
    for number, decision in enumerate(table.decision):
        said = decision.model_dump()
        path: Steps = ("decision", number)
        yield Decision(**{**said, "when": str(said["when"])}, places={key: source.place((*path, key)) for key in said})


def _exam(table: _ExamTable | None) -> Exam | None:
    if table is None:
        return None
    rules = None if table.rules is None else tuple(table.rules)
    return Exam(minutes=table.minutes, date=table.date, rules=rules, cover=table.cover, names=table.names)


def _credit(table: _CreditTable) -> Credit:
    return Credit(**{key: value for key, value in table.model_dump().items() if value is not None})
