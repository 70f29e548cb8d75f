"""`gradsheet list`: what is in the bank."""

from __future__ import annotations

import click


@click.command(epilog="Example: gradsheet list --topic softmax")
@click.option("--topic", metavar="T", help="Only a folder of the bank, or a topic such as 'ReLU'.")
def command(topic: str | None) -> None:
    """List the problems of the bank: name, level, blanks, a guess of the minutes by hand, title."""
    from itertools import groupby

    from ..problems.catalogue import catalogue

    for folder, rows in groupby(catalogue(topic=topic), key=lambda row: row.name.split("/")[0]):
        click.echo(folder)
        for row in rows:
            click.echo(f"  {row.name:<46} {row.level:<9} {row.blanks:>2} blanks {row.minutes:>3} min  {row.title}")
