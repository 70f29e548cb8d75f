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
BLOCK = 256


def draw(problem: Problem, seeds: Sequence[bytes]) -> list[Draw]:
    """The givens of one exercise per seed (32 bytes each); raises DrawError when no fair numbers turn up."""
    slots = len(problem.given)
    fairness = Fairness(problem)
    chosen: list[Draw | None] = [None] * len(seeds)
    pending = list(range(len(seeds)))
    rejected: dict[str, int] = {}
    tried = 0
    attempt = 0
    while pending and attempt < ATTEMPTS:
        block = min(max(1, BLOCK // len(pending)), ATTEMPTS - attempt)
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
    bits = words([bytes(32)], [range(BLOCK * slots)]).reshape(BLOCK, slots)
    values = solve(problem.derivation, arrays(problem, bits))
    lost = np.zeros(BLOCK, dtype=bool)
    found: dict[str, int] = {}
    for step in problem.derivation.steps:
        here = ~np.isfinite(values[step.symbol]) & ~lost
        found[str(step)] = int(np.count_nonzero(here))
        lost |= here
    return f"{max(found, key=found.__getitem__)} has no finite value"
