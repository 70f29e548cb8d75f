"""Sheets and keys as PDFs, by either engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..assignments.sheet import Sheet
from ..errors import EngineError
from ..languages import sentences
from ..problems.together import MOST
from ..problems.working import work_together
from . import latex, typst
from .compose import LARGE, key_view, sheet_view
from .font import Font, refuse_unprintable
from .form import form_of
from .logo import stamped
from .templates import behind, source_of
from .tex_packages import available
from .view import Heading
from .writer import Ready
from .writers import writer_for

ENGINES = {"latex": latex.pdfs, "typst": typst.pdfs}


def best_engine(fonts: tuple[Font, ...] = ()) -> str:
    """`latex` where a working TeX is installed, else `typst`, which is always there, and can use a course's fonts."""
    return "latex" if available() and not fonts else "typst"


def typeset(
    sheets: Sequence[Sheet],
    heading: Heading,
    *,
    engine: str,
    worked: bool,
    fillable: bool = False,
    done: Callable[[int], None] = lambda _: None,
    templates: Path | None = None,
) -> Iterator[tuple[Sheet, bytes]]:
    """One PDF per sheet, as `typeset_each` makes them. `done` hears how many are ready.

    A sheet that the engine refuses costs no other: the EngineError that names it is raised when all others have
    been handed out.
    """
    refused: list[str] = []
    wanted = [(sheet, worked) for sheet in sheets]
    each = typeset_each(wanted, heading, engine=engine, fillable=fillable, templates=templates)
    for ready, (sheet, result) in enumerate(each, start=1):
        if isinstance(result, EngineError):
            refused.append(f"student {sheet.student.id}: {result}")
        else:
            yield sheet, result
        done(ready)
    if refused:
        raise EngineError("\n".join(refused))


def typeset_each(
    wanted: Sequence[tuple[Sheet, bool]],
    heading: Heading,
    *,
    engine: str,
    fillable: bool = False,
    templates: Path | None = None,
) -> Iterator[tuple[Sheet, bytes | EngineError]]:
    """One PDF per sheet, or its key where True stands beside it, in order, or why the engine refuses it.

    The same sheet gives the same bytes in any company. A `fillable` sheet is a form with a field for each blank;
    a key never is. An EngineError is raised where there is no such engine at all.
    """
    if engine not in ENGINES:
        raise EngineError(f"no engine '{engine}'; there are {', '.join(ENGINES)}")
    refuse_unprintable(heading.language, engine, heading.fonts)
    bodies = (
        source(sheet, heading, engine=engine, worked=worked, templates=templates)
        for sheet, worked in _worked_together(wanted)
    )
    said = sentences(heading.language)
    forms = (form_of(sheet, said) if fillable and not worked else None for sheet, worked in wanted)
    results = ENGINES[engine](bodies, templates, forms, heading.fonts, heading)
    for (sheet, worked), result in zip(wanted, results, strict=True):
        if isinstance(result, EngineError) and templates is not None:
            view = (key_view if worked else sheet_view)(
                sheet, heading, writer_for(engine, heading.fonts, heading.language)
            )
            result = behind(view, result, engine, templates, heading.fonts, fillable=fillable and not worked)
        elif isinstance(result, bytes) and heading.logo is not None and (worked or sheet.student.layout != LARGE):
            result = stamped(result, heading.logo, heading.paper)
        yield sheet, result


def _worked_together(wanted: Sequence[tuple[Sheet, bool]]) -> Iterator[tuple[Sheet, bool]]:
    """The same, the lines of so many keys at a time being worked at once."""
    step = max(1, MOST // max((len(sheet.items) for sheet, _ in wanted), default=1))
    for start in range(0, len(wanted), step):
        some = wanted[start : start + step]
        work_together([(item.exercise, item.solution) for sheet, worked in some if worked for item in sheet.items])
        yield from some


def source(sheet: Sheet, heading: Heading, *, engine: str, worked: bool, templates: Path | None = None) -> Ready:
    """The source of one sheet or key, without what all of them share."""
    view = (key_view if worked else sheet_view)(sheet, heading, writer_for(engine, heading.fonts, heading.language))
    return source_of(view, engine, templates, heading.fonts)
