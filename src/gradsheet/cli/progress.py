"""Progress and remarks on stderr, where they do not mix with results."""

from __future__ import annotations

import sys
from types import TracebackType

import click

WIDTH = 30
EVERY = 20


class Bar:
    """A bar on one line of a terminal; elsewhere a line after every so many."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.open = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._close()

    def say(self, remark: str) -> None:
        """A remark on a line of its own."""
        self._close()
        click.echo(remark, err=True)

    def show(self, done: int, total: int) -> None:
        """`done` of `total` are finished."""
        if sys.stderr is not None and sys.stderr.isatty():  # None where it is closed
            bar = "#" * (WIDTH * done // total)
            click.echo(f"\r{self.what}: [{bar:.<{WIDTH}}] {done} of {total}", nl=False, err=True)
            self.open = True
        elif done % EVERY == 0:
            click.echo(f"{self.what}: {done} of {total}", err=True)

    def _close(self) -> None:
        if self.open:
            click.echo(err=True)
            self.open = False
