"""`gradsheet explain`: one student's marks, with the student in the room."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from .options import in_folder

COLOURS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True},
    "good": {"fg": "green"},
    "partly": {"fg": "yellow"},
    "bad": {"fg": "red"},
    "aside": {"dim": True},
}


@click.command(epilog="Example: gradsheet explain s003 1d")
@click.argument("student", metavar="STUDENT|CODE")
@click.argument("blank", required=False)
@in_folder
def command(student: str, blank: str | None, directory: Path) -> None:
    """Print what one student wrote, what it earned and why.

    The student is named by id, by the code on a sheet, or by a part of the name that nobody else has.
    What is wrong stands there in full, with the line of the key; with BLANK, a label such as 1d, only that one.

    This student alone is marked, by the answers that lie in answers/ now; nothing is written.
    """
    from ..assignments.folder import find_folder
    from ..grading.face_to_face import explain

    for line in explain(find_folder(directory), student, blank):
        click.secho(line.text, **COLOURS.get(line.tone.value, {}))
