"""Floor 1: the formula language. One tree is evaluated, differentiated and printed."""

from .differentiate import by_hand, differentiate
from .evaluate import evaluate, evaluate_exactly, prepared_exactly
from .names import name, parse_name
from .nodes import (
    ONE,
    TWO,
    ZERO,
    Apply,
    Formula,
    Number,
    Symbol,
    changed,
    derivative,
    rewrite,
    substitute,
    symbols_in,
    updated,
    used_in,
)
from .operators import OPERATORS, mentions
from .parse import parse
from .text import decimal_text, to_text

__all__ = [
    "ONE",
    "OPERATORS",
    "TWO",
    "ZERO",
    "Apply",
    "Formula",
    "Number",
    "Symbol",
    "by_hand",
    "changed",
    "decimal_text",
    "derivative",
    "differentiate",
    "evaluate",
    "evaluate_exactly",
    "mentions",
    "name",
    "parse",
    "parse_name",
    "prepared_exactly",
    "rewrite",
    "substitute",
    "symbols_in",
    "to_text",
    "updated",
    "used_in",
]
