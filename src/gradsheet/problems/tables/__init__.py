"""Models as problem files write them: one module for each kind of table.

A new model is a module here with its table and a function that makes a `Model` of it, a row in
`MODELS`, and a field of that name in the schema.
"""

from collections.abc import Callable
from typing import Any

from ...models import Model
from ..given import Complain
from .network import LayerTable, NetworkTable, network_model
from .steps import own_steps

MODELS: dict[str, Callable[[Any, Complain], Model | None]] = {"network": network_model}

__all__ = ["MODELS", "LayerTable", "NetworkTable", "own_steps"]
