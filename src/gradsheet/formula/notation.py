"""How quantities are written: one profile for each course's habits, and the naming of one problem.

Symbols carry roles, never glyphs; a profile turns them into letters with subscripts and
superscripts, and the printers turn those into LaTeX, Typst or MathML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from ..errors import GradsheetError
from .nodes import Symbol

GREEK = {
    unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda"): letter
    for letter in "αβγδεζηθικλμνξρστφχψω"
}
"""Greek letters by the names that authors spell out."""


PARAMETERS = ("W", "b")
EXAMPLES = ("x", "z", "y", "d", "L")
"""Letters that have an example in a batch."""
LAYERED = ("z", "y", *PARAMETERS)
"""Letters whose digits are the layer of a network; elsewhere they are a plain suffix (beta1)."""


class Layer(Enum):
    """Where the layer of a network stands."""

    SUPERSCRIPT = "y_1^1"
    PARENTHESES = "a_1^{(1)}"
    BRACKETS = "a_1^{[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A course's habits. `node_numbers` counts weights' ends through the whole network (w_31)."""

    name: str
    letters: Mapping[str, str] = field(default_factory=dict)
    layer: Layer = Layer.SUPERSCRIPT
    node_numbers: bool = False
    sigmoid: str = "sigma"
    new: str = "new"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            name="lecture",
            letters={"W": "w", "L": "div"},
            node_numbers=True,
            sigmoid="sigmoid",
            new="(t+1)",
        ),
        Profile(name="parentheses", letters={"W": "w", "y": "a", "d": "y"}, layer=Layer.PARENTHESES),
        Profile(name="brackets", letters={"W": "w", "y": "a", "d": "y"}, layer=Layer.BRACKETS),
    )
}


def profile(name: str) -> Profile:
    """The profile called `name`; raises GradsheetError with the names there are."""
    if name not in PROFILES:
        raise GradsheetError(f"no notation '{name}'; there are {', '.join(PROFILES)}")
    return PROFILES[name]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A symbol's letter, subscript and superscript; `before` and `after` hold a delta or (t+1)."""

    letter: str
    sub: str = ""
    sup: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The notation of one problem.

    `units` are the sizes of the input and of every layer of a network, empty elsewhere; in a `batch`
    the first index of a quantity of the network is the example;
    `lone` holds families of one number that print without an index, `single` those of one column that
    print without the last one; `letters` are the author's `[symbols]`, which win over the profile.
    """

    profile: Profile = PROFILES["lecture"]
    units: tuple[int, ...] = ()
    batch: bool = False
    lone: frozenset[Symbol] = frozenset()
    single: frozenset[Symbol] = frozenset()
    letters: Mapping[str, str] = field(default_factory=dict)

    def glyphs(self, symbol: Symbol) -> Glyphs:
        """How a symbol that is no derivative is written."""
        plain = replace(symbol, updates=0, change=False)
        written = self._network(plain) if self.units else self._plain(plain)
        if symbol.change:
            written = replace(written, before="Delta")
        if symbol.updates:
            if self.profile.new == "(t+1)":
                written = replace(written, after=f"(t+{symbol.updates})")
            else:
                written = replace(written, sup=_joined(written.sup, self.profile.new * symbol.updates))
        return written

    def family(self, symbol: Symbol) -> Glyphs:
        """How a whole family is written: its letter, with its layer where there are several."""
        letter = self._letter(symbol, everywhere=bool(self.units))
        if symbol.layer is None:
            return Glyphs(*_gate(letter))
        if letter == self.profile.letters.get("W"):
            letter = "W"  # a matrix, whatever its entries are called
        if not self.units:
            letter, gate = _gate(letter)
            return Glyphs(letter, sub=_joined(gate, str(symbol.layer)) if gate else str(symbol.layer))
        return Glyphs(letter, sup=self._layer(symbol.layer))

    def _letter(self, symbol: Symbol, *, everywhere: bool) -> str:
        if symbol.letter in self.letters:
            return self.letters[symbol.letter]
        return self.profile.letters.get(symbol.letter, symbol.letter) if everywhere else symbol.letter

    def _plain(self, symbol: Symbol) -> Glyphs:
        letter, gate = _gate(self._letter(symbol, everywhere=False))
        suffix = "" if symbol.layer is None else str(symbol.layer)
        shown = symbol.indices[:-1] if symbol.family in self.single else symbol.indices
        indices = "" if symbol.family in self.lone else _indices(shown)
        return Glyphs(letter, sub=",".join(part for part in (gate, suffix, indices) if part))

    def _network(self, symbol: Symbol) -> Glyphs:
        letter = self._letter(symbol, everywhere=True)
        indices = symbol.indices
        if self.batch and symbol.letter in EXAMPLES and indices:
            written = replace(self, batch=False)._network(replace(symbol, indices=indices[1:]))
            return replace(written, sup=written.sup + self._example(indices[0], layered=bool(written.sup)))
        if symbol.layer is None:
            return Glyphs(letter, sub="" if symbol.family in self.lone else _indices(indices))
        remembered = symbol.letter[:-1] if symbol.letter[-1] in PARAMETERS else ""
        if remembered:
            # What an optimiser remembers of w_31 is written v_31; of b_3, v_{b3}.
            own = self.glyphs(replace(symbol, letter=symbol.letter[-1]))
            bias = self._letter(Symbol("b"), everywhere=True) if symbol.letter[-1] == "b" else ""
            return replace(own, letter=self.letters.get(remembered, remembered), sub=bias + own.sub)
        if symbol.letter not in LAYERED:
            return Glyphs(letter, sub=str(symbol.layer))
        if self.profile.node_numbers and indices and symbol.letter in PARAMETERS:
            return Glyphs(letter, sub=_indices(self._node_numbers(symbol.layer, indices)))
        return Glyphs(letter, sub=_indices(indices), sup=self._layer(symbol.layer))

    def _example(self, example: int, *, layered: bool) -> str:
        """The number of an example, told from the layer by its brackets."""
        return f"[{example}]" if layered and self.profile.layer is Layer.PARENTHESES else f"({example})"

    def _layer(self, layer: int) -> str:
        if len(self.units) <= 2:
            return ""
        return {
            Layer.SUPERSCRIPT: f"{layer}",
            Layer.PARENTHESES: f"({layer})",
            Layer.BRACKETS: f"[{layer}]",
        }[self.profile.layer]

    def _node_numbers(self, layer: int, indices: tuple[int, ...]) -> tuple[int, ...]:
        """Units counted through the layers, inputs by their own index."""
        before = sum(self.units[1:layer])
        if len(indices) == 1:
            return (indices[0] + before,)
        to, from_ = indices
        return to + before, from_ + (sum(self.units[1 : layer - 1]) if layer > 1 else 0)


def _gate(letter: str) -> tuple[str, str]:
    """`W_f` is W with the subscript f; longer words with an underscore stay words."""
    found = re.fullmatch(r"([A-Za-z]+)_([A-Za-z])", letter)
    return (found[1], found[2]) if found else (letter, "")


def _indices(indices: tuple[int, ...]) -> str:
    separator = "," if any(index > 9 for index in indices) else ""
    return separator.join(str(index) for index in indices)


def _joined(a: str, b: str) -> str:
    return f"{a},{b}" if a else b
