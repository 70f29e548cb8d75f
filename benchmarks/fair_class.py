"""A class of 10,000: its exercises drawn, certified and proven.

Run it with `python benchmarks/fair_class.py [STUDENTS]`.
"""

from __future__ import annotations

import sys
from time import perf_counter

from gradsheet.problems import draw, find_problem, public_seed
from gradsheet.problems.proof import prove
from gradsheet.problems.separation import nearest

PROBLEMS = ("lecture/relu-sigmoid-bce", "lecture/softmax-ce", "backpropagation/sigmoid-3-2-1-half-squared-error")


def main(students: int) -> None:
    for bank_name in PROBLEMS:
        problem = find_problem(bank_name)
        start = perf_counter()
        draws = draw(problem, [public_seed(bank_name, number) for number in range(students)])
        drawn = perf_counter()
        ratios = [one.ratio for one in nearest(problem, draws) if one is not None]
        certified = perf_counter()
        proof = prove(problem, draws)
        proven = perf_counter()
        print(
            f"{bank_name}: {students:,} students drawn in {drawn - start:.1f} s, "
            f"certified in {certified - drawn:.1f} s (nearest {min(ratios):.2f} tolerances away), "
            f"{proof.derivatives:,} derivatives proven in {proven - certified:.1f} s; "
            f"in all {proven - start:.1f} s, {len(proof.failures)} failures"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
