"""What of an assignment a target for numbers can carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ..errors import GradsheetError
from .question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The variants of one problem: a student gets one of them."""

    name: str
    variants: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Pools of questions with at least one number, and notes on what is left out."""

    pools: tuple[Pool, ...]
    notes: tuple[str, ...]


def carried(whole: Sequence[Question], title: str) -> Carried:
    """The questions problem by problem; raises GradsheetError where none asks for a number.

    `title` is the target's. Questions of one problem stand together, as `questions` puts them.
    """
    pools: list[Pool] = []
    notes: list[str] = []
    for name, together in groupby(whole, lambda question: question.problem.name):
        variants = tuple(together)
        notes += variants[0].lowered.notes
        if variants[0].parts:
            pools.append(Pool(name=name, variants=variants))
        else:
            notes.append(f"{name}: no blank is a number, so there is no question to export")
    if not pools:
        names = ", ".join(dict.fromkeys(question.problem.name for question in whole))
        raise GradsheetError(
            f"{title} cannot carry {names or 'an assignment without problems'}: nothing there is answered with a "
            "number; hand it out on paper (`gradsheet make`)"
        )
    return Carried(pools=tuple(pools), notes=tuple(dict.fromkeys(notes)))
