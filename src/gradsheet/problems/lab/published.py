"""Published cases under the rules of draws: what their numbers hide."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...formula import name
from ..check import case_exercise
from ..fairness import Fairness
from .findings import Published


def published(fairness: Fairness) -> Iterator[Published]:
    """Each case: the rules that it breaks, misconceptions that give its right numbers, and those too near."""
    separator = fairness.separator
    for case in fairness.problem.cases:
        givens = case_exercise(fairness.problem, case).givens
        alone = {symbol: np.array([float(value)]) for symbol, value in givens.items()}
        found = separator(alone, 1)
        judged = separator.judged
        apart = (~found.same & (found.ratio > 1))[:, :, 0]
        near = [
            f"{separator.ids[row]} at {name(separator.blanks[column])}"
            for row, column in np.argwhere(judged & ~found.same[:, :, 0] & ~apart)
        ]
        yield Published(
            case=case.name,
            broken=tuple(rule.name for rule in fairness.structure(alone, 1) if not rule.holds[0]),
            known=len(separator.ids),
            hidden=tuple(id for row, id in enumerate(separator.ids) if not (judged & apart)[row].any()),
            near=tuple(near),
        )
