"""A page of HTML as elements, for targets that want XML: every element closed, fields put where they belong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from ..errors import GradsheetError

MATHML_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

FIELD = "input"
_EMPTY = {"img", "br", "hr", FIELD}


Taken = Mapping[str, Collection[str]]
"""By element, the attributes that a target takes."""


def flow(
    page: str, place: str, fields: Mapping[str, Element] | None = None, *, taken: Taken | None = None
) -> list[Element]:
    """The blocks of a page; `<input name="...">` becomes that field. `place` names the page in complaints.

    `taken` says what the target takes of HTML, if not all: other attributes are dropped, other elements an error.
    """
    builder = _Builder(place, fields or {}, taken)
    builder.feed(page)
    builder.close()
    return builder.blocks()


class _Builder(HTMLParser):
    def __init__(self, place: str, fields: Mapping[str, Element], taken: Taken | None) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.fields, self.taken = place, fields, taken
        self.tree = TreeBuilder()
        self.open = ["div"]
        self.tree.start("div", {})

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == FIELD:
            self._put(self._field(given.get("name", "")))
            return
        self.tree.start(tag, self._kept(tag, given))
        if tag in _EMPTY:
            self.tree.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self.open[-1] != tag or len(self.open) == 1:
            raise self._wrong(f"</{tag}> stands where <{self.open[-1]}> is open; every element has to be closed")
        self.tree.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        self.tree.data(data)

    def blocks(self) -> list[Element]:
        if len(self.open) > 1:
            raise self._wrong(f"<{self.open[-1]}> is never closed; every element has to be closed")
        self.tree.end("div")
        page = self.tree.close()
        if (page.text or "").strip() or any((block.tail or "").strip() for block in page):
            raise self._wrong("text stands outside of every paragraph; put it into <p>")
        return list(page)

    def _kept(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        if tag == "math":
            return {"xmlns": MATHML_NAMESPACE, **given}
        if "math" in self.open or self.taken is None:
            return given
        if tag not in self.taken:
            raise self._wrong(f"<{tag}> is not taken there; leave it out of the template")
        return {name: value for name, value in given.items() if name in self.taken[tag]}

    def _field(self, name: str) -> Element:
        if name not in self.fields:
            raise self._wrong(f"there is no field '{name}'")
        return self.fields[name]

    def _put(self, element: Element) -> None:
        self.tree.start(element.tag, dict(element.attrib))
        if element.text:
            self.tree.data(element.text)
        for child in element:
            self._put(child)
            self.tree.data(child.tail or "")
        self.tree.end(element.tag)

    def _wrong(self, why: str) -> GradsheetError:
        line, column = self.getpos()
        return GradsheetError(f"{self.place}:{line}:{column + 1}: {why}")
