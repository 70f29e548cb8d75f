"""The proof of an export: what the target's reader finds in the files, tried and compared with our marking.

Answers are tried at every blank: the right number in each spelling that is promised, what honest rounding gives, what
every misconception gives, and the last typable answers inside and outside each bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..assignments.sheet import label_order
from ..documents.table_view import table_rows
from ..errors import GradsheetError
from ..languages import sentences
from ..problems import Problem, kept
from .course import Course
from .held import Held, Lots, Place, Seen, seen
from .part import Part
from .question import Question
from .side_by_side import each
from .trials import EARLY, MISCONCEPTION, RIGHT, trials

NEAR = 1e-6
SHOWN = 5
TOGETHER, LOTS = 128, 16
"""At least so many questions are tried at once, for arrays to pay, but no more than make so many lots for the cores."""
FEWEST_DIGITS = 3
"""A number of fewer digits may stand anywhere: it is an index, or one of the givens."""

_NUMBERED = re.compile(r"-[0-9]+[a-z]{0,2}(?![0-9A-Za-z-])")
_SHEET = re.compile(r"[0-9A-Z]{8,}$")
LONGEST_CODE = 40
_NUMBER = re.compile(r"(?=[-.\d])(?<![\w.])-?(?:\d+\.\d+|\.\d+|\d+)")


Notes = dict[str, dict[str, dict[str, int]]]
"""By sentence and problem, the labels of the blanks that it is true of, and how many blanks the problem has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How much was read again and tried, and what the target decides otherwise than the assignment's policy says."""

    questions: int
    blanks: int
    answers: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"Read again: {self.questions:,} question{'s' * (self.questions != 1)}, {self.blanks:,} blanks; "
            f"{self.answers:,} answers tried, all decided there as here."
        )


def prove(held: Sequence[Held], questions: Sequence[Question], course: Course) -> Proof:
    """Compares what an LMS holds with the questions that were to be written.

    Raises GradsheetError with the first places where it would decide otherwise, hold something else, or tell an answer.
    """
    size = max(TOGETHER, -(-len(held) // LOTS))
    slices = [held[start : start + size] for start in range(0, len(held), size)]
    return prove_lots(Lots(lots=[partial(list, some) for some in slices]), questions, course)


def prove_lots(lots: Lots, questions: Sequence[Question], course: Course) -> Proof:
    """The same for questions that are read when they are tried, by the process that tries them."""
    known = {question.code: question for question in questions}
    tried = each(lambda lot: _lot(lot(), known, course), lots.lots, least=1, weights=lots.sizes)
    questions_seen = [one for some in tried for one in some.seen]
    lots.fit(questions_seen)
    failures = [*_not_matched(questions_seen, known), *(failure for some in tried for failure in some.failures)]
    if failures:
        raise GradsheetError(_said(failures))
    notes: Notes = {}
    for some in tried:
        for text, problems in some.notes.items():
            for problem, labels in problems.items():
                notes.setdefault(text, {}).setdefault(problem, {}).update(labels)
    return Proof(
        questions=len(questions_seen),
        blanks=sum(some.blanks for some in tried),
        answers=sum(some.answers for some in tried),
        notes=tuple(_written(notes)),
    )


@dataclass(slots=True)
class _Tried:
    """What was found of some questions, and what trying answers at them gave."""

    seen: list[Seen] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)
    blanks: int = 0
    answers: int = 0


def _lot(lot: Iterable[Held], known: Mapping[str, Question], course: Course) -> _Tried:
    """Answers tried at whatever an LMS holds of the questions."""
    tried = _Tried()
    problems: dict[int, list[tuple[Held, Question]]] = {}
    for one in lot:
        code = next((each for each in codes_in(one.words) if each in known), None)
        tried.seen.append(seen(one, code))
        tried.blanks += len(one.places)
        if code is None:
            continue
        question = known[code]
        if len(one.places) == len(question.parts):
            problems.setdefault(id(question.problem), []).append((one, question))
        else:
            tried.failures.append(f"{one.where}: {len(one.places)} places to answer, not {len(question.parts)}")
    for some in problems.values():
        _try(some, course, tried)
    return tried


def _try(some: Sequence[tuple[Held, Question]], course: Course, tried: _Tried) -> None:
    """Answers tried at questions of one problem."""
    shares = (0.0, 1.0, float(course.rounded_early), float(course.misconception))
    anyway = _printed_anyway(some[0][1].problem, course)
    items = {question.exercise_code: question.item for _, question in some}
    places = {code: place for place, code in enumerate(items)}
    symbols = {part.blank.symbol for _, question in some for part in question.parts if not part.blank.options}
    answers = trials(list(items.values()), symbols, _decimals(one for one, _ in some))
    dull: set[str] = set()
    for one, question in some:
        tried.failures += _leaks(one, question, anyway, sentences(course.language).decimal, dull)
        _worths(one, question, tried.notes)
        for place, part in zip(one.places, question.parts, strict=True):
            where = f"{one.where}: {part.blank.label}"
            if part.blank.options:
                tried.answers += len(part.blank.options)
                tried.failures += _options(where, place, part, course)
            else:
                typed = answers[part.blank.symbol][places[question.exercise_code]]
                tried.answers += len(typed)
                tried.failures += _typed(where, place, question, part, typed, shares, tried.notes)


def _note(notes: Notes, question: Question, text: str, part: Part) -> None:
    labels = notes.setdefault(text, {}).setdefault(question.problem.name, {})
    if part.blank.label not in labels:
        labels[part.blank.label] = len(question.item.numeric)


def _written(notes: Notes) -> Iterator[str]:
    """`An answer that was rounded early earns 0% there, and 50% here: lecture/softmax-ce (1a, 1c)`."""
    for text, problems in notes.items():
        places = []
        for problem, labels in problems.items():
            everywhere = len(labels) == next(iter(labels.values()))
            places.append(f"{problem} ({'every blank' if everywhere else ', '.join(sorted(labels, key=label_order))})")
        yield f"{text}: {', '.join(places)}"


def codes_in(words: str) -> Iterator[str]:
    """The codes of exercises, or of single blanks, that a text names."""
    for number in _NUMBERED.finditer(words):
        sheet = _SHEET.search(words, max(0, number.start() - LONGEST_CODE), number.start())
        if sheet is not None:
            yield sheet[0] + number[0]


def _decimals(held: Iterable[Held]) -> int | None:
    """What the target keeps of a typed number, where it does not keep all."""
    kept_ = [place.decimals for one in held for place in one.places if place.decimals is not None]
    return min(kept_, default=None)


def _not_matched(found: Iterable[Seen], known: Mapping[str, Question]) -> Iterator[str]:
    """What stands there without a code, or twice, and what is missing."""
    codes: dict[str, str] = {}
    idents: set[tuple[str, str]] = set()
    for one in found:
        if one.code is None:
            yield f"{one.where}: its text has no code of an exercise that was to be written"
        elif one.code in codes:
            yield f"{one.where}: {one.code} is there already ({codes[one.code]})"
        else:
            codes[one.code] = one.where
        if (one.pool, one.ident) in idents:
            yield f"{one.where}: two questions are called '{one.ident}'; the LMS would keep one of them"
        idents.add((one.pool, one.ident))
    for code, question in known.items():
        if question.parts and code not in codes:
            yield f"{code} is missing in what was written"


def _typed(
    where: str,
    place: Place,
    question: Question,
    part: Part,
    some: Mapping[str, tuple[int, str]],
    shares: Sequence[float],
    notes: Notes,
) -> Iterator[str]:
    """Where typed answers earn more than here, or the right one less; less for another one is a note."""
    earns = place.earns
    for text, (standing, what) in some.items():
        there, here = earns(text), shares[standing]
        if there > here + NEAR or (standing == RIGHT and there < 1 - NEAR):
            limit = "" if place.decimals is None else f"; {place.decimals} decimals are kept there of what is typed"
            yield f"{where}: {text} ({what}) earns {there:.0%} there, and {here:.0%} here{limit}"
        elif standing == RIGHT and (told := place.tells(text)):
            yield f"{where}: {text} ({what}) is right, and is told: {told}"
        elif there < here - NEAR:
            _note(notes, question, f"{_LESS[standing]} earns {there:.0%} there, and {here:.0%} here", part)
    if earns("") > NEAR:
        yield f"{where}: no answer at all earns something"


_LESS = {EARLY: "An answer that was rounded early", MISCONCEPTION: "An answer of a known wrong method"}


def _options(where: str, place: Place, part: Part, course: Course) -> Iterator[str]:
    """Where the options are others than on the sheet, or earn something else."""
    shares = {option.number: 1.0 if option.is_right else float(course.misconception) for option in part.blank.options}
    texts = {text.strip().replace("\u2212", "-"): text for text in place.options}
    if texts.keys() != shares.keys():
        yield f"{where}: the options {', '.join(texts)} stand there, not {', '.join(shares)}"
        return
    for number, share in shares.items():
        there = place.earns(texts[number])
        if not (share - NEAR <= there if share == 1 else there <= share + NEAR):
            yield f"{where}: the option {number} earns {there:.0%} there, and {share:.0%} here"


def _worths(one: Held, question: Question, notes: Notes) -> None:
    """Where blanks of one question do not weigh there as here."""
    if len(one.places) < 2:
        return
    there, here = sum(place.worth for place in one.places), float(question.lowered.points)
    for place, part in zip(one.places, question.parts, strict=True):
        if abs(place.worth / there - float(part.blank.points) / here) > NEAR:
            _note(notes, question, "Blanks weigh otherwise there than here", part)


def _leaks(one: Held, question: Question, anyway: frozenset[float], decimal: str, dull: set[str]) -> Iterator[str]:
    """Where the text of a question shows a number that is accepted at a blank of its exercise, and no given.

    `dull` are words without such numbers, or with what stands there `anyway`; it grows, and most of a text is in it.
    """
    shown = set()
    for word in set(one.words.replace("{,}", decimal).replace(decimal, ".").split()) - dull:
        numbers = [
            text
            for text in _NUMBER.findall(word)
            if len(text.lstrip("-0.").replace(".", "")) >= FEWEST_DIGITS and float(text) not in anyway
        ]
        shown.update(numbers)
        if not numbers:
            dull.add(word)
    if not shown:
        return
    item, printed = question.item, _printed(question)
    suspects = [(text, float(text)) for text in sorted(shown) if float(text) not in printed]
    for text, number in suspects:
        for blank in item.numeric:
            if item.solution.bands[blank.symbol].accepts(number):
                yield f"{one.where}: its text shows {text}, which is right at {blank.label}"


def _printed(question: Question) -> set[float]:
    """The numbers of its own that the text may show: givens, what the author gives away, the options to choose from."""
    item, problem = question.item, question.problem
    found = {float(value) for value in item.exercise.givens.values()}
    if problem.tell:
        numbers = kept(item.exercise, item.solution).numbers
        found |= {float(numbers[symbol].value) for symbol in problem.tell}
    found |= {float(option.number) for part in question.parts for option in part.blank.options}
    return found


def _printed_anyway(problem: Problem, course: Course) -> frozenset[float]:
    """What stands in everybody's text: the author's words, the sheet's tables, sentences of the language."""
    texts = [problem.source, *sentences(course.language).values()]
    rows = (row for table in table_rows(problem, problem.naming(course.notation)) for row in table)
    numbers = [number for _, row in rows for number in row]
    return frozenset(float(text) for text in _NUMBER.findall(" ".join((*texts, *numbers))))


def _said(failures: Iterable[str]) -> str:
    found = list(failures)
    more = f"\n... and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    return "\n".join(found[:SHOWN]) + more
