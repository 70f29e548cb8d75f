"""HTML inside a file, as a browser shows it: its words and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from ...errors import GradsheetError

_TAG = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", re.S
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:][-\w:.]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_EMPTY = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_IN_LINES = frozenset({"a", "b", "big", "code", "em", "i", "s", "small", "span", "strong", "sub", "sup", "u", "tt"})


@dataclass(frozen=True, slots=True)
class Page:
    """The words that a reader sees, and each picture's address with the words that stand for it."""

    words: str
    pictures: tuple[tuple[str, str], ...] = ()


def page_of(html: str) -> Page:
    """The page; raises GradsheetError where an element is not closed, for then what follows it is swallowed."""
    words: list[str] = []
    pictures: list[tuple[str, str]] = []
    open_: list[str] = []
    place = 0
    for found in _TAG.finditer(html):
        words.append(html[place : found.start()])
        place = found.end()
        name = (found["name"] or "").lower()
        if not name:
            continue
        if name not in _IN_LINES:
            words.append(" ")
        if name == "img":
            written = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found["rest"])}
            pictures.append((written.get("src", ""), written.get("alt", "")))
        if found["end"]:
            if not open_ or open_.pop() != name:
                raise GradsheetError(f"</{name}> closes nothing")
        elif name not in _EMPTY and not found["rest"].endswith("/"):
            open_.append(name)
    if open_:
        raise GradsheetError(f"<{open_[-1]}> is not closed")
    words.append(html[place:])
    return Page(unescape("".join(words)), tuple(pictures))
