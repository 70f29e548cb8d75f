"""`gradsheet export`: an assignment's exercises for an LMS."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet export --to moodle --variants 30")
@click.option("--list", "what_there_is", is_flag=True, default=False, help="Say what each target keeps and loses.")
@click.option("--to", "target", metavar="TARGET", help="The LMS to write for; --list names all.")
@click.option("--variants", type=click.IntRange(min=1), metavar="N", help="Default: as the last time, else 20.")
@click.option("--per-student", is_flag=True, default=False, help="As many variants as the roster has students.")
@click.option("-o", "--output", metavar="FILE", help="Default: a file in staff/export/; - is standard output.")
@click.option(
    "--verify", "file", metavar="FILE", type=click.Path(path_type=Path), help="Only read FILE again, and prove it."
)
@click.option("--force", is_flag=True, default=False, help="Overwrite a file that differs.")
@in_folder
def command(
    what_there_is: bool,
    target: str | None,
    variants: int | None,
    per_student: bool,
    output: str | None,
    file: Path | None,
    force: bool,
    directory: Path,
) -> None:
    """Write every problem of the assignment for an LMS, in N variants with numbers of their own.

    The variants stand in the record from then on: the same export can be made again, and more of
    them leave the first ones as they are. What the LMS cannot express is said.

    Before anything is written, the file is read again as the LMS would, answers are tried at every
    blank (right ones, honestly rounded ones, known wrong methods, the last numbers inside and outside
    each bound), and nothing is written unless each counts there what it counts here. --verify does
    the same with a file at hand.

    gradescope-autograder is a zip in which this program marks the sheets of the class on Gradescope,
    with a reason for each blank; it holds no secret and no names.
    """
    from ..assignments.folder import find_folder
    from ..lms import export, listed, one_per_student, packaged, verify

    if what_there_is:
        for line in listed():
            click.echo(line)
        return
    if file is not None:
        proof = verify(find_folder(directory), file, target=target)
        click.echo(proof)
        for note in proof.notes:
            click.echo(f"Note: {note}", err=True)
        return
    if target is None:
        raise click.UsageError("Missing option '--to'; `gradsheet export --list` names the targets.")
    if per_student and variants is not None:
        raise click.UsageError("--variants and --per-student exclude each other.")
    folder = find_folder(directory)
    variants = one_per_student(folder) if per_student else variants
    if output == "-":
        _, package, _ = packaged(folder, target=target, variants=variants)
        if len(package.files) > 1:
            raise click.UsageError(f"{target} makes {len(package.files)} files; name a folder for them with -o.")
        for _, content in package.files:
            click.echo(content, nl=False)
        notes = package.notes
    else:
        path = Path(output) if output is not None else None
        done = export(folder, target=target, variants=variants, output=path, force=force)
        notes = done.notes
        written = folder.shown(done.paths[0])
        if len(done.paths) > 1:
            written = f"{len(done.paths)} files into {folder.shown(done.paths[0].parent)}/"
        click.echo(f"Wrote {written} with {done.held}")
        click.echo(done.proven)
    for note in notes:
        click.echo(f"Note: {note}", err=True)
