"""Honest students rejected, misconceptions accepted: 0 and 0, on a million blanks of the whole bank.

Run it with `python benchmarks/fairness.py [BLANKS] [PROBLEM ...]`. The students compute with Python's
decimal numbers (tests/problems/students.py). Beside our bands stand the documented default tolerances
of other systems, judged by the same students on the same draws.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gradsheet.formula import Symbol, name
from gradsheet.problems import Exercise, Problem, Solution, bank_names, draw, find_problem, public_seed, solve_exercises
from gradsheet.problems.separation import Separator
from problems.students import HABITS, Handed, honest, mistaken

BLANKS = 1_000_000
ELSEWHERE: Mapping[str, Callable[[float, float], bool]] = {
    "1 % (PrairieLearn)": lambda answer, exact: abs(answer - exact) <= 1e-8 + 1e-2 * abs(exact),
    "0.1 % (WeBWorK)": lambda answer, exact: abs(answer - exact) <= 1e-3 * abs(exact),
    "5 % (STACK)": lambda answer, exact: abs(answer - exact) <= 5e-2 * abs(exact),
}
"""Their documented defaults, not their programs."""


@dataclass
class Count:
    """How many answers there were, and how many of them a tolerance decided wrongly."""

    of: int = 0
    here: int = 0
    there: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ELSEWHERE, 0))

    def add(self, handed: Handed, *, right: bool) -> None:
        exact = handed.solution.values[handed.symbol]
        self.of += 1
        self.here += handed.accepted is not right
        for system, accepts in ELSEWHERE.items():
            self.there[system] += (handed.number is not None and accepts(handed.number, exact)) is not right

    def shares(self) -> str:
        return "  ".join(f"{100 * wrong / max(1, self.of):5.1f} %" for wrong in self.there.values())


def drawn(problem: Problem, count: int) -> list[tuple[Mapping[Symbol, object], Solution]]:
    draws = draw(problem, [public_seed(f"fairness {problem.name}", number) for number in range(count)])
    solutions = solve_exercises([Exercise(problem=problem, givens=givens) for givens in draws])
    return list(zip(draws, solutions, strict=True))


def main(blanks: int, names: list[str]) -> None:
    rejected, accepted = Count(), Count()
    dropped: list[str] = []
    pairs = 0
    start = perf_counter()
    print(f"{'problem':<46} {'draws':>6} {'honest':>8} {'rejected':>8} {'wrong':>9} {'accepted':>8}")
    for bank_name in names:
        problem = find_problem(bank_name)
        each = max(1, len(problem.banded) * len(HABITS))
        exercises = drawn(problem, max(2, blanks // len(names) // each))
        mine, theirs = Count(), Count()
        for handed in honest(problem, exercises, seed=1):
            mine.add(handed, right=True)
            rejected.add(handed, right=True)
        for handed in mistaken(problem, exercises[: max(2, len(exercises) // 4)]):
            if not handed.alike:
                theirs.add(handed, right=False)
                accepted.add(handed, right=False)
        separator = Separator(problem)
        pairs += int(separator.judged.sum()) + len(separator.dropped)
        dropped += [f"{bank_name}: {id} at {name(symbol)}" for id, symbol in separator.dropped]
        print(
            f"{bank_name:<46} {len(exercises):>6,} {mine.of:>8,} {mine.here:>8,} {theirs.of:>9,} {theirs.here:>8,}",
            flush=True,
        )
    print(f"\n{rejected.of:,} honest answers: {rejected.here:,} rejected")
    print(f"{accepted.of:,} answers of wrong methods: {accepted.here:,} accepted")
    print(f"{len(dropped)} of {pairs:,} pairs of a wrong method and a blank are dropped by their authors")
    print("\n".join(f"  {one}" for one in dropped))
    print(f"\nThe same answers under tolerances of {', '.join(ELSEWHERE)}:")
    print(f"  honest answers rejected  {rejected.shares()}")
    print(f"  wrong methods accepted   {accepted.shares()}")
    print(f"{perf_counter() - start:.0f} s")
    sys.exit(bool(rejected.here or accepted.here))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else BLANKS
    main(count, arguments or bank_names())
