"""How quantities are written: one profile for each course's habits.

Symbols carry roles, never glyphs; `naming` turns them into letters with subscripts and superscripts by a
profile, and the printers turn those into LaTeX, Typst or MathML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from ..errors import GradsheetError

PARAMETERS = ("W", "b", "theta")
LOSSES = ("L", "J")
"""The loss of one example and that of a batch."""

WORDS = {
    "input": "x",
    "weight": "W",
    "bias": "b",
    "weighted_sum": "z",
    "output": "y",
    "state": "h",
    "target": "d",
    "loss": "L",
    "batch_loss": "J",
    "rate": "eta",
}
"""What a course may have letters of its own for, with the letter that stands for it in files and profiles."""

EVERYWHERE = {"eps": "epsilon"}
"""Letters that are spelt shorter in files than any course prints them."""


class Layer(Enum):
    """Where the layer of a network stands."""

    SUPERSCRIPT = "y_1^1"
    PARENTHESES = "a_1^{(1)}"
    BRACKETS = "a_1^{[1]}"


class Counting(Enum):
    """How a letter is numbered through the whole network, where its layer is not shown."""

    UNITS = "w_31: the hidden and output units together"
    NODES = "w_35: the inputs too"
    NAMES = "net_h1: hidden and output units apart"
    WEIGHTS = "w_5: weight after weight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A course's habits.

    `letters` are printed for those of files; `counted` are numbered through the whole network; where
    `from_first`, w_12 leads from 1 to 2, and the rows of a matrix are the units it comes from, as in x W.
    """

    name: str
    letters: Mapping[str, str] = field(default_factory=dict)
    layer: Layer = Layer.SUPERSCRIPT
    counted: Mapping[str, Counting] = field(default_factory=dict)
    sigmoid: str = "sigma"
    new: str = "new"
    from_first: bool = False

    @property
    def node_numbers(self) -> bool:
        """Whether a weight's indices are the numbers of units counted through the layers (w_31)."""
        return self.counted.get("W") in (Counting.UNITS, Counting.NODES)

    def letter(self, of: str) -> str:
        """What is printed for a letter of files."""
        return self.letters.get(of, of)

    def with_letters(self, own: Mapping[str, str]) -> Profile:
        """The profile with a course's own letters, by WORDS.

        A loss of the batch that looks like that of one example goes on doing so.
        """
        letters = {WORDS[word]: letter for word, letter in own.items()}
        if "loss" in own and "batch_loss" not in own and self.letter("J") == self.letter("L"):
            letters["J"] = own["loss"]
        return replace(self, letters={**self.letters, **letters})


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
        Profile(name="ng", letters={"y": "a", "d": "y", "h": "a", "eta": "alpha"}, layer=Layer.BRACKETS),
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
            counted={"W": Counting.WEIGHTS, **dict.fromkeys(("b", "theta", "z", "y", "d"), Counting.NAMES)},
            sigmoid="sigmoid",
            new="+",
        ),
        Profile(
            name="negnevitsky",
            letters={"W": "w", "z": "X", "d": "y_d", "L": "E", "J": "E", "eta": "alpha"},
            layer=Layer.PARENTHESES,
            counted=dict.fromkeys((*PARAMETERS, "z", "y", "d"), Counting.NODES),
            sigmoid="sigmoid",
            new="(p+1)",
            from_first=True,
        ),
        Profile(name="parentheses", letters={"W": "w", "y": "a", "d": "y"}, layer=Layer.PARENTHESES),
        Profile(name="brackets", letters={"W": "w", "y": "a", "d": "y"}, layer=Layer.BRACKETS),
    )
}


LECTURE = PROFILES["lecture"]


def profile(name: str) -> Profile:
    """The profile called `name`; raises GradsheetError with the names there are."""
    if name not in PROFILES:
        raise GradsheetError(f"no notation '{name}'; there are {', '.join(PROFILES)}")
    return PROFILES[name]


def settled(wished: Mapping[str, str], own: Mapping[str, str], used: Iterable[str]) -> Mapping[str, str]:
    """What each letter is printed as: the author's own, else as wished, where no other quantity has that letter.

    The loss of one example may share its letter with that of the batch: its example tells them apart.
    """
    letters = tuple(dict.fromkeys(used))
    kept = dict(own)
    while True:
        printed = {letter: kept.get(letter, wished.get(letter, letter)) for letter in letters}
        taken = (
            letter
            for letter in letters
            if letter not in kept
            and printed[letter] != letter
            and any(printed[other] == printed[letter] for other in letters if not _may_share(letter, other))
        )
        clash = next(taken, None)
        if clash is None:
            return {**printed, **own}
        kept[clash] = clash


def _may_share(letter: str, other: str) -> bool:
    return letter == other or {letter, other} == set(LOSSES)
