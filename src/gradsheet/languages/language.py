"""What a language is: its words, and how it writes numbers and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Language(Mapping[str, str]):
    """The words of a language by their names.

    `decimal` parts a number's whole from its rest; `one_below` is the first amount that is plural
    (with 2, `1.5 point`; with 0 all are; None where only 1 itself is not).
    """

    code: str
    words: Mapping[str, str] = field(repr=False)
    decimal: str = "."
    one_below: int | None = None

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def with_points(self) -> Language:
        """The same words with a decimal point, for programs that read no comma."""
        return self if self.decimal == "." else replace(self, decimal=".")

    def number(self, text: str) -> str:
        """A decimal number as the language writes it: `0,731`."""
        return text.replace(".", self.decimal)

    def is_one(self, amount: Fraction | int) -> bool:
        """Whether the singular goes with an amount."""
        return amount == 1 if self.one_below is None else amount < self.one_below

    def counted(self, amount: int, one: str, many: str) -> str:
        """The sentence `one` or `many`, with its `count`."""
        return self.words[one if self.is_one(amount) else many].format(count=amount)

    def amount(self, number: str, unit: str) -> str:
        """`2.5 points`."""
        return f"{self.number(number)} {self.words[unit]}"

    def decimals(self, count: int) -> str:
        """`4 decimals`."""
        return self.counted(count, "one_decimal", "decimals")

    def listed(self, parts: Iterable[str], last: str = "and") -> str:
        """`1a, 1b and 1c`."""
        *before, end = parts
        return f"{self.words['comma'].join(before)}{self.words[last]}{end}" if before else end

    def side_by_side(self, numbers: Iterable[str]) -> str:
        """`0.5, 1`; `0,5; 1` where a comma is inside of numbers."""
        return self.words["between_numbers"].join(numbers)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences one behind the other."""
        return self.words["space"].join(filter(None, sentences))
