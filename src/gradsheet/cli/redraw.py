"""`gradsheet redraw`: new numbers for one student."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder, who_decided


@click.command(epilog="Example: gradsheet redraw s003 lecture/softmax-ce --why 'page 2 was not printed' --keep-old")
@click.argument("student")
@click.argument("problem", required=False)
@click.option("--why", required=True, metavar="REASON", help="The reason, for the record.")
@click.option("--keep-old", is_flag=True, help="Mark answers that name the old code by the old numbers.")
@who_decided
@in_folder
def command(student: str, problem: str | None, why: str, keep_old: bool, who: str, directory: Path) -> None:
    """Give one student new numbers, in every exercise or in PROBLEM.

    The sheet gets a new code; the old numbers stay in the record, with who, when and why. Nobody else is
    touched. Answers to these exercises that name the old code are set aside and said, or, with --keep-old, marked
    by the old numbers. Answers by id alone belong to the new sheet. `gradsheet make` typesets it.
    """
    from ..assignments.folder import find_folder
    from ..assignments.lock import one_at_a_time
    from ..assignments.redraw import redraw
    from ..grading import answered

    folder = find_folder(directory)
    with one_at_a_time(folder):  # a `make` meanwhile would write the record as it was before
        done = redraw(folder, student, problem, why=why, keep_old=keep_old, who=who, answered=lambda: answered(folder))
    click.echo(f"{student} has new numbers in {', '.join(done.exercises)}.")
    click.echo(f"The sheet {done.code} takes the place of {done.before}.")
    marked = "are marked by its own numbers" if keep_old else "do not count any more"
    click.echo(f"Answers to these on {done.before} {marked}. `gradsheet make` typesets the new sheet and its key.")
    for note in done.notes:
        click.echo(f"Note: {note}", err=True)
