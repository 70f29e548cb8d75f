r"""Answers as students might type them, each with the same thing in Python's own words.

Nothing of gradsheet computes here: `Grown.python` is built beside the text, node by node, and Python's
parser and `math` say what it is worth. `mutated` breaks a text in ways that fingers, phones and clipboards do.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from gradsheet.formula.student import Reading, Unreadable

SUM, SIGNED, PRODUCT, POWER, ATOM = range(5)
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
FRACTIONS = {"½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅔": "(2/3)", "⅛": "(1/8)"}
CONSTANTS = {"e": "e", "pi": "pi", "π": "pi", r"\pi": "pi", r"\mathrm{e}": "e"}
CALLS = {
    "ln": "log", "exp": "exp", "sqrt": "sqrt", "sin": "sin", "cos": "cos", "tanh": "tanh",
    "sigmoid": "sigmoid", "log2": "log2", "log10": "log10", "abs": "abs", "relu": "relu", "σ": "sigmoid",
    "EXP": "exp", "Ln": "log", "log_2": "log2",
}  # fmt: skip


def _near(angle: float) -> float:
    """No two libraries agree on the sine of 1e130 that was rounded on its way."""
    if abs(angle) > 1e6:
        raise OverflowError
    return angle


MEANING: dict[str, object] = {
    "__builtins__": {},
    **{name: getattr(math, name) for name in ("log", "exp", "sqrt", "tanh", "log2", "log10", "e", "pi")},
    "sin": lambda a: math.sin(_near(a)),
    "cos": lambda a: math.cos(_near(a)),
    "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    "power": math.pow,  # Python's ** would go on with complex numbers
    "relu": lambda a: max(a, 0),
    **{"abs": abs, "max": max, "min": min},
}


@dataclass(frozen=True, slots=True)
class Grown:
    """One answer: as typed, in Python's words, and how strongly it holds together."""

    text: str
    python: str
    binds: int

    @property
    def value(self) -> float | None:
        """What Python makes of it: nan where there is no value, None where it leaves the floats on the way."""
        try:
            value = eval(self.python, MEANING)
        except OverflowError:
            return None
        except (ZeroDivisionError, ValueError):
            return math.nan
        return float(value)


def grown(rng: Random, *, depth: int = 4, comma: bool = False) -> Grown:
    """An answer that has one reading; with `comma`, as a course with decimal commas writes."""
    rules = (_number,) if depth <= 0 else _RULES
    weights = None if depth <= 0 else _WEIGHTS
    return rng.choices(rules, weights)[0](rng, depth - 1, comma)


def _number(rng: Random, _: int, comma: bool) -> Grown:
    whole, part = rng.randrange(100), rng.randrange(10_000)
    text = rng.choice(
        (f"0.{part:04}", f"0.{part % 100:02}", f".{part % 10}", f"{whole % 10}", f"{whole}.", f"{whole % 4}.{part % 1000}",
         f"{whole % 10}.{part % 10}e-{whole % 3}", f"{part % 10}E{whole % 3}")
    )  # fmt: skip
    typed = text.replace(".", ",") if comma and rng.random() < 0.7 and not text.endswith(".") else text
    return Grown(typed, text, ATOM)


def _constant(rng: Random, _: int, __: bool) -> Grown:
    typed = rng.choice(tuple(CONSTANTS))
    return Grown(typed, CONSTANTS[typed], ATOM)


def _simple_fraction(rng: Random, _: int, __: bool) -> Grown:
    typed = rng.choice(tuple(FRACTIONS))
    return Grown(typed, FRACTIONS[typed], ATOM)


def _sum(rng: Random, depth: int, comma: bool) -> Grown:
    a, b = (_at_least(SUM, rng, depth, comma), _at_least(SIGNED, rng, depth, comma))
    if rng.random() < 0.5:
        sign = rng.choice(("+", " + ", "＋", " +\t"))
        return Grown(f"{a.text}{sign}{b.text}", f"{a.python} + {b.python}", SUM)
    return Grown(f"{a.text}{rng.choice((' - ', ' − ', ' – ', ' -  '))}{b.text}", f"{a.python} - {b.python}", SUM)


def _negative(rng: Random, depth: int, comma: bool) -> Grown:
    a = _at_least(PRODUCT, rng, depth, comma)
    return Grown(f"{rng.choice('-−–')}{rng.choice(('', ' '))}{a.text}", f"-{a.python}", SIGNED)


def _product(rng: Random, depth: int, comma: bool) -> Grown:
    a, b = _at_least(PRODUCT, rng, depth, comma), _at_least(POWER, rng, depth, comma)
    sign = rng.choice(("*", " * ", "·", "×", " ⋅ ", r" \cdot ", r" \times "))
    return Grown(f"{a.text}{sign}{b.text}", f"{a.python} * {b.python}", PRODUCT)


def _quotient(rng: Random, depth: int, comma: bool) -> Grown:
    a, b = _at_least(PRODUCT, rng, depth, comma), _at_least(POWER, rng, depth, comma)
    return Grown(f"{a.text}{rng.choice(('/', ' / ', '÷', '∕'))}{b.text}", f"{a.python} / {b.python}", PRODUCT)


def _latex_fraction(rng: Random, depth: int, comma: bool) -> Grown:
    a, b = grown(rng, depth=depth, comma=comma), grown(rng, depth=depth, comma=comma)
    command = rng.choice((r"\frac", r"\dfrac", r"\tfrac "))
    return Grown(f"{command}{{{a.text}}}{{{b.text}}}", f"(({a.python}) / ({b.python}))", ATOM)


def _power(rng: Random, depth: int, comma: bool) -> Grown:
    a = _at_least(ATOM, rng, depth, comma)
    match rng.randrange(4):
        case 0:
            number = str(rng.randrange(-3, 13))
            return Grown(f"{a.text}{number.translate(SUPERSCRIPTS)}", f"power({a.python}, {number})", POWER)
        case 1:
            b = grown(rng, depth=min(depth, 2), comma=comma)
            return Grown(f"{a.text}^{{{b.text}}}", f"power({a.python}, {b.python})", POWER)
    b, sign = _at_least(POWER, rng, min(depth, 1), comma), rng.choice(("", "", "-"))
    return Grown(
        f"{a.text}{rng.choice(('^', '**', ' ^ '))}{sign}{b.text}", f"power({a.python}, {sign}{b.python})", POWER
    )


def _grouped(rng: Random, depth: int, comma: bool) -> Grown:
    a = grown(rng, depth=depth, comma=comma)
    before, after = rng.choice((("(", ")"), ("( ", " )"), (r"\left(", r"\right)"), ("（", "）")))
    return Grown(f"{before}{a.text}{after}", f"({a.python})", ATOM)


def _call(rng: Random, depth: int, comma: bool) -> Grown:
    if rng.random() < 0.2:
        name = rng.choice(("max", "min"))
        a, b = grown(rng, depth=depth, comma=comma), grown(rng, depth=depth, comma=comma)
        return Grown(f"{name}({a.text}{';' if comma else ', '}{b.text})", f"{name}({a.python}, {b.python})", ATOM)
    a = grown(rng, depth=depth, comma=comma)
    if rng.random() < 0.2:
        typed, python = rng.choice(
            ((r"\ln{%s}", "log"), (r"\sqrt{%s}", "sqrt"), (r"\left|%s\right|", "abs"), ("√(%s)", "sqrt"))
        )
        return Grown(typed % a.text, f"{python}({a.python})", ATOM)
    typed = rng.choice(tuple(CALLS))
    return Grown(f"{typed}{rng.choice(('', ' '))}({a.text})", f"{CALLS[typed]}({a.python})", ATOM)


def _bare_call(rng: Random, depth: int, comma: bool) -> Grown:
    """`ln 2`: what follows may not be a product."""
    typed = rng.choice(("ln ", "exp ", r"\ln ", "log10 "))
    a = rng.choice((_number, _constant))(rng, depth, comma)
    return Grown(f"{typed}{a.text}", f"{CALLS[typed.strip(chr(92) + ' ')]}({a.python})", SIGNED)


def _implied_product(rng: Random, depth: int, comma: bool) -> Grown:
    a = _number(rng, depth, comma)
    b = rng.choice((_grouped, _call))(rng, depth, comma) if rng.random() < 0.7 else Grown("π", "pi", ATOM)
    return Grown(f"{a.text}{rng.choice(('', ' '))}{b.text}", f"{a.python} * {b.python}", PRODUCT)


_RULES = (
    _number, _constant, _simple_fraction, _sum, _negative, _product, _quotient, _latex_fraction, _power, _grouped,
    _call, _bare_call, _implied_product,
)  # fmt: skip
_WEIGHTS = (6, 2, 1, 4, 2, 4, 4, 2, 3, 3, 3, 1, 2)


def _at_least(binds: int, rng: Random, depth: int, comma: bool) -> Grown:
    """A part that holds together at least so strongly, with parentheses where it does not."""
    part = grown(rng, depth=depth, comma=comma)
    return part if part.binds >= binds else Grown(f"({part.text})", f"({part.python})", ATOM)


PIECES = (
    *"0123456789.,;:+-*/^()[]{}|=%&#@!?eExXlognpisqrt√½²⁻⁹πσ −–·×÷_'\"\\$<>≈~∞±°µ٣\x00\n\t\u200b\u202e\u00a0",
    "ln", "exp(", "log2", "max(", "1e", "e-", "**", "^", "//", r"\frac", r"\frac{", r"\sqrt", r"\sqrt[", r"\left(", r"\log_",
    r"\cdot ", r"\(", r"\)", "$$", "{}", "}{", "10^", " x 10", "e^-", "nan", "inf", "1e999", "__", "d/dx", "🙂", "e\u0301",
    "0x1f", "1,000", "½½", "((((", "))))", "----", "9^9^9",
)  # fmt: skip


def mutated(text: str, rng: Random) -> str:
    """The text with one to four things done to it."""
    for _ in range(rng.randrange(1, 5)):
        text = rng.choice(_HARMS)(text, rng.randrange(len(text) + 1), rng)
    return text


_HARMS: tuple[Callable[[str, int, Random], str], ...] = (
    lambda text, place, rng: text[:place] + rng.choice(PIECES) + text[place:],
    lambda text, place, rng: text[:place] + text[place + rng.randrange(1, 4) :],
    lambda text, place, rng: text[:place] + rng.choice(PIECES) + text[place + 1 :],
    lambda text, place, rng: text[:place] + text[max(0, place - rng.randrange(1, 12)) :],
    lambda text, place, rng: text[place:] + text[:place],
    lambda text, place, rng: text[:place] * rng.choice((1, 1, 1, 2, 5)) + text[place:],
    lambda text, place, rng: text[:place] + chr(rng.randrange(1, 0x3000)) + text[place:],
)


def nonsense(rng: Random) -> str:
    """Anything: signs of answers in any order, or any characters at all."""
    length = int(rng.expovariate(1 / 15))
    if rng.random() < 0.7:
        return "".join(rng.choices(PIECES, k=length))
    return "".join(
        chr(rng.choice((rng.randrange(0x80), rng.randrange(0x3000), rng.randrange(0xD800)))) for _ in range(length)
    )


def agrees(whole: Grown, found: Reading | Unreadable) -> bool:
    """Whether what was read is what Python makes of the same thing; nothing is said where that leaves the floats."""
    value = whole.value
    if value is None:
        return True
    if isinstance(found, Unreadable):
        return not math.isfinite(value)
    return math.isclose(found.value, value, rel_tol=1e-6, abs_tol=1e-9)
