"""A Canvas quiz: a question bank for each blank of each problem, and a group that picks one variant out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ...assignments.sheet import Item
from ...errors import GradsheetError
from ...grading.wording import points_text
from ...problems.problem import Itself
from ...problems.rounding import Rounding, half_up
from ...problems.working import work_together
from ..course import Course
from ..package import Package, zipped
from ..pages import data, picture, worked
from ..part import Part
from ..question import Question, left_out
from ..side_by_side import in_shares
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


def canvas(questions: Sequence[Question], course: Course) -> Package:
    """One zip for Canvas's import of QTI packages; every question has one blank. Equal questions give equal bytes."""
    notes = list(left_out(questions))
    banks: list[Bank] = []
    out: set[str] = set()
    pictures: dict[str, bytes] = {}
    for _, together in groupby(questions, lambda question: question.problem.name):
        asked = [question for question in together if question.parts]
        pools = {pool: list(variants) for pool, variants in groupby(asked, lambda question: question.pool)}
        refused = {pool: why for pool, variants in pools.items() if (why := _refused(variants, course)) is not None}
        notes += refused.values()
        out.update(question.code for pool in refused for question in pools[pool])
        kept = [question for pool, variants in pools.items() if pool not in refused for question in variants]
        banks += _banks(kept, course, pictures)
    if not banks:
        raise GradsheetError("\n".join(["Canvas can ask nothing of this; `--to moodle` can:", *dict.fromkeys(notes)]))
    files = quiz_files(course, banks, pictures)
    return Package(files=((FILE, zipped(files)),), notes=(*dict.fromkeys(notes), *LIMITS), left_out=frozenset(out))


def _banks(questions: Sequence[Question], course: Course, pictures: dict[str, bytes]) -> Iterator[Bank]:
    """The banks of one problem; what its exercises draw is put into `pictures`."""
    # Exercise by exercise, for all its blanks share what takes long; so each bank has its variants in their order.
    exercises: dict[Itself[Item], list[Question]] = {}
    for question in questions:
        exercises.setdefault(Itself(question.item), []).append(question)
    pools: dict[str, list[str]] = {question.pool: [] for question in questions}
    worth = {question.pool: points_text(question.parts[0].blank.points) for question in questions}
    together = list(exercises.values())
    for some, (items, drawing) in zip(
        together, in_shares(lambda some: _exercises(some, course), together), strict=True
    ):
        pictures |= drawing
        for question, one in zip(some, items, strict=True):
            pools[question.pool].append(one)
    for pool, items in pools.items():
        yield Bank(title=plain(f"{course.title}: {pool}"), points=worth[pool], items=items)


def _exercises(some: Sequence[Sequence[Question]], course: Course) -> list[tuple[list[str], dict[str, bytes]]]:
    work_together([(first.item.exercise, first.item.solution) for first, *_ in some])
    return [_exercise(questions, course) for questions in some]


def _exercise(questions: Sequence[Question], course: Course) -> tuple[list[str], dict[str, bytes]]:
    """The items of one exercise, and what it draws by the name of the file."""
    first, file = questions[0], None
    shown = picture(first, course)
    if shown is not None:
        file = f"{first.exercise_code}.svg"
    shared = Shared(data=data(first, course, CANVAS, file), lines=worked(first, course, CANVAS))
    items = [item(question, course, shared) for question in questions]
    return items, {} if shown is None else {f"{PICTURES}/{file}": shown.svg}


def _refused(variants: Sequence[Question], course: Course) -> str | None:
    """Why a blank cannot be asked: rounded to Canvas's decimals, an honest answer would be wrong there."""
    for question in variants:
        (part,) = question.parts
        reach = part.right_within(course.rounded_early)
        if not part.blank.options and not _survives(part, question.problem.rounding, course):
            return (
                f"{question.problem.name}: {part.blank.label} is left out: {part.key} ± {reach} "
                f"needs more than the {DECIMALS} decimals that Canvas keeps; ask for at most {DECIMALS} ([rounding] "
                "answer), or use `--to moodle`"
            )
    return None


def _survives(part: Part, rounding: Rounding, course: Course) -> bool:
    """Whether the key, rounded to any decimals that may be typed, is still right after Canvas rounded it."""
    key, reach = Decimal(part.key), part.right_within(course.rounded_early)
    typed = (half_up(key, decimals) for decimals in range(rounding.answer, rounding.typable + 1))
    return all(abs(half_up(one, DECIMALS) - key) <= reach for one in typed)
