"""What a student is told: why each blank earned what it did, and where the first slip is.

Nothing said here holds a right number, so that it may be read while others still work on theirs. Causes are what a
number is consistent with, never what somebody did; the lines of misconceptions point at the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..assignments.sheet import Item
from ..formula.notation import LECTURE, Profile
from ..formula.plain import symbol_to_plain
from ..formula.text import to_text
from ..models import Misconception
from ..problems.problem import Kind, Problem
from ..problems.prose import Math, Part, Text, prose
from .for_everyone import FILE
from .outcome import Outcome
from .verdict import Marks, Verdict, WrongStep
from .wording import listed, on_one_line, points_text

Parts = tuple[Part, ...]

SAID: Mapping[str, str] = {
    "follow_through": "This is not the number of your sheet, but it follows rightly from what you wrote{believed}.",
    "rounded_early": "Near, but rounded too early: keep {keep} decimals on the way and give {answer}.",
    "decimal_slip": "The digits are right; the decimal point is in the wrong place.",
    "sign_slip": "The number is right but for its sign.",
    "last_digit_slip": "The number is right but for its last digits.",
    "one cause": "This number is consistent with: ",
    "several causes": "Several methods give this number, and it does not tell which: ",
    "or": "; or: ",
    "with own": "It was followed from what you wrote{believed}.",
    "wrong": "No known slip or method gives this number.",
    "blank": "Nothing is written here.",
    "written": "A person reads and marks this.",
    "void": "This blank does not count.",
    "decided": "{who} decided: ",
    "at": " at {labels}",
    "earlier": " earlier",
    "all right": "Everything is right.",
    "nothing": "Nothing was handed in.",
    "empty": "Nothing is written in this exercise.",
    "up to": "Everything up to {label} is right. ",
    "first": "Look first at {label}: ",
    "before": "Look first at the way to {label}: something went wrong there at ",
    "before, rest": ", which was not asked for. ",
    "credited": "What follows from it at {labels} is right with your numbers.",
    "staff": "The staff",
    "whole": "{total} of {out_of} points",
    "late": "{days} late",
    "taken off": " ({share} % taken off)",
    "attempt": "attempt {attempt} of {attempts}",
    "exercise": "Exercise {number}: ",
    "waits": "Not counted yet, for a person marks it: {labels}.",
}
MOST = 499
"""Characters of a short text: what every platform takes as a comment."""


def reason(verdict: Verdict, item: Item) -> Parts:
    """Why a blank earned what it did; nothing where it is simply right."""
    found, decided = tuple(_found(verdict, item)), tuple(_decided(verdict))
    return (*found, Text(" "), *decided) if found and decided else found or decided


def _found(verdict: Verdict, item: Item) -> Iterator[Part]:
    problem = item.exercise.problem
    believed = SAID["at"].format(labels=listed(verdict.believed)) if verdict.believed else SAID["earlier"]
    match verdict.outcome:
        case Outcome.WRITTEN if verdict.waits:
            yield Text(SAID["written"])
        case Outcome.RIGHT | Outcome.WRITTEN:
            return
        case Outcome.UNREADABLE:
            yield Text(_sentence(verdict.note.partition("\n")[0]))
        case _ if verdict.blank.ask.kind is Kind.FORMULA and verdict.note:
            yield Text(_sentence(verdict.note))
        case Outcome.MISCONCEPTION if verdict.causes:
            yield from _causes(verdict.causes, problem)
            if verdict.believed:
                yield Text(" " + SAID["with own"].format(believed=believed))
        case Outcome.WRONG | Outcome.MISCONCEPTION:
            yield Text(_tried(verdict.note))
        case outcome:
            rounding = problem.rounding
            yield Text(SAID[outcome.value].format(believed=believed, keep=rounding.keep, answer=rounding.answer))


def _causes(causes: Sequence[Misconception], problem: Problem) -> Iterator[Part]:
    """`consistent with: step taken uphill. Which sign does descent use?`; of several, the titles and the first hint."""
    yield Text(SAID["one cause" if len(causes) == 1 else "several causes"])
    for place, cause in enumerate(causes):
        if place:
            yield Text(SAID["or"])
        yield from _prose(cause.title, problem)
    yield Text(". ")
    yield from _prose(causes[0].feedback, problem)


def _prose(text: str, problem: Problem) -> Iterator[Part]:
    for paragraph in prose(text, problem.derivation):
        yield from paragraph.parts


def _tried(note: str) -> str:
    """What marking tried, where it says so without a number."""
    if not note or re.search(r"\d[.,]\d", note):
        return SAID["wrong"]
    return _sentence(note.replace("what was written at", "what you wrote at"))


def _decided(verdict: Verdict) -> Iterator[Part]:
    settled = verdict.settled
    if settled is None:
        return
    person = SAID["staff"] if settled.who == FILE else settled.who
    who = ", ".join(part for part in (person, settled.when[:10]) if part) or "A person"
    yield Text(f"{SAID['decided'].format(who=on_one_line(who, 80))}{on_one_line(settled.words)}.")
    if not verdict.worth:
        yield Text(f" {SAID['void']}")


def opening(marks: Marks, item: Item) -> Parts:
    """Where the first slip of an exercise is, what is right before it, and what follows rightly from it."""
    verdicts = [verdict for verdict in marks.verdicts if verdict.blank.exercise == item.number]
    troubled = [place for place, verdict in enumerate(verdicts) if not _is_fine(verdict)]
    if not troubled:
        waiting = all(verdict.waits for verdict in verdicts)
        return () if waiting else (Text(SAID["all right"]),)
    if all(verdict.outcome is Outcome.BLANK for verdict in verdicts if not verdict.waits):
        return (Text(SAID["empty"]),)
    place, step = troubled[0], _first_step(marks, verdicts)
    if step is not None and not step.asked:
        place = next(p for p, verdict in enumerate(verdicts) if verdict.blank.label == step.label)
    first = verdicts[place]
    parts: list[Part] = []
    if place and all(map(_is_fine, verdicts[:place])):
        parts.append(Text(SAID["up to"].format(label=verdicts[place - 1].blank.label)))
    if step is not None and not step.asked:
        parts += [Text(SAID["before"].format(label=step.label)), Math((step.symbol,)), Text(SAID["before, rest"])]
        parts += _causes(step.causes, item.exercise.problem) if step.causes else ()
    else:
        parts += [Text(SAID["first"].format(label=first.blank.label)), *reason(first, item)]
    follows = [verdict.blank.label for verdict in verdicts[place + 1 :] if verdict.outcome is Outcome.FOLLOW_THROUGH]
    if follows:
        parts.append(Text(f" {SAID['credited'].format(labels=listed(follows))}"))
    return tuple(parts)


def _is_fine(verdict: Verdict) -> bool:
    """Whether there is nothing to look at: right, marked by a person, or out of the total."""
    return (
        verdict.outcome in (Outcome.RIGHT, Outcome.WRITTEN)
        or verdict.points >= verdict.worth > 0
        or (not verdict.worth and verdict.blank.points > 0)
    )


def _first_step(marks: Marks, verdicts: Sequence[Verdict]) -> WrongStep | None:
    """The first wrong step of an exercise, if it was not asked and shows no later than the first trouble."""
    labels = [verdict.blank.label for verdict in verdicts if not _is_fine(verdict)]
    first = next((step for step in marks.wrong_steps if step.label in labels), None)
    return first if first is not None and first.label == labels[0] else None


def facts(marks: Marks) -> tuple[str, ...]:
    """Lateness and attempts, where there is something to say."""
    found = []
    if marks.days_late:
        days = f"{marks.days_late} day{'s' if marks.days_late > 1 else ''}"
        share = SAID["taken off"].format(share=points_text(100 * marks.late_share)) if marks.late_share else ""
        found.append(SAID["late"].format(days=days) + share)
    if marks.attempts > 1:
        found.append(SAID["attempt"].format(attempt=marks.attempt, attempts=marks.attempts))
    return tuple(found)


def short_text(marks: Marks, notation: Profile = LECTURE) -> str:
    """Points, lateness and the first slip of each exercise in under 500 characters, for a comment on a platform."""
    whole = SAID["whole"].format(total=points_text(marks.total, 2), out_of=points_text(marks.out_of, 2))
    sentences = [f"{'; '.join((whole, *facts(marks)))}."]
    if waiting := [verdict.blank.label for verdict in marks.verdicts if verdict.waits]:
        sentences.append(SAID["waits"].format(labels=listed(waiting)))
    if marks.submission is None and not any(verdict.settled for verdict in marks.verdicts):
        return f"{sentences[0]} {SAID['nothing']}"
    openings = {item.number: plainly(opening(marks, item), item, notation) for item in marks.sheet.items}
    if all(text in ("", SAID["all right"]) for text in openings.values()):
        sentences.append(SAID["all right"])
    else:
        several = len(openings) > 1
        sentences += [
            (SAID["exercise"].format(number=number) if several else "") + text
            for number, text in openings.items()
            if text
        ]
    return _cut(sentences)


def plainly(parts: Iterable[Part], item: Item, notation: Profile) -> str:
    """The parts as plain text, quantities in the course's notation."""
    naming = item.exercise.problem.naming(notation)
    written = (
        part.text
        if isinstance(part, Text)
        else " = ".join(to_text(side, lambda symbol: symbol_to_plain(symbol, naming)) for side in part.formulas)
        for part in parts
    )
    return on_one_line(" ".join("".join(written).split()), 2000)


def _cut(sentences: Sequence[str]) -> str:
    """As many whole sentences as there is room for; of the first that is too long, its beginning."""
    text = " ".join(sentences)
    if len(text) <= MOST:
        return text
    room = text[: MOST - 1]
    return f"{room[: max(room.rfind(' '), 0)].rstrip('.,;: ')} …"


def _sentence(text: str) -> str:
    text = on_one_line(text.strip(), 600)
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
