"""What a quantity is, in two words: a symbol such as `w_31(t+1)` does not speak for itself."""

from __future__ import annotations

from ..derivation import Role
from ..formula import Symbol
from ..languages import Language
from ..models.updates import AHEAD
from ..problems import Problem

OF_ROLE = {
    Role.PREACTIVATION: "weighted_sum",
    Role.ACTIVATION: "activation_of_unit",
    Role.LOSS: "loss_value",
}
NEW = {Role.WEIGHT: "new_weight", Role.BIAS: "new_bias", Role.LOSS: "new_loss"}
AGAIN = (Role.PREACTIVATION, Role.ACTIVATION)
"""What is called the same when it is computed once more."""
CHANGED = {Role.WEIGHT: "weight_change", Role.BIAS: "bias_change"}


def in_words(symbol: Symbol, problem: Problem, said: Language) -> str:
    """`new weight`, `weighted sum`; nothing for derivatives and for an author's own quantities."""
    if symbol.is_derivative:
        return ""
    role = problem.derivation.role(symbol)
    update = problem.update
    if update is not None and update.at is not None and symbol.letter.startswith(AHEAD.letter):
        return said["letter_ahead"]
    if role is Role.BIAS and symbol.letter == "theta" and (symbol.change or symbol.updates):
        return said["threshold_change" if symbol.change else "new_threshold"]
    if symbol.change:
        return said[CHANGED.get(role, "change")]
    if symbol.updates and role not in AGAIN:
        return said[NEW.get(role, "new_value")]
    network = problem.network
    if role is Role.ACTIVATION and network is not None and symbol.layer == len(network.layers):
        return said["output"]
    return said[OF_ROLE[role]] if role in OF_ROLE else ""
