"""Pages of HTML from the shipped templates, or from a teacher's own beside them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import GradsheetError
from ..places import shipped
from .glyphs import printable
from .writer import Ready

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from jinja2 import Environment


def html_page(name: str, view: DataclassInstance, own: Path | None = None) -> str:
    """The template `name`, filled in with the fields of a view; `own` is a folder of templates that wins."""
    from jinja2 import TemplateError

    try:
        template = _environment(own).get_template(name)
        return template.render({field.name: getattr(view, field.name) for field in fields(view)})
    except TemplateError as error:
        raise GradsheetError(f"template html/{name}: {type(error).__name__}: {error}") from None


def inline(name: str, own: Path | None = None) -> tuple[Ready, str]:
    """A style sheet or script to stand inside a page, and its hash as a Content-Security-Policy names it."""
    text = _environment(own).get_template(name).render()
    return Ready(text), f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=8)
def _environment(own: Path | None) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folders = [folder / "html" for folder in (own, shipped("templates")) if folder is not None]
    return Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finished(value: Any) -> Any:
    """Ready source as it is; whatever else is text is escaped, without characters that no page may hold."""
    from markupsafe import Markup, escape

    if isinstance(value, Markup):
        return value
    return Markup(value) if isinstance(value, Ready) else escape(printable(str(value)))
