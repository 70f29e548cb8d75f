"""The notation of one problem: what letter, subscript and superscript each of its symbols has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .letters import spelled, with_gate
from .nodes import Symbol
from .notation import LECTURE, PARAMETERS, Counting, Layer, Profile

EXAMPLES = ("x", "z", "y", "d", "c", "L")
"""Letters that have an example in a batch."""
LAYERED = ("z", "y", *PARAMETERS)
"""Letters whose digits are the layer of a network; elsewhere they are a plain suffix (beta1)."""
MATRICES = ("W", "U")
"""Letters whose families are matrices, written as capitals whatever their entries are called."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A symbol's letter, subscript and superscript; `before` and `after` hold a delta or (t+1)."""

    letter: str
    sub: str = ""
    sup: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Naming:
    """The notation of one problem.

    `units` are the sizes of the input and of every layer of a network, empty elsewhere; in a `batch`
    the first index of a quantity of the network is the example;
    `lone` holds families of one number that print without an index, `single` those of one column that
    print without the last one; `letters` are those of all its quantities, by the letters of files;
    `memories` are what an optimiser remembers, each with its own letter and that of the weight;
    `swapped` holds families of weights that print their second index first; `decimal` parts the digits
    of numbers.
    """

    profile: Profile = LECTURE
    units: tuple[int, ...] = ()
    batch: bool = False
    lone: frozenset[Symbol] = frozenset()
    single: frozenset[Symbol] = frozenset()
    letters: Mapping[str, str] = field(default_factory=dict)
    memories: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    swapped: frozenset[Symbol] = frozenset()
    decimal: str = "."
    _known: dict[Symbol, Glyphs] = field(default_factory=dict, init=False, repr=False)

    @property
    def sigmoid(self) -> str:
        """The name of the sigmoid, in letters where a quantity has its Greek one."""
        taken = self.profile.sigmoid in self.letters.values()
        return "sigmoid" if taken else self.profile.sigmoid

    def glyphs(self, symbol: Symbol) -> Glyphs:
        """How a symbol that is no derivative is written."""
        # A class asks for the same few symbols again and again.
        if (known := self._known.get(symbol)) is None:
            plain = replace(symbol, updates=0, change=False)
            known = self._later(symbol, self._network(plain) if self.units else self._plain(plain))
            self._known[symbol] = known
        return known

    def _later(self, symbol: Symbol, written: Glyphs) -> Glyphs:
        """With the marks of a change or of updates."""
        if symbol.change:
            written = replace(written, before="Delta")
        if symbol.updates:
            new, times = self.profile.new, symbol.updates
            if new.endswith("+1)"):
                written = replace(written, after=new.replace("1", str(times)))
            else:
                again = f"{new},{times}" if times > 1 and new.isalpha() else new * times
                written = replace(written, sup=_joined(written.sup, again))
        return written

    def family(self, symbol: Symbol) -> Glyphs:
        """How a whole family is written: its letter, with its layer where there are several."""
        if symbol.updates or symbol.change:
            return self._later(symbol, self.family(replace(symbol, updates=0, change=False)))
        if symbol.letter in self.memories:
            memory, parameter = self.memories[symbol.letter]
            own = self.family(replace(symbol, letter=parameter))
            return replace(own, letter=self._letter(memory), sub=_joined(own.letter, own.sub))
        letter, gate = with_gate(self._letter(symbol.letter))
        if with_gate(symbol.letter)[0] in MATRICES:
            letter = _capital(letter)
        if symbol.layer is None:
            return Glyphs(letter, sub=gate)
        if not self.units:
            return Glyphs(letter, sub=_joined(gate, str(symbol.layer)))
        return Glyphs(letter, sub=gate, sup=self._layer(symbol.layer))

    def _letter(self, letter: str) -> str:
        """What is printed for a letter of files; gates go with their letter (W_f, W_i), and so do accents (xhat)."""
        if letter in self.letters:
            return self.letters[letter]
        stem, gate = with_gate(letter)
        if gate and stem in self.letters:
            return f"{self.letters[stem]}_{gate}"
        word = spelled(letter)
        if word.accent and word.stem in self.letters:
            accented = f"{self.letters[word.stem]}{word.accent}"
            return accented if spelled(accented).accent else letter
        return self.profile.letter(letter) if self.units else letter

    def _plain(self, symbol: Symbol) -> Glyphs:
        if symbol.letter in self.memories:
            memory, parameter = self.memories[symbol.letter]
            own = self._plain(replace(symbol, letter=parameter))
            gate = with_gate(parameter)[1]  # v_{wf,12} of w_{f,12}
            weight = _joined(own.letter + gate, own.sub.removeprefix(gate).removeprefix(","))
            return replace(own, letter=self._letter(memory), sub=weight)
        letter, gate = with_gate(self._letter(symbol.letter))
        if symbol.letter in MATRICES and not symbol.indices and symbol not in self.lone:
            letter = _capital(letter)
        suffix = "" if symbol.layer is None else str(symbol.layer)
        shown = symbol.indices[:-1] if symbol.family in self.single else symbol.indices
        indices = "" if symbol.family in self.lone else _indices(self._turned(symbol, shown))
        return Glyphs(letter, sub=",".join(part for part in (gate, suffix, indices) if part))

    def _turned(self, symbol: Symbol, indices: tuple[int, ...]) -> tuple[int, ...]:
        """The indices in the order in which they are printed."""
        return indices[::-1] if symbol.family in self.swapped else indices

    def _network(self, symbol: Symbol) -> Glyphs:
        indices = symbol.indices
        if self.batch and symbol.letter in EXAMPLES and indices:
            written = replace(self, batch=False)._network(replace(symbol, indices=indices[1:]))
            return replace(written, sup=written.sup + self._example(indices[0]))
        if symbol.letter in self.memories:
            # What an optimiser remembers of w_31 is written v_31; of b_3, v_{b3}.
            memory, parameter = self.memories[symbol.letter]
            own = self.glyphs(replace(symbol, letter=parameter))
            bias = own.letter if parameter in ("b", "theta") else ""
            return replace(own, letter=self._letter(memory), sub=bias + own.sub)
        letter, gate = with_gate(self._letter(symbol.letter))
        if symbol.layer is None:
            shown = "" if symbol.family in self.lone else _indices(indices)
            if symbol.letter == "d" and shown:
                shown = self._counted(replace(symbol, layer=len(self.units) - 1))
            return Glyphs(letter, sub=_joined(gate, shown))
        if symbol.letter not in LAYERED:
            return Glyphs(letter, sub=_joined(gate, str(symbol.layer)))
        if symbol.letter in self.profile.counted:
            # A bias that a whole layer shares has no unit to be numbered by.
            return Glyphs(letter, sub=_joined(gate, self._counted(symbol) if indices else str(symbol.layer)))
        return Glyphs(letter, sub=_joined(gate, _indices(self._turned(symbol, indices))), sup=self._layer(symbol.layer))

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
            case Counting.UNITS | Counting.NODES:
                return _indices(self._turned(symbol, self._node_numbers(symbol.letter, layer, indices)))
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
            case Counting.UNITS | Counting.NODES:
                return str(unit + self._before(letter, layer))
            case Counting.NAMES:
                return self._unit_name(layer, unit)
        return str(unit)

    def _node_numbers(self, letter: str, layer: int, indices: tuple[int, ...]) -> tuple[int, ...]:
        """Units counted through the layers, inputs by their own index."""
        if len(indices) == 1:
            return (indices[0] + self._before(letter, layer),)
        to, from_ = indices
        return to + self._before(letter, layer), from_ + (self._before(letter, layer - 1) if layer > 1 else 0)

    def _before(self, letter: str, layer: int) -> int:
        """How many units are counted before those of a layer."""
        first = 0 if self.profile.counted.get(letter) is Counting.NODES else 1
        return sum(self.units[first:layer])


def _capital(letter: str) -> str:
    return letter.upper() if len(letter) == 1 else letter


def _indices(indices: tuple[int, ...]) -> str:
    separator = "," if any(index > 9 for index in indices) else ""
    return separator.join(str(index) for index in indices)


def _joined(a: str, b: str) -> str:
    return ",".join(part for part in (a, b) if part)
