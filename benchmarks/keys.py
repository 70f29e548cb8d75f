"""How many printed lines follow from the numbers printed in them, over the whole bank.

python benchmarks/keys.py [DRAWS]     draws of each problem, 3 unless told

The judge reads what `gradsheet solve` prints, as text, by Python's own grammar and decimals: nothing of gradsheet
computes here. A line `name = ... = 0.67 - 0.1*0.73106 ≈ 0.59689` follows where the side before the last is the last,
exactly after "=", rounded (a five up) to its decimals after "≈". The last columns ask the same of lines and whole
keys that print exact values, rounded: what most worked solutions do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from time import perf_counter

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?")
NAMED = re.compile(r"[a-zA-Z_]\w*(?:\[[\d,]*\])?")
ELEMENT = re.compile(r"(softmax)\((.*)\)\[(\d+)\]")


def _tanh(a: Decimal) -> Decimal:
    return (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())


def _series(a: Decimal, start: int) -> Decimal:
    """sin from 1, cos from 0."""
    term, total = (a if start else Decimal(1)), Decimal(0)
    for k in range(start, 120 + start, 2):
        total += term
        term *= -a * a / ((k + 1) * (k + 2))
    return total


FUNCTIONS: dict[str, Callable[..., Decimal] | Decimal] = {
    "D": Decimal,
    "exp": Decimal.exp,
    "ln": Decimal.ln,
    "log2": lambda a: a.ln() / Decimal(2).ln(),
    "log10": Decimal.log10,
    "sqrt": Decimal.sqrt,
    "tanh": _tanh,
    "sigmoid": lambda a: 1 / (1 + (-a).exp()),
    "sin": lambda a: _series(a, 1),
    "cos": lambda a: _series(a, 0),
    "relu": lambda a: max(a, Decimal(0)),
    "threshold": lambda a: Decimal(int(a > 0)),
    "nonnegative": lambda a: Decimal(int(a >= 0)),
    "abs": abs,
    "sign": lambda a: Decimal(int(a > 0) - int(a < 0)),
    "floor": lambda a: Decimal(int(a // 1) - int(a < 0 and a % 1 != 0)),
    "max": lambda *a: max(a),
    "min": lambda *a: min(a),
    "sum": lambda *a: sum(a, Decimal(0)),
    "first_max": lambda k, *a: Decimal(int(a.index(max(a)) == int(k) - 1)),
    "e": Decimal(1).exp(Context(prec=60)),
    "pi": Decimal("3.14159265358979323846264338327950288419716939937510582097494"),
}


def numeric(side: str) -> bool:
    return all(word in FUNCTIONS for word in NAMED.findall(side))


def value(side: str, looked_up: Collection[str] = (), decimals: int = 0) -> Decimal:
    """The value of a side without names, to 30 decimals of 60 digits; what is looked up has `decimals`."""

    def in_table(function: Callable[..., Decimal]) -> Callable[..., Decimal]:
        return lambda a: function(a).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    functions = FUNCTIONS | {name: in_table(FUNCTIONS[name]) for name in looked_up}
    code = NUMBER.sub(lambda found: f"D('{found[0]}')", side).replace("^", "**")
    with localcontext(Context(prec=60)):
        found = eval(code, {"__builtins__": {}}, functions)
        return Decimal(found).quantize(Decimal("1e-30"))


def follows(line: str, looked_up: Collection[str] = (), decimals: int = 0) -> bool | None:
    """Whether the last number is what stands before it; None where nothing is computed in the line."""
    line = line.partition(" (exactly ")[0].strip()
    sides = re.split(r" = | ≈ ", line)
    rounded = " ≈ " in line
    before = [side for side in sides[1:-1] if numeric(side)]
    if not before:
        return None
    last = sides[-1]
    unit = Decimal(1).scaleb(-len(last.partition(".")[2]))
    found = [value(side, looked_up, decimals) for side in before]
    if rounded:
        tabled = any(f"{name}(" in before[-1] for name in looked_up)
        return all(
            one.quantize(unit, ROUND_HALF_UP) == Decimal(last) and (tabled or one != Decimal(last)) for one in found
        )
    return all(one == Decimal(last) for one in found)


def lines(text: str) -> Iterator[str]:
    """The worked lines of a solution: what stands after the givens."""
    for block in text.split("\n\n")[2:]:
        yield from (line for line in block.splitlines()[1:] if " = " in line or " ≈ " in line)


def main() -> None:
    from gradsheet.documents.terminal import terminal_solution
    from gradsheet.problems import Exercise, bank_names, draw, find_problem, public_seed, solve_exercises

    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    totals = [0] * 5
    spent = 0.0
    print(f"{'problem':<46} {'lines':>7} {'follow':>9} | with exact values: {'lines':>7} {'keys':>7}")
    for name in bank_names():
        problem = find_problem(name)
        row = [0] * 5  # lines, that follow, that would; keys, that would in every line
        for givens in draw(problem, [public_seed(problem.name, number) for number in range(1, draws + 1)]):
            exercise = Exercise(problem=problem, givens=givens)
            start = perf_counter()
            text = terminal_solution(exercise)
            spent += perf_counter() - start
            values = solve_exercises([exercise])[0].values
            before = row[0] - row[2]
            for line in lines(text):
                found = follows(line, problem.looked_up, problem.rounding.keep)
                if found is not None:
                    row[0] += 1
                    row[1] += found
                    row[2] += _with_exact_values(line, problem, values)
            row[3] += 1
            row[4] += row[0] - row[2] == before
        totals = [a + b for a, b in zip(totals, row, strict=True)]
        _print(name, row)
    _print("all", totals)
    print(f"worked, proven and written in {spent / totals[0] * 1e3:.2f} ms a line")
    sys.exit(totals[0] != totals[1])


def _print(name: str, row: list[int]) -> None:
    count, follow, would, keys, whole = row
    print(f"{name:<46} {count:>7} {follow / count:>9.1%} | {would / count:>26.1%} {whole / keys:>7.1%}")


def _with_exact_values(line: str, problem, values) -> bool:  # type: ignore[no-untyped-def]
    """Whether the line would follow if every number in it were the exact value, rounded to the decimals kept."""
    from gradsheet.formula import evaluate, parse_name

    name = line.strip().split(" = ")[0].split(" ≈ ")[0]
    step = problem.derivation.by_symbol[parse_name(name)]
    keep = problem.rounding.keep
    shown = {symbol: float(round(found, keep)) for symbol, found in values.items()}
    shown |= {symbol: values[symbol] for symbol in problem.derivation.givens}
    again = float(evaluate(step.formula, shown))
    return abs(again - shown[step.symbol]) <= 0.5000001 * 10.0**-keep


if __name__ == "__main__":
    main()
