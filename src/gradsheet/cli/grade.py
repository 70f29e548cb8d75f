"""`gradsheet grade`: mark the answers that came in."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(
    epilog="""\b
Example: gradsheet grade ~/Downloads/monday.csv
         gradsheet grade --dry-run
         gradsheet grade --what-if credit.follow_through=0.5 --what-if credit.sign_slip=0.5
"""
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES...]")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option(
    "--what-if",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Show the marks that another [credit] or [reading] would give, and write nothing.",
)
@click.option(
    "--all",
    "everybody",
    is_flag=True,
    help="Name every student whose marks change, and all that could not be used or read.",
)
@in_folder
def command(
    files: tuple[Path, ...], dry_run: bool, settings: tuple[str, ...], everybody: bool, directory: Path
) -> None:
    """Mark everything in answers/, after copying FILES there.

    FILES are files, folders or zips. They are copied as they came, so that the marks always hold the whole class; a
    file that is missing or holds no table stops everything.

    Answers are tables (CSV, XLSX, JSON, ...) with a column 'id' or 'code' and a column per blank (1a, 1b, ...), or
    with the columns id, blank and answer; or the responses that Moodle and Canvas give back. Marks go to
    staff/marks.csv, a reason for each to staff/explanations/, and points for what only a person can mark are read
    from staff/written.csv.

    Grading again is the same as grading: everything is marked anew, by the policy and the decisions of now. The
    end says what that changes in the last marks, for whom and why.

    The exit code is 1 when a file, row or column could not be used; everyone else is marked all the same.
    An answer that cannot be read earns nothing and is listed; it is no failure.
    """
    from ..assignments.folder import find_folder
    from ..grading import grade, marked
    from ..grading.unread import first_lines

    folder = find_folder(directory)
    if settings:
        from ..grading.what_if import what_if

        click.echo("\n".join(what_if(folder, settings, files).lines))
        return
    report = (marked if dry_run else grade)(folder, files)
    complaints, unreadable = tuple(map(str, report.complaints)), report.unreadable
    if not everybody:
        complaints = first_lines(complaints, "that could not be used")
        unreadable = first_lines(unreadable, "that cannot be read")
    for line in (*complaints, *unreadable, *report.notes):
        click.echo(line, err=True)
    for line in (*report.summary, *(report.changes(None) if everybody else report.changes())):
        click.echo(line)
    if dry_run:
        click.echo("A dry run: nothing was written.")
    raise SystemExit(0 if report.is_clean else 1)
