"""HTML inside a file, as a browser shows it: its words and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from ...errors import GradsheetError

_TAG = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>", re.DOTALL
)
_IN_A_LINE = frozenset({"a", "b", "big", "code", "em", "i", "s", "small", "span", "strong", "sub", "sup", "tt", "u"})
_ATTRIBUTE = re.compile(r"([A-Za-z_:][-\w:.]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_EMPTY = frozenset({"br", "hr", "img", "input", "wbr", "col"})


@dataclass(frozen=True, slots=True)
class Page:
    """The words that a reader sees, and each picture's address with the words that stand for it."""

    words: str
    pictures: tuple[tuple[str, str], ...] = ()


def page_of(html: str) -> Page:
    """The page; raises GradsheetError where an element is not closed, for then what follows it is swallowed."""
    pictures: list[tuple[str, str]] = []
    open_: list[str] = []
    found = _TAG.split(html)  # words, and after each three groups of a tag
    words = found[:1]
    for end, written, rest, after in zip(found[1::4], found[2::4], found[3::4], found[4::4], strict=True):
        name = (written or "").lower()
        if end:
            if not open_ or open_.pop() != name:
                raise GradsheetError(f"</{written}> closes nothing")
        elif name and name not in _EMPTY:
            if not rest.endswith("/"):
                open_.append(name)
        elif name == "img":
            attributes = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}
            pictures.append((attributes.get("src", ""), attributes.get("alt", "")))
        words.append(after if name in _IN_A_LINE else f" {after}")
    if open_:
        raise GradsheetError(f"<{open_[-1]}> is not closed")
    return Page(unescape("".join(words)), tuple(pictures))
