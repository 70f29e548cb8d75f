"""In what QTI 2.1, 2.2 and 3.0 differ: namespaces, resource types, and how their words are spelled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ..flow import MATHML_NAMESPACE, Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of QTI.

    `bounds` are written out as numbers; without them the comparison is `equal` with a tolerance, the only one
    that OpenOlat's editor recognises. `prefix` stands before every word that is not HTML's.
    """

    target: str
    title: str
    namespace: str
    manifest: str
    schema: str
    schema_version: str
    item_type: str
    test_type: str
    prefix: str = ""
    bounds: bool = True

    @property
    def file(self) -> str:
        return f"{self.target}.zip"


_IMS = "http://www.imsglobal.org/xsd/"
QTI21 = Version(
    target="qti21",
    title="QTI 2.1",
    namespace=f"{_IMS}imsqti_v2p1",
    manifest=f"{_IMS}imscp_v1p1",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
)
OPENOLAT = replace(QTI21, target="openolat", title="OpenOlat (QTI 2.1)", bounds=False)
QTI22 = replace(
    QTI21,
    target="qti22",
    title="QTI 2.2",
    namespace=f"{_IMS}imsqti_v2p2",
    schema="QTIv2.2 Package",
    item_type="imsqti_item_xmlv2p2",
    test_type="imsqti_test_xmlv2p2",
)
QTI30 = Version(
    target="qti30",
    title="QTI 3.0",
    namespace=f"{_IMS}imsqtiasi_v3p0",
    manifest=f"{_IMS}qti/qtiv3p0/imscp_v1p1",
    schema="QTI Package",
    schema_version="3.0.0",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    prefix="qti-",
)

_LINES = "em strong b i sub sup small big code kbd samp var tt q cite dfn abbr span"
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 blockquote pre hr br ul ol li dl dt dd caption thead tfoot tbody tr"
PLAIN: Taken = {
    **dict.fromkeys(f"{_LINES} {_BLOCKS}".split(), ("id", "class")),
    "a": ("id", "class", "href"),
    "img": ("id", "class", "src", "alt", "width", "height"),
    "table": ("id", "class"),
    "th": ("id", "class", "scope", "rowspan", "colspan"),
    "td": ("id", "class", "rowspan", "colspan"),
}
"""HTML's elements that every version of QTI takes, with the attributes that all of them allow."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AS_THEY_ARE = {"xmlns", "xml:lang"}


def spelled(document: Element, version: Version) -> Element:
    """A document in the words of 2.1 as the version spells them, in its namespace; the same element, changed."""
    document.set("xmlns", version.namespace)
    if version.prefix:
        for element in _outside_maths(document):
            if element.tag not in PLAIN:
                element.tag = version.prefix + _hyphens(element.tag)
                for name in [name for name in element.attrib if name not in _AS_THEY_ARE]:
                    value = element.attrib.pop(name)
                    element.set(_hyphens(name), value)
    return document


def _outside_maths(element: Element) -> list[Element]:
    """The element and all below it; formulas have words of their own."""
    if element.get("xmlns") == MATHML_NAMESPACE:
        return []
    return [element, *(inner for child in element for inner in _outside_maths(child))]


def _hyphens(word: str) -> str:
    """`responseDeclaration` as `response-declaration`."""
    return _HUMP.sub("-", word).lower()
