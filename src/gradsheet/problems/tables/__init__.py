"""Models as problem files write them: one module for each kind of table.

A new model is a module here with its table and a function that makes a `Model` of it, a row in
`MODELS`, and a field of that name in the schema.
"""

from collections.abc import Callable
from typing import Any

from ...models import Model
from ..given import Complain
from .attention import AttentionTable, attention_model
from .convolution import ConvolutionTable, convolution_model
from .network import LayerTable, NetworkTable, network_model
from .normalisation import NormalisationTable, normalisation_model
from .optimiser import OptimiserTable, optimiser_model
from .perceptron import PerceptronTable, perceptron_model
from .recurrent import RecurrentTable, recurrent_model
from .steps import own_steps

MODELS: dict[str, Callable[[Any, Complain], Model | None]] = {
    "network": network_model,
    "convolution": convolution_model,
    "attention": attention_model,
    "normalisation": normalisation_model,
    "recurrent": recurrent_model,
    "optimiser": optimiser_model,
    "perceptron": perceptron_model,
}

__all__ = [
    "MODELS",
    "AttentionTable",
    "ConvolutionTable",
    "LayerTable",
    "NetworkTable",
    "NormalisationTable",
    "OptimiserTable",
    "PerceptronTable",
    "RecurrentTable",
    "own_steps",
]
