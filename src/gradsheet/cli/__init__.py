"""Floor 9: the command line. Each command is a module that parses, calls one function, reports."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from ..errors import GradsheetError

COMMANDS = {
    "demo": "Try the whole loop on the lecture's exercises.",
    "new": "Start an assignment folder.",
    "list": "List the problems of the bank.",
    "add": "Copy a problem of the bank into the assignment, ready to edit.",
    "templates": "Copy the templates of sheets and keys into the assignment, ready to edit.",
    "make": "Make sheets, keys and the record.",
    "redraw": "Give one student new numbers.",
    "grade": "Mark the answers that came in.",
    "status": "Say who handed in, what is marked, and by which policy.",
    "override": "Decide what one blank of one student counts.",
    "feedback": "Write a page for each student: what was right, and where the first slip is.",
    "explain": "Say why one student earned what.",
    "report": "Say what the class did, as a page with pictures.",
    "export": "Write the exercises for an LMS.",
    "solve": "Print the worked solution of a problem.",
    "show": "Typeset one sheet and its key.",
    "check": "Check problems against their published cases.",
}


class _Commands(click.Group):
    """Commands whose modules are imported only when they run, so that help answers at once."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{name}", __name__).command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, context: click.Context) -> object:
        # A pipe on Windows knows a few hundred characters; one more must not end the command.
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(context)
        except GradsheetError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # `| head` has read enough; click ends quietly
                raise
            place = f"{error.filename}: " if error.filename is not None else ""
            raise click.ClickException(f"{place}{error.strerror or error}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gradsheet")
def main() -> None:
    """Hand-calculation worksheets for machine-learning courses.

    \b
    Start with:   gradsheet demo
    Then:         gradsheet new hw1
    """
