"""What is found for many exercises of one problem at once, and asked for one by one: by key, drawing, answers, page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from ..errors import GradsheetError
from .exercise import Exercise, Solution
from .problem import Itself

Found = TypeVar("Found")
Solved = tuple[Exercise, Solution]
MOST = 256
"""Exercises of which it is remembered; who works more at once asks for so many at a time."""


class Together(Generic[Found]):
    """What `find` gives for exercises of one problem that have the same givens, in their order."""

    def __init__(self, find: Callable[[Sequence[Solved]], Sequence[Found]]) -> None:
        self._find = find
        self._known: dict[tuple[Itself[Exercise], Itself[Solution]], Found] = {}
        self._lock = Lock()

    def one(self, exercise: Exercise, solution: Solution) -> Found:
        key = (Itself(exercise), Itself(solution))
        found = self._known.get(key)
        if found is None:
            (found,) = self._find([(exercise, solution)])
            self._keep({key: found})
        return found

    def find_all(self, solved: Sequence[Solved]) -> None:
        """Finds it for all of them; whatever makes that an error is said when the one concerned is asked for."""
        together: dict[tuple[object, ...], list[Solved]] = {}
        for exercise, solution in solved:
            together.setdefault((id(exercise.problem), *exercise.givens), []).append((exercise, solution))
        for some in together.values():
            try:
                found = self._find(some)
            except GradsheetError:
                continue
            self._keep({(Itself(a), Itself(b)): one for (a, b), one in zip(some, found, strict=True)})

    def _keep(self, found: dict[tuple[Itself[Exercise], Itself[Solution]], Found]) -> None:
        with self._lock:
            self._known |= found
            while len(self._known) > MOST:
                del self._known[next(iter(self._known))]
