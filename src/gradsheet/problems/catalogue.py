"""What is in the bank, one row for each problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import GradsheetError
from .bank import bank_names, find_problem
from .burden import minutes
from .fairness import Fairness
from .problem import Problem
from .tables.table import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`size` is that of the network or the work, `minutes` a rough guess from the operations that lead to the blanks.

    `sees` are the misconceptions that give a wrong number somewhere in fair draws, `blind_to` those that
    could and do not.
    """

    name: str
    title: str
    level: str
    topics: tuple[str, ...]
    size: str
    blanks: int
    minutes: int
    sees: tuple[str, ...]
    blind_to: tuple[str, ...]


def catalogue(*, topic: str | None = None, folder: Path | None = None) -> list[Row]:
    """The problems of the bank, or those of a topic (a folder of the bank, or a word of `topics`)."""
    problems = [find_problem(name, folder=folder) for name in bank_names()]
    found = [problem for problem in problems if topic is None or topic.lower() in _topics(problem)]
    if not found and topic is not None:
        known = sorted({one for problem in problems for one in _topics(problem)})
        raise GradsheetError(f"no problem on '{topic}'; {nearest(topic.lower(), known)}")
    return [_row(problem) for problem in found]


def _topics(problem: Problem) -> Sequence[str]:
    return [problem.name.split("/")[0], *(one.lower() for one in problem.topics)]


def _row(problem: Problem) -> Row:
    fairness = Fairness(problem)
    network = problem.network
    return Row(
        name=problem.name,
        title=problem.title,
        level=problem.level,
        topics=problem.topics,
        size="-".join(map(str, network.units)) if network is not None else f"{len(problem.derivation.steps)} steps",
        blanks=len(problem.blanks),
        minutes=minutes(problem),
        sees=fairness.sees,
        blind_to=fairness.blind_to,
    )
