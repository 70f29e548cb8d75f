"""`gradsheet templates`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet templates --engine typst")
@click.option("--engine", type=click.Choice(["latex", "typst"]), help="Of this engine; default: the pinned one.")
@in_folder
def command(engine: str | None, directory: Path) -> None:
    """Copy the templates of sheets and keys into the assignment, ready to edit.

    Each file in templates/ takes the place of the one that gradsheet ships; delete what you do not change.
    """
    from ..assignments.folder import find_folder
    from ..assignments.load import load_assignment
    from ..assignments.start import take_templates
    from ..documents import best_engine

    folder = find_folder(directory)
    used = engine or load_assignment(folder).engine or best_engine()
    taken = take_templates(folder, used)
    click.echo(f"{len(taken)} file(s) in templates/{used}/ are yours to edit; delete those that you do not change.")
    click.echo("docs/pages.md says what stands in which; `gradsheet make` uses them from now on.")
