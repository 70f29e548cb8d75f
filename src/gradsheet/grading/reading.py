"""What stands in each blank of a sheet, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..assignments.sheet import Blank, Item, Sheet
from ..formula.student import Reading, Unreadable, read_answer
from ..problems.problem import Kind
from .answer import Answer, Submission
from .diagnosis.exercises import Read
from .formulas import Comparison
from .options import read_letter
from .policy import Policy

NOTHING: Mapping[str, Answer] = {}


MOST_REMEMBERED, MOST_CHARACTERS = 200_000, 40


@dataclass(slots=True)
class Reader:
    """Reads as a course wants it read; of many students, most write what somebody has written before."""

    policy: Policy
    formulas: Comparison
    _numbers: dict[str, Reading | Unreadable] = field(default_factory=dict)

    def read(self, sheet: Sheet, submission: Submission | None) -> list[list[Read]]:
        """For every exercise what is in its blanks; None where nothing is that can be marked here."""
        answers = submission.answers if submission is not None else NOTHING
        return [self._exercise(item, answers) for item in sheet.items]

    def _exercise(self, item: Item, answers: Mapping[str, Answer]) -> list[Read]:
        found: list[Read] = []
        for blank in item.blanks:
            answer = answers.get(blank.label)
            if answer is None:
                found.append(None)
            elif blank.ask.kind is Kind.NUMBER:
                found.append(self._numbers.get(answer.text) or self._number(answer.text))
            else:
                found.append(self._other(answer.text, blank, item.behind(blank)))
        return found

    def _number(self, text: str) -> Reading | Unreadable:
        found = read_answer(text, decimal_comma=self.policy.decimal_comma, percent=self.policy.percent)
        if len(text) <= MOST_CHARACTERS and len(self._numbers) < MOST_REMEMBERED:
            self._numbers[text] = found
        return found

    def _other(self, text: str, blank: Blank, item: Item) -> Read:
        match blank.ask.kind:
            case Kind.WRITTEN:
                return None
            case Kind.FORMULA:
                return self.formulas.read(text, item.exercise.problem, blank.symbol)
        chosen = read_letter(text, blank, item.solution.values[blank.symbol]) if blank.options else None
        return chosen or self._number(text)
