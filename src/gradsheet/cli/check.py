"""`gradsheet check`: problems against their published cases."""

from __future__ import annotations

import click


@click.command(epilog="Example: gradsheet check lecture/softmax-ce")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
def command(paths: tuple[str, ...]) -> None:
    """Load every problem, solve every published case, compare.

    PATH is a file, a folder of problems or topic/name of the bank (default: the assignment's own
    problems, else the whole bank). A number agrees when the exact value rounds to it, a formula to 1e-12.
    """
    from ..problems.report import check_problems

    report = check_problems(paths)
    for line in report.lines:
        click.echo(line)
    for line in report.complaints:
        click.echo(line, err=True)
    click.echo(report.summary)
    if report.complaints:
        raise SystemExit(1)
