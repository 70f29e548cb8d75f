"""`gradsheet export`: an assignment's exercises for an LMS."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet export --to moodle --variants 30")
@click.option("--to", "target", required=True, type=click.Choice(["moodle", "gradescope-autograder"]),
              help="The LMS to write for.")  # fmt: skip
@click.option("--variants", type=click.IntRange(min=1), metavar="N", help="Default: as the last time, else 20.")
@click.option("-o", "--output", metavar="FILE", help="Default: a file in staff/export/; - is standard output.")
@click.option("--force", is_flag=True, default=False, help="Overwrite a file that differs.")
@in_folder
def command(target: str, variants: int | None, output: str | None, force: bool, directory: Path) -> None:
    """Write every problem of the assignment for an LMS, in N variants with numbers of their own.

    The variants stand in the record from then on: the same export can be made again, and more of
    them leave the first ones as they are. What the LMS cannot express is said.

    gradescope-autograder is a zip in which this program marks the sheets of the class on Gradescope,
    with a reason for each blank; it holds no secret and no names.
    """
    from ..assignments.folder import find_folder
    from ..lms import export, packaged

    folder = find_folder(directory)
    if output == "-":
        _, package = packaged(folder, target=target, variants=variants)
        for _, content in package.files:
            click.echo(content, nl=False)
        notes = package.notes
    else:
        path = Path(output) if output is not None else None
        done = export(folder, target=target, variants=variants, output=path, force=force)
        notes = done.notes
        for written in done.paths:
            click.echo(f"Wrote {folder.shown(written)} with {done.held}")
        click.echo(done.proven)
    for note in notes:
        click.echo(f"Note: {note}", err=True)
