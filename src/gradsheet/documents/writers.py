"""The writers there are, by engine."""

from __future__ import annotations

from .latex_writer import LatexWriter
from .typst_writer import TypstWriter
from .writer import Writer

WRITERS: dict[str, Writer] = {"latex": LatexWriter(), "typst": TypstWriter()}
