"""`gradsheet show`: one sheet and its key, before 300 are made."""

from __future__ import annotations

from pathlib import Path

import click

from ..languages import LANGUAGES
from .exercise import chosen_exercise, exercise_options
from .options import fonts, for_paper


@click.command(epilog="Example: gradsheet show lecture/softmax-ce --open")
@exercise_options
@click.option(
    "--engine", type=click.Choice(["latex", "typst"]), help="Default: LaTeX where there is a TeX, else Typst."
)
@click.option(
    "--notation",
    default="lecture",
    show_default=True,
    metavar="NAME",
    help="How quantities are written: as in the lecture, or by nielsen, ng, mitchell, mazur, negnevitsky; "
    "parentheses or brackets around the layer.",
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="What is printed for students: --language de. The problem's own words stay as its author wrote them.",
)
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Its size: --paper letter."
)
@fonts
@for_paper
@click.option("--svg", is_flag=True, default=False, help="Write the drawing too, as NAME-drawing.svg.")
@click.option("--open", "open_", is_flag=True, default=False, help="Open both PDFs.")
@click.option("--force", is_flag=True, default=False, help="Overwrite existing files.")
def command(
    problem: str,
    case: str | None,
    draw: int | None,
    settings: tuple[str, ...],
    engine: str | None,
    notation: str,
    language: str,
    paper: str,
    fonts: tuple[Path, ...],
    for_paper: bool,
    svg: bool,
    open_: bool,
    force: bool,
) -> None:
    """Typeset one sheet of PROBLEM and its key, as NAME-sheet.pdf and NAME-key.pdf in this folder.

    The numbers are those of the first published case, or of draw 1 where there is none.
    """
    from ..documents.show import show_problem
    from ..errors import ComplaintsError
    from ..formula.notation import profile
    from ..problems import otherwise, refused

    exercise = chosen_exercise(problem, case, draw, settings)
    if complaints := refused(exercise.problem, problem):
        raise ComplaintsError(complaints)
    for note in otherwise(exercise.problem, problem):
        click.echo(note, err=True)
    shown = show_problem(
        exercise,
        Path.cwd(),
        engine=engine,
        notation=profile(notation),
        language=language,
        paper=paper,
        fonts=fonts,
        svg=svg,
        fillable=not for_paper,
        force=force,
    )
    click.echo(f"Typeset with {shown.engine}.")
    for path in shown.paths:
        click.echo(f"Wrote {path.name}")
        if open_:
            click.launch(str(path))
    if svg and not any(path.suffix == ".svg" for path in shown.paths):
        click.echo(f"{problem}: there is no drawing of it.", err=True)
