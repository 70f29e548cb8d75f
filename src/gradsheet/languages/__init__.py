"""Every word that is printed for students, one table for each language.

Below all floors: marking, pages and exports say their sentences in the language of the course.

A new word goes into `english.py` and into every other table: `tests/languages/` fails, and names the word and
the files, until it is in all of them. Placeholders (`{count}`) and formulas (`$z > 0$`) are the same in all. Known wrong
methods have tables of their own (`german_hints.py`); in English their words stand in models/misconceptions/. A new
language is a module with a table and a row below; docs/languages.md has more.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import GradsheetError
from . import (
    chinese,
    chinese_hints,
    english,
    french,
    french_hints,
    german,
    german_hints,
    portuguese,
    portuguese_hints,
    spanish,
    spanish_hints,
)
from .language import Language


def _words(words: Mapping[str, str], hints: Mapping[str, tuple[str, str]]) -> Mapping[str, str]:
    titles = {f"title {id_}": title for id_, (title, _) in hints.items()}
    return {**words, **titles, **{f"hint {id_}": hint for id_, (_, hint) in hints.items()}}


ENGLISH = Language("en", english.WORDS)
LANGUAGES = {
    one.code: one
    for one in (
        ENGLISH,
        Language("de", _words(german.WORDS, german_hints.HINTS), decimal=","),
        Language("fr", _words(french.WORDS, french_hints.HINTS), decimal=",", one_below=2),
        Language("es", _words(spanish.WORDS, spanish_hints.HINTS), decimal=","),
        Language("pt", _words(portuguese.WORDS, portuguese_hints.HINTS), decimal=",", one_below=2),
        Language("zh", _words(chinese.WORDS, chinese_hints.HINTS)),
    )
}

__all__ = ["ENGLISH", "LANGUAGES", "Language", "sentences"]


def sentences(language: str) -> Language:
    """The table of a language; raises GradsheetError with the languages there are."""
    if language not in LANGUAGES:
        raise GradsheetError(f"no language '{language}' yet; there is {', '.join(LANGUAGES)}")
    return LANGUAGES[language]
