"""Fair numbers: drawn, solved and judged as arrays, for a whole class at once.

Every student's numbers depend on that student's seed alone: a late enrolment moves nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..derivation import solve
from ..errors import DrawError
from .fairness import Fairness
from .problem import Problem
from .ranges import Draw, arrays, decimals
from .rules import RULES
from .stream import words

ATTEMPTS = 40_000
HOPELESS = 100_000  # a class without one fair draw among so many will not find any
MOST_DROPPED = 0.1  # of the pairs of a wrong method and a blank that it can change
FIRST, LARGEST = 256, 16_384  # draws judged at once; more in every round, for what is left is harder to please


def draw(problem: Problem, seeds: Sequence[bytes]) -> list[Draw]:
    """The givens of one exercise per seed (32 bytes each); raises DrawError when no fair numbers turn up."""
    slots = len(problem.given)
    fairness = Fairness(problem)
    _check_dropped(problem, fairness)
    chosen: list[Draw | None] = [None] * len(seeds)
    pending = list(range(len(seeds)))
    rejected: dict[str, int] = {}
    tried = 0
    attempt = 0
    size = FIRST
    while pending and attempt < ATTEMPTS:
        block = min(max(1, size // len(pending)), ATTEMPTS - attempt)
        size = min(4 * size, LARGEST)
        counters = (attempt + np.arange(block))[None, :, None] * slots + np.arange(slots)[None, None, :]
        bits = words([seeds[place] for place in pending], np.broadcast_to(counters, (len(pending), block, slots)))
        picks = bits.reshape(len(pending) * block, slots)
        fair = np.ones(len(picks), dtype=bool)
        for rule in fairness.judged(picks):
            fair &= rule.holds
            rejected[rule.name] = rejected.get(rule.name, 0) + int(len(picks) - np.count_nonzero(rule.holds))
        tried += len(picks)
        by_seed = fair.reshape(len(pending), block)
        for row, place in enumerate(pending):
            if by_seed[row].any():
                chosen[place] = decimals(problem, picks[row * block + int(np.argmax(by_seed[row]))])
        pending = [place for place in pending if chosen[place] is None]
        attempt += block
        if len(pending) == len(seeds) and tried >= HOPELESS:
            break
    if pending:
        raise DrawError(_explained(problem, rejected, tried))
    return [one for one in chosen if one is not None]


def _check_dropped(problem: Problem, fairness: Fairness) -> None:
    dropped, judged = len(fairness.separator.dropped), int(np.count_nonzero(fairness.separator.judged))
    if dropped > MOST_DROPPED * (dropped + judged):
        raise DrawError(
            f"{problem.name}: [draw] drop leaves out {dropped} of {dropped + judged} pairs of a wrong method and a "
            f"blank, more than {MOST_DROPPED:.0%}; drop fewer, ask for other quantities, or take it all out with "
            'without = ["separation"]'
        )


def _explained(problem: Problem, rejected: Mapping[str, int], tried: int) -> str:
    worst = sorted(((count, rule) for rule, count in rejected.items() if count), reverse=True)[:3]
    reasons = "; ".join(f"`{rule}` alone rejects {count:,}" for count, rule in worst)
    hints = [_hint(rule, problem) for _, rule in worst]
    return (
        f"{problem.name}: no fair numbers among {tried:,} draws: {reasons}; "
        f"widen the ranges in [given], or relax [draw] ({', '.join(hints)})"
    )


def _hint(rule: str, problem: Problem) -> str:
    if rule == "finite":
        return f"finite: {_without_value(problem)} (ln of 0, a division by 0, or too large)"
    return f"{rule}: {RULES[rule].advice(problem)}" if rule in RULES else rule


def _without_value(problem: Problem) -> str:
    """The step that most often is the first without a finite value."""
    slots = len(problem.given)
    bits = words([bytes(32)], [range(FIRST * slots)]).reshape(FIRST, slots)
    values = solve(problem.derivation, arrays(problem, bits))
    lost = np.zeros(FIRST, dtype=bool)
    found: dict[str, int] = {}
    for step in problem.derivation.steps:
        here = ~np.isfinite(values[step.symbol]) & ~lost
        found[str(step)] = int(np.count_nonzero(here))
        lost |= here
    return f"{max(found, key=found.__getitem__)} has no finite value"
