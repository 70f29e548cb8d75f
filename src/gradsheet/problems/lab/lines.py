"""Findings as text: a screen for each problem, a line for each of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from textwrap import wrap

from ...formula import name
from ..rounding import fixed
from .findings import Drift, Findings, Published, Rejection

WIDTH, LEAD = 118, 14
NAMED = 6  # rules and pairs that are named before the rest is counted


def in_sum(found: Findings) -> str:
    """One line: the verdict, what survives and what that costs."""
    kept = found.survival
    share = f"{percentage(kept.fair / kept.draws):>7} of draws fair"
    return f"{found.problem:<46} {found.verdict.value:<18} {share}, {times(kept.after_structure):>6} for one"


def in_lines(found: Findings) -> Iterator[str]:
    yield f"{found.problem}: {found.verdict.value}"
    for word, texts in _sections(found):
        for text in texts:
            yield from wrap(
                text, WIDTH, initial_indent=f"  {word:<{LEAD - 2}}", subsequent_indent=" " * (LEAD + 2),
                break_on_hyphens=False, break_long_words=False,
            )  # fmt: skip
            word = ""


def _sections(found: Findings) -> Iterator[tuple[str, Iterable[str]]]:
    kept = found.survival
    yield "fault", found.faults
    yield (
        "draws",
        [
            f"{kept.draws:,}: {kept.structure:,} keep the structural rules, {kept.load:,} the load, {kept.fair:,} tell "
            f"every misconception apart ({percentage(kept.fair / kept.draws)}); {times(kept.per_variant)} draws for "
            f"one, {times(kept.after_structure)} after structure and load"
        ],
    )
    for stage in ("structure", "load", "separation"):
        of = [one for one in found.rejections if one.stage == stage]
        yield stage, [_rejected(of)] if of else []
    pairs = sorted((p for p in found.pairs if p.smallest is not None and not p.dropped), key=lambda p: p.smallest or 0)
    named = (f"{p.misconception} at {name(p.blank)} {fixed(p.smallest or 0, 2)}" for p in pairs[:NAMED])
    yield "nearest", [f"in both tolerances: {', '.join(named)}"] if pairs else []
    yield "answers", _answers(found)
    yield "rounding", [_drift(found, keep) for keep in dict.fromkeys(drift.keep for drift in found.drifts)]
    shown = (
        f"answer {p.answer} keep {p.keep}{' (own)' if p.own else ''}: {times(p.draws)}"
        for p in sorted(found.prices, key=lambda p: (p.answer, p.keep))
    )
    yield "decimals", [f"draws for one: {'; '.join(shown)}"] if found.prices else []
    counts = [f"{one.what} {number(one.target)} ({number(one.least)} to {number(one.most)})" for one in found.load]
    yield "load", [", ".join([*counts, f"{found.operations} operations", f"{found.exponentials} exponentials"])]
    yield "blind to", [", ".join(found.blind)] if found.blind else []
    yield "may hide", [", ".join(found.may_hide)] if found.may_hide else []
    yield "dropped", [", ".join(f"{id} at {name(blank)}" for id, blank in found.dropped)] if found.dropped else []
    yield "alike", ["; ".join(" = ".join(group) for group in found.alike)] if found.alike else []
    yield "guessable", [f"{name(one.blank)} {one.text} ({percentage(one.share)})" for one in found.patterns]
    yield "published", [_published(one) for one in found.published]
    yield "advice", found.advice
    each = found.seconds
    judge, solve = fixed(1e6 * each.judge, 1), fixed(1e6 * each.solve, 2)
    yield "time", [f"{judge} µs to judge a draw, {solve} µs to solve it; {fixed(each.whole, 1)} s in all"]


def _rejected(of: Sequence[Rejection]) -> str:
    named = [f"{one.rule} {one.alone:,}" + (f" (only it: {one.only:,})" if one.only else "") for one in of[:NAMED]]
    more = f", and {len(of) - NAMED} more" if len(of) > NAMED else ""
    return f"of {of[0].of:,} rejected: {', '.join(named)}{more}"


def _answers(found: Findings) -> Iterator[str]:
    if found.spreads:
        heads = "".join(f"{head:>10}" for head in ("least", "quartile", "median", "quartile", "largest"))
        yield f"{'':<18}{heads}  different, commonest"
    for one in found.spreads:
        numbers = (one.least, one.lower, one.median, one.upper, one.largest)
        shown = "".join(f"{fixed(value, found.answer):>10}" for value in numbers)
        yield f"{name(one.blank):<18}{shown}  {one.distinct:,}, {one.commonest} in {percentage(one.share)}"


def _drift(found: Findings, keep: int) -> str:
    of = [drift for drift in found.drifts if drift.keep == keep]
    worst = max(of, key=lambda drift: drift.worst)
    right = min(of, key=lambda drift: drift.right)
    all_right = "all right" if right.right == 1 else _where(right)
    return f"keep {keep}: {all_right}; worst {fixed(worst.worst, 6)} at {name(worst.blank)}"


def _where(drift: Drift) -> str:
    early = f", {percentage(drift.early)} rounded early" if drift.early else ""
    return f"least at {name(drift.blank)}: {percentage(drift.right)} right{early}"


def _published(one: Published) -> str:
    breaks = f"breaks {', '.join(one.broken)}; " if one.broken else ""
    hides = f"hides {len(one.hidden)} of {one.known} misconceptions"
    near = f"; too near: {', '.join(one.near)}" if one.near else ""
    return f"'{one.case}': {breaks}{hides}{': ' if one.hidden else ''}{', '.join(one.hidden)}{near}"


def percentage(share: float) -> str:
    return f"{fixed(100 * share, 1)} %"


def times(value: float) -> str:
    return fixed(value, 1) if isfinite(value) else "none"


def number(value: float) -> str:
    return fixed(value, 0) if value == int(value) else fixed(value, 1)
