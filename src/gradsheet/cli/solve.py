"""`gradsheet solve`: the worked solution in the terminal."""

from __future__ import annotations

import click

from .exercise import chosen_exercise, exercise_options


@click.command(epilog="Example: gradsheet solve lecture/relu-sigmoid-bce --set 'W2[1,1]=0.5' --only 'new W2[1,1]'")
@exercise_options
@click.option("--only", multiple=True, metavar="NAME", help="Print only this quantity; may be repeated.")
@click.option("--json", "as_json", is_flag=True, default=False, help="Print every quantity as JSON.")
def command(
    problem: str, case: str | None, draw: int | None, settings: tuple[str, ...], only: tuple[str, ...], as_json: bool
) -> None:
    """Print the worked solution of PROBLEM, a file or topic/name of the bank.

    The numbers are those of the first published case, or of draw 1 where there is none.
    """
    from ..documents.terminal import json_solution, terminal_solution
    from ..problems.on_paper import zeros

    exercise = chosen_exercise(problem, case, draw, settings, undefined=as_json)
    for note in zeros(exercise.problem, problem):
        click.echo(note, err=True)
    click.echo(json_solution(exercise, only) if as_json else terminal_solution(exercise, only))
