"""What stands in each blank of a sheet, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..assignments.sheet import Blank, Item, Sheet
from ..formula.student import read_answer
from ..problems.problem import Kind
from .answer import Answer, Submission
from .diagnosis.exercises import Read
from .formulas import Comparison
from .options import read_letter
from .policy import Policy

NOTHING: Mapping[str, Answer] = {}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads as a course wants it read."""

    policy: Policy
    formulas: Comparison

    def read(self, sheet: Sheet, submission: Submission | None) -> list[list[Read]]:
        """For every exercise what is in its blanks; None where nothing is that can be marked here."""
        answers = submission.answers if submission is not None else NOTHING
        return [
            [
                None if (answer := answers.get(blank.label)) is None else self._one(answer.text, blank, item)
                for blank in item.blanks
            ]
            for item in sheet.items
        ]

    def _one(self, text: str, blank: Blank, item: Item) -> Read:
        kind = blank.ask.kind
        if kind is Kind.WRITTEN:
            return None
        if kind is Kind.FORMULA:
            return self.formulas.read(text, item.exercise.problem, blank.symbol)
        if blank.options and (chosen := read_letter(text, blank, item.solution.values[blank.symbol])):
            return chosen
        return read_answer(text, decimal_comma=self.policy.decimal_comma, percent=self.policy.percent)
