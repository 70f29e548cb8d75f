"""The laboratory's page: findings as one self-contained HTML file with pictures, and a table beside each picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from ..assignments.folder import write_whole
from ..errors import GradsheetError
from ..formula import Symbol, name
from ..problems.lab import Findings
from ..problems.lab.findings import Pair, Spread
from ..problems.lab.lines import number, percentage, times
from ..problems.rounding import fixed
from .html import html_page

BAR, HIGH = 10, 60  # a histogram's bars
CELL, ROW = 62, 20  # a heat map's cells
LEFT, TOP = 190, 90
LETTER = 6.6  # the width of one in a heat map's names
FAR = 16.0  # tolerances: as far as the colours tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    blank: str
    width: int
    height: int
    words: str
    bars: tuple[Bar, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    x: int
    y: int
    colour: str
    ink: str
    text: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    width: int
    height: int
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One problem, as the template lays it out."""

    anchor: str
    problem: str
    title: str
    verdict: str
    kind: str
    share: str
    cost: str
    survival: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    advice: tuple[str, ...]
    rejections: tuple[tuple[str, ...], ...]
    histograms: tuple[Histogram, ...]
    heat: HeatMap | None
    pairs: tuple[tuple[str, ...], ...]
    drifts: tuple[tuple[str, ...], ...]
    prices: tuple[tuple[str, ...], ...]
    load: tuple[tuple[str, ...], ...]
    work: str
    named: tuple[tuple[str, str], ...]
    published: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    sections: tuple[Section, ...]


def free(path: Path, *, force: bool) -> None:
    """Raises GradsheetError where a report would overwrite a file, or has no folder to stand in."""
    if path.exists() and not force:
        raise GradsheetError(f"{path}: there already; add --force to overwrite")
    if not path.parent.is_dir():
        raise GradsheetError(f"{path}: there is no folder {path.parent}; make it first")


def write_page(findings: Sequence[Findings], path: Path) -> None:
    write_whole(path, page(findings))


def page(findings: Sequence[Findings]) -> str:
    """The same for everybody and on every run: times of one machine are left out."""
    return html_page("lab.html", _Report(sections=tuple(_section(one) for one in findings)))


def _section(found: Findings) -> Section:
    kept = found.survival
    return Section(
        anchor=found.problem.replace("/", "-").replace(" ", "-"),
        problem=found.problem,
        title=found.title,
        verdict=found.verdict.value,
        kind=found.verdict.name.lower(),
        share=percentage(kept.fair / kept.draws),
        cost=times(kept.after_structure),
        survival=(
            ("draws", f"{kept.draws:,}"),
            ("keep the structural rules", f"{kept.structure:,}"),
            ("and the same load", f"{kept.load:,}"),
            ("and tell every misconception apart", f"{kept.fair:,}"),
            ("draws for one that is fair", times(kept.per_variant)),
            ("of those that keep structure and load", times(kept.after_structure)),
        ),
        faults=found.faults,
        remarks=found.remarks,
        advice=found.advice,
        rejections=tuple(
            (one.stage, one.rule, f"{one.alone:,}", f"{one.of:,}", f"{one.only:,}") for one in found.rejections
        ),
        histograms=tuple(_histogram(one, found.answer) for one in found.spreads),
        heat=_heat(found),
        pairs=tuple(_pair(one) for one in found.pairs),
        drifts=tuple(
            (
                str(one.keep),
                name(one.blank),
                fixed(one.median, 7),
                fixed(one.worst, 7),
                percentage(one.right),
                percentage(one.early),
            )
            for one in found.drifts
        ),
        prices=tuple(
            (str(one.answer), str(one.keep), times(one.draws), "this problem" if one.own else "")
            for one in sorted(found.prices, key=lambda price: (price.answer, price.keep))
        ),
        load=tuple(
            (one.what, number(one.target), number(one.least), fixed(one.mean, 1), number(one.most))
            for one in found.load
        ),
        work=f"{found.operations} operations, {found.exponentials} of them exponentials.",
        named=tuple((word, text) for word, text in _named(found) if text),
        published=tuple(
            (
                one.case,
                ", ".join(one.broken) or "none",
                f"{len(one.hidden)} of {one.known}",
                ", ".join(one.hidden) or "none",
                ", ".join(one.near) or "none",
            )
            for one in found.published
        ),
    )


def _named(found: Findings) -> list[tuple[str, str]]:
    return [
        ("give the right number at every blank", ", ".join(found.blind)),
        ("may hide in fair numbers", ", ".join(found.may_hide)),
        ("dropped by the author", ", ".join(f"{id} at {name(blank)}" for id, blank in found.dropped)),
        ("give the same numbers, so that nobody can tell them apart", "; ".join(" = ".join(g) for g in found.alike)),
    ]


def _histogram(spread: Spread, decimals: int) -> Histogram:
    tallest = max(spread.bins)
    bars = tuple(
        Bar(x=BAR * place, y=HIGH - HIGH * count / tallest, height=HIGH * count / tallest)
        for place, count in enumerate(spread.bins)
        if count
    )
    shown = [fixed(v, decimals) for v in (spread.least, spread.lower, spread.median, spread.upper, spread.largest)]
    return Histogram(
        blank=name(spread.blank),
        width=BAR * len(spread.bins),
        height=HIGH,
        words=f"Answers from {shown[0]} to {shown[-1]}, half of them between {shown[1]} and {shown[3]}.",
        bars=bars,
        cells=(
            *shown,
            f"{spread.distinct:,}",
            f"{spread.commonest} in {percentage(spread.share)}",
            percentage(spread.negative),
        ),
    )


def _heat(found: Findings) -> HeatMap | None:
    ids = list(dict.fromkeys(pair.misconception for pair in found.pairs))
    blanks: list[Symbol] = [spread.blank for spread in found.spreads]
    if not ids or not blanks:
        return None
    cells = [
        _cell(pair, LEFT + CELL * blanks.index(pair.blank), TOP + ROW * ids.index(pair.misconception))
        for pair in found.pairs
    ]
    longest = max(len(name(blank)) for blank in blanks)
    return HeatMap(
        width=LEFT + CELL * len(blanks) + round(longest * LETTER * 0.6),
        height=TOP + ROW * len(ids) + 4,
        rows=tuple(Label(x=LEFT - 8, y=TOP + ROW * place + 14, text=id) for place, id in enumerate(ids)),
        columns=tuple(
            Label(x=LEFT + CELL * place + CELL / 2, y=TOP - 8, text=name(blank)) for place, blank in enumerate(blanks)
        ),
        cells=tuple(cells),
    )


def _cell(pair: Pair, x: int, y: int) -> Cell:
    where = f"{pair.misconception} at {name(pair.blank)}"
    if pair.smallest is None:
        return Cell(x=x, y=y, colour="#f1f1f1", ink="#555555", text="same", words=f"{where}: always the right number")
    text = fixed(pair.smallest, 1) if pair.smallest < 1000 else ">999"
    words = f"{where}: {fixed(pair.smallest, 2)} tolerances away at least"
    if pair.dropped:
        return Cell(x=x, y=y, colour="#ffffff", ink="#8a2b2b", text=f"({text})", words=f"{words}; dropped")
    return Cell(x=x, y=y, colour=_colour(pair.smallest), ink="#1a1a1a", text=text, words=words)


def _colour(ratio: float) -> str:
    """From orange, just apart, over yellow to blue, far apart: told apart by colour-blind readers too."""
    share = min(1.0, max(0.0, log(max(ratio, 1.0)) / log(FAR)))
    stops = ((0xF4, 0x9D, 0x5B), (0xFD, 0xF0, 0xB5), (0x9E, 0xC9, 0xE8))
    low, high, along = (stops[0], stops[1], 2 * share) if share < 0.5 else (stops[1], stops[2], 2 * share - 1)
    mixed = (round(a + (b - a) * along) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _pair(pair: Pair) -> tuple[str, ...]:
    shown: Any = [fixed(value, 2) if value is not None else "none" for value in (pair.smallest, pair.median)]
    return (
        pair.misconception,
        name(pair.blank),
        *shown,
        percentage(pair.same),
        f"{pair.rejects:,}",
        "dropped" if pair.dropped else "",
    )
