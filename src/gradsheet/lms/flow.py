"""A page of HTML as elements, for targets that want XML: every element closed, fields put where they belong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..errors import GradsheetError

MATHML_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

FIELD = "input"
_EMPTY = {"img", "br", "hr", FIELD}
_OPEN = re.compile(rf"<({'|'.join(sorted(_EMPTY))})\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/?>")


Taken = Mapping[str, Collection[str]]
"""By element, the attributes that a target takes."""


def flow(
    page: str, place: str, fields: Mapping[str, Element] | None = None, *, taken: Taken | None = None
) -> list[Element]:
    """The blocks of a page; `<input name="...">` becomes that field. `place` names the page in complaints.

    `taken` says what the target takes of HTML, if not all: other attributes are dropped, other elements an error.
    """
    blocks = _quickly(page, _Tree(fields or {}, taken))
    if blocks is not None:
        return blocks
    reader = _Reader(_Tree(fields or {}, taken))
    try:
        reader.feed(page)
        reader.close()
        return reader.tree.blocks()
    except _PageError as error:
        line, column = reader.getpos()
        raise GradsheetError(f"{place}:{line}:{column + 1}: {error}") from None


class _PageError(Exception):
    """What is wrong with a page where it is being read."""


class _Tree:
    """Takes the elements of a page as they begin and end."""

    def __init__(self, fields: Mapping[str, Element], taken: Taken | None) -> None:
        self.fields, self.taken = fields, taken
        self.tree = TreeBuilder()
        self.open = ["div"]
        self.tree.start("div", {})
        self.data = self.tree.data

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == FIELD:
            self._put(self._field(given.get("name", "")))
            return
        self.tree.start(tag, self._kept(tag, given))
        if tag in _EMPTY:
            self.tree.end(tag)
        else:
            self.open.append(tag)

    def end(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self.open[-1] != tag or len(self.open) == 1:
            raise _PageError(f"</{tag}> stands where <{self.open[-1]}> is open; every element has to be closed")
        self.tree.end(self.open.pop())

    def blocks(self) -> list[Element]:
        if len(self.open) > 1:
            raise _PageError(f"<{self.open[-1]}> is never closed; every element has to be closed")
        self.tree.end("div")
        page = self.tree.close()
        if (page.text or "").strip() or any((block.tail or "").strip() for block in page):
            raise _PageError("text stands outside of every paragraph; put it into <p>")
        return list(page)

    def _kept(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        if tag == "math":
            return {"xmlns": MATHML_NAMESPACE, **given}
        if "math" in self.open or self.taken is None:
            return given
        if tag not in self.taken:
            raise _PageError(f"<{tag}> is not taken there; leave it out of the template")
        return {name: value for name, value in given.items() if name in self.taken[tag]}

    def _field(self, name: str) -> Element:
        if name not in self.fields:
            raise _PageError(f"there is no field '{name}'")
        return self.fields[name]

    def _put(self, element: Element) -> None:
        self.tree.start(element.tag, dict(element.attrib))
        if element.text:
            self.tree.data(element.text)
        for child in element:
            self._put(child)
            self.tree.data(child.tail or "")
        self.tree.end(element.tag)


class _Reader(HTMLParser):
    """Reads any HTML, and knows the place of what is wrong."""

    def __init__(self, tree: _Tree) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = tree

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attributes})

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def _quickly(page: str, tree: _Tree) -> list[Element] | None:
    """The blocks of a page that is XML but for empty elements, as ours are, in a fifth of the time; else None."""
    if "<!" in page:
        return None

    def start(tag: str, given: dict[str, str]) -> None:
        if not tag.islower() or not all(map(str.islower, given)):
            raise _PageError("HTML is the same in capitals, XML is not")
        tree.start(tag, given)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    try:
        parser.Parse("<div>", False)
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, tree.end, tree.data
        parser.Parse(_OPEN.sub(r"<\1\2/>", page), False)
        parser.EndElementHandler = None
        parser.Parse("</div>", True)
        return tree.blocks()
    except (expat.ExpatError, _PageError):
        return None
