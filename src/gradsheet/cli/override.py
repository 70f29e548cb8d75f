"""`gradsheet override`: what one student's blank earns, decided by a person."""

from __future__ import annotations

from pathlib import Path

import click

from .options import in_folder, who_decided


@click.command(
    epilog="""\b
Example: gradsheet override s003 2c --answer 0.731 --why 'the scan cut the 1 off'
         gradsheet override s003 2c --points 1 --why 'right method, shown in the office hour'
         gradsheet override s003 2c --undo --why 'it was s030'
"""
)
@click.argument("student", metavar="STUDENT|CODE")
@click.argument("blank")
@click.option("--answer", metavar="TEXT", help="Mark as if this had been typed.")
@click.option("--points", metavar="NUMBER", help="What the blank earns, up to what it is worth.")
@click.option("--undo", is_flag=True, help="Take back what was decided about this blank.")
@click.option("--why", required=True, metavar="REASON", help="The reason; the student reads it.")
@who_decided
@in_folder
def command(
    student: str,
    blank: str,
    answer: str | None,
    points: str | None,
    undo: bool,
    why: str,
    who: str,
    directory: Path,
) -> None:
    """Decide what one BLANK of one student counts, whatever marking finds.

    The student is named by id, by the code on a sheet, or by a part of the name that nobody else has; BLANK is a label
    such as 2c, or a quantity. The decision stands in record/decisions with who, when and why, is applied at the end of
    every `gradsheet grade` from now on, and shown in every explanation. A later one takes the place of an earlier one.
    """
    from ..assignments.folder import find_folder
    from ..grading.override import override

    done = override(find_folder(directory), student, blank, why=why, answer=answer, points=points, undo=undo, by=who)
    for line in done.lines:
        click.echo(line)
    click.echo("Noted in record/decisions. `gradsheet grade` brings it into the marks.")
