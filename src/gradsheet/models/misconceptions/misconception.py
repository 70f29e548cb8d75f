"""A known wrong method, as a swap of one or more steps by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from .anatomy import Anatomy, Swaps


class Concept(Enum):
    """What is misunderstood: the class of a misconception."""

    FORWARD = "forward pass"
    LOSS = "loss"
    OUTPUT = "derivative at the output"
    HIDDEN = "derivative at hidden units"
    WEIGHTS = "derivative by weights"
    UPDATE = "update"
    OPTIMISER = "optimiser"
    CONVOLUTION = "convolution"
    NORMALISATION = "normalisation"
    ATTENTION = "attention"
    RECURRENT = "recurrent cell"
    OWN = "named by the author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A wrong method: `swaps` gives other formulas for some steps, nothing where it does not apply.

    `feedback` is the first line that a student reads. `source` says where it was seen: published
    errors and distractors, question threads, or the judgement of teachers. `hides`: in fair numbers it
    may well give the right ones (a target of 1 hides a missing term), so that no draw is rejected for it.
    """

    id: str
    title: str
    concept: Concept
    swaps: Callable[[Anatomy], Swaps]
    feedback: str
    source: str
    hides: bool = False
