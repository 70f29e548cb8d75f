"""`gradsheet add`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet add lecture/softmax-ce")
@click.argument("problem", metavar="TOPIC/NAME")
@in_folder
def command(problem: str, directory: Path) -> None:
    """Copy a problem of the bank into the assignment, ready to edit.

    The copy in problems/ takes the bank's place under the same name, in this assignment only.
    """
    from ..assignments.folder import find_folder
    from ..assignments.start import add_problem

    folder = find_folder(directory)
    copy = folder.shown(add_problem(folder, problem))
    click.echo(f"{copy} is yours to edit; in this assignment '{problem}' now means this file, no longer the bank's.")
