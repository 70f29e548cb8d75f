"""What another policy would give: the curve of totals now and then; nothing is written."""

from __future__ import annotations

import statistics
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..assignments.assignment import Assignment
from ..assignments.folder import Folder
from ..assignments.load import assignment_of
from ..errors import ComplaintsError, GradsheetError
from ..problems.toml_source import TomlSource
from .changes import signed
from .grade import marked
from .wording import points_text

TABLES = ("credit", "reading")
MOST_BINS, BAR = 12, 24
_WIDTHS = (Fraction(1), Fraction(2), Fraction(5))
"""Bins are as wide as one of these, times a power of ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Everybody's total now and then, of those who handed something in; `out_of` is the most that there is."""

    settings: tuple[str, ...]
    now: tuple[Fraction, ...]
    then: tuple[Fraction, ...]
    out_of: Fraction

    @property
    def lines(self) -> tuple[str, ...]:
        """Two histograms side by side, mean and quartiles, and how many change."""
        if not self.now:
            return (f"With {', '.join(self.settings)}: nothing has been handed in, so nothing changes.",)
        return (
            f"With {', '.join(self.settings)}:",
            "",
            _row("points", "now", "then"),
            *self._bins(),
            "",
            *(_row(word, _number(of(self.now)), _number(of(self.then))) for word, of in _SUMMARY.items()),
            "",
            self._changed(),
        )

    def _bins(self) -> Iterator[str]:
        width = _width(self.out_of)
        count = max(1, -int(-self.out_of // width))
        now, then = (_counts(totals, width, count) for totals in (self.now, self.then))
        most = max(*now, *then)
        for place in range(count):
            ends = f"{points_text(place * width)} to {points_text(min((place + 1) * width, self.out_of))}"
            yield _row(ends, _bar(now[place], most), _bar(then[place], most))

    def _changed(self) -> str:
        differences = [then - now for now, then in zip(self.now, self.then, strict=True)]
        changed = [one for one in differences if one]
        if not changed:
            return "Nobody's total changes."
        up = sum(one > 0 for one in changed)
        ends = " to ".join(dict.fromkeys((signed(min(changed)), signed(max(changed)))))
        return f"{len(changed)} of {len(differences)} totals change: {up} up, {len(changed) - up} down ({ends})."


def what_if(folder: Folder, settings: Sequence[str], named: Sequence[Path] = ()) -> Curve:
    """The totals as they are now, and as they would be with `settings` such as `credit.follow_through=0.5`."""
    other = changed(folder, settings)
    now = marked(folder, named).handed_in
    then = {one.sheet.student.id: one.total for one in marked(folder, named, assignment=other).handed_in}
    return Curve(
        settings=tuple(" = ".join(part.strip() for part in one.split("=", 1)) for one in settings),
        now=tuple(one.total for one in now),
        then=tuple(then.get(one.sheet.student.id, Fraction(0)) for one in now),
        out_of=max((one.out_of for one in now), default=Fraction(0)),
    )


def changed(folder: Folder, settings: Sequence[str]) -> Assignment:
    """The assignment as if assignment.toml had these settings; refuses what no file could say."""
    source = TomlSource.read(folder.assignment, folder.assignment.name)
    assignment_of(source)
    data: dict[str, Any] = dict(source.data)
    for setting in settings:
        path, equals, text = setting.partition("=")
        table, _, key = path.strip().partition(".")
        if not equals or not key or table not in TABLES:
            raise GradsheetError(
                f"--what-if: '{setting}' is no setting of [credit] or [reading]; write it like "
                "credit.follow_through=0.5 or reading.percent=true"
            )
        data[table] = {**data.get(table, {}), key: _value(text.strip())}
        try:
            assignment_of(replace(source, data=data))
        except ComplaintsError as error:
            said = "; ".join(one.text for one in error.complaints)
            raise GradsheetError(f"--what-if {setting}: {said}") from None
    return assignment_of(replace(source, data=data))


def _value(text: str) -> Any:
    """What TOML reads; a bare word is text."""
    try:
        found: Mapping[str, Any] = tomllib.loads(f"it = {text}", parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError):
        return text
    return found["it"] if set(found) == {"it"} else text


def _width(out_of: Fraction) -> Fraction:
    """The narrowest nice width with which there are not too many bins."""
    power = Fraction(1, 1000)
    while True:
        for width in _WIDTHS:
            if out_of <= MOST_BINS * width * power:
                return width * power
        power *= 10


def _counts(totals: Sequence[Fraction], width: Fraction, count: int) -> list[int]:
    """How many are in each bin; what lies on a border is in the upper one, and the best in the last."""
    counts = [0] * count
    for total in totals:
        counts[min(int(total // width), count - 1)] += 1
    return counts


def _bar(count: int, most: int) -> str:
    length = -(-count * BAR // most) if most else 0
    return f"{'#' * length} {count}" if count else "."


def _row(label: str, now: str, then: str) -> str:
    return f"  {label:<14} {now:<{BAR + 6}} {then}".rstrip()


def _number(value: float) -> str:
    return f"{value:.2f}"


def _quartile(number: int, totals: Sequence[Fraction]) -> float:
    values = [float(total) for total in totals]
    return statistics.quantiles(values, n=4, method="inclusive")[number - 1] if len(values) > 1 else values[0]


_SUMMARY: Mapping[str, Callable[[Sequence[Fraction]], float]] = {
    "mean": lambda totals: float(sum(totals) / len(totals)),
    "lower quartile": lambda totals: _quartile(1, totals),
    "median": lambda totals: _quartile(2, totals),
    "upper quartile": lambda totals: _quartile(3, totals),
}
