"""What a sheet asks as a form: a field for each blank, before anybody knows where it stands on a page."""

from __future__ import annotations

from dataclasses import dataclass

from ..assignments.sheet import Blank, Sheet
from ..formula.student import MOST_CHARACTERS, MOST_IN_A_FORMULA
from ..grading.wording import in_words
from ..languages import ENGLISH, Language
from ..problems import Kind
from ..problems.choices import letter

CODE = "code"
"""The field that says which sheet a form is; no blank's label is without a number."""
MOST_WRITTEN = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A blank to be filled in on a screen: its label is the field's name, `words` are for who cannot see the page.

    `options` are the letters to choose from, if there are any; else at most `most` characters are typed.
    """

    label: str
    words: str
    most: int
    lines: bool = False
    centred: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one sheet in their order."""

    code: str
    fields: tuple[Field, ...]


def form_of(sheet: Sheet, said: Language = ENGLISH) -> Form:
    return Form(sheet.code, tuple(_field(blank, sheet, said) for blank in sheet.blanks))


def _field(blank: Blank, sheet: Sheet, said: Language) -> Field:
    kind = blank.ask.kind
    problem = sheet.item(blank).exercise.problem
    what = said["answer_in_words"] if kind is Kind.WRITTEN else in_words(blank.symbol, problem, said)
    what = said["formula_of"].format(what=what) if kind is Kind.FORMULA else what
    return Field(
        label=blank.label,
        words=f"{blank.label}: {what}",
        most=MOST.get(kind, MOST_CHARACTERS),
        lines=kind is Kind.WRITTEN,
        centred=blank.ask.table,
        options=tuple(letter(place) for place in range(len(blank.options))),
    )


MOST = {Kind.WRITTEN: MOST_WRITTEN, Kind.FORMULA: MOST_IN_A_FORMULA}
