"""What Gradescope makes of the text of an online assignment's question.

Source: Gradescope's help on online assignments, and course files that use the syntax. Whether a number on the bound is
right is not said there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...errors import GradsheetError
from ..held import Files, Held, Place

TYPABLE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")
_QUESTION = re.compile(r"^==== .*$", re.MULTILINE)
_EXPLANATION = re.compile(r"^\[\[(.*?)\]\]\s*\Z", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\[____\]\(=(-?[\d.]+)(?:\+-([\d.]+))?\)")
_CHOICE = re.compile(r"(?:^\((?:x| )\) .*\n?)+", re.MULTILINE)


def read(files: Files) -> tuple[Held, ...]:
    """The questions of every file; raises GradsheetError for one without a field."""
    return tuple(held for name, content in files.items() for held in _read(name, content))


def _read(name: str, content: bytes) -> Iterator[Held]:
    try:
        pieces = _QUESTION.split(content.decode())[1:]
    except UnicodeDecodeError as error:
        raise GradsheetError(f"{name}: this is no UTF-8 text: {error}") from None
    if not pieces:
        raise GradsheetError(f"{name}: there is no question in it")
    for number, piece in enumerate(pieces, start=1):
        where = f"{name}: question {number}"
        explanation = _EXPLANATION.search(piece)
        text = piece[: explanation.start()] if explanation is not None else piece
        fields = sorted([*_NUMBER.finditer(text), *_CHOICE.finditer(text)], key=lambda found: found.start())
        if not fields:
            raise GradsheetError(f"{where}: it has no field to answer")
        yield Held(
            where=where,
            ident=f"{name}#{number}",
            words=_NUMBER.sub("____", text),
            feedback=(explanation[1],) if explanation is not None else (),
            places=tuple(_place(where, place, found) for place, found in enumerate(fields, start=1)),
        )


def _place(where: str, number: int, found: re.Match[str]) -> Place:
    if found.re is _NUMBER:
        exact, reach = Decimal(found[1]), Decimal(found[2] or 0)

        def earns(text: str) -> float:
            return float(TYPABLE.fullmatch(text) is not None and abs(Decimal(text) - exact) <= reach)

        return Place(name=str(number), worth=1, earns=earns)
    lines = found[0].strip().split("\n")
    right = [line[4:] for line in lines if line.startswith("(x)")]
    if len(right) != 1:
        raise GradsheetError(f"{where}: exactly one option must be marked with (x)")
    return Place(
        name=str(number), worth=1, earns=lambda text: float(text == right[0]), options=tuple(line[4:] for line in lines)
    )
