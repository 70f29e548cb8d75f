"""What an LMS holds after an import, as a reader of a written file understands it.

A reader knows its target's documentation and nothing of our writers: it takes the bytes apart and says
how that LMS would mark. `proof` compares what it found with what the grader decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from ..errors import GradsheetError

Files = Mapping[str, bytes]
"""The files of an export by name; a zip is one file."""


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place to answer: `earns` is the share of `worth` that typed text gets there.

    `options` are the texts to choose from, where nothing is typed; `decimals` are what the target keeps of a
    number that is typed, where it does not keep all of it. `tells` is what is said of an answer and not of any.
    """

    name: str
    worth: float
    earns: Callable[[str], float]
    options: tuple[str, ...] = ()
    decimals: int | None = None
    tells: Callable[[str], str] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One question as the LMS holds it; `where` names it in messages: `moodle.xml: question 3`.

    `words` is all that a student sees before answering, markup and entities resolved, formulas as the file
    has them; `feedback` what may be seen afterwards. `group` names the pool for the LMS, where `pool` is for people.
    """

    where: str
    ident: str
    words: str
    feedback: Sequence[str]
    places: tuple[Place, ...]
    pool: str = ""
    group: str = ""
    pictures: tuple[str, ...] = ()


class Seen(NamedTuple):
    """What tells a question from the others of its export: `code` is that of the exercise which its text names."""

    where: str
    ident: str
    pool: str
    group: str
    code: str | None = None


def seen(held: Held, code: str | None = None) -> Seen:
    return Seen(held.where, held.ident, held.pool, held.group, code)


Lot = Callable[[], Sequence[Held]]
"""Some questions of an export, read where this is called: so that processes can share the work."""


def _anyway(_: Sequence[Seen]) -> None:
    """Whatever is there may be there together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """All questions of an export; `fit` gets all of them, and raises GradsheetError where they do not go together.

    `sizes` are those of the lots where they differ much: how much there is to read.
    """

    lots: Sequence[Lot]
    sizes: Sequence[int] = ()
    fit: Callable[[Sequence[Seen]], None] = _anyway

    def all(self) -> tuple[Held, ...]:
        found = tuple(chain.from_iterable(lot() for lot in self.lots))
        self.fit([seen(held) for held in found])
        return found


def named_once(questions: Sequence[Seen], said: str, by: Callable[[Seen], object] = attrgetter("ident")) -> None:
    """Raises GradsheetError at the second question of one name; `said` is what its LMS does then, with {} for the name.

    `by` is what has to differ, where that is not the name alone.
    """
    known: set[object] = set()
    for one in questions:
        if by(one) in known:
            raise GradsheetError(f"{one.where}: {said.format(one.ident)}")
        known.add(by(one))
