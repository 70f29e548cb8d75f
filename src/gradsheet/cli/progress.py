"""Progress and remarks on stderr, where they do not mix with results."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType

import click

WIDTH = 30
LINES = 20
"""So many lines at most tell how far a long run is, where nobody looks at a terminal."""
FEW = 20
SOON = 2.0
"""Seconds after which a rate means something."""


class Bar:
    """A bar on one line of a terminal; elsewhere a line after every twentieth. A `quiet` one says nothing."""

    def __init__(self, what: str, *, quiet: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self.what = what
        self.quiet = quiet
        self._clock = clock
        self._open = ""
        self._start: tuple[int, float] | None = None
        self._told = 0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._close()

    def say(self, remark: str) -> None:
        """A remark on a line of its own."""
        self._close()
        if not self.quiet:
            click.echo(remark, err=True)

    def show(self, done: int, total: int) -> None:
        """`done` of `total` are finished."""
        if self._start is None:
            self._start = done, self._clock()
        if self.quiet or not total:
            return
        text = f"{done} of {total}{self._pace(done, total)}"
        if sys.stderr is not None and sys.stderr.isatty():  # None where it is closed
            width = min(WIDTH, shutil.get_terminal_size().columns - len(f"{self.what}: [] {text}") - 1)
            bar = f"[{'#' * (width * done // total):.<{width}}] " if width > 0 else ""
            line = f"{self.what}: {bar}{text}"
            click.echo(f"\r{line:<{len(self._open)}}", nl=False, err=True)
            self._open = line
        elif done // self._step(total) > self._told or done == total > FEW:
            self._told = total if done == total else done // self._step(total)
            click.echo(f"{self.what}: {text}", err=True)

    def _step(self, total: int) -> int:
        return max(FEW, total // LINES)

    def _pace(self, done: int, total: int) -> str:
        """`, 12.5 a second, 3 min left`, as soon as that can be told."""
        before, start = self._start or (0, 0.0)
        seconds = self._clock() - start
        if seconds < SOON or done <= before or done == total:
            return ""
        rate = (done - before) / seconds
        return f", {rate:.3g} a second, {_duration((total - done) / rate)} left"

    def _close(self) -> None:
        if self._open:
            click.echo(err=True)
            self._open = ""


def _duration(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h 20 min`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
