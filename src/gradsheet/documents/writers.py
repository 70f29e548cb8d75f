"""The writers there are, by engine."""

from __future__ import annotations

from functools import cache

from .font import Font, letters_of
from .latex_writer import LatexWriter
from .typst_writer import TypstWriter
from .writer import Writer

WRITERS: dict[str, Writer] = {"latex": LatexWriter(), "typst": TypstWriter()}


@cache
def writer_for(engine: str, fonts: tuple[Font, ...] = ()) -> Writer:
    """The writer of an engine that may also use a course's fonts."""
    return TypstWriter(letters_of(fonts)) if engine == "typst" and fonts else WRITERS[engine]
