"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

in_folder = click.option(
    "-C",
    "directory",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The assignment's folder, where it is not the current one.",
)
