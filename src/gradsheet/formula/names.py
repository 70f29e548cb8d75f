"""Names of quantities, as files and commands write them: `W2[1,1]`, `dL/dz1[1]`, `new W2[1,1]`.

Each prime is one update: `W2[1,1]'` is new W2[1,1], `dL'/dz1[1]'` the derivative in a pass with new weights.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import FormulaError
from .nodes import Symbol, changed, derivative, updated

INDICES = r"\[\s*\d+(?:\s*,\s*\d+)*\s*\]"
IDENTIFIER = r"[A-Za-z][A-Za-z0-9_]*"
PLAIN = rf"{IDENTIFIER}(?:{INDICES})?"
PRIMED = rf"{PLAIN}'*"
QUANTITY = rf"(?:(?:new|change)\s+)?{PRIMED}"

_DERIVATIVE = re.compile(rf"d\s*({PRIMED})\s*/\s*d\s*({PRIMED})")

RESERVED = frozenset({"e", "pi", "new", "change", "and", "or", "not"})


def parse_name(text: str) -> Symbol:
    """The symbol that `text` names; raises FormulaError."""
    text = text.strip()
    if found := _DERIVATIVE.fullmatch(text):
        return derivative(_plain(found[1]), _plain(found[2]))
    if re.fullmatch(QUANTITY, text):
        return _plain(text)
    raise FormulaError(
        text or " ", 1, "this is not the name of a quantity; names look like z1[2], W2[1,1], dL/dW2[1,1], new W2[1,1]"
    )


def name(symbol: Symbol) -> str:
    """The text that `parse_name` reads back to the same symbol."""
    if symbol.by is not None:
        return f"d{_primed(symbol.of) if symbol.of else ''}/d{_primed(symbol.by)}"
    if symbol.change:
        return f"change {_primed(replace(symbol, change=False))}"
    if symbol.updates:
        return f"new {_primed(replace(symbol, updates=symbol.updates - 1))}"
    return _primed(symbol)


def _primed(symbol: Symbol) -> str:
    """The name with a prime for each update, as it stands inside a derivative."""
    if symbol.by is not None:
        return name(symbol)
    layer = "" if symbol.layer is None else str(symbol.layer)
    indices = f"[{','.join(str(index) for index in symbol.indices)}]" if symbol.indices else ""
    return f"{symbol.letter}{layer}{indices}" + "'" * symbol.updates


def _plain(text: str) -> Symbol:
    found = re.fullmatch(rf"(?:(new|change)\s+)?({IDENTIFIER})({INDICES})?('*)", text.strip())
    assert found is not None, text
    how, word, indices, primes = found.groups()
    letter, digits = _split(word)
    symbol = Symbol(
        letter,
        layer=int(digits) if digits else None,
        indices=tuple(int(index) for index in re.findall(r"\d+", indices or "")),
    )
    for _ in range(len(primes) + (how == "new")):
        symbol = updated(symbol)
    return changed(symbol) if how == "change" else symbol


def _split(word: str) -> tuple[str, str]:
    """`W12` is W and 12; `x01` stays one word, so that every name is printed as it was written."""
    found = re.fullmatch(r"(.*?[A-Za-z_])(0|[1-9]\d*)?", word)
    return (found[1], found[2] or "") if found else (word, "")
