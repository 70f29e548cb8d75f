"""How long the bank takes: every problem loaded, its cases solved, against reading its TOML alone.

python benchmarks/bank.py          the slowest problems and the sum
python benchmarks/bank.py --all    every problem
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from time import perf_counter

from gradsheet.places import shipped
from gradsheet.problems import disagreements, load_problem

SLOWEST = 15


def main() -> None:
    root = shipped("problem_banks")
    paths = sorted(root.rglob("*.toml"))
    load_problem(paths[0])  # imports and the grammar are paid once, whatever the bank holds
    rows = []
    for path in paths:
        toml = _fastest(lambda path=path: tomllib.loads(path.read_text(encoding="utf-8")))
        load = _fastest(lambda path=path: load_problem(path))
        problem = load_problem(path)
        cases = _fastest(lambda problem=problem: [disagreements(problem, case) for case in problem.cases])
        rows.append((load + cases, toml, load, cases, path.relative_to(root).with_suffix("").as_posix()))
    rows.sort(reverse=True)
    print(f"{'problem':<44} {'TOML':>8} {'load':>8} {'cases':>8} {'times TOML':>11}")
    for whole, toml, load, cases, name in rows if "--all" in sys.argv else rows[:SLOWEST]:
        print(f"{name:<44} {_ms(toml)} {_ms(load)} {_ms(cases)} {whole / toml:>11.0f}")
    whole, toml, load, cases = (sum(row[column] for row in rows) for column in range(4))
    print(f"{f'all {len(rows)}':<44} {_ms(toml)} {_ms(load)} {_ms(cases)} {whole / toml:>11.0f}")


def _fastest(run: Callable[[], object], times: int = 3) -> float:
    seconds = []
    for _ in range(times):
        start = perf_counter()
        run()
        seconds.append(perf_counter() - start)
    return min(seconds)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:>5.1f} ms"


if __name__ == "__main__":
    main()
