"""Floor 7: what people read: statements, drawings, sheets and keys as PDF."""

from .glyphs import missing_glyphs, printable_name
from .statement import Math, Paragraph, Style, Text, statement
from .typeset import best_engine, typeset
from .view import Heading
from .writers import WRITERS

__all__ = [
    "WRITERS",
    "Heading",
    "Math",
    "Paragraph",
    "Style",
    "Text",
    "best_engine",
    "missing_glyphs",
    "printable_name",
    "statement",
    "typeset",
]
