"""The writers there are, by engine."""

from __future__ import annotations

from functools import cache

from .aloud import AloudWriter
from .font import Font, letters_of
from .latex_writer import LatexWriter
from .typst_writer import TypstWriter
from .writer import Writer

WRITERS: dict[str, Writer] = {"latex": LatexWriter(), "typst": TypstWriter()}


@cache
def writer_for(engine: str, fonts: tuple[Font, ...] = (), language: str = "en") -> Writer:
    """The writer of an engine that may also use a course's fonts; Typst's PDFs say formulas in a language."""
    if engine != "typst":
        return WRITERS[engine]
    return AloudWriter(TypstWriter(letters_of(fonts)) if fonts else WRITERS[engine], language)
