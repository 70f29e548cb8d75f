"""A page to practise with: it marks what is typed, in the browser, and shows the worked solution afterwards.

Whoever reads its source finds the answers; so it is made of numbers that nobody was given (`assignments/practice.py`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ..documents.html import html_page, inline
from ..documents.twin import CLOSED
from ..documents.writer import Ready
from ..languages import Language, sentences
from .carried import carried
from .course import Course
from .html import Dialect
from .maths import MATHML
from .package import Package
from .pages import picture, solution, stem
from .part import Part
from .question import Question

FILE = "selfcheck.html"

LIMITS = (
    "The page holds its answers, for whoever looks into its source: it is for practice only, with numbers that are on "
    "nobody's sheet.",
    "Numbers of sheets that are made later are not known to it: export it again after `gradsheet make` or `redraw`.",
)


def _without_style(text: str) -> str:
    """The page's Content-Security-Policy allows no style attribute."""
    return text.replace(' style="margin-left: 2em"', ' class="display"')


SELFCHECK = Dialect(target="selfcheck", maths=MATHML, source=lambda file: file, literal=_without_style)


@dataclass(frozen=True, kw_only=True)
class One:
    """A question of the page."""

    code: str
    title: str
    stem: Ready
    solution: Ready


@dataclass(frozen=True, kw_only=True)
class SelfCheckView:
    """The page; `security` is its Content-Security-Policy, which names style and script by hash."""

    language: str
    said: Language = field(repr=False)
    title: str
    questions: tuple[One, ...]
    styles: tuple[Ready, ...]
    script: Ready
    security: str


def selfcheck(whole: Sequence[Question], course: Course) -> Package:
    """One page of HTML that needs nothing beside it, variants of one problem after each other."""
    found = carried(whole, "The page for practice")
    styles = [inline(name, course.templates) for name in ("sheet.css", "selfcheck.css")]
    script, script_hash = inline("selfcheck.js", course.templates)
    view = SelfCheckView(
        language=course.language,
        said=sentences(course.language),
        title=course.title,
        questions=tuple(_one(question, course) for pool in found.pools for question in pool.variants),
        styles=tuple(style for style, _ in styles),
        script=script,
        security=f"{CLOSED}; style-src {' '.join(hash_ for _, hash_ in styles)}; script-src {script_hash}",
    )
    content = html_page("selfcheck.html", view, course.templates).encode()
    return Package(files=((FILE, content),), notes=(*found.notes, *LIMITS))


def _one(question: Question, course: Course) -> One:
    shown = picture(question, course)
    address = None if shown is None else f"data:image/svg+xml;base64,{b64encode(shown.svg).decode('ascii')}"
    return One(
        code=question.code,
        title=question.problem.title,
        stem=Ready(stem(question, course, SELFCHECK, _field, address)),
        solution=Ready(solution(question, course, SELFCHECK)),
    )


def _field(part: Part) -> str:
    label = part.blank.label
    if part.blank.options:
        right = next(option.number for option in part.blank.options if option.is_right)
        options = Markup("").join(Markup("<option>{}</option>").format(option.number) for option in part.blank.options)
        return (
            f'<select name="{label}" aria-label="{label}" data-right="{escape(right)}"><option value="">…</option>'
            f"{options}</select><output></output>"
        )
    early = f' data-early="{part.early}"' if part.has_early else ""
    return (
        f'<input type="text" name="{label}" aria-label="{label}" spellcheck="false" autocapitalize="off" '
        f'data-key="{part.key}" data-within="{part.tolerance}"{early}/><output></output>'
    )
