"""Ten thousand draws of a problem, looked at from every side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from ...derivation import solve
from ...formula import name
from ..advice import Rejected, rejects, way_out, where_it_shows
from ..draw import too_many_dropped
from ..fairness import SAME_LOAD, Fairness
from ..own_tolerance import swallowing
from ..problem import Problem
from ..rounding import fixed, significant
from .answers import drifts, patterns, spreads
from .findings import Drift, Findings, Load, Pair, Pattern, Rejection, Seconds, Survival
from .lines import percentage
from .prices import prices
from .published import published
from .trial import Separated, Trial

DRAWS = 10_000
MANY = 10  # draws for a fair one, after structure and load, that are worth a remark
DEAR = 3  # and that are worth advice
SELDOM = 0.01  # a share of draws that keep structure and load
WORST = 3  # rules that are named


def examine(problem: Problem, *, draws: int = DRAWS) -> Findings:
    """What draws of a problem are like; they come from a public constant, so that everybody finds the same."""
    start = perf_counter()
    fairness = Fairness(problem)
    trial = Trial(fairness, draws)
    survival = _survival(trial)
    judged = perf_counter() - start
    rejections = tuple(_rejections(trial))
    some = trial.count > 0
    start_solve = perf_counter()
    solve(problem.derivation, trial.givens)
    solved = perf_counter() - start_solve
    pairs = tuple(_pairs(trial))
    found_patterns = tuple(patterns(trial)) if some else ()
    found_drifts = tuple(drifts(trial)) if some else ()
    faults = tuple(_faults(trial, survival, rejections, found_drifts))
    tape = fairness.tape
    return Findings(
        problem=problem.name,
        title=problem.title,
        answer=problem.rounding.answer,
        keep=problem.rounding.keep,
        survival=survival,
        rejections=rejections,
        spreads=tuple(spreads(trial)) if some else (),
        misconceptions=len(fairness.separator.ids),
        pairs=pairs,
        blind=fairness.blind_to,
        may_hide=tuple(id for id in fairness.sees if id not in fairness.must_show),
        dropped=tuple(fairness.separator.dropped),
        alike=tuple(_alike(trial)),
        drifts=found_drifts,
        prices=tuple(prices(trial)),
        load=tuple(_load(trial)) if some else (),
        operations=len(tape.operations),
        exponentials=sum(operation.operator == "exp" for operation in tape.operations),
        patterns=found_patterns,
        published=tuple(published(fairness)),
        faults=faults,
        remarks=tuple(_remarks(trial, survival, found_patterns)),
        advice=tuple(_advice(trial, survival, rejections, found_patterns)),
        seconds=Seconds(judge=judged / draws, solve=solved / draws, whole=perf_counter() - start),
    )


def _survival(trial: Trial) -> Survival:
    return Survival(
        draws=trial.draws, structure=int(np.count_nonzero(trial.structural)), load=len(trial.left), fair=trial.count
    )


def _rejections(trial: Trial) -> Iterator[Rejection]:
    """Structure and load of all draws, separation of those that are left; the most severe first in each stage."""
    loads = [rule for rule in trial.structure if rule.name == SAME_LOAD]
    cheap = [rule for rule in trial.structure if rule.name != SAME_LOAD]
    yield from _counted("structure", [(rule.name, rule.holds) for rule in cheap])
    left = trial.structural
    yield from _counted("load", [(rule.name, rule.holds[left]) for rule in loads])
    yield from _counted("separation", list(trial.separated.rules.items()))


def _counted(stage: str, rules: Sequence[tuple[str, Any]]) -> list[Rejection]:
    if not rules:
        return []
    broken = np.stack([~holds for _, holds in rules])
    single = np.count_nonzero(broken, axis=0) == 1
    found = [
        Rejection(
            rule=rule,
            stage=stage,
            alone=int(np.count_nonzero(row)),
            of=broken.shape[1],
            only=int(np.count_nonzero(row & single)),
        )
        for (rule, _), row in zip(rules, broken, strict=True)
    ]
    return sorted((one for one in found if one.alone), key=lambda one: (-one.alone, one.rule))


def _pairs(trial: Trial) -> Iterator[Pair]:
    separator, separated = trial.fairness.separator, trial.separated
    for place, (row, column) in enumerate(zip(separated.rows, separated.columns, strict=True)):
        id, blank = separator.ids[row], separator.blanks[column]
        yield Pair(
            misconception=id,
            blank=blank,
            dropped=not separator.judged[row, column],
            same=float(np.mean(separated.same[place])) if trial.count else 0.0,
            rejects=_broken(separated, f"{id} at {name(blank)}"),
            **_distances(separated.ratio[place][~separated.same[place]]),
        )


def _distances(ratios: Any) -> dict[str, float | None]:
    ratios = ratios[np.isfinite(ratios)]
    if not len(ratios):
        return {"smallest": None, "median": None}
    return {"smallest": float(np.min(ratios)), "median": float(np.median(ratios))}


def _broken(separated: Separated, rule: str) -> int:
    holds = separated.rules.get(rule)
    return 0 if holds is None else int(np.count_nonzero(~holds))


def _alike(trial: Trial) -> Iterator[tuple[str, ...]]:
    """Misconceptions that nobody can tell apart by what is asked, in groups."""
    ids, blind = trial.fairness.separator.ids, set(trial.fairness.blind_to)
    groups: list[set[int]] = []
    for one, other in trial.separated.alike if len(trial.left) else ():
        if not blind.isdisjoint((ids[one], ids[other])):
            continue
        group = next((group for group in groups if not group.isdisjoint((one, other))), None)
        if group is None:
            groups.append({one, other})
        else:
            group |= {one, other}
    yield from (tuple(ids[place] for place in sorted(group)) for group in groups)


def _load(trial: Trial) -> Iterator[Load]:
    target = trial.fairness.load
    for what, counts in trial.fairness.counts(trial.values, trial.count).items():
        yield Load(
            what=what,
            target=target[what],
            least=float(np.min(counts)),
            mean=float(np.mean(counts)),
            most=float(np.max(counts)),
        )


def _faults(
    trial: Trial, survival: Survival, rejections: Sequence[Rejection], found_drifts: Sequence[Drift]
) -> Iterator[str]:
    problem = trial.fairness.problem
    swallowed = swallowing(problem, trial.fairness)
    yield from map(str, swallowed)
    for one in rejections:
        if one.alone == one.of and not (swallowed and one.stage == "separation"):
            yield f"`{one.rule}` never holds in {one.of:,} draws"
    if not survival.fair:
        yield f"no draw of {survival.draws:,} is fair"
    if fault := too_many_dropped(trial.fairness):
        yield fault
    for drift in found_drifts:
        if drift.keep == problem.rounding.keep and drift.right < 1:
            yield (
                f"{name(drift.blank)}: honest students who keep {drift.keep} decimals are marked wrong in "
                f"{percentage(1 - drift.right)} of draws (up to {significant_few(drift.worst)} away)"
            )


def _remarks(trial: Trial, survival: Survival, found: Sequence[Pattern]) -> Iterator[str]:
    if survival.fair and survival.after_structure > MANY:
        yield (
            f"{fixed(survival.after_structure, 1)} draws that keep structure and load for one that tells every "
            "misconception apart"
        )
    for blind in trial.fairness.blind_to:
        yield f"blind to `{blind}`: it gives the right number at every blank"
    for pattern in found:
        yield f"{name(pattern.blank)} {pattern.text} ({percentage(pattern.share)})"
    for id, blank in trial.fairness.separator.dropped:
        yield f"`{id}` at {name(blank)} is dropped"


def _advice(
    trial: Trial, survival: Survival, rejections: Sequence[Rejection], found: Sequence[Pattern]
) -> Iterator[str]:
    problem = trial.fairness.problem
    for stage, dear in (
        ("structure", survival.load < SELDOM * survival.draws),
        ("load", survival.load < SELDOM * survival.draws),
        ("separation", survival.after_structure > DEAR),
    ):
        severe = sorted((one for one in rejections if one.stage == stage), key=lambda one: (-one.only, -one.alone))
        for one in severe[:WORST] if dear else ():
            only = f" ({one.only:,} that nothing else rejects)" if one.only not in (0, one.alone) else ""
            yield f"{rejects(one.rule, Rejected(one.alone, one.of))}{only}: {way_out(one.rule, problem)}"
    for id in trial.fairness.blind_to:
        shows = where_it_shows(id, problem)
        if shows is not None:
            yield f"`{id}` would show at {name(shows)}: ask for it"
    for blank in dict.fromkeys(pattern.blank for pattern in found):
        texts = [pattern.text for pattern in found if pattern.blank == blank]
        if any("always positive" not in text and "always negative" not in text for text in texts):
            yield f"{name(blank)} can be guessed ({', '.join(texts)}): widen what it is computed from, or tell it"


def significant_few(value: float) -> str:
    """Two digits of a number, in words for people."""
    return significant(float(f"{value:.2g}"))
