"""`gradsheet grade`: mark the answers that came in."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet grade ~/Downloads/monday.csv")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILES...]")
@in_folder
def command(files: tuple[Path, ...], directory: Path) -> None:
    """Mark everything in answers/, after copying FILES there.

    FILES are copied as they came, so that the marks always hold the whole class; one that is missing or
    holds no table stops everything.

    Answers are CSV tables with a column 'id' or 'code' and a column per blank (1a, 1b, ...), or with the
    columns id, blank and answer. Marks go to staff/marks.csv, a reason for each to staff/explanations/.
    The exit code is 1 when a file, row or column could not be used; everyone else is marked all the same.
    An answer that cannot be read earns nothing and is listed; it is no failure.
    """
    from ..assignments.folder import find_folder
    from ..grading import grade

    report = grade(find_folder(directory), files)
    for line in (*report.complaints, *report.unreadable, *report.notes):
        click.echo(line, err=True)
    for line in report.summary:
        click.echo(line)
    raise SystemExit(0 if report.is_clean else 1)
