"""HTML for an LMS: Jinja pages in which LaTeX stands between \\( and \\) and nothing can be taken for a field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..documents.glyphs import printable
from ..documents.statement import Kind, Math, Paragraph, Style, Text
from ..formula import Formula
from ..formula.latex import to_latex
from ..formula.naming import Naming
from ..places import shipped

_LIKE_MATHS = re.compile(r"\$(?=\$)|\\(?=[()\[\]])")
_LIKE_A_FIELD = re.compile(r"\{(?=\s*\d*\s*:|\s*#)")


@dataclass(frozen=True, slots=True)
class Field:
    """A place to answer in the target's own syntax; the only text that a page takes as it is."""

    text: str


def maths(latex: str) -> Markup:
    r"""LaTeX between \( and \), as MathJax finds it; `nolink` keeps (y) from becoming a smiley in Moodle."""
    return Markup(r'<span class="nolink">\({}\)</span>').format(latex)


def equation(formulas: Iterable[Formula], naming: Naming) -> Markup:
    """Formulas joined by `=`; one that looks like the one before it is written once."""
    return maths(" = ".join(dict.fromkeys(to_latex(formula, naming) for formula in formulas)))


def blocks(paragraphs: Iterable[Paragraph], naming: Naming) -> Iterator[Markup]:
    """The neutral paragraphs of a statement as elements; entries that follow each other are one list."""
    for kind, group in groupby(paragraphs, lambda paragraph: paragraph.kind):
        inside = [Markup("").join(_part(part, naming) for part in paragraph.parts) for paragraph in group]
        around, each = _ELEMENTS[kind]
        yield around.format(Markup("\n").join(each.format(one) for one in inside))


def page(target: str, name: str, view: Mapping[str, Any], *, templates: Path | None = None) -> str:
    """The template `name` of a target, filled in; a teacher's own `templates` folder is looked at first."""
    return _environment(target, templates).get_template(name).render(view)


@lru_cache(maxsize=8)
def _environment(target: str, templates: Path | None) -> Environment:
    return Environment(
        loader=FileSystemLoader(
            [folder / target for folder in (templates, shipped("templates")) if folder is not None]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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


def _part(part: Text | Math, naming: Naming) -> Markup:
    match part:
        case Text(text, style):
            return _STYLES[style].format(_LIKE_MATHS.sub("\\g<0>\u2060", text))
        case Math(formulas):
            return equation(formulas, naming)


def _finished(value: Any) -> Markup:
    if isinstance(value, Field):
        return Markup(value.text)
    # A brace that could open a field or a placeholder is written as an entity, in prose and in LaTeX alike.
    return Markup(_LIKE_A_FIELD.sub("&#123;", printable(str(escape(value)))))
