"""HTML for an LMS: Jinja pages in which nothing that an author or a teacher wrote can be taken for a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..documents.glyphs import printable
from ..documents.statement import Kind, Math, Paragraph, Part, Style, Text
from ..formula.naming import Naming
from ..places import shipped
from .gap import Gap, Gaps, TouchedError, mark
from .maths import Maths

_LIKE_MATHS = re.compile(r"\$(?=\$)|\\(?=[()\[\]])")

SHARED = "lms"
"""The folder of the templates that targets have in common."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place to answer in the target's own syntax; the only text that a page takes as it is."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a target writes what plain HTML cannot say.

    `target` names its folder of templates, which is looked at before the one that all share; `source` makes a
    picture's address from its file name; `literal` guards each value that is put into a page, escaped or
    markup, against what the target would take for its own syntax.
    """

    target: str
    maths: Maths
    source: Callable[[str], str]
    literal: Callable[[str], str] = str


def blocks(paragraphs: Iterable[Paragraph], naming: Naming, maths: Maths) -> Iterator[Markup]:
    """The neutral paragraphs of a statement as elements; entries that follow each other are one list."""
    for kind, group in groupby(paragraphs, lambda paragraph: paragraph.kind):
        inside = [Markup("").join(_part(part, naming, maths) for part in paragraph.parts) for paragraph in group]
        around, each = _ELEMENTS[kind]
        yield around.format(Markup("\n").join(each.format(one) for one in inside))


def inline(parts: Iterable[Part], naming: Naming, dialect: Dialect) -> Markup:
    """Words and formulas of a sentence, for a page that no template makes."""
    written = Markup("").join(_part(part, naming, dialect.maths) for part in parts)
    return Markup(dialect.literal(printable(written)))


def page(dialect: Dialect, name: str, view: Mapping[str, Any], *, templates: Path | None = None) -> str:
    """The template `name` of a target, filled in; a teacher's own `templates` folder is looked at first."""
    return _environment(dialect, templates).get_template(name).render(view)


View = Callable[[Callable[[Hashable], Any]], Mapping[str, Any]]
"""What a template needs, where each variant's own things are got by their keys."""


class Form:
    """A page of which all variants have the same words: it is written once, and then only what differs is put in.

    Where a template does more with that than print it, the page is written for each variant.
    """

    def __init__(self, dialect: Dialect, name: str, view: View, *, templates: Path | None = None) -> None:
        self.dialect, self.name, self.view, self.templates = dialect, name, view, templates
        gaps = Gaps()
        try:
            self._words: tuple[list[str], tuple[Any, ...]] | None = gaps.taken_apart(
                page(dialect, name, view(gaps), templates=templates)
            )
        except (TouchedError, TypeError):
            self._words = None

    def filled(self, values: Mapping[Any, Any]) -> str:
        """The page with each variant's values, by their keys."""
        if self._words is None:
            return page(self.dialect, self.name, self.view(values.__getitem__), templates=self.templates)
        words, keys = self._words
        literal, pieces = self.dialect.literal, words.copy()
        pieces[1::2] = [finished(values[key], literal) for key in keys]
        return "".join(pieces)


def finished(value: Any, literal: Callable[[str], str]) -> str:
    """What stands in a page for a value: escaped unless it is markup, and guarded unless it is a field."""
    if isinstance(value, Field):
        return value.text
    # Markup is made of words that were looked at, in `_part`, and of formulas.
    text = value if isinstance(value, Markup) else _escaped(str(value))
    return text if literal is str else literal(str(text))


@lru_cache(maxsize=32)
def _environment(dialect: Dialect, templates: Path | None) -> Environment:
    return Environment(
        loader=FileSystemLoader(
            [
                place / folder
                for folder in (dialect.target, SHARED)
                for place in (templates, shipped("templates"))
                if place is not None
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: Markup(mark(value) if type(value) is Gap else finished(value, dialect.literal)),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each page would ask the disk when its template was changed
    )


@lru_cache(maxsize=4096)  # the words of the language, and labels, stand in every page
def _escaped(text: str) -> str:
    return printable(str(escape(text)))


_ELEMENTS = {
    Kind.TEXT: (Markup("{}"), Markup("<p>{}</p>")),
    Kind.ENTRY: (Markup("<ul>{}</ul>"), Markup("<li>{}</li>")),
    Kind.DISPLAY: (Markup("{}"), Markup('<p style="margin-left: 2em">{}</p>')),
}
_STYLES = {
    Style.PLAIN: Markup("{}"),
    Style.EMPHASIS: Markup("<em>{}</em>"),
    Style.STRONG: Markup("<strong>{}</strong>"),
}


def _part(part: Text | Math, naming: Naming, maths: Maths) -> Markup:
    match part:
        case Text(text, style):
            return _STYLES[style].format(_LIKE_MATHS.sub("\\g<0>\u2060", printable(text)))
        case Math(formulas):
            return maths.equation(formulas, naming)
