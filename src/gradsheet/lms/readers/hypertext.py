"""HTML inside a file, as a browser shows it: its words and its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import overload

from ...errors import GradsheetError

_TAG = re.compile(
    r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9]*+)([^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>", re.DOTALL
)
_NAME = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
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


def whole(html: str) -> None:
    """Raises GradsheetError as `page_of` does: of pages that are built alike, one is looked at."""
    if "/>" in html or "<!--" in html:
        page_of(html)
    else:
        _nested(" ".join(_NAME.findall(html)))


@lru_cache(maxsize=1024)
def _nested(names: str) -> None:
    page_of("".join(f"<{name}>" for name in names.split()))


@dataclass(frozen=True, slots=True)
class Words(Sequence[str]):
    """The words of pages, found when they are asked for."""

    pages: tuple[str, ...]
    page: Callable[[str], Page] = page_of

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        words = tuple(self.page(one).words for one in self.pages)
        return words[place]

    def __len__(self) -> int:
        return len(self.pages)
