"""A class report as tables: the CSV files, and the JSON, of what may be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...assignments.table import guarded, to_csv
from ...formula import name, to_text
from ...grading.analysis import KINDS
from .rows import BlankRow, DifferenceRow, Published

HIDDEN = "hidden"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that is not shown, because too few students stand behind it."""


Cell = int | float | str | Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One CSV file; without rows, nothing was found."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(found: Published) -> tuple[Table, ...]:
    """Every table of the report; those of names only where there are some."""
    return tuple(_tables(found))


def as_csv(table: Table) -> str:
    return to_csv(table.header, [[_text(cell) for cell in row] for row in table.rows])


def as_json(found: Published) -> str:
    """All tables as one JSON object, rows as objects; what is hidden is null."""
    document = {
        "format": FORMAT,
        "title": found.title,
        "names": found.names,
        "students": found.count,
        "alpha": None if found.alpha is None else round(found.alpha, 2),
        **{table.file: [_object(table.header, row) for row in table.rows] for table in tables(found)},
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _object(header: Sequence[str], row: Sequence[Cell]) -> dict[str, int | float | str | None]:
    return {key: None if isinstance(cell, Hidden) else cell for key, cell in zip(header, row, strict=True)}


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    return HIDDEN if isinstance(cell, Hidden) else f"{cell:.10g}"


def _or_hidden(value: float | None, decimals: int | None = None) -> Cell:
    if value is None:
        return Hidden()
    return value if decimals is None else round(value, decimals)


def _tables(found: Published) -> Iterator[Table]:
    yield Table(
        file="marks",
        header=("who", "students", "mean", "lower quartile", "median", "upper quartile", "out of"),
        rows=tuple(
            (
                one.name,
                _or_hidden(one.count),
                *(_or_hidden(value, 2) for value in (one.mean, one.lower, one.median, one.upper)),
                found.most,
            )
            for one in found.parts
        ),
    )
    yield Table(
        file="histogram",
        header=("from", "to", "students"),
        rows=tuple((one.low, one.high, _or_hidden(one.count)) for one in found.bins),
    )
    yield Table(
        file="outcomes",
        header=(*PLACE, "students", *(kind.id for kind in KINDS)),
        rows=tuple((*_place(one), one.count, *map(_or_hidden, one.outcomes)) for one in found.blanks),
    )
    yield Table(
        file="difficulty",
        header=(*PLACE, "facility", "from hidden numbers", "discrimination", "upper minus lower 27 %"),
        rows=tuple(
            (
                *_place(one),
                _or_hidden(one.facility, 3),
                "yes" if one.rough else "no",
                _or_hidden(one.discrimination, 2),
                _or_hidden(one.upper_lower, 2),
            )
            for one in found.blanks
        ),
    )
    yield from (_with_people(found, table) for table in _about_errors(found))
    for file, some in (("variants", found.variants), ("groups", found.groups)):
        yield Table(
            file=file,
            header=(*PLACE, "part", "students", "right", "adjusted p"),
            rows=tuple(row for one in some for row in _parts(one)),
        )
    if found.names:
        yield Table(
            file="students",
            header=("id", "name", "group", "total", "out of"),
            rows=tuple(
                (
                    one.sheet.student.id,
                    one.sheet.student.name,
                    one.sheet.student.group,
                    float(one.total),
                    float(one.out_of),
                )
                for one in found.people
            ),
        )


def _about_errors(found: Published) -> Iterator[Table]:
    yield Table(
        file="misconceptions",
        header=(*PLACE, "consistent with", "students", "who"),
        rows=tuple(
            (*_place(one), shows.ids, _or_hidden(shows.count), _listed(shows.who))
            for one in found.blanks
            for shows in one.shows
        ),
    )
    yield Table(
        file="first_errors",
        header=("problem", "step", "asked", "students (about)", "who"),
        rows=tuple(
            (
                one.problem.name,
                name(one.symbol),
                "yes" if one.asked else "no",
                _or_hidden(one.count),
                _listed(one.who),
            )
            for one in found.steps
        ),
    )
    yield Table(
        file="unexplained",
        header=(*PLACE, "wrote", "same numbers as", "students (about)", "wrong there (about)", "toml", "who"),
        rows=tuple(
            (
                one.label,
                one.problem.name,
                name(one.symbol),
                to_text(one.formula),
                "; ".join(map(to_text, one.alike)),
                one.count,
                one.wrong,
                one.toml,
                _listed(one.who),
            )
            for one in found.relations
        ),
    )


PLACE = ("label", "problem", "quantity")


def _place(one: BlankRow | DifferenceRow) -> tuple[str, str, str]:
    return (one.label, one.problem.name, "" if isinstance(one, BlankRow) and one.written else name(one.symbol))


def _parts(one: DifferenceRow) -> Iterator[tuple[Cell, ...]]:
    for part, count, right in zip(one.parts, one.counts, one.right, strict=True):
        yield (*_place(one), part, _or_hidden(count), _or_hidden(right), float(f"{one.chance:.1g}"))


def _listed(people: Sequence[str]) -> str:
    return "; ".join(people)


def _with_people(found: Published, table: Table) -> Table:
    """The table, without its last column of people where names are not shown."""
    if found.names:
        return table
    return Table(file=table.file, header=table.header[:-1], rows=tuple(row[:-1] for row in table.rows))
