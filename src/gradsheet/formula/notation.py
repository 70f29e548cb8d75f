"""How quantities are written: one profile for each course's habits, and the naming of one problem.

Symbols carry roles, never glyphs; a profile turns them into letters with subscripts and
superscripts, and the printers turn those into LaTeX, Typst or MathML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

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


LOSSES = ("L", "J")
"""The loss of one example and that of a batch."""


class Layer(Enum):
    """Where the layer of a network stands."""

    SUPERSCRIPT = "y_1^1"
    PARENTHESES = "a_1^{(1)}"
    BRACKETS = "a_1^{[1]}"


class Counting(Enum):
    """How a letter is numbered through the whole network, where its layer is not shown."""

    UNITS = "w_31: the hidden and output units together"
    NAMES = "net_h1: hidden and output units apart"
    WEIGHTS = "w_5: weight after weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A course's habits. `counted` are the letters that are numbered through the whole network."""

    name: str
    letters: Mapping[str, str] = field(default_factory=dict)
    layer: Layer = Layer.SUPERSCRIPT
    counted: Mapping[str, Counting] = field(default_factory=dict)
    sigmoid: str = "sigma"
    new: str = "new"

    @property
    def node_numbers(self) -> bool:
        """Whether a weight's indices are the numbers of units counted through the layers (w_31)."""
        return self.counted.get("W") is Counting.UNITS


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            name="lecture",
            letters={"W": "w", "L": "div"},
            counted=dict.fromkeys(PARAMETERS, Counting.UNITS),
            sigmoid="sigmoid",
            new="(t+1)",
        ),
        Profile(
            name="nielsen",
            letters={"W": "w", "y": "a", "d": "y", "L": "C", "J": "C"},
            layer=Layer.PARENTHESES,
        ),
        Profile(name="ng", letters={"y": "a", "d": "y", "eta": "alpha"}, layer=Layer.BRACKETS),
        Profile(
            name="mitchell",
            letters={"W": "w", "z": "net", "y": "o", "d": "t", "L": "E", "J": "E"},
            layer=Layer.PARENTHESES,
            counted=dict.fromkeys((*PARAMETERS, "z", "y", "d"), Counting.UNITS),
        ),
        Profile(
            name="mazur",
            letters={"x": "i", "W": "w", "z": "net", "y": "out", "d": "t", "L": "E", "J": "E"},
            layer=Layer.PARENTHESES,
            counted={"W": Counting.WEIGHTS, **dict.fromkeys(("b", "z", "y", "d"), Counting.NAMES)},
            sigmoid="sigmoid",
            new="+",
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


def settled(profile: Profile, own: Mapping[str, str], used: Iterable[str]) -> Mapping[str, str]:
    """The author's letters, and the file's letters where the profile's are taken by another quantity.

    The loss of one example may share its letter with that of the batch: its example tells them apart.
    """
    letters = dict.fromkeys(used)
    kept = dict(own)
    while True:
        printed = {letter: kept.get(letter, profile.letters.get(letter, letter)) for letter in letters}
        taken = (
            letter
            for letter in letters
            if letter not in kept
            and letter in profile.letters
            and any(printed[other] == printed[letter] for other in letters if not _may_share(letter, other))
        )
        clash = next(taken, None)
        if clash is None:
            return kept
        kept[clash] = clash


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
            return replace(written, sup=written.sup + self._example(indices[0]))
        if symbol.layer is None:
            if symbol.letter == "d" and indices and symbol.family not in self.lone:
                return Glyphs(letter, sub=self._counted(replace(symbol, layer=len(self.units) - 1)))
            return Glyphs(letter, sub="" if symbol.family in self.lone else _indices(indices))
        remembered = symbol.letter[:-1] if symbol.letter[-1] in PARAMETERS else ""
        if remembered:
            # What an optimiser remembers of w_31 is written v_31; of b_3, v_{b3}.
            own = self.glyphs(replace(symbol, letter=symbol.letter[-1]))
            bias = self._letter(Symbol("b"), everywhere=True) if symbol.letter[-1] == "b" else ""
            return replace(own, letter=self.letters.get(remembered, remembered), sub=bias + own.sub)
        if symbol.letter not in LAYERED:
            return Glyphs(letter, sub=str(symbol.layer))
        if indices and symbol.letter in self.profile.counted:
            return Glyphs(letter, sub=self._counted(symbol))
        return Glyphs(letter, sub=_indices(indices), sup=self._layer(symbol.layer))

    def _example(self, example: int) -> str:
        """The number of an example, told from the layer by its brackets."""
        layered = len(self.units) > 2 and "z" not in self.profile.counted
        return f"[{example}]" if layered and self.profile.layer is Layer.PARENTHESES else f"({example})"

    def _layer(self, layer: int) -> str:
        if len(self.units) <= 2:
            return ""
        return {
            Layer.SUPERSCRIPT: f"{layer}",
            Layer.PARENTHESES: f"({layer})",
            Layer.BRACKETS: f"[{layer}]",
        }[self.profile.layer]

    def _counted(self, symbol: Symbol) -> str:
        """The subscript of a quantity that is numbered through the network, else its plain indices."""
        layer, indices = symbol.layer or 1, symbol.indices
        match self.profile.counted.get(symbol.letter):
            case Counting.UNITS:
                return _indices(self._node_numbers(layer, indices))
            case Counting.NAMES:
                return self._unit_name(layer, indices[-1])
            case Counting.WEIGHTS:
                fan_in = self.units[layer - 1]
                before = sum(to * from_ for from_, to in pairwise(self.units[:layer]))
                return str(before + (indices[0] - 1) * fan_in + indices[1])
        return _indices(indices)

    def _unit_name(self, layer: int, unit: int) -> str:
        """`h3` is the third hidden unit, counted through the hidden layers, `o1` the first output unit."""
        return f"o{unit}" if layer == len(self.units) - 1 else f"h{unit + sum(self.units[1:layer])}"

    def unit(self, letter: str, layer: int, unit: int) -> str:
        """What words call a unit where `letter` stands: the name that this letter gives it, else its plain number."""
        match self.profile.counted.get(letter):
            case Counting.UNITS:
                return str(unit + sum(self.units[1:layer]))
            case Counting.NAMES:
                return self._unit_name(layer, unit)
        return str(unit)

    def _node_numbers(self, layer: int, indices: tuple[int, ...]) -> tuple[int, ...]:
        """Units counted through the layers, inputs by their own index."""
        before = sum(self.units[1:layer])
        if len(indices) == 1:
            return (indices[0] + before,)
        to, from_ = indices
        return to + before, from_ + (sum(self.units[1 : layer - 1]) if layer > 1 else 0)


def _may_share(letter: str, other: str) -> bool:
    return letter == other or {letter, other} == set(LOSSES)


def _gate(letter: str) -> tuple[str, str]:
    """`W_f` is W with the subscript f; longer words with an underscore stay words."""
    found = re.fullmatch(r"([A-Za-z]+)_([A-Za-z])", letter)
    return (found[1], found[2]) if found else (letter, "")


def _indices(indices: tuple[int, ...]) -> str:
    separator = "," if any(index > 9 for index in indices) else ""
    return separator.join(str(index) for index in indices)


def _joined(a: str, b: str) -> str:
    return f"{a},{b}" if a else b
