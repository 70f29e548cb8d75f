"""The record: what was handed out, for good. Whatever is marked later is rebuilt from it alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from ..errors import FormulaError, GradsheetError
from ..formula import parse_name
from ..problems.choices import Option
from .folder import Folder, write_whole
from .frozen import Frozen

FORMAT = 1
MOST_OPTIONS = 9
Givens = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose numbers: a student's own, those of a variant on paper or in an export, of a spare sheet, or of a sheet
    before a redraw; or nobody's, to practise with, which never stand in the record.
    """

    kind: Literal["students", "variants", "exports", "spares", "redrawn", "practice"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The numbers of one exercise: exact decimals by the names of quantities, and the options to choose from."""

    attempt: int
    givens: Givens
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One exercise of a sheet. `use` finds its numbers, `problem` its frozen file."""

    use: str
    problem: str
    points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sheet that was handed out: `holder` has its numbers, `origin` is the id it was first made for."""

    code: str
    file: str
    origin: str
    holder: Holder
    exercises: tuple[Assigned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """A sheet whose student got other numbers later; `counts` where answers with its code are marked by it."""

    entry: Entry
    who: str
    when: str
    why: str
    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class Record:
    """All sheets, by student id, by number of the exported variant and of the spare sheet, and the numbers on them.

    A spare sheet stays among the `spares` when it is a student's too. `withdrawn` are sheets that somebody had got
    before an id was corrected, `redrawn` those that somebody had got before new numbers, in the order of time; nobody
    gets their codes again.
    """

    gradsheet: str
    id_column: str | None = None
    problems: Mapping[str, Frozen] = field(default_factory=dict)
    draws: Mapping[tuple[Holder, str], Drawn] = field(default_factory=dict)
    students: Mapping[str, Entry] = field(default_factory=dict)
    exports: Mapping[str, Entry] = field(default_factory=dict)
    spares: Mapping[str, Entry] = field(default_factory=dict)
    withdrawn: tuple[Entry, ...] = ()
    redrawn: tuple[Redrawn, ...] = ()

    @property
    def codes(self) -> set[str]:
        before = (*self.withdrawn, *(one.entry for one in self.redrawn))
        made = (*self.students.values(), *self.exports.values(), *self.spares.values(), *before)
        return {entry.code for entry in made}

    @property
    def nobodys(self) -> Mapping[str, Entry]:
        """The spare sheets that belong to nobody yet, by their numbers."""
        theirs = {entry.code for entry in (*self.students.values(), *(one.entry for one in self.redrawn))}
        return {number: entry for number, entry in self.spares.items() if entry.code not in theirs}

    @property
    def owners(self) -> Mapping[str, str]:
        """The student of every code on a sheet, also of one from before a redraw."""
        by_origin = {entry.origin: id_ for id_, entry in self.students.items()}
        before = {one.entry.code: by_origin[one.entry.origin] for one in self.redrawn if one.entry.origin in by_origin}
        return before | {entry.code: id_ for id_, entry in self.students.items()}


def read_record(folder: Folder) -> Record:
    """The record, empty where nothing was handed out yet."""
    path = folder.record / "sheets.json"
    try:
        return _read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if folder.hand_out.exists():
            raise GradsheetError(
                f"{folder.shown(path)}: the record is missing, but {folder.shown(folder.hand_out)} says that sheets "
                "have been made; bring back a copy of record/, or, if nobody got one yet, delete students/ and staff/"
            ) from None
        return Record(gradsheet=_version())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise GradsheetError(
            f"{folder.shown(path)}: the record cannot be read ({error}); bring back a copy of it: "
            "what was handed out must not be made anew"
        ) from None


@lru_cache(maxsize=2)
def _read(text: str) -> Record:
    """One command asks for the record again and again."""
    return _record_of(json.loads(text))


def write_record(folder: Folder, record: Record, *, before: Record) -> bool:
    """Writes the record where it says something new; True then."""
    if record == before:
        return False
    return write_whole(folder.record / "sheets.json", record_text(replace(record, gradsheet=_version())))


def record_text(record: Record) -> str:
    """The record as it stands in its file."""
    written = StringIO()  # a piece at a time: a list of all pieces takes several times the memory of the text
    for piece in json.JSONEncoder(indent=1, sort_keys=True, ensure_ascii=False).iterencode(_document(record)):
        written.write(piece)
    return f"{written.getvalue()}\n"


def own_origin(wanted: str, entries: Iterable[Entry]) -> str:
    """The name that seeds a new student's numbers: never one whose numbers somebody has, under another id now."""
    return free_origin(wanted, {entry.origin for entry in entries})


def free_origin(wanted: str, taken: AbstractSet[str]) -> str:
    """The same, where the names of all others are known."""
    origin, count = wanted, 1
    while origin in taken:
        count += 1
        origin = f"{wanted}~{count}"
    return origin


symbol_of = cache(parse_name)


def _version() -> str:
    from importlib.metadata import version

    return version("gradsheet")


def _document(record: Record) -> dict[str, Any]:
    draws: dict[str, dict[str, dict[str, Any]]] = {}
    for (holder, use), drawn in record.draws.items():
        by_use = draws.setdefault(holder.kind, {}).setdefault(holder.name, {})
        by_use[use] = {"attempt": drawn.attempt, "givens": dict(drawn.givens)}
        if drawn.options:
            by_use[use]["options"] = {
                text: [{"number": option.number, "causes": list(option.causes)} for option in offered]
                for text, offered in drawn.options.items()
            }
    return {
        "format": FORMAT,
        "gradsheet": record.gradsheet,
        "id_column": record.id_column,
        "problems": {key: {"file": one.file, "sha256": one.sha256} for key, one in record.problems.items()},
        "draws": draws,
        "students": {key: _entry_document(entry) for key, entry in record.students.items()},
        "exports": {key: _entry_document(entry) for key, entry in record.exports.items()},
        "spares": {key: _entry_document(entry) for key, entry in record.spares.items()},
        "withdrawn": [_entry_document(entry) for entry in record.withdrawn],
        "redrawn": [
            {"sheet": _entry_document(one.entry)} | {key: getattr(one, key) for key in ("who", "when", "why", "counts")}
            for one in record.redrawn
        ],
    }


def _entry_document(entry: Entry) -> dict[str, Any]:
    exercises = [{"use": one.use, "problem": one.problem, "points": str(one.points)} for one in entry.exercises]
    return {
        "code": entry.code,
        "file": entry.file,
        "origin": entry.origin,
        "numbers": [entry.holder.kind, entry.holder.name],
        "exercises": exercises,
    }


def _record_of(document: Any) -> Record:
    if document["format"] != FORMAT:
        raise ValueError(f"format {document['format']} is newer than this gradsheet")
    record = Record(
        gradsheet=document["gradsheet"],
        id_column=document["id_column"],
        problems={
            key: Frozen(file=_plain(one["file"]), sha256=one["sha256"]) for key, one in document["problems"].items()
        },
        draws={
            (_holder(kind, holder), use): _drawn(drawn)
            for kind, holders in document["draws"].items()
            for holder, uses in holders.items()
            for use, drawn in uses.items()
        },
        students={key: _entry_of(entry) for key, entry in document["students"].items()},
        exports={key: _entry_of(entry) for key, entry in document["exports"].items()},
        spares={key: _entry_of(entry) for key, entry in document.get("spares", {}).items()},
        withdrawn=tuple(_entry_of(entry) for entry in document.get("withdrawn", ())),
        redrawn=tuple(_redrawn_of(one) for one in document.get("redrawn", ())),
    )
    before = ((one.entry.code, one.entry) for one in record.redrawn)
    for id_, entry in (*record.students.items(), *record.exports.items(), *record.spares.items(), *before):
        for one in entry.exercises:
            if (entry.holder, one.use) not in record.draws or one.problem not in record.problems:
                raise ValueError(f"the numbers of {id_} for {one.use} are not there")
    return record


def _holder(kind: Any, name_: Any) -> Holder:
    numbered = kind in ("variants", "exports", "spares")
    if not (numbered or kind in ("students", "redrawn")) or (numbered and not name_.isdecimal()):
        raise ValueError(f"'{kind} {name_}' has no numbers")
    return Holder(kind, name_)


def _drawn(document: Any) -> Drawn:
    offered = {
        text: tuple(Option(number=one["number"], causes=tuple(one["causes"])) for one in choices)
        for text, choices in document.get("options", {}).items()
    }
    listed = [(text, option.number) for text, choices in offered.items() for option in choices]
    for text, value in (*document["givens"].items(), *listed):
        if not Decimal(value).is_finite():
            raise ValueError(f"{text} is {value}")
        try:
            symbol_of(text)
        except FormulaError:
            raise ValueError(f"'{text}' is no quantity") from None
    for text, choices in offered.items():
        if sum(option.is_right for option in choices) != 1 or len(choices) > MOST_OPTIONS:
            raise ValueError(f"the options of {text} are damaged")
    return Drawn(attempt=document["attempt"], givens=document["givens"], options=offered)


def _plain(file: str) -> str:
    """A file's name in the record: never a path that leads elsewhere."""
    if file != Path(file).name or "\\" in file:
        raise ValueError(f"'{file}' is no file name")
    return file


def _redrawn_of(document: Any) -> Redrawn:
    told = {key: document[key] for key in ("who", "when", "why")}
    if wrong := [key for key, text in told.items() if not isinstance(text, str)]:
        raise ValueError(f"{wrong[0]} of a redraw is {told[wrong[0]]}")
    return Redrawn(entry=_entry_of(document["sheet"]), counts=document["counts"] is True, **told)


def _entry_of(entry: Any) -> Entry:
    exercises = tuple(
        Assigned(use=one["use"], problem=one["problem"], points=Fraction(one["points"])) for one in entry["exercises"]
    )
    return Entry(
        code=entry["code"],
        file=_plain(entry["file"]),
        origin=entry["origin"],
        holder=_holder(*entry["numbers"]),
        exercises=exercises,
    )
