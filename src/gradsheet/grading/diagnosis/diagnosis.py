"""The diagnosis of those who have something wrong in one problem; each part is computed when somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from ...formula.notation import LECTURE, Profile
from ...models import Misconception
from ...problems.problem import Itself, Problem
from ...problems.separation import Separator
from .exercises import Exercises
from .follow import Followed, follow
from .hidden import HiddenStep, hidden_steps
from .implied import Implied, imply
from .methods import Agreement, Part
from .paper import Paper
from .segments import Segments
from .slips import Slips


@dataclass(frozen=True)
class Knowledge:
    """What is known of a problem whoever works on it: made once, and only when somebody has something wrong."""

    problem: Problem

    @cached_property
    def segments(self) -> Segments:
        return Segments(self.problem)

    @cached_property
    def hidden(self) -> tuple[HiddenStep, ...]:
        return tuple(hidden_steps(self.segments))

    @cached_property
    def separator(self) -> Separator:
        return Separator(self.problem)


def knowledge_of(problem: Problem) -> Knowledge:
    """What is known of a problem, made once for many calls."""
    return _known(Itself(problem))


@lru_cache(maxsize=64)
def _known(problem: Itself[Problem]) -> Knowledge:
    return Knowledge(problem.one)


@dataclass(frozen=True)
class Diagnosis:
    """Arrays of shape (blanks, students) that say what each answer can be.

    `notation` is for naming quantities, `said` are sentences that many students are told.
    """

    exercises: Exercises
    knowledge: Knowledge
    notation: Profile = LECTURE
    said: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def paper(self) -> Paper:
        return Paper(self.exercises, self.knowledge.segments)

    @cached_property
    def agreement(self) -> Agreement:
        return Agreement(self.paper, self.knowledge.separator)

    @cached_property
    def followed(self) -> Followed:
        return follow(self.paper, self.agreement)

    @cached_property
    def unexplained(self) -> Any:
        """Wrong answers that do not follow from others."""
        return self.exercises.wrong & ~self.followed.holds

    @cached_property
    def implied(self) -> Implied:
        return imply(self.paper, self.agreement, self.knowledge.hidden, self.unexplained)

    @cached_property
    def partly(self) -> Part:
        """Misconceptions that explain a part of a sheet."""
        whole = self.agreement.throughout.any(axis=0)
        return self.agreement.partly(self.unexplained & ~whole)

    @cached_property
    def methodical(self) -> Any:
        """Answers that a misconception gives."""
        whole = (self.agreement.throughout[:, None] & self.agreement.shown).any(axis=0)
        return whole | self.partly.everywhere.any(axis=0)

    @cached_property
    def methodical_here(self) -> Any:
        """Answers that a misconception gives at this blank alone, and that no slip before it explains."""
        return self.partly.here.any(axis=0) & ~self.implied.first

    @cached_property
    def slips(self) -> Slips:
        return Slips(self.exercises, self.followed)

    def causes(self, row: int, column: int) -> tuple[Misconception, ...]:
        """The misconceptions that give a number, all of them."""
        known = self.exercises.problem.misconceptions
        return tuple(known[id] for id in self.agreement.causes(row, column, self.partly))
