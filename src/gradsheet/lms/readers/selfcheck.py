"""What a page for practice says and accepts, read as its script reads it: from the attributes of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...errors import GradsheetError
from ..held import Files, Held, Place
from .hypertext import page_of

TYPABLE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_SECTION = re.compile(r'<section id="([^"]*)"[^>]*>(.*?)<form[^>]*>(.*?)</form>(.*?)</section>', re.DOTALL)
_FIELD = re.compile(r"<input ([^>]*)/>|<select ([^>]*)>(.*?)</select>", re.DOTALL)
_DATA = re.compile(r'\b(?:data-)?([a-z]+)="([^"]*)"')
_OPTION = re.compile(r"<option>(.*?)</option>")


def read(files: Files) -> tuple[Held, ...]:
    """The questions of every page; raises GradsheetError where a page has none."""
    return tuple(held for name, content in files.items() for held in _read(name, content))


def _read(name: str, content: bytes) -> Iterator[Held]:
    try:
        sections = _SECTION.findall(content.decode())
    except UnicodeDecodeError as error:
        raise GradsheetError(f"{name}: this is no UTF-8 text: {error}") from None
    if not sections:
        raise GradsheetError(f"{name}: there is no question in it")
    for code, head, form, after in sections:
        where = f"{name}: {code}"
        try:
            page = page_of(_FIELD.sub("____", form))
            yield Held(
                where=where,
                ident=code,
                words=f"{page_of(head).words} {page.words}",
                feedback=(page_of(after).words,),
                places=tuple(_place(found) for found in _FIELD.finditer(form)),
                pictures=tuple(source for source, _ in page.pictures),
            )
        except (GradsheetError, KeyError, ValueError) as error:
            raise GradsheetError(f"{where}: {error}") from None


def _place(found: re.Match[str]) -> Place:
    data = {key: unescape(value) for key, value in _DATA.findall(found[1] or found[2])}
    if found[3] is not None:
        options = tuple(unescape(one) for one in _OPTION.findall(found[3]))
        return Place(name=data["name"], worth=1, earns=lambda text: float(text == data["right"]), options=options)
    key, within = float(data["key"]), float(data["within"])

    def earns(text: str) -> float:
        return float(TYPABLE.fullmatch(text) is not None and abs(float(text) - key) <= within)

    return Place(name=data["name"], worth=1, earns=earns)
