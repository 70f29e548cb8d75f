"""The same work for many exercises, on all cores where the system makes a process like this one in an instant."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import Any, TypeVar

from ..documents.crews import as_worker, cores

One = TypeVar("One")
Result = TypeVar("Result")

LEAST = 50
"""For fewer, starting a process takes longer than it saves."""
TOGETHER = 64
"""What is done at once, so that what exercises have in common is done once, and there is something for each core."""
SHARES = 16
"""What a process gets at once is its share divided by this, so that none waits long for another one."""


def each(
    work: Callable[[One], Result], items: Sequence[One], *, least: int = LEAST, weights: Sequence[float] = ()
) -> list[Result]:
    """The results of `work` in the order of `items`; these stay where they are, and results travel.

    A process is made for `least` items or more. What it does must not depend on what it did before. The heaviest by
    `weights` are begun first, so that no process waits long for the one that has the last.
    """
    workers = min(cores(), len(items) // least)
    if workers < 2 or not _forks():
        return [work(item) for item in items]
    size = -(-len(items) // (workers * SHARES))
    order = sorted(range(len(items)), key=lambda place: -weights[place]) if weights else list(range(len(items)))
    shares = [order[start : start + size] for start in range(0, len(items), size)]
    with ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=_begin, initargs=(work, items)
    ) as pool:
        found = dict(zip(order, chain.from_iterable(pool.map(_share, shares)), strict=True))
    return [found[place] for place in range(len(items))]


def in_shares(work: Callable[[Sequence[One]], Sequence[Result]], items: Sequence[One]) -> list[Result]:
    """The results of `work`, which does some items at once in less time than one by one."""
    shares = [items[start : start + TOGETHER] for start in range(0, len(items), TOGETHER)]
    return [one for some in each(work, shares, least=1) for one in some]


def _forks() -> bool:
    """Whether a copy of this process is cheap and safe: it would wait for ever for what another thread holds."""
    return sys.platform not in ("win32", "darwin") and threading.active_count() == 1


_task: list[Any] = []
"""In a forked process: the work and its items, which it has from its parent and never sends."""


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    as_worker()
    _task[:] = work, items


def _share(places: Sequence[int]) -> list[Any]:
    work, items = _task
    return [work(items[place]) for place in places]
