"""A Canvas quiz: a question bank for each blank of each problem, and a group that picks one variant out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby

from ...assignments.sheet import Item
from ...errors import GradsheetError
from ...grading.wording import points_text
from ...problems.problem import Itself
from ...problems.rounding import Rounding, half_up
from ...problems.working import work_together
from ..course import Course
from ..package import Deflated, Package, deflated, zipped
from ..pages import data, picture, worked
from ..part import Part
from ..question import Question, left_out
from ..side_by_side import TOGETHER, each
from .items import CANVAS, DECIMALS, PICTURES, Shared, item, plain
from .quiz import Bank, quiz_files

FILE = "canvas.zip"

LIMITS = (
    "Canvas asks every blank as a question of its own, in a variant of its own: 1a and 1b of a student have "
    "different numbers.",
    "Canvas marks each number right or wrong: rounding early, follow-through, slips and misconceptions earn nothing "
    "there; `gradsheet grade` on the downloaded student analysis gives them.",
    "Classic quizzes round what is typed to 4 decimals before they mark it.",
    "The quiz is unpublished, and its results and worked solutions are hidden until you allow students to see their "
    "responses.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Items of some exercises of one problem by their pools, what these draw by the names of the files, and why pools
    cannot be asked."""

    items: Mapping[str, Deflated]
    pictures: Mapping[str, Deflated]
    refused: Mapping[str, str]


def canvas(questions: Sequence[Question], course: Course) -> Package:
    """One zip for Canvas's import of QTI packages; every question has one blank. Equal questions give equal bytes."""
    notes = list(left_out(questions))
    banks: list[Bank] = []
    pictures: dict[str, Deflated] = {}
    out: set[str] = set()
    together = list(_together(questions))
    pieces = each(lambda exercises: _piece(exercises, course), together, least=1)
    for _, some in groupby(zip(together, pieces, strict=True), lambda one: one[0][0][0].problem.name):
        exercises, made = zip(*some, strict=True)
        refused = {pool: why for piece in reversed(made) for pool, why in piece.refused.items()}
        asked = {question.pool: question for question in exercises[0][0]}
        notes += [refused[pool] for pool in asked if pool in refused]
        out.update(one.code for piece in exercises for exercise in piece for one in exercise if one.pool in refused)
        for pool, question in asked.items():
            if pool not in refused:
                banks.append(
                    Bank(
                        title=plain(f"{course.title}: {pool}"),
                        points=points_text(question.parts[0].blank.points),
                        items=[piece.items[pool] for piece in made],
                    )
                )
        if len(refused) < len(asked):
            pictures.update(drawing for piece in made for drawing in piece.pictures.items())
    if not banks:
        raise GradsheetError("\n".join(["Canvas can ask nothing of this; `--to moodle` can:", *dict.fromkeys(notes)]))
    files = quiz_files(course, banks, pictures)
    return Package(files=((FILE, zipped(files)),), notes=(*dict.fromkeys(notes), *LIMITS), left_out=frozenset(out))


def _together(questions: Sequence[Question]) -> Iterator[list[list[Question]]]:
    """The questions exercise by exercise, for what takes long is shared by an exercise's blanks.

    So many together as are compressed at once: however many cores there are, the bytes are the same.
    """
    for _, variants in groupby(questions, lambda question: question.problem.name):
        exercises: dict[Itself[Item], list[Question]] = {}
        for question in variants:
            if question.parts:
                exercises.setdefault(Itself(question.item), []).append(question)
        some = list(exercises.values())
        for start in range(0, len(some), TOGETHER):
            yield some[start : start + TOGETHER]


def _piece(exercises: Sequence[Sequence[Question]], course: Course) -> Piece:
    """What the package has of these exercises."""
    refused: dict[str, str] = {}
    for question in chain.from_iterable(exercises):
        if question.pool not in refused and (why := _refused(question, course)) is not None:
            refused[question.pool] = why
    work_together([(first.item.exercise, first.item.solution) for first, *_ in exercises])
    pictures: dict[str, Deflated] = {}
    items: dict[str, list[str]] = {}
    for exercise in exercises:
        first, file = exercise[0], None
        shown = picture(first, course)
        if shown is not None:
            file = f"{first.exercise_code}.svg"
            pictures[f"{PICTURES}/{file}"] = deflated(shown.svg)
        shared = Shared(data=data(first, course, CANVAS, file), lines=worked(first, course, CANVAS))
        for question in exercise:
            if question.pool not in refused:
                items.setdefault(question.pool, []).extend(item(question, course, shared))
    return Piece(
        items={pool: deflated("".join(written).encode()) for pool, written in items.items()},
        pictures=pictures,
        refused=refused,
    )


def _refused(question: Question, course: Course) -> str | None:
    """Why a blank cannot be asked: rounded to Canvas's decimals, an honest answer would be wrong there."""
    (part,) = question.parts
    if part.blank.options or _survives(part, question.problem.rounding, course):
        return None
    return (
        f"{question.problem.name}: {part.blank.label} is left out: {part.key} ± "
        f"{part.right_within(course.rounded_early)} needs more than the {DECIMALS} decimals that Canvas keeps; ask for "
        f"at most {DECIMALS} ([rounding] answer), or use `--to moodle`"
    )


def _survives(part: Part, rounding: Rounding, course: Course) -> bool:
    """Whether the key, rounded to any decimals that may be typed, is still right after Canvas rounded it."""
    key, reach = Decimal(part.key), part.right_within(course.rounded_early)
    if reach >= _farthest(rounding.answer, rounding.typable):
        return True
    typed = (half_up(key, decimals) for decimals in range(rounding.answer, rounding.typable + 1))
    return all(abs(half_up(one, DECIMALS) - key) <= reach for one in typed)


@lru_cache(maxsize=64)
def _farthest(fewest: int, most: int) -> Decimal:
    """How far from any number it may be moved by rounding it to so many decimals and then to Canvas's."""
    half = Decimal("0.5")
    twice = half.scaleb(-max(fewest, DECIMALS + 1)) + half.scaleb(-DECIMALS) if most > DECIMALS else Decimal(0)
    return max(half.scaleb(-fewest), twice)
