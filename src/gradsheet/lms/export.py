"""From an assignment's folder to the files of a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..assignments.assignment import Assignment, load_assignment
from ..assignments.certificate import read_certificate
from ..assignments.coincidences import coincidences
from ..assignments.folder import Folder, write_whole
from ..assignments.hand_out import export_sheets
from ..assignments.record import read_record
from ..assignments.sheet import Sheet
from ..errors import GradsheetError
from .course import Course
from .gradescope import autograder
from .moodle import moodle
from .package import Package
from .question import questions

DEFAULT_VARIANTS = 20
MOST_VARIANTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Where the files went, how many variants of each problem (or sheets) they hold, what was proven,
    and what the teacher must know."""

    paths: tuple[Path, ...]
    variants: int
    held: str
    proven: str
    notes: tuple[str, ...]


def export(
    folder: Folder,
    *,
    target: str,
    variants: int | None = None,
    output: Path | None = None,
    force: bool = False,
) -> Exported:
    """Writes an assignment for a target; a file that differs stays unless `force` is set.

    Default: into `staff/export/`, as many variants as the last time, else as the assignment has, else 20.
    """
    count, package = packaged(folder, target=target, variants=variants)
    paths = {name: folder.export / name if output is None else output for name, _ in package.files}
    for name, content in package.files:
        path = paths[name]
        if path.is_dir():
            raise GradsheetError(f"{folder.shown(path)}: this is a folder; name a file")
        if path.exists() and path.read_bytes() != content and not force:
            raise GradsheetError(f"{folder.shown(path)}: this file exists and differs; overwrite it with --force")
    for name, content in package.files:
        write_whole(paths[name], content)
    own = target in OF_THE_CLASS
    return Exported(
        paths=tuple(paths.values()),
        variants=count,
        held=f"{count} sheet{'s' if count > 1 else ''}" if own else f"{count} variant(s) of each problem",
        proven=str(read_certificate(folder, "students" if own else "exports")),
        notes=package.notes,
    )


def packaged(folder: Folder, *, target: str, variants: int | None = None) -> tuple[int, Package]:
    """The number of variants (or sheets) and the files of an export; variants are written into the record."""
    if target not in TARGETS:
        raise GradsheetError(f"no target '{target}'; there is {', '.join(TARGETS)}")
    if target in OF_THE_CLASS:
        if variants is not None:
            raise GradsheetError(f"{target} holds the sheets of the class; leave --variants out")
        return len(read_record(folder).students), OF_THE_CLASS[target](folder, load_assignment(folder))
    if variants is not None and not 1 <= variants <= MOST_VARIANTS:
        raise GradsheetError(f"the number of variants must be at least 1 and at most {MOST_VARIANTS:,}")
    assignment = load_assignment(folder)
    count = variants or len(read_record(folder).exports) or assignment.variants or DEFAULT_VARIANTS
    package = OF_VARIANTS[target](export_sheets(folder, count), assignment, folder)
    record = read_record(folder)
    alike = coincidences(record, [record.exports[str(number)] for number in range(1, count + 1)])
    return count, replace(package, notes=(*alike, *package.notes))


def _moodle(sheets: Sequence[Sheet], assignment: Assignment, folder: Folder) -> Package:
    course = Course(
        title=assignment.title,
        notation=assignment.notation,
        language=assignment.language,
        rounded_early=assignment.credit.rounded_early,
        misconception=assignment.credit.misconception,
        templates=folder.templates,
    )
    return moodle(questions(sheets), course)


OF_VARIANTS: Mapping[str, Callable[[Sequence[Sheet], Assignment, Folder], Package]] = {"moodle": _moodle}
"""Targets that get exercises of their own, in so many variants."""
OF_THE_CLASS: Mapping[str, Callable[[Folder, Assignment], Package]] = {"gradescope-autograder": autograder}
"""Targets that mark the sheets which students have."""
TARGETS = (*OF_VARIANTS, *OF_THE_CLASS)
