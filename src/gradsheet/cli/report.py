"""`gradsheet report`: what the class did, as a page, tables and a file of evidence."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet report --names")
@click.option("--names", is_flag=True, default=False, help="For you alone: who did what, and no number is hidden.")
@click.option("--json", "as_json", is_flag=True, default=False, help="Print the tables as JSON.")
@in_folder
def command(names: bool, as_json: bool, directory: Path) -> None:
    """Say what the class did: marks, hard blanks, wrong methods, first errors, slides.

    Writes staff/report.html, a page to read, print and show, and its tables as CSV into staff/report/. Both are
    anonymous: no names, ids or codes, and numbers that fewer than five students stand behind are hidden, also from
    subtraction. With --names, a second report beside it (staff/report-with-names.html) says who and hides nothing.

    staff/evidence.csv lists answers that fit another student's sheet, and wrong digits that two students share:
    evidence about persons, never a verdict. Marks and record stay as they are.
    """
    from ..assignments.folder import find_folder
    from ..documents.report import report

    made = report(find_folder(directory), names=names)
    if as_json:
        click.echo(made.json)
    for line in made.summary:
        click.echo(line, err=as_json)
