"""What a verdict says to the people who read it: one plain sentence for every finding."""

from __future__ import annotations

from collections.abc import Sequence

from ...formula import Symbol
from ...formula.plain import symbol_to_plain
from ...models import Misconception
from ...problems.choices import Cause
from ...problems.prose import plain
from .diagnosis import Diagnosis
from .follow import Followed
from .paper import CARRIED, ONE


def consistent(causes: Sequence[Misconception | Cause], diagnosis: Diagnosis) -> str:
    """`consistent with: bias left out of the weighted sum. Where is it?`; several are named, none is guessed."""
    key = tuple(cause.title for cause in causes)
    if key not in diagnosis.said:
        diagnosis.said[key] = _consistent(causes, diagnosis)
    return diagnosis.said[key]


def _consistent(causes: Sequence[Misconception | Cause], diagnosis: Diagnosis) -> str:
    problem = diagnosis.exercises.problem
    naming = problem.naming(diagnosis.notation)
    titles = " or ".join(plain(cause.title, problem.derivation, naming) for cause in causes)
    if len(causes) > 1:
        return f"consistent with: {titles}; nobody can tell which, for the number is the same"
    return f"consistent with: {titles}. {plain(causes[0].feedback, problem.derivation, naming)}".rstrip()


def sentences(first: str, second: str) -> str:
    stop = "" if first.endswith((".", "?", "!")) else "."
    return f"{first}{stop} {second[0].upper()}{second[1:]}"


def follows(diagnosis: Diagnosis, row: int, column: int, labels: Sequence[str]) -> str:
    after = diagnosis.followed
    expected = diagnosis.exercises.problem.rounding.answered(after.value[row, column])
    return (
        f"not the right number, but computed rightly from what was written at {_listed(labels)}: "
        f"with {'them' if len(labels) > 1 else 'it'}, {expected} comes out"
    )


def follows_a_slip(diagnosis: Diagnosis, row: int, column: int) -> str:
    return f"{slip(diagnosis, row, column)}, which shows before; from there on this is computed rightly"


def slip(diagnosis: Diagnosis, row: int, column: int) -> str:
    """`consistent with one slip at z_1^2, as if it were 0.731`."""
    found, rounding = diagnosis.implied, diagnosis.exercises.problem.rounding
    step = found.steps[int(found.by[row, column])]
    number = rounding.kept(found.value[row, column])
    return f"consistent with one slip at {named(step.symbol, diagnosis)}, as if it were {number}"


def wrong(diagnosis: Diagnosis, row: int, column: int) -> str:
    """Why nothing explains an answer: what was tried."""
    if diagnosis.exercises.blank(row, column).options:
        return "this number is none of the options"
    if diagnosis.implied.first[row, column]:
        return f"{slip(diagnosis, row, column)}; everything after follows from it"
    return tried(diagnosis, row, column) or "not within the accepted range, and no known slip gives it"


def tried(diagnosis: Diagnosis, row: int, column: int) -> str:
    """What came of following the student's earlier numbers; nothing where all of them are right."""
    after = diagnosis.followed
    if not diagnosis.paper.misled[row, column]:
        return ""
    before = _listed(believed(diagnosis, row, column))
    if after.lost[row, column]:
        return f"what was written at {before} cannot be followed: nothing can be computed with it"
    if after.refused[row, column]:
        return (
            f"it would follow from what was written at {before}, but there a wrong method gives the same: "
            "it does not show the right one"
        )
    return f"it does not follow from what was written at {before} either"


def believed(diagnosis: Diagnosis, row: int, column: int) -> tuple[str, ...]:
    """The labels of the wrong answers from which a blank was recomputed, in the order of the sheet."""
    one, after = diagnosis.exercises, diagnosis.followed
    rows = sorted(set(_wrong_before(after, row, column)))
    return tuple(one.blank(other, column).label for other in rows)


def _wrong_before(after: Followed, row: int, column: int) -> list[int]:
    one, paper = after.paper.exercises, after.paper
    symbol, how = one.symbols[row], int(after.how[row, column])
    before = paper.segments.right[symbol].before
    if how >= ONE:
        family = paper.families(symbol)[how - ONE]
        before = tuple(other for other in before if other.family == family)
    found = [one.row[other] for other in before]
    wrong = [other for other in found if one.wrong[other, column]]
    if how == CARRIED or not wrong:
        for other in found:
            if not one.wrong[other, column] and paper.misled[other, column]:
                wrong += _wrong_before(after, other, column)
    return wrong


def point(diagnosis: Diagnosis, row: int, column: int) -> str:
    places = int(diagnosis.slips.point[row, column])
    count = f"{abs(places)} place{'s' if abs(places) > 1 else ''}"
    way = f"with the decimal point {count} too far {'left' if places > 0 else 'right'}"
    return f"the right digits, {way}{_with_own_numbers(diagnosis, row, column, 10.0**places)}"


def sign(diagnosis: Diagnosis, row: int, column: int) -> str:
    return f"the right number with the wrong sign{_with_own_numbers(diagnosis, row, column, -1.0)}"


def last_digit(diagnosis: Diagnosis, row: int, column: int) -> str:
    return f"the right number but for its last digit, or the last two{_with_own_numbers(diagnosis, row, column, 1.0)}"


def _with_own_numbers(diagnosis: Diagnosis, row: int, column: int, factor: float) -> str:
    """Which number was meant, where it is not the right one but the one that follows."""
    meant = diagnosis.exercises.value[row, column] * factor
    right, after = diagnosis.exercises.exact[row, column], diagnosis.followed.value[row, column]
    if not abs(meant - after) < abs(meant - right):
        return ""
    expected = diagnosis.exercises.problem.rounding.answered(after)
    return f" of what follows from {_listed(believed(diagnosis, row, column))}, {expected}"


def _listed(labels: Sequence[str]) -> str:
    return " and ".join(labels)


def named(symbol: Symbol, diagnosis: Diagnosis) -> str:
    return symbol_to_plain(symbol, diagnosis.exercises.problem.naming(diagnosis.notation))
