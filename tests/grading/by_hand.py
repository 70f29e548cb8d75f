"""Students who work the lecture's first network through with pencil and a pocket calculator.

Python's decimal does the arithmetic; nothing of gradsheet is used, so that the marks have a judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

Round = Callable[[Decimal], Decimal]


def full(value: Decimal) -> Decimal:
    return value


def keeping(decimals: int, how: str = ROUND_HALF_UP) -> Round:
    return lambda value: value.quantize(Decimal(1).scaleb(-decimals), how)


HONEST: Mapping[str, Round] = {
    "full precision": full,
    "half up": keeping(5),
    "half even": keeping(5, ROUND_HALF_EVEN),
}
EARLY = keeping(4)


@dataclass
class Student:
    """`slips` change a number when it is found; the student goes on with it unknowingly."""

    round: Round = full
    short_cut: bool = False
    slips: Mapping[str, Callable[[Decimal], Decimal]] = field(default_factory=dict)
    found: dict[str, Decimal] = field(default_factory=dict)

    def note(self, name: str, value: Decimal) -> Decimal:
        self.found[name] = self.slips.get(name, full)(value)
        return self.found[name]

    def work(self, given: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """Every number of the worked solution, by the name of the quantity."""
        with localcontext(prec=40):
            self._work(given)
        return self.found

    def _work(self, given: Mapping[str, Decimal]) -> None:
        r, note = self.round, self.note
        x = [given["x[1]"], given["x[2]"]]
        d, eta = given["d[1]" if "d[1]" in given else "d"], given["eta"]
        W1 = [[given[f"W1[{to},{source}]"] for source in (1, 2)] for to in (1, 2)]
        W2 = [given["W2[1,1]"], given["W2[1,2]"]]
        z1 = [note(f"z1[{k + 1}]", r(W1[k][0] * x[0]) + r(W1[k][1] * x[1])) for k in (0, 1)]
        y1 = [note(f"y1[{k + 1}]", max(z1[k], Decimal(0))) for k in (0, 1)]
        z2 = note("z2[1]", r(W2[0] * y1[0]) + r(W2[1] * y1[1]))
        y2 = note("y2[1]", r(1 / (1 + r((-z2).exp()))))
        note("L", -r((y2 if d == 1 else 1 - y2).ln()))
        dy2 = note("dL/dy2[1]", -r(1 / y2) if d == 1 else r(1 / (1 - y2)))
        dz2 = note("dL/dz2[1]", y2 - d if self.short_cut else r(dy2 * r(y2 * (1 - y2))))
        for k in (0, 1):
            change = note(f"dL/dW2[1,{k + 1}]", r(dz2 * y1[k]))
            note(f"new W2[1,{k + 1}]", W2[k] - r(eta * change))
            dz1 = note(f"dL/dy1[{k + 1}]", r(dz2 * W2[k])) if z1[k] > 0 else Decimal(0)
            note(f"dL/dz1[{k + 1}]", dz1)
            for j in (0, 1):
                change = note(f"dL/dW1[{k + 1},{j + 1}]", r(dz1 * x[j]))
                note(f"new W1[{k + 1},{j + 1}]", W1[k][j] - r(eta * change))


def typed(numbers: Mapping[str, Decimal], decimals: int = 4) -> dict[str, str]:
    """The numbers as they are handed in."""
    return {name: str(keeping(decimals)(value)) for name, value in numbers.items()}
