"""Known wrong methods: a table, each row a swap of steps by role, not code for each problem.

The catalogue was built from published errors, distractors, question threads and teachers' judgement;
no empirical study of errors in hand-calculated backpropagation is known to us.
"""

from .anatomy import Anatomy
from .backward import BACKWARD
from .forward import FORWARD
from .layers import LAYERS
from .loss import LOSS
from .misconception import Concept, Misconception
from .swapped import WrongWay, own_misconception, swapped, wrong_ways
from .update import UPDATE

MISCONCEPTIONS = {row.id: row for row in (*FORWARD, *LOSS, *BACKWARD, *UPDATE, *LAYERS)}

__all__ = [
    "MISCONCEPTIONS",
    "Anatomy",
    "Concept",
    "Misconception",
    "WrongWay",
    "own_misconception",
    "swapped",
    "wrong_ways",
]
