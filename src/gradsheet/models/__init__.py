"""Floor 3: what courses teach, as forward steps."""

from .attention import Attention, attend
from .convolution import POOLS, UPSTREAM, Convolution, Pool, convolve, products
from .dense import ACTIVATIONS, COST, LOSS, Dense, Layer, forward
from .losses import LOSSES, Loss, own_loss
from .misconceptions import MISCONCEPTIONS, Misconception, WrongWay, own_misconception, swapped, wrong_ways
from .model import Architecture, Model
from .normalisation import Normalisation, normalise
from .perceptron import Perceptron, perceptron
from .recurrent import Recurrent, recurrent
from .training import Training, with_derivatives, with_training
from .updates import RATE, UPDATES, Update, update_from

__all__ = [
    "ACTIVATIONS",
    "COST",
    "LOSS",
    "LOSSES",
    "MISCONCEPTIONS",
    "POOLS",
    "RATE",
    "UPDATES",
    "UPSTREAM",
    "Architecture",
    "Attention",
    "Convolution",
    "Dense",
    "Layer",
    "Loss",
    "Misconception",
    "Model",
    "Normalisation",
    "Perceptron",
    "Pool",
    "Recurrent",
    "Training",
    "Update",
    "WrongWay",
    "attend",
    "convolve",
    "forward",
    "normalise",
    "own_loss",
    "own_misconception",
    "perceptron",
    "products",
    "recurrent",
    "swapped",
    "update_from",
    "with_derivatives",
    "with_training",
    "wrong_ways",
]
