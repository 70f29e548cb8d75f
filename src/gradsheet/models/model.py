"""What every model hands on: forward steps, and what is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..derivation import Derivation, Step
from ..formula import Symbol
from .attention import Attention
from .convolution import Convolution
from .dense import Dense
from .normalisation import USUAL as USUAL_OF_NORMALISATION
from .normalisation import Normalisation
from .perceptron import Perceptron
from .recurrent import Recurrent
from .training import Round, Training
from .updates import USUAL, Memory, Update, memory

Architecture = Dense | Convolution | Recurrent | Attention | Normalisation | Perceptron
"""What a table of a problem file describes, for whoever draws it or says it in words."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """Forward steps with what is differentiated by default.

    `architecture` is what the steps were made from, if anything; `about` names the sentences that
    describe any but a dense network, parted by spaces, with the numbers that they need. Without
    `rounds` one update goes through all of the forward steps.
    """

    forward: Derivation
    objective: Symbol | None = None
    parameters: tuple[Symbol, ...] = ()
    update: Update | None = None
    rounds: tuple[Round, ...] = ()
    after: tuple[Step, ...] = ()
    new_weights: bool = False
    remember: Memory = memory
    architecture: Architecture | None = None
    about: str = ""
    about_numbers: Mapping[str, object] = field(default_factory=dict)

    @property
    def training(self) -> Training | None:
        """How it is trained; None where nothing is differentiated unless somebody asks."""
        if self.objective is None and self.update is None:
            return None
        return Training(
            objective=self.objective,
            parameters=self.parameters,
            update=self.update,
            rounds=self.rounds,
            after=self.after,
            new_weights=self.new_weights,
            remember=self.remember,
        )

    @property
    def usual(self) -> Mapping[str, str]:
        """What an author could write for a given that is missing, by its letter."""
        if not isinstance(self.architecture, Normalisation):
            return USUAL
        own = {given.letter for given in self.forward.givens}  # without an eps of its own, eps is the optimiser's
        return USUAL | {letter: text for letter, text in USUAL_OF_NORMALISATION.items() if letter in own}

    @property
    def network(self) -> Dense | None:
        """The dense network that the steps come from."""
        return self.architecture if isinstance(self.architecture, Dense) else None
