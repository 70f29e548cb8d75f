"""One student's marks with the student in the room: as the staff's explanation, with givens and the key's lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..assignments.folder import Folder
from ..assignments.sheet import Blank, Item, Sheet
from ..errors import FormulaError, GradsheetError
from ..formula import Number, Symbol, decimal_text, name, parse_name
from ..formula.notation import Profile
from ..problems.working import line_text, workings
from .explain import Line, Tone, about, about_blank, about_exercise, earned, of_exercise, tone_of, wrapped
from .grade import marked
from .look_up import look_up
from .verdict import Marks, Verdict
from .wording import blank_in_words, on_one_line

QUANTITY, WRITTEN = 44, 26  # characters


def explain(folder: Folder, who: str, blank: str | None = None) -> list[Line]:
    """The sheet of one student, marked now by what lies in answers/: all of it, or one blank."""
    student = look_up(folder, who)
    graded = marked(folder, only=[student.id])
    (marks,) = graded.marks
    notation = graded.assignment.notation
    lines = [*about(marks, remark=graded.remarks.get(student.id, ""))]
    of_theirs = re.compile(rf"(?<![\w-]){re.escape(student.id)}(?![\w-])")
    lines += [Line(f"{one}", Tone.ASIDE) for one in map(str, graded.complaints) if of_theirs.search(one)]
    chosen = blank_of(blank, marks.sheet) if blank is not None else None
    for item in marks.sheet.items:
        if chosen is None or chosen.exercise == item.number:
            lines += [Line(""), *_exercise(marks, item, notation, chosen)]
    return lines


def _exercise(marks: Marks, item: Item, notation: Profile, chosen: Blank | None) -> Iterator[Line]:
    """What was given, then each blank: one that earned all in a line, others in full with the line of the key."""
    yield from about_exercise(marks, item, notation)
    if not item.apart:
        yield from _given(item)
    short = False
    for verdict in of_exercise(marks, item):
        if chosen not in (None, verdict.blank):
            continue
        before, short = short, chosen is None and _is_short(verdict)
        if not (before and short):
            yield Line("")
        if short:
            yield _in_a_line(verdict, item, notation)
        else:
            behind = item.behind(verdict.blank)
            yield from about_blank(verdict, behind, notation)
            if item.apart:
                yield from _given(behind)
            yield from _key(verdict.blank.symbol, behind)


def _is_short(verdict: Verdict) -> bool:
    return tone_of(verdict) is Tone.GOOD and not verdict.note and verdict.settled is None


def _in_a_line(verdict: Verdict, item: Item, notation: Profile) -> Line:
    """`1a  z_1^1, that is z1[1]    1.0000    right, 1 of 1 point`."""
    quantity = blank_in_words(verdict.blank, item.exercise.problem, notation).partition(":")[0]
    written = on_one_line(verdict.answer.text, WRITTEN) if verdict.answer is not None else ""
    left = f"{verdict.blank.label:<3} {quantity:<{QUANTITY}}  {written:<{WRITTEN}}"
    return Line(f"{left}  {earned(verdict)}", Tone.GOOD)


def _given(item: Item) -> Iterator[Line]:
    givens = (f"{name(symbol)} = {decimal_text(Number(value))}" for symbol, value in item.exercise.givens.items())
    yield from wrapped("   given: ", "   ".join(givens))


def _key(symbol: Symbol, item: Item) -> Iterator[Line]:
    for line in workings(item.exercise, item.solution):
        if line.symbol == symbol:
            yield from wrapped(f"    {'key':<9} ", line_text(line))


def blank_of(typed: str, sheet: Sheet) -> Blank:
    """The blank of this label, or the only one that asks this quantity."""
    word = typed.strip().casefold()
    labels = {blank.label: blank for blank in sheet.blanks}
    if word in labels:
        return labels[word]
    try:
        symbol = parse_name(typed)
    except FormulaError:
        symbol = None
    found = [blank for blank in sheet.blanks if blank.symbol == symbol]
    if len(found) == 1:
        return found[0]
    close = get_close_matches(word, labels, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(labels)}"
    if found:
        hint = f"it is asked at {' and '.join(blank.label for blank in found)}: give a label"
    raise GradsheetError(f"sheet {sheet.code} has no blank '{on_one_line(typed, 40)}'; {hint}")
