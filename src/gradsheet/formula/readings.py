"""Writing an answer out in the authors' grammar, where it has one reading only.

2(3+4), 3e, √2/2, ln 2     the sign or the parentheses that were left out are put in
1/2e, 2^3e, ln 2e          refused: both readings are shown
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import FormulaError
from .vocabulary import COMMA, HINTS, SEVERAL, SIDE_BY_SIDE, Token


@dataclass(slots=True)
class _Level:
    """What stands so far between two parentheses; the places count in what has been written.

    `chain` is where the present product begins, `divisor`, `exponent` and `argument` where what
    follows the last `/`, the last `^` or a function without parentheses begins, if anything does.
    """

    several: bool = False
    chain: int = 0
    divisor: int | None = None
    exponent: int | None = None
    argument: int | None = None
    root: bool = False

    def next_term(self, place: int) -> None:
        self.chain, self.divisor, self.exponent, self.argument = place, None, None, None

    def next_factor(self, place: int, *, dividing: bool) -> None:
        self.divisor, self.exponent, self.argument = place if dividing else None, None, None


@dataclass(slots=True)
class Writer:
    """Writes an answer out in the authors' grammar; raises FormulaError where it has two readings."""

    text: str
    tokens: tuple[Token, ...]
    out: list[Token] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=lambda: [_Level()])

    def written(self) -> list[Token]:
        place = 0
        while place < len(self.tokens):
            place = self._take(place)
        if len(self.levels) > 1:
            self._refuse(len(self.text) + 1, "a parenthesis is not closed")
        return self.out

    def _take(self, place: int) -> int:
        """Writes the token at `place`; the place of the next."""
        token, level, ended = self.tokens[place], self.levels[-1], self._ended
        if token.kind in ("number", "constant", "function", "(", "fraction"):
            if ended:
                self._imply_product(place)
            if token.kind == "function":
                return self._function(place)
            if token.kind in ("(", "fraction"):
                self.levels.append(_Level(chain=len(self.out) + 1))
            self.out.append(token)
            return place + 1
        match token.kind:
            case ")":
                if len(self.levels) == 1:
                    self._refuse(token.column, "this parenthesis was never opened")
                self.levels.pop()
                self.out.append(token)
            case ",":
                if not level.several:
                    self._refuse(token.column, COMMA if token.text in self._typed(token) else HINTS[";"])
                self.out.append(token)
                level.next_term(len(self.out))
            case "+" if not ended:
                pass
            case "-" if not ended:
                self.out.append(token)
                if len(self.out) == level.chain + 1:
                    level.chain += 1
            case "+" | "-":
                self._refuse_half_exponent(place)
                self.out.append(token)
                level.next_term(len(self.out))
            case "*" | "/" | "^":
                if level.argument is not None and not level.root:
                    self._two_readings(place, token.text, level.argument)
                self.out.append(token)
                if token.kind == "^":
                    level.exponent = len(self.out)
                else:
                    level.next_factor(len(self.out), dividing=token.kind == "/")
        return place + 1

    @property
    def _ended(self) -> bool:
        """Whether an operand is complete, so that another one right after it is a product."""
        return bool(self.out) and self.out[-1].kind in ("number", "constant", ")")

    def _imply_product(self, place: int) -> None:
        token, level, last = self.tokens[place], self.levels[-1], self.out[-1]
        if last.kind == "number" and token.kind in ("number", "fraction"):
            self._refuse(token.column, SIDE_BY_SIDE)
        if last.kind == "constant" and token.kind == "number":
            number = token.text
            self._refuse(token.column, f"a sign is missing: write {last.text}*{number} or {last.text}^{number}")
        for start in (level.argument, level.divisor, None if last.kind == ")" else level.exponent):
            if start is not None:
                self._two_readings(place, "*", start)
        self.out.append(Token("*", "*", token.column))
        level.next_factor(len(self.out), dividing=False)

    def _function(self, place: int) -> int:
        """Writes a function, and parentheses around a lone number that it is applied to."""
        token, level = self.tokens[place], self.levels[-1]
        self.out.append(token)
        following = self.tokens[place + 1 : place + 3]
        if following and following[0].kind in ("(", "fraction"):
            self.out.append(following[0])
            self.levels.append(_Level(several=token.text in SEVERAL, chain=len(self.out)))
            return place + 2
        sign = following[:1] if following and following[0].kind == "-" else ()
        argument = following[len(sign) : len(sign) + 1]
        if not argument or argument[0].kind not in ("number", "constant") or token.text in SEVERAL:
            self._refuse(token.column, HINTS["√"] if self._typed(token) == "√" else
                         f"{token.text} needs parentheses: {token.text}(...)")  # fmt: skip
        self.out.append(Token("(", "(", token.column))
        level.argument, level.root = len(self.out), token.text == "sqrt"
        self.out.extend((*sign, *argument, Token(")", ")", argument[0].column)))
        return place + 2 + len(sign)

    def _two_readings(self, place: int, operator: str, start: int) -> None:
        """Refuses `1/2e` and its like: what follows `operator` could belong to what begins at `start`."""
        level = self.levels[-1]
        before, inner = self._joined(level.chain, start), self._joined(start, len(self.out))
        first = place if operator == "*" and self.tokens[place].kind != "*" else place + 1
        following = "".join(token.text for token in self.tokens[first : self._operand_end(first)]) or "..."
        if level.argument == start:
            one, other = f"{before}{inner}{operator}{following}", f"{before}{inner[:-1]}{operator}{following})"
        else:
            one, other = f"({before}{inner}){operator}{following}", f"{before}({inner}{operator}{following})"
        self._refuse(self.tokens[place].column, f"this has two readings; write {one} or {other}, whichever is meant")

    def _refuse_half_exponent(self, place: int) -> None:
        """`2e - 3` is a difference, but `2 e-3` and `2e -3` may be meant as the decimal 2e-3."""
        if len(self.out) < 3 or self.out[-1].text != "e" or place + 1 >= len(self.tokens):
            return
        sign, following, e, number = self.tokens[place], self.tokens[place + 1], self.tokens[place - 1], self.out[-3]
        lopsided = e.spaced or sign.spaced != following.spaced
        if number.kind == "number" and self.out[-2].column == e.column and following.kind == "number" and lopsided:
            decimal = f"{number.text}e{sign.text}{following.text}"
            product = f"{number.text}*e {sign.text} {following.text}"
            self._refuse(e.column, f"this has two readings; write {decimal} or {product}, whichever is meant")

    def _operand_end(self, place: int) -> int:
        depth = 0
        for position in range(place, len(self.tokens)):
            kind = self.tokens[position].kind
            depth += (kind in ("(", "fraction")) - (kind == ")")
            if depth <= 0 and kind not in ("function", "-"):
                return position + 1
        return len(self.tokens)

    def _joined(self, start: int, end: int) -> str:
        return "".join(token.text for token in self.out[start:end])

    def _typed(self, token: Token) -> str:
        return self.text[token.column - 1]

    def _refuse(self, column: int, problem: str) -> None:
        raise FormulaError(self.text, column, problem)
