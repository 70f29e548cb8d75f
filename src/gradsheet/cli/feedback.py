"""`gradsheet feedback`: a page for each student."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder


@click.command(epilog="Example: gradsheet feedback s003 --pdf")
@click.argument("students", nargs=-1, metavar="[STUDENT...]")
@click.option("--pdf", is_flag=True, default=False, help="Make PDFs too, with the assignment's engine.")
@click.option(
    "--with-key/--without-key",
    default=None,
    help="Show the worked solution, or not. Default: when the last deadline of everybody has passed.",
)
@in_folder
def command(students: tuple[str, ...], pdf: bool, with_key: bool | None, directory: Path) -> None:
    """Write what students get back: staff/feedback/NAME.html.

    Everybody's, or of the STUDENTs named (by id, code or part of a name). Each page says where the first slip is, what
    each answer earned and why; the worked solution stands on it when everybody's time is over, and until then nothing
    on it tells a right number. staff/feedback.csv has the same in under 500 characters, for a platform's comments.
    """
    from datetime import UTC, datetime

    from ..assignments.folder import find_folder
    from ..documents.feedback import give_feedback
    from .progress import Bar

    with Bar("feedback") as bar:
        given = give_feedback(
            find_folder(directory),
            students,
            now=datetime.now(UTC),
            with_key=with_key,
            pdf=pdf,
            progress=bar.show,
        )
    for note in given.notes:
        click.echo(note, err=True)
    click.echo(given.summary)
