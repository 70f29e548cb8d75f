"""Arrays as quantities: the entries of x are x[1], x[2] or x[1,1], x[1,2]."""

from __future__ import annotations

import numpy as np

from gradsheet.formula import Symbol


def entries(letter: str, array) -> dict[Symbol, float]:
    return {
        Symbol(letter, indices=tuple(k + 1 for k in indices)): float(value) for indices, value in np.ndenumerate(array)
    }


def place(letter: str, indices: tuple[int, ...]) -> str:
    """The name of an entry; a lone number has no indices."""
    return f"{letter}[{','.join(str(k + 1) for k in indices)}]" if indices else letter
