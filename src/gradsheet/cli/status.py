"""`gradsheet status`: who handed in, what is marked, and by which policy."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet status --all")
@click.option("--all", "everybody", is_flag=True, help="Name everybody from whom nothing came in.")
@in_folder
def command(everybody: bool, directory: Path) -> None:
    """Say where the assignment stands.

    For each group: sheets made, students from whom something came in, late ones (nothing came in time), marked ones,
    and when it is due. Then spare sheets that are nobody's, who is missing, which files in answers/ are not marked yet,
    the policy in sentences, and the decisions in force. Nothing is marked or written.
    """
    import sys

    from ..assignments.folder import find_folder
    from ..grading.status import MOST_NAMED, status

    for line in status(find_folder(directory)).lines(sys.maxsize if everybody else MOST_NAMED):
        click.echo(line)
