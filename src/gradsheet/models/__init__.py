"""Floor 3: what courses teach, as forward steps."""

from .dense import ACTIVATIONS, LOSS, Dense, Layer, forward
from .losses import LOSSES, Loss, own_loss
from .training import RATE, UPDATES, Training, with_derivatives, with_training

__all__ = [
    "ACTIVATIONS",
    "LOSS",
    "LOSSES",
    "RATE",
    "UPDATES",
    "Dense",
    "Layer",
    "Loss",
    "Training",
    "forward",
    "own_loss",
    "with_derivatives",
    "with_training",
]
