"""The argument and options by which `solve` and `show` name one exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..problems import Exercise


def exercise_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """PROBLEM, --case, --draw and --set."""
    for add in (
        click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Other numbers; may be repeated."),
        click.option("--draw", type=click.IntRange(min=1), metavar="N", help="The numbers of draw N."),
        click.option("--case", metavar="NAME", help="The numbers of this published case."),
        click.argument("problem"),
    ):
        function = add(function)
    return function


def chosen_exercise(
    problem: str, case: str | None, draw: int | None, settings: tuple[str, ...], *, undefined: bool = False
) -> Exercise:
    """The exercise that the options name: a case, a draw, or the first case, else draw 1.

    Steps without a finite value are an error, unless `undefined` lets them pass.
    """
    from pathlib import Path

    from ..documents.terminal import set_givens
    from ..problems import bank_exercise, find_problem, finite

    if case is not None and draw is not None:
        raise click.UsageError("--case and --draw exclude each other.")
    here = Path.cwd()
    found = find_problem(problem, folder=here if (here / "assignment.toml").is_file() else None)
    exercise = set_givens(bank_exercise(found, case=case, number=draw), settings)
    return exercise if undefined else finite(exercise)
