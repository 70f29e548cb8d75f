"""Templates: the shipped ones, or a teacher's own beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import GradsheetError
from ..languages import sentences
from ..places import shipped
from ..problems.rounding import fixed
from .font import Font
from .view import Heading, SheetView
from .writer import Ready, Writer
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
    from jinja2 import TemplateError

    which = ("key" if view.key else "sheet") if isinstance(view, SheetView) else "feedback"
    name = f"{which}.{SUFFIXES[engine]}"
    try:
        template = _environment(engine, own, fonts).get_template(name)
        return Ready(template.render({field.name: getattr(view, field.name) for field in fields(view)}))
    except TemplateError as error:
        raise GradsheetError(f"template {engine}/{name}: {type(error).__name__}: {error}") from None


def separator_of(heading: Heading, group: str, count: str, own: Path | None = None) -> Ready:
    """The source of the page that lies before a group."""
    template = _environment("typst", own, heading.fonts).get_template("separator.typ")
    return Ready(
        template.render(
            heading=heading,
            families=[font.family for font in heading.fonts],
            said=sentences(heading.language),
            group=group,
            count=count,
        )
    )


def chunk_of(bodies: Sequence[Ready], engine: str, own: Path | None = None, *, fillable: bool = False) -> str:
    """The sources of several sheets as one document; `fillable` sets a place for each field of a form."""
    template = _environment(engine, own).get_template(f"chunk.{SUFFIXES[engine]}")
    return template.render(bodies=bodies, fillable=fillable)


@lru_cache(maxsize=8)
def _environment(engine: str, own: Path | None, fonts: tuple[Font, ...] = ()) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folders = [shipped("templates") / engine]
    if own is not None:
        folders.insert(0, own / engine)
    value, value_end, block, block_end, comment, comment_end = DELIMITERS[engine]
    return Environment(
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
        finalize=_finalizer(writer_for(engine, fonts)),
    )


def _finalizer(writer: Writer) -> Any:
    from jinja2 import TemplateRuntimeError

    def finalize(value: Any) -> str:
        """Everything is escaped that is not ready source; lengths have two decimals."""
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
