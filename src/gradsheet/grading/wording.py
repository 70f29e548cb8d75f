"""Quantities, points and answers in plain words, as the staff read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from ..assignments.sheet import Blank, Item
from ..derivation import Role
from ..formula import Symbol, name, to_text
from ..formula.notation import Profile
from ..formula.plain import symbol_to_plain
from ..languages import ENGLISH, Language
from ..problems.problem import Itself, Kind, Problem
from ..problems.rounding import Rounding, fixed, significant, within, without_zeros
from .options import lettered
from .which import which

_MARKED = re.compile(r"\$([^$]+)\$|\*\*(\S[^*]*)\*\*|\*(\S[^*]*)\*")


def blank_in_words(blank: Blank, problem: Problem, written: Profile) -> str:
    """What a blank asks: its quantity, or the author's text where words are asked."""
    if blank.ask.kind is Kind.WRITTEN:
        return on_one_line(without_marks(blank.ask.text)) or "in words"
    return quantity_in_words(blank.symbol, problem, written)


def quantity_in_words(symbol: Symbol, problem: Problem, written: Profile) -> str:
    """`w_31(t+1), that is new W2[1,1]: the weight into unit 1 ...`."""
    return _quantity(symbol, Itself(problem), Itself(written))


@lru_cache(maxsize=10_000)
def _quantity(symbol: Symbol, of: Itself[Problem], course: Itself[Profile]) -> str:
    # A class has the same few quantities hundreds of times.
    problem, written = of.one, course.one
    on_sheet, in_files = symbol_to_plain(symbol, problem.naming(written)), name(symbol)
    both = in_files if on_sheet == in_files else f"{on_sheet}, that is {in_files}"
    return f"{both}: {in_words(symbol, problem)}"


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


def points_text(points: Fraction, decimals: int = 4) -> str:
    """`1.25`, `0.3333`: no more decimals than these."""
    return without_zeros(fixed(float(points), decimals))


def percent(share: Fraction, said: Language = ENGLISH) -> str:
    """`12.5 %`."""
    return said["percent"].format(number=said.number(points_text(100 * share, 2)))


def points_number(points: Fraction) -> int | float:
    """The same for JSON; the exact fractions stand in record/marks.json."""
    return int(points) if points.denominator == 1 else float(points_text(points))


def earned_of(points: Fraction, worth: Fraction) -> str:
    """`0.5 of 1 point`, `1 of 2 points`."""
    return f"{points_text(points)} of {counted(worth)}"


def counted(points: Fraction) -> str:
    """`1 point`, `0.5 points`."""
    return f"{points_text(points)} {'point' if points == 1 else 'points'}"


def on_one_line(text: str, most: int = 200) -> str:
    """What somebody typed, without line breaks and control characters, cut where it is too long."""
    if len(text) <= most and text.isprintable():
        return text
    shown = "".join(character if character.isprintable() else " " for character in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"


def without_marks(prose: str) -> str:
    """An author's prose without the marks of formulas and emphasis."""
    return _MARKED.sub(lambda found: next(filter(None, found.groups())), prose)


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`1a, 1b and 1c`."""
    *before, end = parts
    return f"{', '.join(before)} {last} {end}" if before else end


def in_words(symbol: Symbol, problem: Problem, said: Language = ENGLISH) -> str:
    """`the weight into unit 1 from unit 2 in layer 2`: a quantity for people who do not know the names."""
    if symbol.by is not None:
        top = in_words(symbol.of, problem, said) if symbol.of is not None else said["it"]
        return said["derivative_of"].format(of=top, by=in_words(symbol.by, problem, said))
    plain = Symbol(symbol.letter, symbol.layer, symbol.indices)
    role = problem.derivation.role(plain)
    if role is Role.OTHER:
        what = said["quantity_named"].format(name=name(plain))
    else:
        what = said[f"role {role.value}"]
        if role is Role.LOSS:
            what = _of_part(what, plain.indices, problem, said)
        elif role is Role.MEMORY and len(plain.letter) > 1:
            of = Symbol(plain.letter[1:], plain.layer, plain.indices)
            what = said["remembered"].format(what=in_words(of, problem, said))
        else:
            what = which(what, plain, role, problem, said)
    if symbol.change:
        what = said["change_of"].format(what=what)
    if symbol.updates:
        after = "after_updates" if symbol.updates > 1 else "after_the_update"
        what = said[after].format(what=what, count=symbol.updates)
    return what


def _of_part(what: str, indices: tuple[int, ...], problem: Problem, said: Language) -> str:
    """Which of several losses: that of an example of a batch, or that of a time step."""
    counted = "of_example" if problem.network is not None else "at_time"
    return said[counted].format(what=what, example=indices[0], time=indices[0]) if indices else what
