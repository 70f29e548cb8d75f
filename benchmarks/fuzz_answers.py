"""A million answers for the reader: right ones in every spelling, broken ones, and nonsense.

python benchmarks/fuzz_answers.py [ANSWERS] [SEED]     1,000,000 answers and seed 1 unless told

A quarter is grown from a grammar and left alone: what is read must be what Python makes of the same thing. A quarter
is grown and then broken, half is nonsense: no exception may come out, every number must be finite, every refusal must
have a reason and a place. Times are the processor's, without what other programs and the garbage collector took.
"""

from __future__ import annotations

import gc
import heapq
import math
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from formula.grown import agrees, grown, mutated, nonsense
from gradsheet.formula.student import Reading, read_answer

SLOWEST = 10
LONGEST = 0.050  # seconds


def main(answers: int, seed: int) -> int:
    rng = Random(seed)
    counted: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    faults: list[str] = []
    read_answer("2*(3)")  # makes the parser, once
    gc.disable()
    begun, reading = perf_counter(), 0.0
    for number in range(answers):
        if number % 10_000 == 0:
            gc.collect()
        comma, percent = rng.random() < 0.2, rng.random() < 0.2
        whole = grown(rng, comma=comma) if number % 2 == 0 else None
        kind = "nonsense" if whole is None else "broken" if number % 4 == 0 else "grown"
        text = nonsense(rng) if whole is None else mutated(whole.text, rng) if kind == "broken" else whole.text
        start = process_time()
        try:
            found = read_answer(text, decimal_comma=comma, percent=percent)
        except Exception as error:  # the one place that may: this is what is looked for
            faults.append(f"{text!r} raised {error!r}")
            continue
        took = process_time() - start
        reading += took
        heapq.heappushpop(slowest, (took, text)) if len(slowest) == SLOWEST else heapq.heappush(slowest, (took, text))
        is_read = isinstance(found, Reading)
        counted[f"{kind}, {'read' if is_read else 'refused'}"] += 1
        if is_read and not math.isfinite(found.value):
            faults.append(f"{text!r} is no finite number: {found}")
        if not is_read and not (found.problem and 1 <= found.column <= len(text) + 1 and found.pointed):
            faults.append(f"{text!r} is refused without a reason or a place: {found}")
        if whole is not None and kind == "grown" and len(text) <= 200 and not agrees(whole, found):
            faults.append(f"{text!r} should be {whole.python} = {whole.value}, is {found}")
    slow = sorted(slowest, reverse=True)
    print(
        f"{answers:,} answers, {reading / answers * 1e6:.0f} microseconds each to read; {perf_counter() - begun:.0f} s"
    )
    for kind, count in sorted(counted.items()):
        print(f"  {kind:<18} {count:>9,}")
    print("slowest, milliseconds:")
    for took, text in slow:
        print(f"  {took * 1e3:7.2f}  {text!r}")
    print(f"faults: {len(faults)}")
    for fault in faults[:20]:
        print(f"  {fault}")
    return 1 if faults or slow[0][0] > LONGEST else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in [*sys.argv[1:], *("1000000", "1")[len(sys.argv) - 1 :]])))
