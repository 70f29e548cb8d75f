"""The tree of an answer whose words and signs are known."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import FormulaError
from .names import parse_name
from .nodes import Formula, Symbol, substitute
from .parse import parse
from .readings import Writer
from .vocabulary import Token


def parsed(text: str, tokens: tuple[Token, ...], names: Mapping[str, Symbol] | None = None) -> Formula:
    """What has been written, `names` read as the symbols that they mean.

    A complaint's column is that of the character typed.
    """
    numbers = {name: f"quantity_{number}" for number, name in enumerate(names or {}, start=1)}
    canonical, columns = "", []
    for token in Writer(text, tokens).written():
        # A space after each, or `2 * * 3` would become the power 2**3.
        piece = f"{numbers.get(token.text, token.text)} "
        canonical += piece
        columns += [token.column] * len(piece)
    try:
        tree = parse(canonical)
    except FormulaError as error:
        place = error.column - 1
        column = columns[place] if place < len(columns) - 1 else len(text) + 1
        raise FormulaError(text, column, error.problem) from None
    meant: dict[Formula, Formula] = {parse_name(numbers[name]): symbol for name, symbol in (names or {}).items()}
    return substitute(tree, meant)
