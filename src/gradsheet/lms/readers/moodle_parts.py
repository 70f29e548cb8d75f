"""A Moodle XML file cut between its questions, so that several processes can read it.

Without comments, CDATA and instructions a `<question` can be nothing but the beginning of one, so that the parts are
whole where the file is. Any other file is not cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = b"<question"
_TAG = re.compile(rb"<question(?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:\"[^\"&<]*\"|'[^'&<]*'))*\s*>")

_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands before all questions, and where each of them and each category begins; the last place is the end."""

    content: bytes
    places: tuple[int, ...]
    categories: tuple[bool, ...]

    def piece(self, first: int, last: int) -> tuple[bytes | memoryview, ...]:
        """Some of them as a file of their own."""
        whole = memoryview(self.content)
        head, some = whole[: self.places[0]], whole[self.places[first] : self.places[last]]
        return head, some, b"" if last == len(self.categories) else b"</quiz>"


def cut(content: bytes) -> Cut | None:
    """None where a question might be mistaken."""
    if b"<!" in content or content.find(b"<?", 1) != -1:
        return None
    places, categories = [], []
    for place in _places(content):
        tag = _TAG.match(content, place)
        if tag is None:
            return None
        places.append(place)
        kinds = [one or other for name, one, other in _ATTRIBUTE.findall(tag[0]) if name == b"type"]
        categories.append(kinds == [b"category"])
    return Cut(content, (*places, len(content)), tuple(categories)) if places else None


def _places(content: bytes) -> Iterator[int]:
    place = content.find(_BEGIN)
    while place != -1:
        after = place + len(_BEGIN)
        if not content[after : after + 1].isalnum():  # or it is <questiontext>
            yield place
        place = content.find(_BEGIN, after)
