"""How formulas are said aloud: a row for each sign or place, a column for each language, English where there is none.

A listener has no parentheses to look at, so whatever reaches over several things is said with its beginning and its end.
"""

from __future__ import annotations

from collections.abc import Mapping

_COLUMNS = ("en", "de")
_ROWS: tuple[tuple[str, ...], ...] = (
    # what stands between or before
    ("+", "plus", "plus"),
    ("-", "minus", "minus"),
    ("neg", "minus", "minus"),
    ("*", "times", "mal"),
    (",", "comma", "Komma"),
    ("=", "equals", "gleich"),
    ("≈", "is about", "ungefähr gleich"),
    ("<", "less than", "kleiner als"),
    (">", "greater than", "größer als"),
    ("<=", "at most", "höchstens"),
    (">=", "at least", "mindestens"),
    ("and", "and", "und"),
    ("or", "or", "oder"),
    ("not", "not", "nicht"),
    # what reaches from a beginning to an end
    ("()", "open parenthesis {inside} close parenthesis", "Klammer auf {inside} Klammer zu"),
    ("[]", "open bracket {inside} close bracket", "eckige Klammer auf {inside} eckige Klammer zu"),
    ("||", "absolute value of {inside} end absolute value", "Betrag von {inside} Ende Betrag"),
    ("fraction", "fraction {top} over {bottom} end fraction", "Bruch {top} durch {bottom} Ende Bruch"),
    ("power", "{stem} to the power {exponent} end power", "{stem} hoch {exponent} Ende Exponent"),
    ("square", "{stem} squared", "{stem} zum Quadrat"),
    ("root", "square root of {inside} end root", "Wurzel aus {inside} Ende Wurzel"),
    ("entry", "{stem} entry {index}", "{stem} Eintrag {index}"),
    ("call", "{function} of", "{function} von"),
    # letters
    ("derivative", "derivative of {of} by {by}", "Ableitung von {of} nach {by}"),
    ("capital", "capital {letter}", "groß {letter}"),
    ("change", "change of {letter}", "Änderung von {letter}"),
    ("sub", "{letter} sub {sub}", "{letter} Index {sub}"),
    ("super", "{letter} superscript {sup}", "{letter} oben {sup}"),
    ("at", "{letter} at {when}", "{letter} zu {when}"),
    ("hat", "{letter} hat", "{letter} Dach"),
    ("bar", "{letter} bar", "{letter} quer"),
    ("tilde", "{letter} tilde", "{letter} Tilde"),
    ("prime", "prime", "Strich"),
    ("new", "new", "neu"),
    ("(", "in parentheses", "in Klammern"),
    ("[", "in brackets", "in eckigen Klammern"),
    # functions
    ("ln", "natural logarithm", "natürlicher Logarithmus"),
    ("log2", "logarithm to base 2", "Logarithmus zur Basis 2"),
    ("log10", "logarithm to base 10", "Logarithmus zur Basis 10"),
    ("sin", "sine", "Sinus"),
    ("cos", "cosine", "Kosinus"),
    ("tanh", "hyperbolic tangent", "Tangens hyperbolicus"),
    ("sigmoid", "sigmoid", "Sigmoid"),
    ("relu", "ReLU", "ReLU"),
    ("leakyrelu", "leaky ReLU", "Leaky ReLU"),
    ("elu", "ELU", "ELU"),
    ("softplus", "softplus", "Softplus"),
    ("softmax", "softmax", "Softmax"),
    ("sign", "sign function", "Signum"),
    ("floor", "floor function", "Abrundung"),
    ("max", "maximum", "Maximum"),
    ("min", "minimum", "Minimum"),
    ("sum", "sum", "Summe"),
    ("first_max", "first maximum", "erstes Maximum"),
    ("indicator", "indicator", "Indikator"),
    # matrices
    ("matrix", "matrix with {size}: {rows} end matrix", "Matrix mit {size}: {rows} Ende Matrix"),
    ("size", "{rows} rows and {columns} columns", "{rows} Zeilen und {columns} Spalten"),
    ("row", "row {number}: {entries};", "Zeile {number}: {entries};"),
    ("entry of", "({label}) {entry}", "({label}) {entry}"),
    ("transpose", "{stem} transposed", "{stem} transponiert"),
    ("ones", "vector of ones", "Einsvektor"),
    ("entrywise", "entry by entry times", "Eintrag für Eintrag mal"),
    ("squares", "{stem} squared entry by entry", "{stem} Eintrag für Eintrag zum Quadrat"),
)
_SPOKEN = {row[0]: dict(zip(_COLUMNS, row[1:], strict=True)) for row in _ROWS}


def spoken(language: str) -> Mapping[str, str]:
    """All rows in a language, English where it has no column."""
    return {name: row.get(language, row["en"]) for name, row in _SPOKEN.items()}
