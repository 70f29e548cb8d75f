"""Tolerances that an author set and that would take a known wrong number for right in every draw."""

from __future__ import annotations

import numpy as np

from ..errors import Complaint
from ..formula import name
from .fairness import Fairness
from .problem import Problem
from .toml_source import TomlSource


def swallowing(problem: Problem, fairness: Fairness) -> list[Complaint]:
    """A complaint for each such ask, at its place in the file, naming one misconception."""
    own = [number for number, ask in enumerate(problem.asks) if ask.tolerance is not None]
    if not own or not fairness.sampled:
        return []
    separator = fairness.separator
    found = separator(fairness.sample, fairness.sampled)
    with np.errstate(all="ignore"):
        inside = np.abs(found.exact - found.right) <= found.allowed
    differs = ~found.same & np.isfinite(found.exact)
    swallowed = separator.judged & differs.any(axis=2) & (inside | ~differs).all(axis=2)
    source = TomlSource.parse(problem.source, f"{problem.name.removesuffix('.toml')}.toml")
    complaints = []
    for number in own:
        ask = problem.asks[number]
        columns = [place for place, symbol in enumerate(separator.blanks) if symbol in ask.blanks]
        hits = [(row, column) for column in columns for row in np.flatnonzero(swallowed[:, column])]
        if not hits or ask.tolerance is None:
            continue
        row, column = hits[0]
        more = f" (and {len(hits) - 1} more)" if len(hits) > 1 else ""
        id, blank = separator.ids[row], name(separator.blanks[column])
        complaints.append(
            source.complaint(
                ("ask", number, "tolerance"),
                f"{ask.tolerance.how} = {ask.tolerance.amount} takes the wrong number of `{id}` at {blank} for right "
                f"in every draw{more}; leave the tolerance out and it is derived from honest rounding, make it "
                f'smaller, or drop the pair: drop = ["{id} at {blank}"]',
            )
        )
    return complaints
