"""HTML inside a file, as a browser shows it: its words and its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import overload

from ...errors import GradsheetError

_PLAIN = r"[^<>\"'/]*"
_INSIDE = rf"{_PLAIN}(?:(?:/(?!>)|\"[^\"]*\"|'[^']*'){_PLAIN})*"
# There is one way to match, so that none takes long to fail; possessive quantifiers would do, but not in Python 3.11.2.
_TAG = re.compile(rf"<(/?[A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9]){_INSIDE}(/?)>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(rf"<img(?![A-Za-z0-9])({_INSIDE})/?>", re.IGNORECASE)
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
    if "<!--" in html:
        html = _COMMENT.sub(" ", html)
    pieces = _TAG.split(html)  # words, and after each the two groups of a tag
    elements = _elements(tuple(zip(pieces[1::3], pieces[2::3], strict=True)))
    pieces[1::3] = elements.between
    pieces[2::3] = elements.nothing
    return Page(unescape("".join(pieces)), tuple(_pictures(html)) if elements.pictured else ())


def refuse_unclosed(html: str) -> None:
    """Raises GradsheetError as `page_of` does."""
    _elements(tuple(_TAG.findall(_COMMENT.sub(" ", html) if "<!--" in html else html)))


@dataclass(frozen=True, slots=True)
class _Elements:
    """What the tags of a page are for its words: of pages that are built alike one is looked at."""

    between: tuple[str, ...]
    pictured: bool

    @property
    def nothing(self) -> tuple[str, ...]:
        return ("",) * len(self.between)


@lru_cache(maxsize=1024)
def _elements(tags: tuple[tuple[str, str], ...]) -> _Elements:
    """`tags` are names, with `/` before one that closes, and `/` beside one that is closed at once."""
    open_: list[str] = []
    between = []
    pictured = False
    for tag, end in tags:
        name = tag.removeprefix("/").lower()
        if tag.startswith("/"):
            if not open_ or open_.pop() != name:
                raise GradsheetError(f"<{tag}> closes nothing")
        elif name not in _EMPTY and not end:
            open_.append(name)
        pictured |= name == "img"
        between.append("" if name in _IN_A_LINE else " ")
    if open_:
        raise GradsheetError(f"<{open_[-1]}> is not closed")
    return _Elements(tuple(between), pictured)


def _pictures(html: str) -> Iterator[tuple[str, str]]:
    for rest in _PICTURE.findall(html):
        attributes = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}
        yield attributes.get("src", ""), attributes.get("alt", "")


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
