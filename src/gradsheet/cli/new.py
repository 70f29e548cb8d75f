"""`gradsheet new`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: gradsheet new hw1")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--templates",
    is_flag=True,
    default=False,
    help="Copy the templates of sheets and keys too: gradsheet new hw1 --templates",
)
def command(directory: Path, templates: bool) -> None:
    """Start an assignment folder in DIR.

    It holds assignment.toml, with the lecture's three problems in use, an example roster.csv, and
    empty folders for problems of your own and for answers.
    """
    from ..assignments.start import start_assignment, take_templates
    from ..documents import best_engine

    engine = best_engine()
    folder = start_assignment(directory, engine=engine)
    taken = take_templates(folder, engine) if templates else ()
    why = "a working TeX was found" if engine == "latex" else "no working TeX was found; typst comes with gradsheet"
    click.echo(f"{directory}/assignment.toml   problems, points, credit; engine {engine} ({why})")
    click.echo(f"{directory}/roster.csv        the class: put your own here (assignment.toml says what it may hold)")
    if taken:
        click.echo(f"{directory}/templates/{engine}/    how pages look: edit what you like, delete the rest")
    quoted = f'"{directory}"' if " " in str(directory) else directory
    click.echo(f"Next:  gradsheet make -C {quoted}")
