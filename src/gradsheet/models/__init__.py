"""Floor 3: what courses teach, as forward steps."""

from .attention import Attention, attend
from .convolution import POOLS, UPSTREAM, Convolution, Pool, convolve, products
from .dense import ACTIVATIONS, BIASES, COST, GATED, LOSS, SLOPES, Dense, Layer, every_example, forward, rounds
from .losses import LOSSES, Loss, own_loss
from .misconceptions import MISCONCEPTIONS, Misconception, WrongWay, own_misconception, swapped, wrong_ways
from .model import Architecture, Model
from .normalisation import Normalisation, normalise
from .optimiser import Optimiser, optimise, optimiser_rounds
from .perceptron import Perceptron, perceptron
from .recurrent import Recurrent, recurrent
from .training import Round, Training, seen_again, with_derivatives, with_training
from .updates import RATE, UPDATES, Update, update_from

__all__ = [
    "ACTIVATIONS",
    "BIASES",
    "COST",
    "GATED",
    "LOSS",
    "LOSSES",
    "MISCONCEPTIONS",
    "POOLS",
    "RATE",
    "SLOPES",
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
    "Optimiser",
    "Perceptron",
    "Pool",
    "Recurrent",
    "Round",
    "Training",
    "Update",
    "WrongWay",
    "attend",
    "convolve",
    "every_example",
    "forward",
    "normalise",
    "optimise",
    "optimiser_rounds",
    "own_loss",
    "own_misconception",
    "perceptron",
    "products",
    "recurrent",
    "rounds",
    "seen_again",
    "swapped",
    "update_from",
    "with_derivatives",
    "with_training",
    "wrong_ways",
]
