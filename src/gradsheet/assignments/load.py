"""Reading assignment.toml: everything that is wrong in it is said at once, each with its place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ..errors import Complaint, ComplaintsError
from ..formula.letters import is_letter
from ..formula.names import RESERVED
from ..formula.notation import LECTURE, PROFILES, WORDS, Profile
from ..formula.operators import OPERATORS
from ..languages import LANGUAGES
from ..problems.schema import complaints_of, mended
from ..problems.tables.table import nearest
from ..problems.toml_source import Steps, TomlSource
from .assignment import Assignment, Credit, Decision, Entry, Reading, Use
from .exam import Exam
from .folder import Folder
from .roster import at_end_of_day
from .schema import KEYS, MOST_VARIANTS, ONE_PER_STUDENT, AssignmentTable, CreditTable, ExamTable


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


def _reading(table: AssignmentTable) -> Reading:
    """How answers are read: where nothing is said, a decimal comma is read where the language prints one."""
    said = table.reading.model_dump()
    if said["decimal_comma"] is None:
        said["decimal_comma"] = LANGUAGES[table.language].decimal == ","
    return Reading(**said)


def _table(source: TomlSource) -> tuple[AssignmentTable | None, list[tuple[Steps, str]]]:
    """The file's tables, without what has a wrong shape, and what is to be said of that."""
    data = deepcopy(dict(source.data))
    complaints: list[tuple[Steps, str]] = []
    for _ in range(4):
        try:
            return AssignmentTable.model_validate(data), complaints
        except ValidationError as error:
            for path, text in complaints_of(error, KEYS):
                if path not in (said for said, _ in complaints):
                    complaints.append((path, text))
                mended(data, path)
    return None, complaints


def _placed(source: TomlSource, found: Iterator[tuple[Steps, str]] | list[tuple[Steps, str]]) -> list[Complaint]:
    complaints = [source.complaint(path, text) for path, text in found]
    return sorted(complaints, key=lambda one: (one.line or 0, one.column or 0))


def _wrong_words(table: AssignmentTable) -> Iterator[tuple[Steps, str]]:
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


def _notation(table: AssignmentTable) -> Profile:
    """The profile with the course's own letters and indices."""
    profile = PROFILES[table.notation].with_letters(table.letters.own)
    return profile if table.weights is None else replace(profile, from_first=table.weights == "from, to")


def _wrong_letters(table: AssignmentTable) -> Iterator[tuple[Steps, str]]:
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


def _wrong_entries(table: AssignmentTable) -> Iterator[tuple[Steps, str]]:
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
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        return UTC


def _entries(table: AssignmentTable, source: TomlSource) -> Iterator[Entry]:
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


def _decisions(table: AssignmentTable, source: TomlSource) -> Iterator[Decision]:
    for number, decision in enumerate(table.decision):
        said = decision.model_dump()
        path: Steps = ("decision", number)
        yield Decision(**{**said, "when": str(said["when"])}, places={key: source.place((*path, key)) for key in said})


def _exam(table: ExamTable | None) -> Exam | None:
    if table is None:
        return None
    rules = None if table.rules is None else tuple(table.rules)
    return Exam(minutes=table.minutes, date=table.date, rules=rules, cover=table.cover, names=table.names)


def _credit(table: CreditTable) -> Credit:
    return Credit(**{key: value for key, value in table.model_dump().items() if value is not None})
