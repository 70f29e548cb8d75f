"""Documents of any QTI version in the words of 2.1, so that one reader does for all."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ...errors import GradsheetError
from .xml import root_of

MATHML = "{http://www.w3.org/1998/Math/MathML}"
_IMS = "http://www.imsglobal.org/xsd"
_PREFIX = {
    f"{_IMS}/imsqti_v2p1": "",
    f"{_IMS}/imsqti_v2p2": "",
    f"{_IMS}/imsqtiasi_v3p0": "qti-",
}
"""By namespace, what stands before each word that is not HTML's; words of 3.0 have hyphens."""
_MANIFESTS = {f"{_IMS}/imscp_v1p1", f"{_IMS}/qti/qtiv3p0/imscp_v1p1"}
_HYPHEN = re.compile(r"-([a-z])")
DEEPEST = 200


def document(where: str, content: bytes, root: str) -> Element:
    """An item or a test, as `root` says, in the words of 2.1; formulas keep their namespace."""
    found = root_of(where, content)
    space, _, name = found.tag.rpartition("}")
    prefix = _PREFIX.get(space.removeprefix("{"))
    if prefix is None or _word(name, prefix) != root:
        raise GradsheetError(f"{where}: this is no {root} of QTI 2.1, 2.2 or 3.0: it begins with <{found.tag}>")
    _reword(where, found, f"{space}}}", prefix)
    return found


def manifest(where: str, content: bytes) -> Element:
    """The manifest of a package, without its namespace."""
    found = root_of(where, content)
    space, _, name = found.tag.rpartition("}")
    if name != "manifest" or space.removeprefix("{") not in _MANIFESTS:
        raise GradsheetError(f"{where}: this is no manifest of a QTI package: it begins with <{found.tag}>")
    for element in found.iter():
        element.tag = element.tag.rpartition("}")[2]
    return found


def _reword(where: str, root: Element, space: str, prefix: str) -> None:
    left = [(root, 1)]
    while left:
        element, depth = left.pop()
        if depth > DEEPEST:
            raise GradsheetError(f"{where}: elements stand inside each other more than {DEEPEST} deep")
        left += [(child, depth + 1) for child in element]
        if element.tag.startswith(MATHML):
            continue
        if not element.tag.startswith(space):
            raise GradsheetError(f"{where}: <{element.tag}> is of another namespace; players leave it out")
        name = element.tag.removeprefix(space)
        is_word = bool(prefix) and name.startswith(prefix)
        element.tag = _word(name, prefix) if is_word else name
        if is_word:
            for key in [key for key in element.attrib if not key.startswith("{")]:
                value = element.attrib.pop(key)
                element.set(_word(key, ""), value)


def _word(name: str, prefix: str) -> str:
    """`qti-response-declaration` as `responseDeclaration`."""
    return _HYPHEN.sub(lambda found: found[1].upper(), name.removeprefix(prefix))
