"""What a student is told: why each blank earned what it did, and where the first slip is.

Nothing said here holds a right number, so that it may be read while others still work on theirs. Causes are what a
number is consistent with, never what somebody did; the lines of misconceptions point at the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..assignments.sheet import Item
from ..formula.notation import LECTURE, Profile
from ..formula.plain import symbol_to_plain
from ..formula.text import to_text
from ..languages import ENGLISH, Language
from ..models import Misconception
from ..problems.choices import Cause
from ..problems.problem import Kind, Problem
from ..problems.prose import Math, Part, Text, prose
from .for_everyone import FILE
from .outcome import Outcome
from .verdict import Marks, Verdict, WrongStep
from .wording import on_one_line, percent, points_text

Parts = tuple[Part, ...]

MOST = 499
"""Characters of a short text: what every platform takes as a comment."""


def reason(verdict: Verdict, item: Item, said: Language = ENGLISH) -> Parts:
    """Why a blank earned what it did; nothing where it is simply right."""
    found, decided = tuple(_found(verdict, item, said)), tuple(_decided(verdict, said))
    return (*found, Text(said["space"]), *decided) if found and decided else found or decided


def _found(verdict: Verdict, item: Item, said: Language) -> Iterator[Part]:
    problem = item.exercise.problem
    at = verdict.believed
    believed = said["believed_at"].format(labels=said.listed(at)) if at else said["believed_earlier"]
    # Marking's notes are English.
    noted = verdict.note if said is ENGLISH else ""
    match verdict.outcome:
        case Outcome.WRITTEN if verdict.waits:
            yield Text(said["reason_written"])
        case Outcome.RIGHT | Outcome.WRITTEN:
            return
        case Outcome.UNREADABLE:
            yield Text(_sentence(noted.partition("\n")[0]) if noted else said["reason_unreadable"])
        case _ if verdict.blank.ask.kind is Kind.FORMULA and verdict.note:
            yield Text(_sentence(noted) if noted else said["reason_formula"])
        case Outcome.MISCONCEPTION if verdict.causes:
            yield from consistent_with(verdict.causes, problem, said)
            if verdict.believed:
                yield Text(said["space"] + said["reason_with_own"].format(believed=believed))
        case Outcome.WRONG | Outcome.MISCONCEPTION:
            yield Text(_tried(noted, said))
        case outcome:
            rounding = problem.rounding
            yield Text(
                said[f"reason_{outcome.value}"].format(
                    believed=believed, keep=said.decimals(rounding.keep), answer=rounding.answer
                )
            )


def consistent_with(causes: Sequence[Misconception | Cause], problem: Problem, said: Language) -> Iterator[Part]:
    """`consistent with: step taken uphill. Which sign does descent use?`; of several, the titles and the first hint."""
    yield Text(said["reason_one_cause" if len(causes) == 1 else "reason_several_causes"])
    for place, cause in enumerate(causes):
        if place:
            yield Text(said["reason_or"])
        yield from _prose(said.get(f"title {cause.id}", cause.title), problem)
    yield Text(said["reason_cause_end"])
    yield from _prose(said.get(f"hint {causes[0].id}", causes[0].feedback), problem)


def _prose(text: str, problem: Problem) -> Iterator[Part]:
    for paragraph in prose(text, problem.derivation):
        yield from paragraph.parts


def _tried(note: str, said: Language) -> str:
    """What marking tried, where it says so without a number."""
    if not note or re.search(r"\d[.,]\d", note):
        return said["reason_wrong"]
    return _sentence(note.replace("what was written at", "what you wrote at"))


def _decided(verdict: Verdict, said: Language) -> Iterator[Part]:
    settled = verdict.settled
    if settled is None:
        return
    person = said["the_staff"] if settled.who == FILE else settled.who
    who = ", ".join(part for part in (person, settled.when[:10]) if part) or said["a_person"]
    yield Text(said["decided"].format(who=on_one_line(who, 80), words=on_one_line(settled.words)))
    if not verdict.worth:
        yield Text(said["space"] + said["reason_void"])


def opening(marks: Marks, item: Item, said: Language = ENGLISH) -> Parts:
    """Where the first slip of an exercise is, what is right before it, and what follows rightly from it."""
    verdicts = [verdict for verdict in marks.verdicts if verdict.blank.exercise == item.number]
    troubled = [place for place, verdict in enumerate(verdicts) if not _is_fine(verdict)]
    if not troubled:
        waiting = all(verdict.waits for verdict in verdicts)
        return () if waiting else (Text(said["all_right"]),)
    if all(verdict.outcome is Outcome.BLANK for verdict in verdicts if not verdict.waits):
        return (Text(said["empty"]),)
    place, step = troubled[0], _first_step(marks, verdicts)
    if step is not None and not step.asked:
        place = next(p for p, verdict in enumerate(verdicts) if verdict.blank.label == step.label)
    first = verdicts[place]
    parts: list[Part] = []
    if place and all(map(_is_fine, verdicts[:place])):
        parts.append(Text(said["right_up_to"].format(label=verdicts[place - 1].blank.label) + said["space"]))
    if step is not None and not step.asked:
        before, rest = said["first_before"].format(label=step.label), said["first_before_rest"]
        parts += [Text(f"{before} "), Math((step.symbol,)), Text(rest + said["space"])]
        parts += consistent_with(step.causes, item.exercise.problem, said) if step.causes else ()
    else:
        parts += [Text(said["first_look"].format(label=first.blank.label) + said["space"]), *reason(first, item, said)]
    follows = [verdict.blank.label for verdict in verdicts[place + 1 :] if verdict.outcome is Outcome.FOLLOW_THROUGH]
    if follows:
        parts.append(Text(said["space"] + said["credited"].format(labels=said.listed(follows))))
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


def facts(marks: Marks, said: Language = ENGLISH) -> tuple[str, ...]:
    """Lateness and attempts, where there is something to say."""
    found = []
    if marks.days_late:
        late = said.counted(marks.days_late, "day_late", "days_late")
        share = percent(marks.late_share, said)
        found.append(said["taken_off"].format(late=late, share=share) if marks.late_share else late)
    if marks.attempts > 1:
        found.append(said["attempt"].format(attempt=marks.attempt, attempts=marks.attempts))
    return tuple(found)


def short_text(marks: Marks, notation: Profile = LECTURE, said: Language = ENGLISH) -> str:
    """Points, lateness and the first slip of each exercise in under 500 characters, for a comment on a platform."""
    total, out_of = (said.number(points_text(points, 2)) for points in (marks.total, marks.out_of))
    whole = said["whole_total"].format(total=total, out_of=out_of)
    sentences = [said["full_stop"].format(sentence=said["semicolon"].join((whole, *facts(marks, said))))]
    if waiting := [verdict.blank.label for verdict in marks.verdicts if verdict.waits]:
        sentences.append(said["waits"].format(labels=said.listed(waiting)))
    if marks.submission is None and not any(verdict.settled for verdict in marks.verdicts):
        return said.joined((sentences[0], said["nothing_handed_in"]))
    openings = {item.number: plainly(opening(marks, item, said), item, notation) for item in marks.sheet.items}
    if all(text in ("", said["all_right"]) for text in openings.values()):
        sentences.append(said["all_right"])
    else:
        several = len(openings) > 1
        sentences += [
            said["exercise_says"].format(number=number, text=text) if several else text
            for number, text in openings.items()
            if text
        ]
    return _cut(said.joined(sentences))


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


def _cut(text: str) -> str:
    """As many whole sentences as there is room for; of the first that is too long, its beginning."""
    if len(text) <= MOST:
        return text
    room = text[: MOST - 1]
    return f"{room[: max(room.rfind(' '), 0)].rstrip('.,;: ')} …"


def _sentence(text: str) -> str:
    text = on_one_line(text.strip(), 600)
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
