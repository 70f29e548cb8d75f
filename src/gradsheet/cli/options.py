"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

for_paper = click.option(
    "--print",
    "for_paper",
    is_flag=True,
    default=False,
    help="Leave form fields out. Without it a sheet can be filled in on a screen and printed as well.",
)
fonts = click.option(
    "--font",
    "fonts",
    metavar="FILE",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A font for letters that the typst engine lacks: --font NotoSansCJK-Regular.ttc; again for a bold one.",
)
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
