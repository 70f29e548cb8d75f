"""How long it takes to draw and to prove the keys of a class. Run it with `python benchmarks/proof.py`."""

from __future__ import annotations

from time import perf_counter

from gradsheet.problems import Problem, TomlSource, draw, find_problem, problem_from, public_seed
from gradsheet.problems.proof import prove

LARGE = """
title = "12-12-12-4"
[network]
inputs = 12
layers = [
  { units = 12, activation = "tanh" },
  { units = 12, activation = "sigmoid" },
  { units = 4, activation = "softmax" },
]
loss = "cross-entropy"
update = "gradient descent"
[given]
x = { choose = [-1, 0.5, 1.5] }
W1 = { from = -1, to = 1, by = 0.1 }
W2 = { from = -1, to = 1, by = 0.1 }
W3 = { from = -1, to = 1, by = 0.1 }
b1 = 0.5
b2 = 0.5
b3 = 0.5
d = { one_hot = "any" }
eta = 0.5
[[ask]]
blanks = ["L"]
"""


def measured(problem: Problem, students: int) -> str:
    start = perf_counter()
    draws = draw(problem, [public_seed(problem.name, number) for number in range(1, students + 1)])
    drawn = perf_counter()
    proof = prove(problem, draws)
    proven = perf_counter()
    assert not proof.failures, "\n".join(map(str, proof.failures))
    return (
        f"{problem.name:<26}{students:>8,}{proof.derivatives:>14,}{proof.numbers:>10,}"
        f"{drawn - start:>9.2f}{proven - drawn:>9.2f}"
    )


def main() -> None:
    lecture = find_problem("lecture/relu-sigmoid-bce")
    large = problem_from(TomlSource.parse(LARGE, "large.toml"), name="12-12-12-4")
    print(f"{'':<26}{'students':>8}{'derivatives':>14}{'numbers':>10}{'draw, s':>9}{'prove, s':>9}")
    for problem, students in ((lecture, 1000), (lecture, 10_000), (large, 1000)):
        print(measured(problem, students))


if __name__ == "__main__":
    main()
