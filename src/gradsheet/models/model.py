"""What every model hands on: forward steps, and what is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..derivation import Derivation
from ..formula import Symbol
from .dense import Dense
from .updates import Update


@dataclass(frozen=True, kw_only=True)
class Model:
    """Forward steps with what is differentiated by default.

    `network` is there for drawings and words where the model is a dense network; `about` names the
    sentences that describe any other model, parted by spaces, with the numbers that they need.
    """

    forward: Derivation
    objective: Symbol | None = None
    parameters: tuple[Symbol, ...] = ()
    update: Update | None = None
    network: Dense | None = None
    about: str = ""
    about_numbers: Mapping[str, object] = field(default_factory=dict)
