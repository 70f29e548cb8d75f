"""A blank with options: letters to mark on a sheet; on a key, what each number comes from."""

from __future__ import annotations

from math import ceil

from ..assignments.sheet import Blank
from ..problems.choices import Option, causes_of, letter
from .page import Page
from .view import ChoiceView, OptionView, RowView

ROOM = 120.0  # mm for options beside the quantity
LETTER, DIGIT = 9.5, 1.95  # mm: the box of a letter with what is around it, and each character of a number
LEAST = 24.0
BEFORE = 3  # characters before the decimals; a longer number is made smaller


def choice_view(row: RowView, blank: Blank, page: Page, *, answered: bool = False) -> ChoiceView:
    """The options of a blank, in lines that are the same for everybody, whatever numbers they hold."""
    shown = [_option(option, letter(place), page, answered) for place, option in enumerate(blank.options)]
    width = page.times * max(LEAST, LETTER + DIGIT * (page.exercise.problem.rounding.answer + BEFORE))
    fitting = 1 if answered else max(1, int(ROOM // width))
    columns = ceil(len(shown) / ceil(len(shown) / fitting))
    lines = tuple(tuple(shown[start : start + columns]) for start in range(0, len(shown), columns))
    return ChoiceView(row=row, width=width, lines=lines)


def _option(option: Option, mark: str, page: Page, answered: bool) -> OptionView:
    content = page.digits(option.number)
    if not answered:
        return OptionView(letter=mark, content=content)
    causes = page.said["or"].join(
        page.said.get(f"title {cause.id}", cause.title) for cause in causes_of(option.causes, page.exercise.problem)
    )
    words = page.said["right_option"] if option.is_right else causes
    return OptionView(letter=mark, content=content, words=words, right=option.is_right)
