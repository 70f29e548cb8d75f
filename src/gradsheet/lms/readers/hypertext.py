"""HTML inside a file, as a browser shows it: its words and its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from ...errors import GradsheetError

_INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_TAG = re.compile(rf"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9]*)({_INSIDE})>", re.DOTALL)
_IN_A_LINE = re.compile(rf"</?(?:a|b|big|code|em|i|s|small|span|strong|sub|sup|tt|u)(?:\s{_INSIDE})?>", re.IGNORECASE)
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
    for end, name, rest in _TAG.findall(html):
        if end:
            if not open_ or open_.pop() != name.lower():
                raise GradsheetError(f"</{name}> closes nothing")
        elif not name:
            continue
        elif name.lower() not in _EMPTY:
            if not rest.endswith("/"):
                open_.append(name.lower())
        elif name.lower() == "img":
            written = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}
            pictures.append((written.get("src", ""), written.get("alt", "")))
    if open_:
        raise GradsheetError(f"<{open_[-1]}> is not closed")
    return Page(unescape(_TAG.sub(" ", _IN_A_LINE.sub("", html))), tuple(pictures))
