"""One student's marks, explained to the staff as plain text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from fractions import Fraction

from ..assignments.sheet import Blank, Item
from ..derivation import Role
from ..formula import Symbol, name, to_text
from ..formula.notation import LECTURE, Profile
from ..formula.plain import symbol_to_plain
from ..problems.problem import Kind, Problem
from ..problems.rounding import Rounding, fixed, significant, within, without_zeros
from .options import lettered
from .outcome import Outcome
from .verdict import Marks, Verdict

_WIDTH = 100
_MARKED = re.compile(r"\$([^$]+)\$|\*\*(\S[^*]*)\*\*|\*(\S[^*]*)\*")


def explanation(marks: Marks, *, title: str = "", notation: Profile = LECTURE, remark: str = "") -> str:
    """What was written in each blank, what it earned and why, and what would have been right.

    `remark` is about the whole sheet. Quantities are named as on the sheet, in the `notation` of the course, and
    as in files.
    """
    sheet = marks.sheet
    lines = [
        *([title] if title else []),
        f"{sheet.student.name or sheet.student.id} ({sheet.student.id}), sheet {sheet.code}",
        f"{points_text(marks.total)} of {points_text(sheet.points)} points",
    ]
    if marks.submission is None and not remark:
        lines += ["", "Nothing was handed in."]
    elif marks.submission is not None and marks.submission.submitted:
        lines.append(f"submitted {marks.submission.submitted}")
    lines += ["", *textwrap.wrap(f"{remark[0].upper()}{remark[1:]}.", _WIDTH)] if remark else []
    for item in sheet.items:
        verdicts = [verdict for verdict in marks.verdicts if verdict.blank.exercise == item.number]
        earned = sum((verdict.points for verdict in verdicts), Fraction(0))
        heading = f"{item.number}. {item.exercise.problem.title}"
        lines += ["", heading, f"   {points_text(earned)} of {points_text(item.points)} points"]
        lines.append(f"   {policy(item.exercise.problem.rounding)}")
        for verdict in verdicts:
            lines += ["", *_blank(verdict, item, notation)]
    return "\n".join(lines) + "\n"


def _blank(verdict: Verdict, item: Item, written: Profile) -> Iterator[str]:
    blank = verdict.blank
    if blank.ask.kind is Kind.WRITTEN:
        yield f"{blank.label}  {on_one_line(_without_marks(blank.ask.text)) or 'in words'}"
    else:
        yield f"{blank.label}  {_named(blank.symbol, item.exercise.problem, written)}"
    if verdict.answer is not None:
        yield _line("written", on_one_line(verdict.answer.text))
    earned = f"{verdict.outcome.words}, {points_text(verdict.points)} of {points_text(blank.points)} points"
    waiting = f"{verdict.outcome.words}, not counted here; {points_text(blank.points)} points"
    yield _line("verdict", waiting if verdict.outcome is Outcome.WRITTEN else earned)
    if verdict.outcome is Outcome.UNREADABLE:
        problem, typed, caret = verdict.note.split("\n")
        yield _line("why", problem)
        yield _line("", typed)
        yield _line("", caret)
    elif verdict.note:
        yield from textwrap.wrap(verdict.note, _WIDTH, initial_indent=_line("why", ""), subsequent_indent=_line("", ""))
    if verdict.outcome is not Outcome.WRITTEN:
        yield _line("expected", expected(blank, item))


def _without_marks(prose: str) -> str:
    """An author's prose without the marks of formulas and emphasis."""
    return _MARKED.sub(lambda found: next(filter(None, found.groups())), prose)


def _named(symbol: Symbol, problem: Problem, written: Profile) -> str:
    """`w_31(t+1), that is new W2[1,1]: the weight into unit 1 ...`."""
    on_sheet, in_files = symbol_to_plain(symbol, problem.naming(written)), name(symbol)
    both = in_files if on_sheet == in_files else f"{on_sheet}, that is {in_files}"
    return f"{both}: {in_words(symbol, problem)}"


def _line(label: str, text: str) -> str:
    return f"    {label:<9} {text}"


def expected(blank: Blank, item: Item) -> str:
    """`0.5969 (exactly 0.596894142137; accepted from 0.59684 to 0.59695)`; of a formula, the derivation's."""
    if blank.ask.kind is Kind.FORMULA:
        return to_text(item.exercise.problem.derivation.by_symbol[blank.symbol].formula)
    band, rounding = item.solution.bands[blank.symbol], item.exercise.problem.rounding
    low, high = within(band.exact - band.tolerance, band.exact + band.tolerance, rounding.typable)
    lead = f"{chosen} " if (chosen := lettered(blank)) else ""
    return f"{lead}{rounding.answered(band.exact)} (exactly {significant(band.exact)}; accepted from {low} to {high})"


def policy(rounding: Rounding) -> str:
    """What is accepted, in plain words: full precision always is."""
    if rounding.is_whole:
        return "right is the whole number, however it was found"
    return (
        f"right is whatever keeping {rounding.keep} decimals on the way, or more, "
        f"can give in {rounding.answer} decimals, or more"
    )


def points_text(points: Fraction) -> str:
    """`1.25`, `0.3333`: at most four decimals."""
    return without_zeros(fixed(float(points), 4))


def on_one_line(text: str, most: int = 200) -> str:
    """What somebody typed, without line breaks and control characters, cut where it is too long."""
    shown = "".join(character if character.isprintable() else " " for character in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"


def in_words(symbol: Symbol, problem: Problem) -> str:
    """`the weight into unit 1 from unit 2, layer 1`: a quantity for people who do not know the names."""
    if symbol.by is not None:
        top = in_words(symbol.of, problem) if symbol.of is not None else "it"
        return f"the derivative of {top} by {in_words(symbol.by, problem)}"
    plain = Symbol(symbol.letter, symbol.layer, symbol.indices)
    role = problem.derivation.role(plain)
    when = "the change of " if symbol.change else ""
    after = f" after {symbol.updates} updates" if symbol.updates > 1 else " after the update" if symbol.updates else ""
    if role is Role.OTHER:
        return f"{when}the quantity {name(plain)}{after}"
    layer = f" in layer {symbol.layer}" if symbol.layer is not None else ""
    place = _of_part(plain.indices, problem) if role is Role.LOSS else _place(plain.indices, role)
    return f"{when}the {role.value}{place}{layer}{after}"


def _of_part(indices: tuple[int, ...], problem: Problem) -> str:
    """Which of several losses: that of an example of a batch, or that of a time step."""
    return f" {'of example' if problem.network is not None else 'at time'} {indices[0]}" if indices else ""


def _place(indices: tuple[int, ...], role: Role) -> str:
    match indices:
        case ():
            return ""
        case (to, source) if role is Role.WEIGHT:
            return f" into unit {to} from unit {source}"
        case (unit,):
            return f" of unit {unit}"
        case (example, unit):
            return f" of unit {unit} for example {example}"
    return f" at {', '.join(map(str, indices))}"
