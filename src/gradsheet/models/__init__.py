"""Floor 3: what courses teach, as forward steps."""

from .dense import ACTIVATIONS, COST, LOSS, Dense, Layer, forward
from .losses import LOSSES, Loss, own_loss
from .misconceptions import MISCONCEPTIONS, Misconception
from .model import Model
from .training import Training, with_derivatives, with_training
from .updates import RATE, UPDATES, Update, update_from

__all__ = [
    "ACTIVATIONS",
    "COST",
    "LOSS",
    "LOSSES",
    "MISCONCEPTIONS",
    "RATE",
    "UPDATES",
    "Dense",
    "Layer",
    "Loss",
    "Misconception",
    "Model",
    "Training",
    "Update",
    "forward",
    "own_loss",
    "update_from",
    "with_derivatives",
    "with_training",
]
