"""A page of HTML as elements of an item's body: QTI takes a part of HTML, well formed, and no style."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from ...errors import GradsheetError

MATHML_NAMESPACE = "http://www.w3.org/1998/Math/MathML"

_LINES = "em strong b i sub sup small big code kbd samp var tt q cite dfn abbr span"
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 blockquote pre hr br ul ol li dl dt dd caption thead tfoot tbody tr"
PLAIN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(f"{_LINES} {_BLOCKS}".split(), ("id", "class")),
    "a": ("id", "class", "href"),
    "img": ("id", "class", "src", "alt", "width", "height"),
    "table": ("id", "class"),
    "th": ("id", "class", "scope", "rowspan", "colspan"),
    "td": ("id", "class", "rowspan", "colspan"),
}
"""HTML's elements that every version of QTI takes, with the attributes that all of them allow."""
FIELD = "input"
_EMPTY = {"img", "br", "hr", FIELD}


def flow(page: str, place: str, fields: Mapping[str, Element] | None = None) -> list[Element]:
    """The blocks of a page; `<input name="...">` becomes that field. `place` names the page in complaints."""
    builder = _Builder(place, fields or {})
    builder.feed(page)
    builder.close()
    return builder.blocks()


class _Builder(HTMLParser):
    def __init__(self, place: str, fields: Mapping[str, Element]) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.fields = place, fields
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
            raise self._wrong(f"</{tag}> stands where <{self.open[-1]}> is open; QTI wants every element closed")
        self.tree.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        self.tree.data(data)

    def blocks(self) -> list[Element]:
        if len(self.open) > 1:
            raise self._wrong(f"<{self.open[-1]}> is never closed; QTI wants every element closed")
        self.tree.end("div")
        page = self.tree.close()
        if (page.text or "").strip() or any((block.tail or "").strip() for block in page):
            raise self._wrong("text stands outside of every paragraph; put it into <p>")
        return list(page)

    def _kept(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        if tag == "math":
            return {"xmlns": MATHML_NAMESPACE, **given}
        if "math" in self.open:
            return given
        if tag not in PLAIN:
            raise self._wrong(f"QTI knows no <{tag}>; leave it out of the template")
        return {name: value for name, value in given.items() if name in PLAIN[tag]}

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
        self.tree.end(element.tag)

    def _wrong(self, why: str) -> GradsheetError:
        line, column = self.getpos()
        return GradsheetError(f"{self.place}:{line}:{column + 1}: {why}")
