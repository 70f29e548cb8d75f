"""What a teacher who is no statistician can do about it: sentences from what may be read."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from ...formula import name, to_text
from .rows import BlankRow, Published

HARD, EASY = 0.4, 0.95
WEAK = 0.2
FEWEST = 2
"""One student's slip is nothing that the class did."""
SURE = 2.0
"""A correlation of n students is known to about so many times 1/sqrt(n)."""


def remark(one: BlankRow) -> str:
    """A word on one blank as a test item."""
    if one.facility is None:
        return "too little may be shown"
    margin = SURE / sqrt(max(1, one.count))
    if one.discrimination is not None and one.discrimination < -margin:
        return "the stronger students did worse here: is the question clear, and the key right?"
    if one.facility < HARD:
        return "hard: go through it with the class"
    if one.facility >= EASY:
        return "nearly everybody"
    if one.discrimination is not None and one.discrimination < WEAK - margin:
        return "says little about the rest: what else does it ask?"
    return ""


def in_short(found: Published) -> Iterator[str]:
    """The few things to know first, each with what to do."""
    known = [one for one in found.blanks if one.facility is not None]
    hardest = min(known, key=lambda one: one.facility or 0.0, default=None)
    if hardest is not None and (hardest.facility or 0.0) < 0.75:
        yield (
            f"Hardest was {hardest.label} ({_named(hardest)}): {hardest.facility:.0%} of its points were earned. "
            "Work this line on the board."
        )
    shows = [(one, shows) for one in found.blanks for shows in one.shows if (shows.count or 0) >= FEWEST]
    if shows:
        blank, most = max(shows, key=lambda one: one[1].count or 0)
        yield (
            f"The commonest known wrong method: {most.titles} ({most.count} of {blank.count} at {blank.label}). "
            "A slide for it is at the end of the page."
        )
    if found.relations:
        one = found.relations[0]
        yield (
            f"About {one.count} students wrote {to_text(one.formula)} at {one.label} ({name(one.symbol)}), which no "
            "known misconception explains. If you know why, give it a name: the lines to paste stand below."
        )
    steps = [one for one in found.steps if (one.count or 0) >= FEWEST]
    if steps:
        first = max(steps, key=lambda one: one.count or 0)
        yield f"Work went wrong first at {name(first.symbol)} most often. Start repeating there."
    for some, what in ((found.variants, "variants of the sheet"), (found.groups, "groups")):
        if some:
            concerned = {one.label for one in some}
            labels = ", ".join(dict.fromkeys(one.label for one in found.blanks if one.label in concerned))
            yield f"Some {what} did better at {labels}, by more than chance: see below before you compare marks."
    if found.blanks and not shows and not found.relations and len(known) == len(found.blanks):
        yield "No wrong method was common enough to be named."


def _named(one: BlankRow) -> str:
    return "in words" if one.written else name(one.symbol)


def alpha_words(alpha: float) -> str:
    """What Cronbach's alpha says here."""
    if alpha >= 0.8:
        said = "the blanks agree well on who knows the material"
    elif alpha >= 0.6:
        said = "the blanks agree fairly well; small differences between two totals mean little"
    else:
        said = "the blanks hardly agree; do not read much into one total"
    return f"Cronbach's alpha is {alpha:.2f}: {said}."
