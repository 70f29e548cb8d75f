"""The variants that went to an LMS, as answers that come back from there name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .folder import Folder
from .frozen import learned_problem
from .rebuilt import sheets
from .record import read_record
from .sheet import Item, Student


@dataclass(frozen=True, kw_only=True)
class Exported:
    """By the code of a variant, each exercise with its `use` name; and by student, the `use` names on their sheet."""

    variants: Mapping[str, tuple[tuple[str, Item], ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def exported(folder: Folder) -> Exported:
    """Every variant that was exported, rebuilt from the record."""
    record = read_record(folder)
    names = {one.problem for entry in record.exports.values() for one in entry.exercises}
    problems = {name: learned_problem(folder, record.problems, name) for name in sorted(names)}
    made = sheets(record, record.exports, problems, [Student(id=number) for number in record.exports])
    return Exported(
        variants={
            sheet.code: tuple(
                (one.use, item)
                for one, item in zip(record.exports[sheet.student.id].exercises, sheet.items, strict=True)
            )
            for sheet in made
        },
        own={id_: tuple(one.use for one in entry.exercises) for id_, entry in record.students.items()},
    )
