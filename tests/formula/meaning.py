"""What printed mathematics means: LaTeX, Typst and MathML read back by rules that know no box of ours.

Meaning is taken in the numbers modulo a prime, where sums and products are exact and every function
is a scrambling of its own: two formulas mean the same there only when they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree

from gradsheet.formula import Apply, Formula, Number, Symbol

PRIME = 2**61 - 1


@dataclass(frozen=True)
class Meaning:
    value: int

    @classmethod
    def of(cls, number: object) -> Meaning:
        exact = Fraction(str(number))
        return cls(exact.numerator * pow(exact.denominator, -1, PRIME) % PRIME)

    def __add__(self, other: Meaning) -> Meaning:
        return Meaning((self.value + other.value) % PRIME)

    def __sub__(self, other: Meaning) -> Meaning:
        return Meaning((self.value - other.value) % PRIME)

    def __neg__(self) -> Meaning:
        return Meaning(-self.value % PRIME)

    def __mul__(self, other: Meaning) -> Meaning:
        return Meaning(self.value * other.value % PRIME)

    def __pow__(self, other: Meaning) -> Meaning:
        if self.value == 10 and other.value in TEN:
            return TEN[other.value]
        return scrambled("^")(self, other)


TEN = {k % PRIME: Meaning.of(Fraction(10) ** k) for k in range(-60, 60)}
E_, PI = Meaning(271828), Meaning(314159)


def scrambled(name: str):
    return lambda *arguments: Meaning(hash((name, *(argument.value for argument in arguments))) % PRIME)


def quotient(a: Meaning, b: Meaning) -> Meaning:
    return Meaning(a.value * pow(b.value, -1, PRIME) % PRIME) if b.value else scrambled("/")(a, b)


CALLS = ("ln", "sqrt", "abs", "sin", "cos", "tanh", "sigmoid", "relu", "max", "min")
FUNCTIONS = {name: scrambled(name) for name in CALLS} | {"frac": quotient}
APPLIED = FUNCTIONS | {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": quotient,
    "^": lambda a, b: a**b,
    "neg": lambda a: -a,
    "exp": lambda a: E_**a,
    "e": lambda: E_,
    "pi": lambda: PI,
}


def meaning(formula: Formula, values: Mapping[Symbol, Meaning]) -> Meaning:
    match formula:
        case Number(value):
            return Meaning.of(value)
        case Symbol():
            return values[formula]
        case Apply(operator, arguments):
            return APPLIED[operator](*(meaning(argument, values) for argument in arguments))


TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[A-Za-z_]+|\*\*|[-+*(),])")


def of_infix(text: str, letters: Mapping[str, Meaning]) -> Meaning:
    """Infix arithmetic in which a product may go without a sign; a sign after an operator is refused."""
    written: list[str] = []
    before, place, text = "(", 0, text.strip()
    while place < len(text):
        found = TOKEN.match(text, place)
        assert found is not None, f"{text[place:]!r} in {text!r}"
        token, place = found[1], found.end()
        ends = before == ")" or (before[0].isalnum() and before not in FUNCTIONS)
        if ends and (token == "(" or token[0].isalnum()):
            assert not (before[0].isdigit() and token[0].isdigit()), f"two numbers side by side in {text!r}"
            written.append("*")
        assert token != "-" or before not in ("+", "-", "*", "**"), f"a sign after {before!r} in {text!r}"
        written.append(f"number({token!r})" if token[0].isdigit() else token)
        before = token
    names = {**FUNCTIONS, **letters, "e": E_, "pi": PI, "number": Meaning.of}
    return eval("".join(written), {"__builtins__": {}}, names)


def of_latex(text: str, letters: Mapping[str, Meaning]) -> Meaning:
    assert not re.search(r"\}\^\{[^{}]*\}\^", text), f"two superscripts in {text!r}"
    text = re.sub(r"\\(left|right|,)", "", text)
    text = re.sub(r"\\mathrm\{(\w+)\}", lambda found: f" {found[1].lower()} ", text).replace(r"\cdot", "*")
    before = ""
    while before != text:
        before = text
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r" frac(\1,\2)", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r" sqrt(\1)", text)
        text = re.sub(r"\^\{([^{}]*)\}", r"**(\1)", text)
    text = re.sub(r"\\([a-z]+)", r" \1 ", text)
    words = {*FUNCTIONS, "pi"}
    apart = re.sub(r"[a-z]{2,}", lambda found: found[0] if found[0] in words else " ".join(found[0]), text)
    return of_infix(apart, letters)


def of_typst(text: str, letters: Mapping[str, Meaning]) -> Meaning:
    text = re.sub(r'upright\("(\w+)"\)', lambda found: found[1].lower(), text)
    text = re.sub(r'"([\d.]+)"', r" \1 ", text)
    text = re.sub(r"\\([()])", r"\1", text).replace(" thin ", " ")
    while (start := text.find("lr(")) >= 0:
        end = closing(text, start + 2)
        text = text[:start] + text[start + 3 : end] + text[end + 1 :]
    return of_infix(text.replace("dot.op", "*").replace("^(", "**(").replace(r"\,", ","), letters)


def closing(text: str, opening: int) -> int:
    """Where the parenthesis that opens at `opening` is closed."""
    depth = 0
    for place in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise AssertionError(f"never closed: {text[opening:]!r}")


SIGNS = {"\u2212": "-", "\u22c5": "*", "\u2061": "", ",": ",", "(": "(", ")": ")", "+": "+"}
WORDS = {"ReLU": "relu", "\u03c0": "pi", "\u03c3": "sigmoid"}


def of_mathml(text: str, letters: Mapping[str, Meaning]) -> Meaning:
    def infix(node: ElementTree.Element) -> str:
        parts = [infix(child) for child in node]
        match node.tag:
            case "mfrac":
                return f" frac({parts[0]},{parts[1]})"
            case "msup":
                return f"{parts[0]}**({parts[1]})"
            case "msqrt":
                return f" sqrt({parts[0]})"
            case "mo":
                return SIGNS.get(node.text, node.text)
            case "mi" | "mn":
                return f" {WORDS.get(node.text, node.text)} "
        if len(node) == 3 and node[0].text == node[2].text == "|":
            return f" abs({parts[1]})"
        return "".join(parts)

    return of_infix(infix(ElementTree.fromstring(text)), letters)
