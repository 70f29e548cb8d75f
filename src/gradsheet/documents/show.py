"""One sheet and its key, without an assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..assignments.folder import write_whole
from ..assignments.sheet import Item, Sheet, Student
from ..errors import GradsheetError
from ..formula.notation import LECTURE, Profile
from ..languages import sentences
from ..problems import Exercise, solve_exercises, with_options
from .drawings import picture_of
from .font import read_fonts
from .paper import PAPERS
from .typeset import best_engine, typeset
from .view import Heading

SAMPLE = Student(id="sample", name="Sample")
CODE = "0000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    engine: str
    paths: tuple[Path, ...]


def show_problem(
    exercise: Exercise,
    folder: Path,
    *,
    engine: str | None = None,
    notation: Profile = LECTURE,
    language: str = "en",
    paper: str = "a4",
    fonts: Sequence[Path] = (),
    svg: bool = False,
    fillable: bool = True,
    force: bool = False,
) -> Shown:
    """Writes NAME-sheet.pdf and NAME-key.pdf; raises GradsheetError where one is there and `force` is not set.

    The sheet is a form unless `fillable` is False. With `svg` also its drawing as NAME-drawing.svg, where there
    is one.
    """
    stem = exercise.problem.name.rsplit("/", 1)[-1].removesuffix(".toml")
    paths = {worked: folder / f"{stem}-{'key' if worked else 'sheet'}.pdf" for worked in (False, True)}
    said = sentences(language)
    drawing = picture_of(exercise, notation, said) if svg else None
    pictures = {} if drawing is None else {folder / f"{stem}-drawing.svg": drawing.svg}
    present = [path.name for path in (*paths.values(), *pictures) if path.exists()]
    if present and not force:
        raise GradsheetError(f"{' and '.join(present)}: there already; add --force to overwrite")
    exercise = with_options(exercise)
    (solution,) = solve_exercises([exercise])
    weight = sum((Fraction(ask.points) for ask, _ in exercise.problem.blanks), Fraction(0))
    item = Item(number=1, exercise=exercise, solution=solution, points=weight)
    sheet = Sheet(code=CODE, student=SAMPLE, items=(item,))
    heading = Heading(
        title=said["sheet"],
        notation=notation,
        language=language,
        paper=PAPERS[paper],
        fonts=read_fonts(fonts, language),
    )
    chosen = engine or best_engine(heading.fonts)
    pdfs = {
        worked: next(iter(typeset([sheet], heading, engine=chosen, worked=worked, fillable=fillable)))[1]
        for worked in (False, True)
    }
    for worked, path in paths.items():
        write_whole(path, pdfs[worked])
    for path, content in pictures.items():
        write_whole(path, content)
    return Shown(engine=chosen, paths=(*paths.values(), *pictures))
