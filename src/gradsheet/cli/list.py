"""`gradsheet list`: what is in the bank."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import click


@click.command(epilog="Example: gradsheet list --topic softmax")
@click.option("--topic", metavar="T", help="Only a folder of the bank, or a topic such as 'ReLU'.")
def command(topic: str | None) -> None:
    """List the problems of the bank: name, level, size, blanks, a guess of the minutes by hand, title.

    Below each stand the misconceptions that its numbers can show, and those that they hide.
    """
    from itertools import groupby

    from ..problems.catalogue import catalogue

    for folder, rows in groupby(catalogue(topic=topic), key=lambda row: row.name.split("/")[0]):
        click.echo(folder)
        for row in rows:
            head = f"  {row.name:<46} {row.level:<9} {row.size:>9} {row.blanks:>2} blanks {row.minutes:>3} min"
            click.echo(f"{head}  {row.title}")
            _names("sees", row.sees)
            _names("blind to", row.blind_to)


def _names(word: str, ids: Sequence[str]) -> None:
    if ids:
        lead = f"      {word:<9} "
        lines = wrap(", ".join(ids), 116, initial_indent=lead, subsequent_indent=" " * 16, break_on_hyphens=False)
        click.echo("\n".join(lines))
