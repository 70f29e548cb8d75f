"""The cover of an exam: what it takes, its rules, and what each exercise is worth."""

from __future__ import annotations

from collections.abc import Iterator

from ..assignments.exam import Exam
from ..assignments.sheet import Sheet
from ..languages import Language
from .page import points_text
from .statement import Text
from .view import CoverView, WorthView
from .writer import Writer

MOST_COLUMNS = 11  # of the table of points


def cover_view(sheet: Sheet, exam: Exam, said: Language, writer: Writer) -> CoverView:
    rules = exam.rules if exam.rules is not None else tuple(_rules(sheet, exam, said))
    columns = [WorthView(head=str(item.number), points=said.number(points_text(item.points))) for item in sheet.items]
    columns.append(WorthView(head=said["total"], points=said.number(points_text(sheet.points))))
    return CoverView(
        facts=tuple(_facts(sheet, exam, said)),
        rules=tuple(writer.styled(Text(rule)) for rule in rules),
        tables=tuple(tuple(columns[at : at + MOST_COLUMNS]) for at in range(0, len(columns), MOST_COLUMNS)),
        signed=exam.names,
    )


def _facts(sheet: Sheet, exam: Exam, said: Language) -> Iterator[str]:
    if exam.date:
        yield exam.date
    if exam.minutes is not None:
        yield said["minutes"].format(count=exam.minutes)
    yield said.counted(len(sheet.items), "one_exercise", "exercises")
    yield said.amount(points_text(sheet.points), "point" if said.is_one(sheet.points) else "points")


def _rules(sheet: Sheet, exam: Exam, said: Language) -> Iterator[str]:
    """What holds where a teacher writes no rules."""
    if exam.names:
        yield said["rule_no_name" if sheet.spare else "rule_name"]
    yield said["rule_code"].format(code=sheet.code)
    yield said["rule_boxes"]
    by_hand = all(item.exercise.problem.calculator_free for item in sheet.items)
    yield said["rule_no_calculator" if by_hand else "rule_calculator"]
    yield said["rule_quiet"]
