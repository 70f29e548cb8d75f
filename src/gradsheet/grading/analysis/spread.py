"""How numbers spread: mean, median, quartiles, and how many lie where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`bins` counts those from each of `edges` to the next; the last edge belongs to the last bin."""

    count: int
    mean: float
    lower: float
    median: float
    upper: float
    edges: tuple[float, ...]
    bins: tuple[int, ...]


def spread(values: Any, most: float) -> Spread | None:
    """The spread of marks from 0 to `most`; None where there are none."""
    if not len(values):
        return None
    edges = _edges(max(most, float(np.max(values))))
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), bins=edges)
    lower, median, upper = (float(one) for one in np.quantile(values, (0.25, 0.5, 0.75)))
    return Spread(
        count=len(values),
        mean=float(np.mean(values)),
        lower=lower,
        median=median,
        upper=upper,
        edges=tuple(edges),
        bins=tuple(int(one) for one in counts),
    )


def _edges(most: float) -> list[float]:
    """Round steps, ten to twenty of them, from 0 to what can be reached."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 10
    power = 10.0 ** np.floor(np.log10(rough))
    step = max(one * power for one in (0.5, 1, 2, 2.5, 5) if one * power <= rough)
    return [float(step * place) for place in range(int(np.ceil(most / step - 1e-9)) + 1)]
