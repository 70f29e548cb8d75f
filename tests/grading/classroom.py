"""A simulated class: students who work a problem through with Python's decimal, rightly, wrongly or with a slip.

Everything that they compute, round and write is done in `problems.students` and `handwriting`; which methods nobody can
tell apart on their papers is settled in `alike`. None of it is shared with marking.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from grading.alike import BY_OPERATION, FULL, Likeness, Methods, Numbers, together
from grading.handwriting import SLIPS, SPELLINGS, slipped
from gradsheet.assignments.sheet import Item, Sheet, Student
from gradsheet.formula import Apply, Symbol
from gradsheet.grading import Answer, Submission
from gradsheet.problems import Exercise, Kind, Problem, draw, public_seed, solve_exercises, with_options
from problems.students import HABITS, Habit, Slip, Work, shortcuts

ROUNDERS = (
    *HABITS[1:],
    Habit("every operation, up or to even as it comes", operations=True, rounding=None),
    Habit("some steps", steps=True, share=0.5),
    Habit("every step, with y - d", steps=True, shortcut=True),
)
NONSENSE = ("any numbers", "a neighbour's numbers", "zeros", "givens", "words")
WORDS = ("?", "see next page", "x", "2..5", "0,7 3")
WHOLE_KEPT = 2  # decimals of a number that comes out broken where whole ones are asked
MOST = Decimal("1e15")  # a number beyond it is not written down
SHOWS = 20  # answer units between two numbers that are two numbers whatever else happened
EITHER_OR = {"threshold", "nonnegative", "first_max"}  # whose slips are the other of two numbers
ANSWERED_WITH_A_NUMBER = (Kind.NUMBER, Kind.CHOICE)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What one student handed in, and what is true of it; nothing stands in a blank that is not in `written`.

    `held` are misconceptions: with one, `must` are those that nobody can tell from it on this paper, itself included,
    `may` those that somebody might not. `slip`, or `slips`, came out wrong once; `steps` are numbers on scrap
    paper.
    """

    kind: str
    item: Item
    written: Mapping[Symbol, str]
    numbers: Mapping[Symbol, Decimal] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    slip: Symbol | None = None
    slips: frozenset[Symbol] = frozenset()
    how: str = ""
    steps: Numbers = field(default_factory=dict)

    def sheet(self, number: int) -> Sheet:
        return Sheet(code=f"C{number:09d}", student=Student(id=f"s{number:06d}"), items=(self.item,))

    def submission(self, number: int) -> Submission:
        labels = {blank.label: blank.symbol for blank in self.item.blanks if blank.ask.kind in ANSWERED_WITH_A_NUMBER}
        answers = {label: Answer(text=self.written[s]) for label, s in labels.items() if s in self.written}
        return Submission(student=f"s{number:06d}", answers=answers)

    def right(self, symbol: Symbol) -> bool:
        return self.item.solution.bands[symbol].accepts(float(self.numbers[symbol]))


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many draws a problem gets, and how many papers of each kind."""

    draws: int = 6
    per_misconception: int = 3
    slips: int = 24
    others: int = 12


class Classroom:
    """Students of one problem, the same for the same seed."""

    def __init__(self, problem: Problem, size: Size, *, items: Sequence[Item] = (), seed: int = 1) -> None:
        self.problem, self.size = problem, size
        self.chance = random.Random(f"{seed} {problem.name}")
        self.asked = tuple(problem.banded)
        self.rounding = problem.rounding
        self.keep = WHOLE_KEPT if self.rounding.is_whole else self.rounding.keep
        self.unit = Decimal(1).scaleb(-self.rounding.answer)
        self.methods = Methods(problem, self.asked, self.keep)
        short = shortcuts(problem)
        self.quick = Work(problem.derivation, self.asked, short) if short else None
        self.items = list(items) or self._drawn(seed)

    def _drawn(self, seed: int) -> list[Item]:
        name = self.problem.name
        draws = draw(self.problem, [public_seed(f"class {seed} {name}", number) for number in range(self.size.draws)])
        exercises = [with_options(Exercise(problem=self.problem, givens=givens)) for givens in draws]
        solved = zip(exercises, solve_exercises(exercises), strict=True)
        return [Item(number=1, exercise=one, solution=solution, points=Fraction(10)) for one, solution in solved]

    def papers(self) -> Iterator[Paper]:
        """Everybody."""
        if self.asked:
            yield from self.honest()
            yield from self.mistaken()
            yield from self.twice_mistaken()
            yield from self.slipping(self.asked, "slip at an asked blank")
            yield from self.slipping(self.unasked, "slip at an unasked step")
            yield from self.slipping_unseen()
            yield from self.slipping_twice()
            yield from self.mistaken_and_slipping()
            yield from self.nonsense()

    def honest(self) -> Iterator[Paper]:
        for item in self.items:
            for how in SPELLINGS:
                yield self.paper("careful", item, self.worked(item), how, how=how)
            for habit in ROUNDERS:
                if not habit.shortcut or self.quick is not None:
                    how = self.chance.choice(list(SPELLINGS))
                    yield self.paper("rounding", item, self.worked(item, habit=habit), how, how=habit.name)
            habit = self.chance.choice([FULL, *ROUNDERS[:5]])
            yield self.paper("honest, blanks left out", item, self.some(self.worked(item, habit=habit)))

    def mistaken(self) -> Iterator[Paper]:
        """One misconception each, by full precision and with every operation rounded; none that does not show."""
        for held, work in self.methods.wrong.items():
            for place in range(self.size.per_misconception):
                item = self.items[place % len(self.items)]
                how = self.chance.choice(["asked", "asked", "stripped", "more"])
                precise, rounding = (self.worked(item, work, habit=habit) for habit in (FULL, BY_OPERATION))
                yield from self._held(held, "misconception", item, precise, how)
                yield from self._held(held, "misconception, rounding", item, rounding, how)
                if place == 0:
                    yield from self._held(held, "misconception, blanks left out", item, self.some(precise), how)

    def _held(self, held: str, kind: str, item: Item, numbers: Numbers, how: str) -> Iterator[Paper]:
        handed = self.paper(kind, item, numbers, how)
        if all(handed.right(symbol) for symbol in handed.written):
            return
        givens, answered = item.exercise.givens, list(handed.written)
        alike = {other: self.methods.alike(givens, held, other, answered) for other in self.methods.wrong}
        must = frozenset(other for other, likeness in alike.items() if likeness is Likeness.SAME)
        may = frozenset(other for other, likeness in alike.items() if likeness is not Likeness.OTHER)
        yield Paper(
            kind=kind, item=item, written=handed.written, numbers=handed.numbers, held=(held,), must=must, may=may, how=how
        )  # fmt: skip

    def twice_mistaken(self) -> Iterator[Paper]:
        ids = sorted(self.methods.wrong)
        for place in range(self.size.others if len(ids) > 1 else 0):
            item = self.items[place % len(self.items)]
            held = tuple(self.chance.sample(ids, 2))
            way = together(self.problem, held)
            if way is not None:
                work = Work(way, [step.symbol for step in way.steps])
                steps = self.worked(item, work)
                numbers = {symbol: steps[symbol] for symbol in self.asked}
                yield self.paper("two misconceptions", item, numbers, held=held, steps=steps)

    @cached_property
    def unasked(self) -> tuple[Symbol, ...]:
        """Steps on the way to a blank that a student works out but does not hand in."""
        known = {*self.asked, *self.problem.tell}
        needed = self.problem.derivation.needed_for(self.asked)
        return tuple(step.symbol for step in needed if step.symbol not in known)

    def slipping(self, where: Sequence[Symbol], kind: str) -> Iterator[Paper]:
        """One wrong number each, and worked on with; none that nobody could notice."""
        banded = self.problem.banded
        plain = [s for s in where if s not in banded or banded[s].kind is Kind.NUMBER]
        made = 0
        for attempt in range(3 * self.size.slips if plain else 0):
            if made == self.size.slips:
                return
            item = self.items[attempt % len(self.items)]
            habit = self.chance.choice([FULL, FULL, BY_OPERATION, *ROUNDERS[:2]])
            symbol = self.chance.choice(plain)
            how, slip = self._slip(symbol)
            numbers = self.worked(item, habit=habit, slips={symbol: slip})
            spelling = self.chance.choice(["asked", "asked", "stripped", "more"])
            paper = self.paper(kind, item, numbers, spelling, slip=symbol, how=f"{how}, {habit.name}")
            noticed = {s for s in paper.written if not paper.right(s)}
            if symbol in noticed or (symbol not in banded and noticed):
                made += 1
                yield paper
                if made % 6 == 0 and symbol not in banded:
                    left = self.paper(f"{kind}, blanks left out", item, self.some(numbers), slip=symbol, how=how)
                    if not all(map(left.right, left.written)):
                        yield left

    def slipping_unseen(self) -> Iterator[Paper]:
        """A slip at a blank that is then left empty: it shows in what was worked out from it."""
        for paper in list(self.slipping(self.asked, ""))[: self.size.others]:
            written = {symbol: text for symbol, text in paper.written.items() if symbol != paper.slip}
            if any(not paper.right(symbol) for symbol in written):
                yield replace(paper, kind="slip at a blank left empty", written=written)

    def slipping_twice(self) -> Iterator[Paper]:
        for place in range(self.size.others if len(self.plain) > 1 else 0):
            item = self.items[place % len(self.items)]
            where = self.chance.sample(self.plain, 2)
            slips = {symbol: self._slip(symbol)[1] for symbol in where}
            both = self.paper("two slips", item, self.worked(item, slips=slips), slips=frozenset(where))
            alone = [self.worked(item, slips={symbol: slip}) for symbol, slip in slips.items()]
            shows = (far(both.numbers[s], one[s], SHOWS * self.unit) for s, one in zip(where, alone[::-1], strict=True))
            if all(symbol in both.written and not both.right(symbol) for symbol in where) and all(shows):
                yield both

    def mistaken_and_slipping(self) -> Iterator[Paper]:
        """A misconception, and a slip at a blank that it leaves right."""
        for place, (held, work) in enumerate(sorted(self.methods.wrong.items())):
            item = self.items[place % len(self.items)]
            mistaken = self.paper("", item, self.worked(item, work))
            untouched = [s for s in self.plain if s in mistaken.written and mistaken.right(s)]
            if not untouched or all(map(mistaken.right, mistaken.written)):
                continue
            symbol = self.chance.choice(untouched)
            slips = {symbol: self._slip(symbol)[1]}
            slipped_only = self.worked(item, slips=slips)
            paper = self.paper("misconception and a slip", item, self.worked(item, work, slips=slips), held=(held,))
            shows = (far(number, slipped_only[s], SHOWS * self.unit) for s, number in paper.numbers.items())
            if symbol in paper.written and not paper.right(symbol) and any(shows):
                yield paper

    @cached_property
    def plain(self) -> list[Symbol]:
        """Blanks without options."""
        return [symbol for symbol, ask in self.problem.banded.items() if ask.kind is Kind.NUMBER]

    def _slip(self, symbol: Symbol) -> tuple[str, Slip]:
        """What is written by mistake: on scrap paper with the decimals kept, or in the blank with those asked."""
        formula = self.problem.derivation.by_symbol[symbol].formula
        if isinstance(formula, Apply) and formula.operator in EITHER_OR:
            return "the other of the two", lambda value: 1 - value
        in_blank = self.rounding.is_whole or (symbol in self.problem.banded and self.chance.random() < 0.5)
        decimals = self.rounding.answer if in_blank else self.keep
        how, seed = self.chance.choice(list(SLIPS)), self.chance.random()
        return how, lambda value: slipped(value, how, decimals, random.Random(seed))

    def nonsense(self) -> Iterator[Paper]:
        for place in range(self.size.others):
            kind, item = NONSENSE[place % len(NONSENSE)], self.items[place % len(self.items)]
            neighbour = self.worked(self.items[(place + 1) % len(self.items)])
            givens = list(item.exercise.givens.values())
            anything: Mapping[str, Callable[[Symbol], Decimal | None]] = {
                "any numbers": lambda _: Decimal(repr(self.chance.uniform(-3, 3))),
                "a neighbour's numbers": neighbour.__getitem__,
                "zeros": lambda _: Decimal(0),
                "givens": lambda _, givens=givens: self.chance.choice(givens),
                "words": lambda _: None,
            }
            numbers = {symbol: anything[kind](symbol) for symbol in self.asked}
            words = {symbol: self.chance.choice(WORDS) for symbol in self.asked} if kind == "words" else {}
            paper = self.paper(kind, item, numbers)
            yield Paper(kind=kind, item=item, written=words or paper.written, numbers=paper.numbers)

    def worked(
        self, item: Item, work: Work | None = None, *, habit: Habit = FULL, slips: Mapping[Symbol, Slip] | None = None
    ) -> dict[Symbol, Decimal | None]:
        """What a student gets by the right method, or by another."""
        method = work or (self.quick if habit.shortcut and self.quick else self.methods.right)
        return method.answers(item.exercise.givens, habit, keep=self.keep, chance=self.chance, slips=slips)

    def some(self, numbers: Numbers) -> Numbers:
        """Without a blank here and there."""
        return {symbol: value if self.chance.random() < 0.75 else None for symbol, value in numbers.items()}

    def paper(self, kind: str, item: Item, numbers: Numbers, spelling: str = "asked", **more: Any) -> Paper:
        """The numbers as they are handed in; of options, the one that agrees with the number, if any does."""
        written: dict[Symbol, str] = {}
        typed: dict[Symbol, Decimal] = {}
        options = {blank.symbol: [Decimal(one.number) for one in blank.options] for blank in item.blanks}
        for symbol, value in numbers.items():
            if value is None or not value.is_finite() or abs(value) > MOST:
                continue
            if options[symbol]:
                chosen = min(options[symbol], key=lambda number, value=value: abs(number - value))
                if abs(chosen - value) <= 5 * self.unit:
                    written[symbol], typed[symbol] = str(chosen), chosen
                continue
            broken = self.rounding.is_whole and value != value.to_integral_value()
            decimals = WHOLE_KEPT if broken else self.rounding.answer
            written[symbol], typed[symbol] = SPELLINGS[spelling](value, decimals, self.chance)
        return Paper(kind=kind, item=item, written=written, numbers=typed, **more)


def far(number: Decimal, other: Decimal | None, reach: Decimal) -> bool:
    return other is None or abs(number - other) > reach
