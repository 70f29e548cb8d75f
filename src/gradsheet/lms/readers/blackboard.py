"""What Blackboard holds after an upload of questions: a question for each line, its fields parted by tabs.

Source: Blackboard's help page on uploading questions. That the tolerance is inclusive is not said there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ...errors import GradsheetError
from ..held import Files, Held, Place
from .hypertext import page_of

MOST = 500
TYPABLE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")


def read(files: Files) -> tuple[Held, ...]:
    """The questions of every file; raises GradsheetError with the line that Blackboard would refuse."""
    return tuple(held for name, content in files.items() for held in _read(name, content))


def _read(name: str, content: bytes) -> Iterator[Held]:
    try:
        lines = content.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        raise GradsheetError(f"{name}: this is no UTF-8 text: {error}") from None
    if len(lines) > MOST:
        raise GradsheetError(f"{name}: {len(lines)} lines; Blackboard takes {MOST} at once")
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        try:
            yield _held(where, name, str(number), line.split("\t"))
        except GradsheetError as error:
            raise GradsheetError(f"{where}: {error}") from None


def _held(where: str, name: str, ident: str, fields: list[str]) -> Held:
    match fields:
        case ["NUM", text, answer, tolerance]:
            place = _number(answer, tolerance)
        case ["MC", text, *options] if len(options) >= 4 and len(options) % 2 == 0:
            place = _choice(dict(zip(options[::2], options[1::2], strict=True)), len(options) // 2)
        case _:
            counted = "1 field" if len(fields) == 1 else f"{len(fields)} fields"
            raise GradsheetError(
                f"a line that begins with '{fields[0][:20]}' and has {counted} parted by tabs is no question"
            )
    page = page_of(text)
    if page.pictures:
        raise GradsheetError("a picture stands in the text, and the file cannot hold it")
    return Held(where=where, ident=ident, words=page.words, feedback=(), places=(place,), pool=name)


def _number(answer: str, tolerance: str) -> Place:
    try:
        exact, reach = Decimal(answer), Decimal(tolerance)
    except InvalidOperation:
        raise GradsheetError(f"'{answer}' or '{tolerance}' is no number") from None

    def earns(text: str) -> float:
        typed = TYPABLE.fullmatch(text.strip())
        return float(typed is not None and abs(Decimal(typed[0]) - exact) <= reach)

    return Place(name="answer", worth=1, earns=earns)


def _choice(options: dict[str, str], count: int) -> Place:
    if len(options) < count:
        raise GradsheetError("two options read the same")
    if list(options.values()).count("correct") != 1 or set(options.values()) != {"correct", "incorrect"}:
        raise GradsheetError("exactly one option must be 'correct', the others 'incorrect'")
    return Place(
        name="answer", worth=1, earns=lambda text: float(options.get(text) == "correct"), options=tuple(options)
    )
