"""What a test finds out about an answer, and tables of tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...models import Misconception
from ..outcome import Outcome
from .diagnosis import Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an answer is, and why; `causes` and `believed` as in a verdict."""

    outcome: Outcome
    note: str = ""
    causes: tuple[Misconception, ...] = ()
    believed: tuple[str, ...] = ()


Says = Callable[[Diagnosis, int, int], Finding]


@dataclass(frozen=True, slots=True)
class Test:
    """`hits` says of which answers it is true, as an array of shape (blanks, students), `says` what one of them is."""

    hits: Callable[[Diagnosis], Any]
    says: Says


def findings(diagnosis: Diagnosis, tests: Sequence[Test]) -> list[dict[int, Finding]]:
    """For each student what is to be said of every answer that is not right, by its row: the first test that hits."""
    found: list[dict[int, Finding]] = [{} for _ in range(diagnosis.exercises.count)]
    open_ = diagnosis.exercises.wrong.copy()
    for test in tests:
        if not open_.any():
            break
        hits = open_ & test.hits(diagnosis)
        for row, column in np.argwhere(hits).tolist():
            found[column][row] = test.says(diagnosis, row, column)
        open_ &= ~hits
    return found
