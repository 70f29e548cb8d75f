"""Pages of questions as Markdown, made of the same templates as the HTML of the LMSs.

Only elements that those templates use are known; a teacher's own template may use no others. What an author wrote is
escaped, so that it begins no heading, list, link or field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from markupsafe import Markup, escape

from ...errors import GradsheetError
from ..maths import Maths, latex_maths

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>$|~])")
_AT_THE_START = re.compile(r"^(\s*\d*)([#>+\-.)]|\([ x]\))(?=\s)")
_IN_LINES = {"strong": "**", "em": "*", "small": "", "span": ""}
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "tbody", "caption"})

MATHS: Maths = latex_maths(lambda latex: Markup("<var>{}</var>").format(latex))
"""LaTeX in an element of its own, until it is known between which delimiters it goes."""


def raw(text: str) -> str:
    """Markdown in a page, for a place to answer: it is neither escaped nor looked at."""
    return f"<output>{escape(text)}</output>"


def markdown(page: str, maths: Callable[[str], str] = "${}$".format) -> str:
    """The page as Markdown; `maths` puts LaTeX between delimiters. Raises GradsheetError for an element not known."""
    writer = _Writer(maths)
    writer.feed(page)
    writer.close()
    return writer.written()


class _Writer(HTMLParser):
    def __init__(self, maths: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._maths = maths
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._rows: list[list[str]] = []
        self._inside: list[str] = []

    def written(self) -> str:
        self._end_of_block()
        return "\n\n".join(self._blocks) + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            words = dict(attrs)
            self._line.append(f"![{_escaped(words.get('alt') or '')}]({words.get('src') or ''})")
        elif tag == "br":
            self._line.append("  \n")
        elif tag in _IN_LINES:
            self._line.append(_IN_LINES[tag])
        elif tag in _BLOCKS:
            self._end_of_block()
        elif tag == "tr":
            self._rows.append([])
        elif tag not in ("li", "th", "td", "var", "output"):
            raise GradsheetError(
                f"<{tag}> cannot be written as Markdown; use {', '.join(sorted(_BLOCKS))} and the like"
            )
        if tag not in ("img", "br"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag in _IN_LINES:
            self._line.append(_IN_LINES[tag])
        elif tag in ("th", "td"):
            self._rows[-1].append(self._taken())
        elif tag == "li":
            self._blocks_of_a_list(self._taken())
        elif tag == "table":
            self._blocks.append(_table(self._rows))
            self._rows = []
        elif tag in _BLOCKS:
            self._end_of_block()

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "var":
            self._line.append(self._maths(data.replace("|", r"\vert ")))  # a bar would end a cell
        elif inside == "output":
            self._line.append(data)
        elif inside not in ("table", "tbody", "tr", "ul", "ol"):
            self._line.append(_escaped(re.sub(r"\s+", " ", data)))

    def _taken(self) -> str:
        text = "".join(self._line).strip()
        self._line = []
        return text

    def _end_of_block(self) -> None:
        text = self._taken()
        if text:
            self._blocks.append(_AT_THE_START.sub(r"\1\\\2", text))

    def _blocks_of_a_list(self, text: str) -> None:
        if self._blocks and self._blocks[-1].startswith("- ") and "\n\n" not in text:
            self._blocks[-1] += f"\n- {text}"
        else:
            self._blocks.append(f"- {text}")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _table(rows: list[list[str]]) -> str:
    """A table of Markdown, which has a head always."""
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]])
