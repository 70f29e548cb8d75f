"""What one student handed in, in the order of time: which rows make up an attempt, and which begin a new one.

An attempt is everything that had been handed in by its time. A row that answers what no row before it did adds to
the attempt; one that answers the same blanks again takes their place, and that is the next attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..assignments.sheet import Item
from .answer import Answer

EXPORTED = ""
"""Stands for the code where the exercises are exported variants; labels are those of the student's own sheet."""

Key = int | datetime | None
"""What tells a student's attempts apart: their number, else their time, else nothing."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something was handed in, as the file has it, and which attempt it says it is."""

    submitted: str = ""
    when: datetime | None = None
    attempt: int | None = None

    @property
    def key(self) -> Key:
        return self.when if self.attempt is None else self.attempt


@dataclass(frozen=True, slots=True)
class Taken:
    """The exercise behind a blank of the exported variant `code`, numbered as on the student's own sheet."""

    code: str
    item: Item


@dataclass(slots=True)
class Part:
    """Answers that were handed in together: by sheet code, by label.

    `offered` are the labels that could be answered there, `exported` by label the exercises of exported variants: an
    LMS may ask every blank of an exercise in another variant.
    """

    stamp: Stamp
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    offered: dict[str, Set[str]] = field(default_factory=dict)
    exported: dict[str, Taken] = field(default_factory=dict)

    def answers_same(self, other: Part) -> bool:
        return any(not labels.isdisjoint(other.offered.get(code, ())) for code, labels in self.offered.items())

    def then(self, later: Part) -> Part:
        """What stands when `later` has come in too: in the blanks that both offer, the later answers."""
        joined = Part(
            stamp=Stamp(later.stamp.submitted, _latest(self.stamp.when, later.stamp.when), later.stamp.attempt),
            offered={**self.offered},
            exported={**self.exported, **later.exported},
        )
        for code in {**self.answers, **later.answers}:
            again = later.offered.get(code, frozenset())
            kept = {label: one for label, one in self.answers.get(code, {}).items() if label not in again}
            joined.answers[code] = {**kept, **later.answers.get(code, {})}
        for code, labels in later.offered.items():
            joined.offered[code] = labels | self.offered.get(code, frozenset())
        return joined


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers to one blank, of which nothing says which is later; `before` counts."""

    label: str
    before: Answer
    answer: Answer


def in_order(parts: Mapping[Key, Part]) -> tuple[list[Part], list[Conflict]]:
    """A student's attempts, oldest first; answers without a time go with each of them."""
    if len(parts) == 1:
        return list(parts.values()), []
    found: list[Part] = []
    for part in sorted((one for key, one in parts.items() if key is not None), key=_order):
        joined = found[-1].then(part) if found else part
        if found and not found[-1].answers_same(part):
            found[-1] = joined
        else:
            found.append(joined)
    undated = parts.get(None)
    if undated is None:
        return found, []
    return [_with(one, undated) for one in found], list(_conflicts(found, undated))


def _order(part: Part) -> tuple[bool, datetime, int]:
    return part.stamp.when is not None, part.stamp.when or _NEVER, part.stamp.attempt or 0


_NEVER = datetime.min.replace(tzinfo=UTC)


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)


def _with(attempt: Part, undated: Part) -> Part:
    """The attempt, with undated answers where it has none."""
    codes = {**attempt.answers, **undated.answers}
    return Part(
        stamp=attempt.stamp,
        answers={code: {**undated.answers.get(code, {}), **attempt.answers.get(code, {})} for code in codes},
        offered=attempt.offered,
        exported={**undated.exported, **attempt.exported},
    )


def _conflicts(attempts: Iterable[Part], undated: Part) -> Iterator[Conflict]:
    said = set()
    for code, written in undated.answers.items():
        for label, answer in written.items():
            for attempt in attempts:
                before = attempt.answers.get(code, {}).get(label)
                if before is not None and not before.says_same(answer) and (code, label) not in said:
                    said.add((code, label))
                    yield Conflict(label, before, answer)
