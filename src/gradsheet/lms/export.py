"""From an assignment's folder to the files of a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..assignments.assignment import Assignment
from ..assignments.certificate import read_certificate
from ..assignments.folder import Folder, write_whole
from ..assignments.load import load_assignment
from ..assignments.lock import one_at_a_time
from ..assignments.practice import practice_sheets
from ..assignments.record import read_record
from ..assignments.roster import read_roster
from ..assignments.schema import MOST_VARIANTS
from ..assignments.variants import drawn_variants
from ..errors import GradsheetError
from ..grading.collector import collected_later
from .course import Course
from .leftovers import tidied
from .package import Package
from .proof import Proof, prove, prove_lots
from .question import Question, questions, split
from .target import ClassTarget, Target
from .targets import target_named

DEFAULT_VARIANTS = 20
PRACTICE_VARIANTS = 5


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

    Default: into `staff/export/`, as many variants as the last time, else as the assignment has, else 20. A target of
    several files makes a folder of what `output` names; there, files that an earlier export wrote, nobody has changed
    and this one has not are removed.
    """
    count, package, sure = packaged(folder, target=target, variants=variants)
    paths = dict(_paths(folder, package, output))
    for name, content in package.files:
        path = paths[name]
        if path.is_dir():
            raise GradsheetError(f"{folder.shown(path)}: this is a folder; name a file")
        if path.exists() and path.read_bytes() != content and not force:
            raise GradsheetError(f"{folder.shown(path)}: this file exists and differs; overwrite it with --force")
    for name, content in package.files:
        write_whole(paths[name], content)
    in_a_folder = {paths[name]: content for name, content in package.files if "/" in name}
    removed: tuple[str, ...] = ()
    if in_a_folder:
        with one_at_a_time(folder):
            removed = tidied(folder, in_a_folder)
    own = isinstance(target_named(target), ClassTarget)
    return Exported(
        paths=tuple(paths.values()),
        variants=count,
        held=f"{count} sheet{'s' if count > 1 else ''}" if own else f"{count} variant(s) of each problem",
        proven=sure,
        notes=(*removed, *package.notes),
    )


def packaged(folder: Folder, *, target: str, variants: int | None = None) -> tuple[int, Package, str]:
    """The number of variants (or sheets), the files of an export and what was proven of them.

    Variants are written into the record, once the files were read again and are proven.
    """
    row = target_named(target)
    if isinstance(row, ClassTarget):
        if variants is not None:
            raise GradsheetError(f"{target} holds the sheets of the class; leave --variants out")
        package = row.write(folder, load_assignment(folder))
        return len(read_record(folder).students), package, str(read_certificate(folder, "students"))
    # A `make` meanwhile would write the record as it was before.
    with one_at_a_time(folder), collected_later():
        count, package, proof = _variants(folder, row, variants)
    return count, package, str(proof) if row.practice else f"{read_certificate(folder, 'exports')}\n{proof}"


def one_per_student(folder: Folder) -> int:
    """As many variants as there are students on the roster."""
    assignment = load_assignment(folder)
    roster = read_roster(
        folder.roster,
        timezone=assignment.timezone,
        id_column=read_record(folder).id_column,
        shown=folder.roster.name,
        encoding=assignment.reading.encoding,
    )
    return len(roster.students)


def _variants(folder: Folder, target: Target, count: int | None) -> tuple[int, Package, Proof]:
    if count is not None and not 1 <= count <= MOST_VARIANTS:
        raise GradsheetError(f"the number of variants must be at least 1 and at most {MOST_VARIANTS:,}")
    assignment = load_assignment(folder)
    course = course_of(folder, assignment)
    if target.practice:
        return _practice(folder, target, count or PRACTICE_VARIANTS, course)
    count = count or len(read_record(folder).exports) or assignment.variants or DEFAULT_VARIANTS
    made = drawn_variants(folder, count)
    asked = questions(made.sheets)
    asked = list(split(asked)) if target.split else asked
    package = target.write(asked, course)
    proof = proven(target, package, asked, course)
    made.keep()
    return count, replace(package, notes=(*made.notes, *package.notes, *proof.notes)), proof


def _practice(folder: Folder, target: Target, count: int, course: Course) -> tuple[int, Package, Proof]:
    asked = questions(practice_sheets(folder, count))
    package = target.write(asked, course)
    return count, package, proven(target, package, asked, course)


def proven(target: Target, package: Package, asked: Sequence[Question], course: Course) -> Proof:
    """The proof of files just made, read again; raises GradsheetError where the target would decide otherwise."""
    try:
        written, files = [one for one in asked if one.code not in package.left_out], dict(package.files)
        if target.lots is not None:
            return prove_lots(target.lots(files), written, course)
        return prove(target.read(files), written, course)
    except GradsheetError as error:
        raise GradsheetError(
            f"{error}\nNothing was written, for {target.name} would mark otherwise than gradsheet; "
            "`gradsheet export --list` names other targets."
        ) from None


def course_of(folder: Folder, assignment: Assignment) -> Course:
    return Course(
        title=assignment.title,
        notation=assignment.notation,
        language=assignment.language,
        rounded_early=assignment.credit.rounded_early,
        misconception=assignment.credit.misconception,
        templates=folder.templates,
    )


def _paths(folder: Folder, package: Package, output: Path | None) -> Iterator[tuple[str, Path]]:
    """Where each file goes: where the caller says, or into the folder that the target has for its files."""
    for name, _ in package.files:
        if output is None:
            yield name, folder.export / name
        else:
            yield name, output / name if "/" in name else output
