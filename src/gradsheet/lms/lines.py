"""Formulas with numbers in the pages of a class: written once for each pattern of signs, then digits are filled in."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache

from markupsafe import Markup

from ..formula import Apply, Number, Symbol, decimal_text
from ..formula.naming import Naming
from ..formula.pattern import MOST, Template, marked, template
from ..languages import Language
from ..problems import Problem
from ..problems.problem import Itself
from ..problems.working import Plan, Working, plans
from .maths import Maths


class Lines:
    """The worked lines and the givens of one problem, as elements of a page."""

    def __init__(self, problem: Problem, naming: Naming, said: Language, maths: Maths) -> None:
        self.naming, self.said, self.maths = naming, said, maths
        self._names = {
            plan.step.symbol: [maths.formula(side, naming) for side in (plan.step.symbol, *plan.in_names)]
            for plan in plans(problem)
        }
        self._alike = {plan.step.symbol for plan in plans(problem) if _differs_in_digits(plan)}
        # A comma in numbers is more than a sign to some targets: an address has other letters for it.
        self._fills = naming.decimal == "."
        self._templates: dict[Hashable, Template] = {}

    def line(self, line: Working) -> Markup:
        """With names, with numbers put in, and the value."""
        symbol = line.plan.step.symbol
        if not self._fills or symbol not in self._alike or line.closed is not None or line.beside is not None:
            return self._line(line)
        texts = [decimal_text(line.numbers[one]) for one in line.plan.symbols]
        texts.append(decimal_text(line.value))
        key = (symbol, line.exact, *_signs(texts))
        found = self._templates.get(key)
        if found is None:
            found = self._remembered(key, self._marked_line(line))
        return _filled(found, texts)

    def equation(self, symbol: Symbol, number: Number) -> Markup:
        """A quantity and its number."""
        if not self._fills:
            return self.maths.equation((symbol, number), self.naming)
        texts = [decimal_text(number)]
        key = (symbol, *_signs(texts))
        found = self._templates.get(key)
        if found is None:
            found = self._remembered(key, str(self.maths.equation((symbol, marked(number, 0)), self.naming)))
        return _filled(found, texts)

    def _remembered(self, key: Hashable, text: str) -> Template:
        if len(self._templates) >= MOST:  # a line of many numbers has other signs for everybody
            self._templates.clear()
        found = self._templates[key] = template(text)
        return found

    def _line(self, line: Working) -> Markup:
        """A line by itself: sides that look alike are written once."""
        maths, naming, plan = self.maths, self.naming, line.plan
        sides = list(self._names[plan.step.symbol])
        if plan.has_put_in and plan.typed_as_written:
            sides.append(maths.put_in(plan.step.formula, line.numbers, naming))
        elif plan.has_put_in:
            sides.append(maths.formula(line.put_in, naming))
        if line.closed is not None:
            sides.append(maths.formula(line.closed, naming))
        beside = None if line.beside is None else (self.said["exactly"], maths.formula(line.beside, naming))
        return maths.line(sides, self._value(line.value), exact=line.exact, beside=beside)

    def _marked_line(self, line: Working) -> str:
        plan, maths = line.plan, self.maths
        numbers = {symbol: marked(line.numbers[symbol], place) for place, symbol in enumerate(plan.symbols)}
        sides = [*self._names[plan.step.symbol], maths.put_in(plan.step.formula, numbers, self.naming)]
        return str(maths.line(sides, self._value(marked(line.value, len(numbers))), exact=line.exact))

    def _value(self, number: Number) -> str:
        return self.maths.put_in(_VALUE, {_VALUE: number}, self.naming)


_VALUE = Symbol("value")


def lines_of(problem: Problem, naming: Naming, said: Language, maths: Maths) -> Lines:
    return _lines_of(Itself(problem), Itself(naming), Itself(said), Itself(maths))


@lru_cache(maxsize=64)
def _lines_of(problem: Itself[Problem], naming: Itself[Naming], said: Itself[Language], maths: Itself[Maths]) -> Lines:
    return Lines(problem.one, naming.one, said.one, maths.one)


def _differs_in_digits(plan: Plan) -> bool:
    """Whether its lines differ in digits and signs alone: a number by itself may look like the value behind it."""
    formula = plan.step.formula
    alone = not isinstance(formula, Apply) or formula.operator == "neg"
    return plan.typed_as_written and bool(plan.symbols) and not alone


def _signs(texts: Sequence[str]) -> list[object]:
    """Of each number its sign, or all of one that is written with a power of ten."""
    return [text if "e" in text else text[0] == "-" for text in texts]


def _filled(found: Template, texts: Sequence[str]) -> Markup:
    words, places = found
    return Markup(words % tuple([texts[place].removeprefix("-") for place in places]))
