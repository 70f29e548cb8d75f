"""Formulas as words: read back by a listener who knows the words and no box of ours, and takes them one by one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formula.meaning import E_, FUNCTIONS, PI, Meaning, meaning, quotient
from formula.test_printers import LETTERS, STAND_INS, VALUES, everyday
from gradsheet.formula import parse, parse_name
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import PROFILES
from gradsheet.formula.speech import glyphs_to_words, to_words
from gradsheet.languages import LANGUAGES
from gradsheet.problems import bank_names, find_problem

ENGLISH = {
    "+": "plus", "-": "minus", "neg": "minus", "*": "times", ",": "comma", "of": "of", "(": "open parenthesis", ")": "close parenthesis",
    "fraction": "fraction", "over": "over", "end fraction": "end fraction", "power": "to the power", "end power": "end power",
    "square": "squared", "root": "square root of", "end root": "end root", "abs": "absolute value of",
    "end abs": "end absolute value", "ln": "natural logarithm", "sin": "sine", "cos": "cosine", "tanh": "hyperbolic tangent",
    "sigmoid": "sigmoid", "relu": "ReLU", "max": "maximum", "min": "minimum",
}  # fmt: skip
GERMAN = {
    "+": "plus", "-": "minus", "neg": "minus", "*": "mal", ",": "Komma", "of": "von", "(": "Klammer auf", ")": "Klammer zu",
    "fraction": "Bruch", "over": "durch", "end fraction": "Ende Bruch", "power": "hoch", "end power": "Ende Exponent",
    "square": "zum Quadrat", "root": "Wurzel aus", "end root": "Ende Wurzel", "abs": "Betrag von",
    "end abs": "Ende Betrag", "ln": "natürlicher Logarithmus", "sin": "Sinus", "cos": "Kosinus",
    "tanh": "Tangens hyperbolicus", "sigmoid": "Sigmoid", "relu": "ReLU", "max": "Maximum", "min": "Minimum",
}  # fmt: skip

FRENCH = {
    "+": "plus", "-": "moins", "neg": "moins", "*": "fois", ",": "virgule", "of": "de", "(": "parenthèse ouvrante",
    ")": "parenthèse fermante", "fraction": "fraction", "over": "sur", "end fraction": "fin de fraction",
    "power": "puissance", "end power": "fin de puissance", "square": "au carré", "root": "racine carrée de",
    "end root": "fin de racine", "abs": "valeur absolue de", "end abs": "fin de valeur absolue",
    "ln": "logarithme népérien", "sin": "sinus", "cos": "cosinus", "tanh": "tangente hyperbolique", "sigmoid": "sigmoïde",
    "relu": "ReLU", "max": "maximum", "min": "minimum",
}  # fmt: skip
SPANISH = {
    "+": "más", "-": "menos", "neg": "menos", "*": "por", ",": "coma", "of": "de", "(": "abrir paréntesis",
    ")": "cerrar paréntesis", "fraction": "fracción", "over": "entre", "end fraction": "fin de fracción",
    "power": "elevado a", "end power": "fin de exponente", "square": "al cuadrado", "root": "raíz cuadrada de",
    "end root": "fin de raíz", "abs": "valor absoluto de", "end abs": "fin de valor absoluto", "ln": "logaritmo natural",
    "sin": "seno", "cos": "coseno", "tanh": "tangente hiperbólica", "sigmoid": "sigmoide", "relu": "ReLU",
    "max": "máximo", "min": "mínimo",
}  # fmt: skip
PORTUGUESE = {
    "+": "mais", "-": "menos", "neg": "menos", "*": "vezes", ",": "vírgula", "of": "de", "(": "abre parênteses",
    ")": "fecha parênteses", "fraction": "fração", "over": "sobre", "end fraction": "fim da fração",
    "power": "elevado a", "end power": "fim do expoente", "square": "ao quadrado", "root": "raiz quadrada de",
    "end root": "fim da raiz", "abs": "valor absoluto de", "end abs": "fim do valor absoluto", "ln": "logaritmo natural",
    "sin": "seno", "cos": "cosseno", "tanh": "tangente hiperbólica", "sigmoid": "sigmoide", "relu": "ReLU",
    "max": "máximo", "min": "mínimo",
}  # fmt: skip
CHINESE = {
    "+": "加", "-": "减", "neg": "负", "*": "乘", ",": "逗号", "of": "", "(": "左括号", ")": "右括号", "fraction": "分数",
    "under": "分之", "end fraction": "分数结束", "power": "的", "end power": "次方", "square": "的平方", "root": "根号",
    "end root": "根号结束", "abs": "绝对值", "end abs": "绝对值结束", "ln": "自然对数", "sin": "正弦", "cos": "余弦",
    "tanh": "双曲正切", "sigmoid": "sigmoid", "relu": "ReLU", "max": "最大值", "min": "最小值",
}  # fmt: skip
"""In Chinese a fraction is said from below: half is two's part one."""


class Listener:
    """Takes what it hears from left to right; a product binds closer than a sum, and nothing else is known of order."""

    def __init__(self, words: str, vocabulary: Mapping[str, str], letters: Mapping[str, Meaning]) -> None:
        self.words = words
        self.vocabulary = vocabulary
        self.letters = letters

    def heard(self, name: str) -> bool:
        """Whether that is what comes next; if so, it is taken."""
        said = self.vocabulary.get(name, name)
        if not said:
            return True
        if self.words != said and not self.words.startswith(f"{said} "):
            return False
        self.words = self.words[len(said) :].lstrip()
        return True

    def must(self, name: str) -> None:
        assert self.heard(name), f"'{name}' is not said before '{self.words}'"

    def whole(self) -> Meaning:
        found = self.sum()
        assert not self.words, f"left: {self.words}"
        return found

    def sum(self) -> Meaning:
        found = -self.product() if self.heard("neg") else self.product()
        while True:
            if self.heard("+"):
                found = found + self.product()
            elif self.heard("-"):
                found = found - self.product()
            else:
                return found

    def product(self) -> Meaning:
        found = self.raised()
        while self.heard("*"):
            found = found * self.raised()
        return found

    def raised(self) -> Meaning:
        found = self.atom()
        while True:
            if self.heard("square"):
                found = found ** Meaning.of(2)
            elif self.heard("power"):
                found = found ** self.sum()
                self.must("end power")
            else:
                return found

    def atom(self) -> Meaning:
        if self.heard("fraction"):
            first = self.sum()
            from_below = "under" in self.vocabulary
            self.must("under" if from_below else "over")
            second = self.sum()
            self.must("end fraction")
            return quotient(second, first) if from_below else quotient(first, second)
        for name, end in (("(", ")"), ("root", "end root"), ("abs", "end abs")):
            if self.heard(name):
                found = self.sum()
                self.must(end)
                return {"(": lambda a: a, "root": FUNCTIONS["sqrt"], "abs": FUNCTIONS["abs"]}[name](found)
        for name in ("ln", "sin", "cos", "tanh", "sigmoid", "relu", "max", "min"):
            if self.heard(name):
                return self.call(name)
        for name in sorted(self.letters, key=len, reverse=True):
            if self.heard(name):
                return self.letters[name]
        number, _, self.words = self.words.partition(" ")
        return {"e": E_, "pi": PI}.get(number) or Meaning.of(number.replace(",", "."))

    def call(self, name: str) -> Meaning:
        self.must("of")
        self.must("(")
        arguments = [self.sum()]
        while self.heard(","):
            arguments.append(self.sum())
        self.must(")")
        return FUNCTIONS[name](*arguments)


NAMING = Naming(units=(2, 2, 1))


VOCABULARIES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "pt": PORTUGUESE, "zh": CHINESE}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(data=st.data())
def test_what_is_said_means_the_formula(language, data):
    formula = data.draw(everyday(bars=True))
    naming = Naming(units=(2, 2, 1), decimal=LANGUAGES[language].decimal)
    letters = {to_words(symbol, naming, language): LETTERS[letter] for symbol, letter in STAND_INS.items()}
    assert len(letters) == len(STAND_INS)
    assert Listener(to_words(formula, naming, language), VOCABULARIES[language], letters).whole() == meaning(
        formula, VALUES
    )


def test_a_sentence_as_somebody_would_say_it():
    formula = parse("-d*ln(y) + (1 - x)^2/(2*sqrt(y))")
    assert to_words(formula, Naming()) == (
        "minus d times natural logarithm of open parenthesis y close parenthesis plus fraction open parenthesis 1 minus x "
        "close parenthesis squared over 2 times square root of y end root end fraction"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "dérivée de div par rapport à w indice 31"),
        ("es", "derivada de div respecto de w sub 31"),
        ("pt", "derivada de div em relação a w índice 31"),
        ("zh", "div 对 w 下标 31 的导数"),
    ],
)
def test_a_derivative_in_other_languages(language, words):
    assert to_words(parse_name("dL/dW2[1,1]"), NAMING, language) == words


@pytest.mark.parametrize(("language", "words"), [("en", "eta"), ("fr", "êta"), ("pt", "eta"), ("zh", "伊塔")])
def test_greek_letters_have_the_names_that_they_have_in_the_language(language, words):
    assert to_words(parse_name("eta"), NAMING, language) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("W2[1,1]", "w sub 31"),
        ("new W2[1,1]", "w sub 31 at t plus 1"),
        ("change W2[1,1]", "change of w sub 31"),
        ("dL/dz1[2]", "derivative of div by z sub 2 superscript 1"),
        ("eta", "eta"),
        ("mhat", "m hat"),
        ("h0", "h sub 0"),
    ],
)
def test_a_quantity_is_said_as_it_is_written(name, words):
    assert to_words(parse_name(name), NAMING) == words


def test_no_two_quantities_of_a_problem_sound_the_same():
    for name in bank_names()[::3]:
        problem = find_problem(name)
        plain = [symbol for symbol in problem.derivation.quantities if not symbol.is_derivative]
        for notation, language in product(PROFILES.values(), LANGUAGES):
            heard: dict[str, object] = {}
            for glyphs in map(problem.naming(notation).glyphs, plain):
                assert heard.setdefault(glyphs_to_words(glyphs, language), glyphs) == glyphs, name
