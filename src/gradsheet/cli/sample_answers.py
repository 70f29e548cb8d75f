"""Answers of a made-up class for the demo: honest rounding, a wrong method, slips, gaps, a cell nobody can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import cycle

from ..assignments.sheet import Blank, Item, Sheet
from ..assignments.table import guarded, to_csv
from ..derivation import Derivation, rounded
from ..formula import Formula, Number, Symbol, by_hand, substitute, symbols_in, to_text
from ..problems.rounding import significant

Answers = dict[str, str]
_METHOD = "forgot-output-derivative"


def sample_answers(sheets: Sequence[Sheet]) -> str:
    """A table of answers, a row per student: each has a habit, and the habits take turns."""
    labels = list(dict.fromkeys(blank.label for sheet in sheets for blank in sheet.blanks))
    rows = []
    for sheet, habit in zip(sheets, cycle(HABITS), strict=False):
        answers = habit(sheet)
        rows.append([guarded(sheet.student.id), *(answers.get(label, "") for label in labels)])
    return to_csv(["id", *labels], rows)


def _as_told(sheet: Sheet) -> Answers:
    """Every operation rounded to the decimals kept, answers to the decimals asked."""
    answers: Answers = {}
    for item in sheet.items:
        problem = item.exercise.problem
        answers |= _worked(item, problem.derivation, problem.rounding.keep)
    return answers


def _forgets_a_factor(sheet: Sheet) -> Answers:
    """The first exercise by a known wrong method, from beginning to end."""
    answers, item = _as_told(sheet), sheet.items[0]
    problem = item.exercise.problem
    if _METHOD in problem.wrong_ways:
        answers |= _worked(item, problem.wrong_ways[_METHOD].derivation, problem.rounding.keep)
    return answers


def _full_precision(sheet: Sheet) -> Answers:
    return {blank.label: significant(_value(sheet, blank)) for blank in sheet.blanks}


def _writes_expressions(sheet: Sheet) -> Answers:
    """The first sigmoid or softmax of each exercise stands there unevaluated."""
    answers = _as_told(sheet)
    for item in sheet.items:
        blank = next((one for one in item.blanks if _is_compound(item, one.symbol)), None)
        if blank is not None:
            answers[blank.label] = _written_out(item, blank.symbol)
    return answers


def _slips(sheet: Sheet) -> Answers:
    """A sign lost early in the first exercise, and worked on with; a decimal point gone astray in the last."""
    answers, first, last = _as_told(sheet), sheet.items[0], sheet.items[-1]
    lost = next((one for one in first.blanks if abs(_value(sheet, one)) > 0.01), None)
    if lost is not None:
        wrong = Number(-Decimal(answers[lost.label]))
        derivation = first.exercise.problem.derivation
        steps = (replace(step, formula=wrong) if step.symbol == lost.symbol else step for step in derivation.steps)
        slipped = replace(derivation, steps=tuple(steps))
        answers |= _worked(first, slipped, first.exercise.problem.rounding.keep)
    astray = next((one for one in reversed(last.blanks) if abs(_value(sheet, one)) > 0.01), None)
    if astray is not None:
        answers[astray.label] = f"{100 * Decimal(answers[astray.label]):f}"
    return answers


def _leaves_gaps(sheet: Sheet) -> Answers:
    """Nothing for the last exercise, and a remark where a number belongs."""
    answers = _as_told(sheet)
    answers |= {blank.label: "" for blank in sheet.items[-1].blanks}
    answers[sheet.blanks[1].label] = "see back"
    return answers


HABITS: tuple[Callable[[Sheet], Answers], ...] = (
    _as_told,
    _full_precision,
    _writes_expressions,
    _forgets_a_factor,
    _slips,
    _leaves_gaps,
)


def _worked(item: Item, derivation: Derivation, decimals: int) -> Answers:
    """The answers of somebody who works an exercise by these steps and rounds every operation."""
    problem = item.exercise.problem
    givens = {symbol: item.solution.values[symbol] for symbol in problem.derivation.givens}
    found: Mapping[Symbol, object] = rounded(derivation, givens, decimals)
    return {
        blank.label: problem.rounding.answered(float(str(found[blank.symbol])))
        for blank in item.blanks
        if blank.symbol in found
    }


def _value(sheet: Sheet, blank: Blank) -> float:
    return sheet.item(blank).solution.values[blank.symbol]


def _is_compound(item: Item, symbol: Symbol) -> bool:
    """Whether a person needs several keys for one function of the step."""
    step = item.exercise.problem.derivation.by_symbol.get(symbol)
    return step is not None and by_hand(step.formula) != step.formula


def _written_out(item: Item, symbol: Symbol) -> str:
    """The step's formula with numbers put in: `1/(1 + exp(-0.335))`."""
    problem = item.exercise.problem
    formula = by_hand(problem.derivation.by_symbol[symbol].formula)
    kept: dict[Formula, Formula] = {
        one: Number(Decimal(problem.rounding.kept(item.solution.values[one]))) for one in symbols_in(formula)
    }
    return to_text(substitute(formula, kept))
