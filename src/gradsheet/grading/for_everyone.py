"""Decisions of assignment.toml, found on the sheets: which blanks they are about, which misconception they accept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..assignments.assignment import Assignment, Decision
from ..assignments.sheet import Blank, Sheet
from ..errors import Complaint, ComplaintsError, FormulaError
from ..formula import Symbol, parse_name
from ..models import Misconception
from ..problems.problem import Problem
from ..problems.tables.table import nearest

FILE = "assignment.toml"
Complaints = list[Complaint]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForEveryone:
    """A decision with the quantity that it names, if it names no label, and the misconception that it accepts."""

    decision: Decision
    symbol: Symbol | None = None
    accepted: str | None = None

    def concerns(self, blank: Blank, problem: Problem) -> bool:
        if self.decision.problem not in (None, problem.name):
            return False
        return blank.label == self.decision.blank.strip().lower() or blank.symbol == self.symbol


def for_everyone(assignment: Assignment, sheets: Sequence[Sheet]) -> tuple[ForEveryone, ...]:
    """The assignment's decisions; raises ComplaintsError for all that name something that is on no sheet."""
    layouts = {tuple(id(item.exercise.problem) for item in sheet.items): sheet for sheet in sheets}
    asked = [(blank, sheet.item(blank).exercise.problem) for sheet in layouts.values() for blank in sheet.blanks]
    complaints: Complaints = []
    found = [
        _found(number, decision, asked, complaints) for number, decision in enumerate(assignment.decisions, start=1)
    ]
    if complaints:
        raise ComplaintsError(complaints)
    return tuple(found)


def _found(
    number: int, decision: Decision, asked: Sequence[tuple[Blank, Problem]], complaints: Complaints
) -> ForEveryone:
    def complain(key: str, text: str) -> None:
        line, column = decision.places.get(key, (None, None))
        complaints.append(Complaint(FILE, line, column, f"decision[{number}].{key}: {text}"))

    one = ForEveryone(decision=decision, symbol=_symbol(decision.blank))
    names = list(dict.fromkeys(problem.name for _, problem in asked))
    if decision.problem is not None and decision.problem not in names:
        complain("problem", f"'{decision.problem}' is on no sheet; {nearest(decision.problem, names)}")
        return one
    concerned = [(blank, problem) for blank, problem in asked if one.concerns(blank, problem)]
    if not concerned:
        here = [blank.label for blank, problem in asked if decision.problem in (None, problem.name)]
        labels = list(dict.fromkeys(here))
        complain("blank", f"'{decision.blank}' is a blank of no sheet; {nearest(decision.blank, labels)}")
        return one
    meant = list(dict.fromkeys(problem.name for _, problem in concerned))
    if len(meant) > 1:
        complain(
            "blank",
            f"'{decision.blank}' is asked in {' and in '.join(meant)}, which not everybody has; say which is meant: "
            f'problem = "{meant[0]}"',
        )
    if decision.accept is None:
        return one
    known = {id_: each for _, problem in concerned for id_, each in problem.misconceptions.items()}
    accepted = _misconception(decision.accept, known)
    if accepted is None:
        complain("accept", f"'{decision.accept}' is no misconception; {_nearest(decision.accept, known)}")
    return ForEveryone(decision=decision, symbol=one.symbol, accepted=accepted)


def _symbol(text: str) -> Symbol | None:
    try:
        return parse_name(text)
    except FormulaError:
        return None


def _misconception(text: str, known: Mapping[str, Misconception]) -> str | None:
    """The id of the one that has this id or this title."""
    wanted = " ".join(text.lower().split())
    return next((id_ for id_, one in known.items() if wanted in (id_, one.title.lower())), None)


def _nearest(text: str, known: Mapping[str, Misconception]) -> str:
    """The nearest ones, each by id and title."""
    close = get_close_matches(text.lower(), known, n=1)
    close += sorted((id_ for id_ in known if _shared(text, known[id_])), key=lambda id_: -_shared(text, known[id_]))
    if not close:
        return "`gradsheet list` shows those of each problem"
    named = [f"'{id_}' ({known[id_].title})" for id_ in dict.fromkeys(close[:2])]
    return f"did you mean {' or '.join(named)}?"


_FILLERS = frozenset({"a", "as", "by", "for", "in", "instead", "its", "of", "place", "the", "to"})


def _shared(text: str, one: Misconception) -> float:
    """How many of the words are the misconception's too, and how many of its own they are."""
    typed, own = (set(re.findall(r"\w+", words.lower())) - _FILLERS for words in (text, f"{one.id} {one.title}"))
    return len(typed & own) + len(typed & own) / len(typed | own)
