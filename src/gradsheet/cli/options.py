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


def _user() -> str:
    """The name of the system's user, where it has one."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


who_decided = click.option(
    "--who", metavar="NAME", default=_user, help="Who decided it; default: the name of the system's user."
)
