"""A file at hand, read as its target would and compared with the record."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..assignments.exported import exported
from ..assignments.folder import Folder
from ..assignments.load import load_assignment
from ..assignments.practice import practice_sheets
from ..assignments.sheet import Sheet, Student
from ..errors import GradsheetError
from ..grading.collector import collected_later
from ..places import content_of
from .export import course_of
from .held import Files, Held
from .proof import Proof, codes_in, prove
from .question import questions, split
from .target import ClassTarget, Target
from .targets import TARGETS, target_named

MOST_BYTES = 500_000_000


@collected_later()
def verify(folder: Folder, path: Path, *, target: str | None = None) -> Proof:
    """The proof of a file that was exported from this assignment, whichever of its variants it holds.

    The target is known from the file where it is not given. Raises GradsheetError with place and reason where the
    file is damaged, belongs to another assignment, or would be marked otherwise than here.
    """
    row, held = _held(_files(path), path, target)
    named = {code for one in held for code in codes_in(one.words)}
    variants = {code.rpartition("-")[0] for code in named}
    asked = questions(practice_sheets(folder, len(variants)) if row.practice else _recorded(folder, variants))
    known = [question for question in (*asked, *split(asked)) if question.code in named]
    if not known:
        raise GradsheetError(f"{path}: none of its questions is a variant that was exported from this assignment")
    return prove(held, known, course_of(folder, load_assignment(folder)))


def _recorded(folder: Folder, codes: Collection[str]) -> list[Sheet]:
    return [
        Sheet(code=code, student=Student(id=code), items=tuple(item for _, item in exercises))
        for code, exercises in exported(folder).variants.items()
        if code in codes
    ]


def _files(path: Path) -> Files:
    """A file by its name, or all files of a folder by their paths in it."""
    if not path.exists():
        raise GradsheetError(f"{path}: there is no such file")
    found = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    if sum(one.stat().st_size for one in found) > MOST_BYTES:
        raise GradsheetError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB; this is no export")
    inside = path.parent if path.is_file() else path
    return {one.relative_to(inside).as_posix(): content_of(one, str(one)) for one in found}


def _held(files: Files, path: Path, target: str | None) -> tuple[Target, tuple[Held, ...]]:
    """What the file holds, and the target as which it can be read."""
    names = [path.name.lower()] if path.is_file() else [name.lower() for name in files]
    rows = [
        row
        for row in TARGETS.values()
        if isinstance(row, Target) and names and all(name.endswith(row.suffix) for name in names)
    ]
    if target is not None:
        row = target_named(target)
        if isinstance(row, ClassTarget):
            raise GradsheetError(f"a file for {target} holds this program, and nothing that could be verified")
        rows = [row]
    if not rows:
        endings = ", ".join(sorted({f"'{Path(name).suffix}'" for name in names})) or "nothing: it is empty"
        raise GradsheetError(f"{path}: no target's files end in {endings}; name the target with --to")
    reasons: dict[str, str] = {}
    for row in rows:
        try:
            held = row.read(files)
        except GradsheetError as error:
            reasons.setdefault(str(error), row.name)
            continue
        if held:
            return row, held
        reasons.setdefault(f"{path.name}: it holds no question", row.name)
    if len(reasons) == 1:
        raise GradsheetError(next(iter(reasons)))
    lines = [f"as {name}: {reason}" for reason, name in reasons.items()]
    raise GradsheetError("\n".join([f"{path.name} cannot be read; --to TARGET says what it should be", *lines]))
