"""Floor 3: what courses teach, as forward steps."""

from .dense import ACTIVATIONS, LOSS, Dense, Layer, forward
from .losses import LOSSES, Loss, own_loss
from .misconceptions import MISCONCEPTIONS, Misconception
from .training import RATE, UPDATES, Training, with_derivatives, with_training

__all__ = [
    "ACTIVATIONS",
    "LOSS",
    "LOSSES",
    "MISCONCEPTIONS",
    "RATE",
    "UPDATES",
    "Dense",
    "Layer",
    "Loss",
    "Misconception",
    "Training",
    "forward",
    "own_loss",
    "with_derivatives",
    "with_training",
]
