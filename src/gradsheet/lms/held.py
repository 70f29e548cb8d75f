"""What an LMS holds after an import, as a reader of a written file understands it.

A reader knows its target's documentation and nothing of our writers: it takes the bytes apart and says
how that LMS would mark. `proof` compares what it found with what the grader decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]
"""The files of an export by name; a zip is one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place to answer: `earns` is the share of `worth` that typed text gets there.

    `options` are the texts to choose from, where nothing is typed; `decimals` are what the target keeps of a
    number that is typed, where it does not keep all of it.
    """

    name: str
    worth: float
    earns: Callable[[str], float]
    options: tuple[str, ...] = ()
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One question as the LMS holds it; `where` names it in messages: `moodle.xml: question 3`.

    `words` is all that a student sees before answering, markup and entities resolved, formulas as the file
    has them; `feedback` what may be seen afterwards.
    """

    where: str
    ident: str
    words: str
    feedback: tuple[str, ...]
    places: tuple[Place, ...]
    pool: str = ""
    pictures: tuple[str, ...] = ()
