"""Templates: the shipped ones, or a teacher's own beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EngineError, GradsheetError
from ..languages import sentences
from ..places import shipped
from ..problems.rounding import fixed
from .font import Font
from .template_places import marked_lines, origins, rendered, shown
from .view import Heading, SheetView
from .writer import Heard, Ready, Writer
from .writers import writer_for

if TYPE_CHECKING:
    from jinja2 import Environment

    from .feedback_view import FeedbackView

SUFFIXES = {"latex": "tex", "typst": "typ"}
# Around values, statements and comments: what neither language means otherwise.
DELIMITERS = {
    "latex": ("(((", ")))", "((*", "*))", "((#", "#))"),
    "typst": ("<<<", ">>>", "<*", "*>", "<#", "#>"),
}


def source_of(
    view: SheetView | FeedbackView, engine: str, own: Path | None = None, fonts: tuple[Font, ...] = ()
) -> Ready:
    """The source of a sheet, a key or feedback. A folder `own` with `latex/` or `typst/` inside wins file by file."""
    which = ("key" if view.key else "sheet") if isinstance(view, SheetView) else "feedback"
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    return _render(engine, own, which, fonts, **values)


def separator_of(heading: Heading, group: str, count: str, own: Path | None = None) -> Ready:
    """The source of the page that lies before a group."""
    return _render(
        "typst",
        own,
        "separator",
        heading.fonts,
        heading=heading,
        families=[font.family for font in heading.fonts],
        said=sentences(heading.language),
        group=group,
        count=count,
    )


def chunk_of(bodies: Sequence[Ready], engine: str, own: Path | None = None, *, fillable: bool = False) -> str:
    """The sources of several sheets as one document; `fillable` sets a place for each field of a form."""
    return _render(engine, own, "chunk", bodies=bodies, fillable=fillable)


def behind(
    view: SheetView, error: EngineError, engine: str, own: Path, fonts: tuple[Font, ...], *, fillable: bool
) -> EngineError:
    """The error of an engine, with the line of a teacher's template that it came from, where it came from one."""
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        body = _render(engine, own, "key" if view.key else "sheet", fonts, marked=True, **values)
        made = _render(engine, own, "chunk", marked=True, bodies=[body], fillable=fillable)
    except GradsheetError:  # a tag over several lines, which marks break
        return error
    found = [(name, line) for name, line in origins(made, error.places) if name]
    mine = sorted(path.name for path in (own / engine).glob("*"))
    if not found or not mine:
        return error
    name, line = next((place for place in found if place[0] in mine), found[0])
    place = f"{shown(engine, name, own)}:{line}" + ("" if name in mine else f" (it uses your own {', '.join(mine)})")
    said = re.sub(r" l\.\d+ ", " at ", str(error))  # TeX's number of a line counts in what no teacher sees
    return EngineError(f"{place}: {said}")


def _render(
    engine: str, own: Path | None, which: str, fonts: tuple[Font, ...] = (), *, marked: bool = False, **values: Any
) -> Ready:
    name = f"{which}.{SUFFIXES[engine]}"
    environment = _environment(engine, own, fonts, marked)
    return Ready(rendered(lambda: environment.get_template(name).render(values), engine, own))


@lru_cache(maxsize=8)
def _environment(engine: str, own: Path | None, fonts: tuple[Font, ...], marked: bool) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from .alike import Alike

    class Marking(Environment):
        def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
            return marked_lines(super().preprocess(source, name, filename), name or "")

    folders = [shipped("templates") / engine]
    if own is not None:
        folders.insert(0, own / engine)
    value, value_end, block, block_end, comment, comment_end = DELIMITERS[engine]
    return (Marking if marked else Environment)(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        variable_start_string=value,
        variable_end_string=value_end,
        block_start_string=block,
        block_end_string=block_end,
        comment_start_string=comment,
        comment_end_string=comment_end,
        trim_blocks=True,
        keep_trailing_newline=True,
        extensions=[Alike],
        finalize=_finalizer(writer_for(engine, fonts)),
    )


def _finalizer(writer: Writer) -> Any:
    from jinja2 import TemplateRuntimeError

    def finalize(value: Any) -> str:
        """Everything is escaped that is not ready source; lengths have two decimals."""
        if type(value) is Ready:  # most of a page is
            return value
        if type(value) is Heard:  # most of a key is
            return writer.heard(value)
        match value:
            case Ready():
                return value
            case bool():
                raise TemplateRuntimeError("a yes or no cannot be printed")
            case int():
                return str(value)
            case float():
                return fixed(value, 2)
        return writer.text(str(value))

    return finalize
