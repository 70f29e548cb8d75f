"""Fair numbers: drawn, solved and judged as arrays, for a whole class at once.

Every student's numbers depend on that student's seed alone: a late enrolment moves nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import DrawError
from .advice import Rejected, explained
from .fairness import Fairness
from .own_tolerance import swallowing
from .problem import Problem
from .ranges import Draw, decimals
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
    if complaints := swallowing(problem, fairness):
        raise DrawError("\n".join(map(str, complaints)))
    chosen: list[Draw | None] = [None] * len(seeds)
    pending = list(range(len(seeds)))
    rejected: dict[str, Rejected] = {}
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
            before = rejected.get(rule.name, Rejected(0, 0))
            count = int(len(picks) - np.count_nonzero(rule.holds))
            judged = len(picks) if rule.judged is None else rule.judged
            rejected[rule.name] = Rejected(before.draws + count, before.of + judged)
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
        raise DrawError(explained(problem, rejected, tried))
    return [one for one in chosen if one is not None]


def _check_dropped(problem: Problem, fairness: Fairness) -> None:
    fault = too_many_dropped(fairness)
    if fault:
        raise DrawError(f"{problem.name}: {fault}")


def too_many_dropped(fairness: Fairness) -> str:
    """What is wrong with how much an author dropped, or nothing."""
    dropped, judged = len(fairness.separator.dropped), int(np.count_nonzero(fairness.separator.judged))
    if dropped <= MOST_DROPPED * (dropped + judged):
        return ""
    return (
        f"[draw] drop leaves out {dropped} of {dropped + judged} pairs of a wrong method and a "
        f"blank, more than {MOST_DROPPED:.0%}; drop fewer, ask for other quantities, or take it all out with "
        'without = ["separation"]'
    )
