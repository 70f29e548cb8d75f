r"""LaTeX that was pasted into an answer, unfolded into what people type.

    \frac{1}{2}, \dfrac12, \frac{e}{1+e}    (1)/(2), (1)/(2), (e)/(1+e)
    \sqrt{2}, \sqrt[3]{8}, e^{-1}           √(2), ((8)^(1/(3))), e^(-1)
    2 \cdot \ln{2}, \left( 1+e \right)      2 * ln(2), ( 1+e )
    0{,}5, 73.1\%, \mathrm{e}, \log_{2} 8   0,5, 73.1%, e, log2 8

Nothing is run: a command is a row of a table, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import FormulaError

DEEPEST = 60

_SPACE = dict.fromkeys(
    (",", ";", ":", "!", " ", ">", "quad", "qquad", "displaystyle", "textstyle", "left", "right", "big", "bigl", "bigr",
     "Big", "Bigl", "Bigr", "bigg", "biggl", "biggr", "thinspace"), " "
)  # fmt: skip
_SIGN = {
    **dict.fromkeys(("cdot", "times", "ast"), "*"),
    **dict.fromkeys(("approx", "simeq", "sim", "cong"), "≈"),
    "div": "/",
    "%": "%",
    "$": "$",
    "pi": "π",
    "sigma": "σ",
    "infty": "∞",
    "partial": "∂",
    "pm": "±",
    "lvert": " abs(",
    "rvert": ")",
    "lbrace": "{",
    "rbrace": "}",
    "{": "{",
    "}": "}",
    "(": "(",
    ")": ")",
}
_WORD = {word: f" {word} " for word in ("ln", "log", "exp", "sin", "cos", "tan", "tanh", "max", "min")}
_MEANT = {**_SPACE, **_SIGN, **_WORD}
_FRACTION = ("frac", "dfrac", "tfrac", "cfrac")
_UPRIGHT = ("mathrm", "mathit", "mathbf", "text", "textrm", "operatorname", "rm")

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\s*|.)", re.DOTALL)
_BARS = re.compile(r"\\(left|right)\s*\|")
_MARK_OF_DECIMALS = re.compile(r"\{\s*([.,]?)\s*\}")
_WHOLE_NUMBERS = re.compile(r"\s*(?:\{\s*[0-9]+\s*\}|[0-9])\s*(?:\{\s*[0-9]+\s*\}|[0-9])")
_BASE = re.compile(r"_\s*(?:\{\s*(2|10)\s*\}|(2|10)(?![0-9.,]))")


def is_pasted(text: str) -> bool:
    """Whether there is something in it that only LaTeX has."""
    return "\\" in text or "{" in text


def unfolded(text: str) -> Iterator[tuple[str, int]]:
    """Each character meant, or several that are plain already, with the column of the typed one, from 1.

    Raises FormulaError at what cannot be unfolded.
    """
    unfolding = _Unfolding(text)
    unfolding.sequence()
    return iter(unfolding.out)


@dataclass(slots=True)
class _Unfolding:
    text: str
    place: int = 0
    depth: int = 0
    out: list[tuple[str, int]] = field(default_factory=list)

    def sequence(self, closing: str = "") -> None:
        while self.place < len(self.text):
            if closing and self.text[self.place] == closing:
                self.place += 1
                return
            self._piece()
        if closing:
            self._refuse(len(self.text), f"a '{closing}' is missing")

    def _piece(self) -> None:
        start, character = self.place, self.text[self.place]
        if character == "\\":
            self._command()
        elif character == "{":
            decimal = _MARK_OF_DECIMALS.match(self.text, start)
            if decimal is None:
                self._refuse(start, "braces are read after commands and ^ only; write round parentheses: ( )")
            else:
                self._write(decimal.group(1), decimal.start(1))
                self.place = decimal.end()
        else:
            self._write(character, start)
            self.place += 1
            if character == "^" and self._opens():
                self._group()

    def _command(self) -> None:
        start = self.place
        if (bars := _BARS.match(self.text, start)) is not None:
            self._write(" abs(" if bars.group(1) == "left" else ")", start)
            self.place = bars.end()
            return
        found = _COMMAND.match(self.text, start)
        if found is None:
            self._refuse(start, "something is missing at the end")
            return
        self.place = found.end()
        name = found.group()[1:].rstrip() or " "
        if name in _FRACTION:
            self._fraction(start)
        elif name == "sqrt":
            self._root(start)
        elif name in _UPRIGHT:
            self._write(" ", start)
            self._argument(start, grouped=False)
            self._write(" ", start)
        elif name == "log" and (base := _BASE.match(self.text, self.place)) is not None:
            self._write(f" log{base.group(1) or base.group(2)} ", start)
            self.place = base.end()
            self._group_if_any()
        elif name in _MEANT:
            self._write(_MEANT[name], start)
            if name in _WORD:
                self._group_if_any()
        else:
            self._refuse(start, f"'\\{name}' cannot be read here")

    def _fraction(self, start: int) -> None:
        whole = _WHOLE_NUMBERS.match(self.text, self.place)
        digits = whole is not None and self.text[whole.end() - 1] != "}"
        if whole is not None and digits and re.match(r"[.,]?[0-9]", self.text[whole.end() :]):
            self._refuse(start, "this has two readings; write braces around what is above and below: \\frac{1}{2}")
        # A number beside ½ is refused as a mixed number, beside a parenthesis it is a product.
        self._write("½(" if whole is not None else "((", start)
        self._argument(start, grouped=False)
        self._write(")/(", start)
        self._argument(start, grouped=False)
        self._write("))", start)

    def _root(self, start: int) -> None:
        index: list[tuple[str, int]] = []
        if self.text[self.place : self.place + 1] == "[":
            before, self.out = self.out, index
            self.place += 1
            self.sequence("]")
            self.out = before
        if not index:
            self._write("√", start)
            self._group_if_any()
            return
        self._write("((", start)
        self._argument(start, grouped=False)
        self._write(")^(1/(", start)
        self.out.extend(index)
        self._write(")))", start)

    def _argument(self, start: int, *, grouped: bool) -> None:
        """A group in braces, a command, or one character."""
        if self._opens():
            self._group(grouped=grouped)
        elif self.place < len(self.text) and (self.text[self.place].isalnum() or self.text[self.place] == "\\"):
            self._piece()
        else:
            self._refuse(start, "something is missing after this; write it in braces: \\frac{1}{2}, \\sqrt{2}")

    def _group_if_any(self) -> None:
        if self._opens():
            self._group()

    def _opens(self) -> bool:
        """Whether a brace opens here; spaces in front of what follows are passed over."""
        while self.text[self.place : self.place + 1] == " ":
            self.place += 1
        return self.text[self.place : self.place + 1] == "{"

    def _group(self, *, grouped: bool = True) -> None:
        start = self.place
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse(start, f"too many braces inside each other; at most {DEEPEST}")
        self.place += 1
        self._write("(" if grouped else "", start)
        self.sequence("}")
        self._write(")" if grouped else "", self.place - 1)
        self.depth -= 1

    def _write(self, meant: str, place: int) -> None:
        if meant:
            self.out.append((meant, place + 1))

    def _refuse(self, place: int, problem: str) -> None:
        raise FormulaError(self.text, place + 1, problem)
