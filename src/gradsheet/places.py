"""Where templates and problem banks lie, in the wheel or at the root of a checkout; and what is in a named file."""

from __future__ import annotations

from pathlib import Path

from .errors import GradsheetError


def shipped(name: str) -> Path:
    """The folder `templates` or `problem_banks` that came with this installation."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parents[1] / name):
        if folder.is_dir():
            return folder
    raise GradsheetError(f"the folder '{name}' is missing from this installation; install gradsheet again")


def content_of(path: Path, shown: str) -> bytes:
    """The bytes of a file, which messages call `shown`; raises GradsheetError where they cannot be had."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise GradsheetError(f"{shown}: there is no such file") from None
    except OSError as error:
        raise GradsheetError(f"{shown}: cannot be read ({error.strerror})") from None
