"""Floor 2: steps in order: solve, backpropagate, believe, swap, round."""

from .backpropagate import backpropagate, listed, local_derivative, resolve
from .closed import closed_forms
from .operations import Operation, Tape, operations, rounded, rounding_reach
from .solve import Values, solve
from .steps import Derivation, Family, Phase, Role, Step, recognised, swap

__all__ = [
    "Derivation",
    "Family",
    "Operation",
    "Phase",
    "Role",
    "Step",
    "Tape",
    "Values",
    "backpropagate",
    "closed_forms",
    "listed",
    "local_derivative",
    "operations",
    "recognised",
    "resolve",
    "rounded",
    "rounding_reach",
    "solve",
    "swap",
]
