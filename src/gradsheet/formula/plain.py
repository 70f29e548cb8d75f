"""Names as they stand on the sheet, in a line of plain text: `w_31(t+1)`, `∂div/∂z_1^2`."""

from __future__ import annotations

from .letters import GREEK, spelled
from .naming import Naming
from .nodes import Symbol


def symbol_to_plain(symbol: Symbol, naming: Naming) -> str:
    """The name that a reader of the sheet recognises; `parse_name` does not read it back."""
    if symbol.of is not None and symbol.by is not None:
        return f"∂{symbol_to_plain(symbol.of, naming)}/∂{symbol_to_plain(symbol.by, naming)}"
    glyphs = naming.glyphs(symbol)
    sub = f"_{glyphs.sub}" if glyphs.sub else ""
    sup = f"^{glyphs.sup}" if glyphs.sup else ""
    before = "Δ" if glyphs.before else ""
    letter = spelled(glyphs.letter)
    return f"{before}{GREEK.get(letter.stem, letter.stem)}{letter.accent}{sub}{sup}{glyphs.after}"
