"""Which draws are fair: structural rules, the same work for everybody, and every wrong method told from the right one.

All is measured against the problem alone, on draws that everybody can make from a public constant: a
late student or a redraw moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..derivation import Tape, solve
from ..derivation.operations import results
from ..formula import Symbol, name
from .burden import Burden, near, needed
from .choices import enough
from .problem import Kind, Problem
from .ranges import arrays
from .rules import CHOICES, Rule, structural
from .separation import AT_ONCE, Separation, Separator
from .stream import public_seed, words

SAMPLE = 64  # fair draws on which a problem is measured
FIRST_SAMPLED, SAMPLED = 512, 4096  # draws among which they are sought, at first and then in turn
MOST_SAMPLED = 16 * SAMPLED
SAME_LOAD, SEPARATION = "same-load", "separation"
NAME = "fairness"


@dataclass(frozen=True)
class Fairness:
    """The rules of one problem, with what has to be known of it beforehand."""

    problem: Problem

    def judged(self, picks: Any) -> Iterator[Rule]:
        """Every rule with the draws that keep it, of shape (draws,); `picks` holds one word per draw and range.

        Rules that cost more see only what the cheaper ones left, and let pass what those rejected.
        """
        count = len(picks)
        givens = arrays(self.problem, picks)
        left = np.ones(count, dtype=bool)
        for rule in self.structure(givens, count):
            left &= rule.holds
            yield rule
        places = np.flatnonzero(left)
        if not (len(places) and self.has_costly):
            return
        kept: dict[str, Any] = {}
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            found = self.separator({symbol: value[some] for symbol, value in givens.items()}, len(some))
            for name_, holds in self.costly(found):
                kept.setdefault(name_, np.ones(count, dtype=bool))[some] = holds
        yield from (Rule(name_, holds, judged=len(places)) for name_, holds in kept.items())

    def structure(self, givens: Mapping[Symbol, Any], count: int) -> Iterator[Rule]:
        """The rules that misconceptions have no part in, the load last."""
        values = solve(self.problem.derivation, givens)
        yield from structural(self.problem, values, count)
        if SAME_LOAD not in self.problem.draw.without:
            holds = np.logical_and.reduce([np.ones(count, dtype=bool), *near(self.counts(values, count), self.load)])
            yield Rule(SAME_LOAD, holds)

    @property
    def has_costly(self) -> bool:
        """Whether wrong numbers are needed to judge a draw."""
        return SEPARATION not in self.problem.draw.without or self._chosen

    @property
    def _chosen(self) -> bool:
        asked = any(ask.kind is Kind.CHOICE for ask in self.problem.asks)
        return asked and CHOICES not in self.problem.draw.without

    def costly(self, found: Separation) -> Iterator[tuple[str, Any]]:
        """The rules on wrong numbers."""
        if self._chosen:
            yield CHOICES, np.logical_and.reduce(list(enough(found)))
        if SEPARATION not in self.problem.draw.without:
            yield from self._separated(found)

    def _separated(self, found: Separation) -> Iterator[tuple[str, Any]]:
        """The rules that misconceptions make; those that nothing breaks are left out."""
        ids, blanks = self.separator.ids, self.separator.blanks
        apart, shown = found.apart, found.visible
        for row, column in zip(*np.nonzero(self.separator.judged & ~apart.all(axis=2)), strict=True):
            yield f"{ids[row]} at {name(blanks[column])}", apart[row, column]
        for row, id in enumerate(ids):
            if id in self.must_show and not shown[row].all():
                yield f"{id} unseen", shown[row]
            told = found.told_apart(row) | ~shown[row] | ~shown[row + 1 :]
            for other in np.flatnonzero(~told.all(axis=1)):
                yield f"{id} like {ids[row + 1 + other]}", told[other]

    def counts(self, values: Mapping[Symbol, Any], count: int) -> dict[str, Any]:
        """The work that each draw is, by what is counted."""
        return Burden(self.problem).counts(values, self.tape, results(self.tape, values), count)

    @cached_property
    def separator(self) -> Separator:
        return Separator(self.problem)

    @cached_property
    def tape(self) -> Tape:
        return needed(self.problem)

    @cached_property
    def sample(self) -> Mapping[Symbol, Any]:
        """Given numbers that keep the structural rules, as arrays; empty arrays where there are none."""
        slots = len(self.problem.given)
        kept: list[Any] = []
        start, size = 0, FIRST_SAMPLED
        while len(kept) < SAMPLE and start < MOST_SAMPLED:
            counters = np.arange(start * slots, (start + size) * slots).reshape(1, size, slots)
            picks = words([public_seed(NAME, 0)], counters)[0]
            values = solve(self.problem.derivation, arrays(self.problem, picks))
            holds = np.logical_and.reduce([rule.holds for rule in structural(self.problem, values, size)])
            kept += list(picks[holds])
            start, size = start + size, SAMPLED
        chosen = np.array(kept[:SAMPLE], dtype=np.uint64).reshape(-1, slots)
        return arrays(self.problem, chosen)

    @cached_property
    def sampled(self) -> int:
        return len(next(iter(self.sample.values()))) if self.sample else 0

    @cached_property
    def load(self) -> Mapping[str, float]:
        """The work that an exercise of this problem is: the middle of its sample."""
        if not self.sampled:
            return {}
        values = solve(self.problem.derivation, self.sample)
        return {what: float(np.median(counts)) for what, counts in self.counts(values, self.sampled).items()}

    @cached_property
    def sight(self) -> Mapping[str, float]:
        """For each misconception that can reach a blank, the share of the sample on which a blank shows it."""
        if not self.sampled:
            return {}
        shown = self.separator(self.sample, self.sampled).visible
        return {id: float(np.mean(shown[row])) for row, id in enumerate(self.separator.ids)}

    @property
    def sees(self) -> tuple[str, ...]:
        """Misconceptions that some draws show."""
        return tuple(id for id, share in self.sight.items() if share > 0)

    @property
    def blind_to(self) -> tuple[str, ...]:
        """Misconceptions that no draw shows: they give the right number at every blank asked."""
        return tuple(id for id, share in self.sight.items() if share == 0)

    @cached_property
    def must_show(self) -> frozenset[str]:
        """Misconceptions that every draw must show."""
        ways, hidden = self.problem.wrong_ways, self.problem.draw.hidden
        return frozenset(id for id in self.sees if id not in hidden and not ways[id].misconception.hides)
