"""What an author wrote: a problem, before it has numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from math import prod
from typing import Generic, TypeVar

from ..derivation import Derivation, Family, Role
from ..formula import Formula, Symbol, by_hand
from ..formula.letters import spelled, with_gate
from ..formula.naming import MATRICES, Naming
from ..formula.notation import EVERYWHERE, Profile, settled
from ..models import (
    MISCONCEPTIONS,
    RATE,
    Architecture,
    Attention,
    Dense,
    Misconception,
    Update,
    WrongWay,
    wrong_ways,
)
from ..models.updates import AHEAD, WEIGHT, memory
from .rounding import Rounding


class Kind(Enum):
    """What a student writes into a blank."""

    NUMBER = "blanks"
    FORMULA = "formula"
    CHOICE = "choices"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTolerance:
    """A tolerance that the author set: `how` is absolute, relative, decimals or significant."""

    how: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Some blanks that belong together; `points` is the weight of each. A `table` has a row for each first index."""

    blanks: tuple[Symbol, ...]
    points: Decimal = Decimal(1)
    kind: Kind = Kind.NUMBER
    choices: int = 0
    unchanged: bool = False
    tolerance: OwnTolerance | None = None
    text: str = ""
    table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OneHot:
    """A family with a single 1: at place `hot`, or anywhere."""

    members: tuple[Symbol, ...]
    hot: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A given and the exact decimals it may take; a fixed given has one."""

    symbol: Symbol
    values: tuple[Decimal, ...]


Range = Grid | OneHot


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRules:
    """What a draw must satisfy: `alive_units` ReLUs per hidden layer, and conditions.

    `without` are rules that the author dropped. Misconceptions in `hidden` may give the right number at
    every blank of a sheet; those in `dropped` need not be told from the right method at a blank, or,
    with None in its place, at any.
    """

    alive_units: int | None = None
    require: tuple[Formula, ...] = ()
    require_text: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    dropped: frozenset[tuple[str, Symbol | None]] = frozenset()

    def drops(self, misconception: str, blank: Symbol) -> bool:
        return not self.dropped.isdisjoint({(misconception, blank), (misconception, None)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A published number: `text` as printed, or the `formula` or number it must equal to 1e-12."""

    symbol: Symbol
    text: str
    formula: Formula | None
    place: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A published number that the source got wrong, and the misconception that explains it."""

    symbol: Symbol
    printed: str
    formula: Formula | None = None
    by: str | None = None
    place: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A published instance that `gradsheet check` must reproduce."""

    name: str
    source: str = ""
    given: Mapping[Symbol, Decimal] = field(default_factory=dict)
    free: tuple[Symbol, ...] = ()
    expect: tuple[Expected, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    rounds_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionTable:
    """Values of functions that the sheet prints, all at the same arguments in ascending order."""

    functions: tuple[str, ...]
    arguments: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A problem, checked: every later reader may trust it.

    `name` is the `use` string (topic/name); `source` is the text of its file. `architecture` is what
    the steps were made from, for statements and drawings only; `about` names the sentences that
    describe any but a dense network. `formulas` says whether the sheet prints the steps that an author
    wrote, `exact` whether closed forms such as e/(1+e) stand beside the decimals. Where a problem is
    `calculator_free`, `tables` hold the values that the sheet prints.
    """

    name: str
    title: str
    derivation: Derivation
    given: tuple[Range, ...]
    asks: tuple[Ask, ...]
    topics: tuple[str, ...] = ()
    level: str = "standard"
    statement: str = ""
    architecture: Architecture | None = None
    objective: Symbol | None = None
    update: Update | None = None
    about: str = ""
    about_numbers: Mapping[str, object] = field(default_factory=dict)
    draw: DrawRules = field(default_factory=DrawRules)
    rounding: Rounding = field(default_factory=Rounding)
    tell: tuple[Symbol, ...] = ()
    key_needed: bool = False
    matrices: bool = True
    formulas: bool = True
    exact: bool = True
    calculator_free: bool = False
    tables: tuple[FunctionTable, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    own_misconceptions: tuple[Misconception, ...] = ()
    source: str = ""

    @property
    def network(self) -> Dense | None:
        """The dense network that the steps come from."""
        return self.architecture if isinstance(self.architecture, Dense) else None

    @property
    def given_above(self) -> bool:
        """Whether d is the gradient from above rather than a target."""
        loss = getattr(self.architecture, "loss", None)
        return loss is not None and loss.is_given_above

    @property
    def rows_from(self) -> bool:
        """Whether the file itself has weights as (from, to)."""
        return isinstance(self.architecture, Attention) and self.architecture.rows_from

    @cached_property
    def blanks(self) -> tuple[tuple[Ask, Symbol], ...]:
        """Every blank with its ask, in the order asked."""
        return tuple((ask, symbol) for ask in self.asks for symbol in ask.blanks)

    @cached_property
    def banded(self) -> Mapping[Symbol, Ask]:
        """The quantities that are answered with a number, each with its ask."""
        return {symbol: ask for ask, symbol in self.blanks if ask.kind in (Kind.NUMBER, Kind.CHOICE)}

    @cached_property
    def asks_formulas(self) -> bool:
        return any(ask.kind is Kind.FORMULA for ask in self.asks)

    @cached_property
    def misconceptions(self) -> Mapping[str, Misconception]:
        """By id, the catalogue's misconceptions and the author's own."""
        return {**MISCONCEPTIONS, **{one.id: one for one in self.own_misconceptions}}

    @cached_property
    def wrong_ways(self) -> Mapping[str, WrongWay]:
        """By id, every misconception that can change a number asked."""
        return wrong_ways(self.derivation, self.misconceptions.values(), self.banded)

    @cached_property
    def numbers(self) -> tuple[tuple[Ask, Symbol], ...]:
        """The blanks that a quantity answers; words answer the others."""
        return tuple((ask, symbol) for ask, symbol in self.blanks if ask.kind is not Kind.WRITTEN)

    @property
    def looked_up(self) -> frozenset[str]:
        """The functions that students take from a table."""
        return frozenset(function for table in self.tables for function in table.functions)

    @cached_property
    def by_hand(self) -> Mapping[Symbol, Formula]:
        """Each step's formula as students type it into a calculator, or look it up."""
        return {step.symbol: by_hand(step.formula, looked_up=self.looked_up) for step in self.derivation.steps}

    def naming(self, profile: Profile, decimal: str = ".") -> Naming:
        """How this problem's quantities are written in a course's notation, digits parted by `decimal`."""
        # A class of students asks for the same few again and again, and profiles hold mappings: found by identity.
        kept = self._namings.get((id(profile), decimal))
        if kept is None or kept.profile is not profile:
            kept = self._namings[id(profile), decimal] = self._naming(profile, decimal)
        return kept

    @cached_property
    def _namings(self) -> dict[tuple[int, str], Naming]:
        return {}

    def _naming(self, profile: Profile, decimal: str) -> Naming:
        network = self.network
        columns = [family for family in self.derivation.families if family.shape and family.shape[-1] == 1]
        if network is not None:
            lone, single = {family.symbol for family in columns if family.symbol.layer is None}, set()
        else:
            lone = {family.symbol for family in columns if prod(family.shape) == 1}
            single = {family.symbol for family in columns} - lone
        return Naming(
            profile=profile,
            units=network.units if network is not None else (),
            batch=network is not None and network.count is not None,
            lone=frozenset(lone),
            single=frozenset(single),
            letters=settled(self._wished(profile), self.letters, self._letters),
            memories=self._memories,
            swapped=self._swapped(profile),
            decimal=decimal,
        )

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        """The letter of every quantity, each once, without its gate; what is remembered of W, without the W."""
        found: dict[str, None] = {}
        for symbol in self.derivation.quantities:
            if not symbol.is_derivative:
                letter, _ = self._memories.get(symbol.letter, (symbol.letter, ""))
                found[with_gate(letter)[0]] = None
        return tuple(letter for letter in found if not spelled(letter).accent or spelled(letter).stem not in found)

    @cached_property
    def _memories(self) -> Mapping[str, tuple[str, str]]:
        """Letters that the lines of an optimiser have for each weight, such as vW, in their two parts."""
        if self.update is None:
            return {}
        weights = {family.symbol for family in self.derivation.families if family.role in (Role.WEIGHT, Role.BIAS)}
        lines = [letter for letter, _ in self.update.lines if letter != WEIGHT]
        lines += [AHEAD] if self.update.at is not None else []
        return {memory(line, weight).letter: (line.letter, weight.letter) for line in lines for weight in weights}

    def _wished(self, profile: Profile) -> Mapping[str, str]:
        """What a course prints for the letters of a model; an author's own steps keep theirs but for the rate."""
        found = {**EVERYWHERE, RATE.letter: profile.letter(RATE.letter)}
        if self.architecture is None:
            return found
        for family in self.derivation.families:
            if family.role is Role.TARGET and self.given_above:
                continue
            letter, _ = with_gate(family.symbol.letter)
            means = _meaning(letter, family)
            if means is not None:
                shown = profile.letter(means)
                small = means == "W" and letter != "W" and shown.islower()
                found[letter] = letter.lower() if small else letter if means == "W" != letter else shown
        return found

    def _swapped(self, profile: Profile) -> frozenset[Symbol]:
        """The weights that print (from, to) in a course where files have (to, from)."""
        if not profile.from_first or self.rows_from:
            return frozenset()
        return frozenset(family.symbol for family in self.derivation.families if _leads(family))


def _leads(family: Family) -> bool:
    """Whether it holds a weight from each of some numbers to each of others."""
    matrix = len(family.shape) == 2 and with_gate(family.symbol.letter)[0] in MATRICES
    return matrix and family.role is Role.WEIGHT


def _meaning(letter: str, family: Family) -> str | None:
    """The letter of files that stands for the same in a network; None where a model has one of its own."""
    match family.role:
        case Role.LOSS | Role.RATE:
            return letter
        case Role.TARGET:
            return "d"
        case Role.PREACTIVATION:
            return "z"
        case Role.WEIGHT if letter in MATRICES:
            return "W"
        case Role.ACTIVATION if letter == "a":
            return "y"
    return letter if letter in _OWN.get(family.role, ()) else None


_OWN = {Role.INPUT: ("x",), Role.BIAS: ("b",), Role.ACTIVATION: ("y", "h"), Role.OTHER: ("y",)}
"""Letters of models that have the same meaning in a network, by role."""


Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, eq=False)
class Itself(Generic[Thing]):
    """A problem, or what belongs to one, that equals only itself: a key for what is known of it.

    Comparing all that a problem says takes long, and some of it cannot be hashed.
    """

    one: Thing

    def __hash__(self) -> int:
        return id(self.one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.one is self.one
