"""What marking finds out about a simulated class, over the whole bank: nobody harmed, methods named, slips forgiven.

python benchmarks/diagnosis.py [PROBLEM ...] [--draws N] [--slips N] [--students N] [--seed N] [--examples FILE]

The students work with Python's decimal numbers (tests/grading/classroom.py); what a mark should have been is settled
in tests/grading/judged.py, by decimals too. `--examples` writes down papers that were marked otherwise, to be worked
again by hand. At full size: --draws 40 --per-misconception 20 --slips 200 --students 100000.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from marking import speed

from grading.classroom import Classroom, Size
from grading.judged import BY_ACCIDENT, HONEST, PROMISED, Promise, Tally, judged
from gradsheet.problems import bank_names, find_problem

COLUMNS = {
    "misconception": "named",
    "misconception, rounding": "rounding",
    "slip at an asked blank": "asked",
    "slip at an unasked step": "unasked",
}

SLIPS = tuple(COLUMNS)[2:]


def diagnosis(names: Sequence[str], size: Size, examples: Path | None, seed: int) -> bool:
    """The table over the bank and what it comes to; whether every promise is kept."""
    whole, start = Tally(), perf_counter()
    print(f"{'problem':<46} {'papers':>7} {'harmed':>7}", *(f"{title:>9}" for title in COLUMNS.values()), f"{'s':>6}")
    for name in names:
        began = perf_counter()
        tally = judged(Classroom(find_problem(name), size, seed=seed))
        whole.join(tally)
        kept = [tally.share(one) for one in PROMISED if one.kind in COLUMNS]
        cells = (f"{'-' if share is None else f'{100 * share:.1f} %':>9}" for share in kept)
        seconds = f"{perf_counter() - began:>6.1f}"
        print(f"{name:<46} {tally.papers:>7,} {tally.harmed:>7,}", *cells, seconds, flush=True)
    fine = summed_up(whole)
    worst(whole)
    if examples is not None:
        found = (line for key, lines in sorted(whole.examples.items()) for line in (f"### {key}", *lines[:2], ""))
        examples.write_text("\n".join(found), encoding="utf-8")
    print(f"{perf_counter() - start:.0f} s")
    return fine


def summed_up(whole: Tally) -> bool:
    honest = sum(whole.of(kind) for kind in HONEST)
    print(f"\nhonest students harmed: {whole.harmed:,} of {honest:,}")
    print(*(line_of(whole, one) for one in PROMISED), sep="\n")
    for kind in BY_ACCIDENT:
        print(f"{kind}: {whole.of(kind):,} sheets, answers: {listed(whole, kind)}")
    for kind in SLIPS:
        print(f"{kind}, steps that are called wrong: {listed(whole, f'{kind}: wrong steps')}")
    return whole.harmed == 0 and all(one.is_kept(whole) for one in PROMISED)


def listed(whole: Tally, kind: str) -> str:
    found = sorted((what, count) for (one, what), count in whole.credits.items() if one == kind)
    return ", ".join(f"{count:,} {what}" for what, count in found)


def line_of(whole: Tally, promise: Promise) -> str:
    share = whole.share(promise)
    if share is None:
        return f"{promise.kind}: none"
    others = ", ".join(f"{count:,} {what}" for what, count in whole.others(promise)) or "no other"
    target = f" (target {100 * promise.least:g} %)" if promise.least else ""
    missed = "" if promise.is_kept(whole) else " NOT MET"
    return f"{promise.kind}: {100 * share:.2f} % {promise.what}{target}{missed} of {whole.of(promise.kind):,}; {others}"


def worst(whole: Tally, most: int = 20) -> None:
    """Where it went otherwise most often, by misconception and by problem."""
    for title, places in (("misconceptions", whole.misconceptions), ("problems", whole.problems)):
        missed = Counter({place: count for place, count in places.items() if count})
        print(f"\n{title}, the worst first" if missed else f"\nno {title} to list")
        for (kind, what, name), count in missed.most_common(most):
            print(f"  {count:>5}  {name:<48} {kind}: {what}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("problems", nargs="*", metavar="PROBLEM")
    parser.add_argument("--draws", type=int, default=6)
    parser.add_argument("--per-misconception", type=int, default=3)
    parser.add_argument("--slips", type=int, default=24)
    parser.add_argument("--students", type=int, default=10_000, help="for the speed; 0 leaves it out")
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    size = Size(draws=told.draws, per_misconception=told.per_misconception, slips=told.slips)
    fine = [diagnosis(told.problems or bank_names(), size, told.examples, told.seed)]
    fine += [speed(told.students)] if told.students else []
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
