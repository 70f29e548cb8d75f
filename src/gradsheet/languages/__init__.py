"""Every word that is printed for students, one table for each language.

Below all floors: marking, pages and exports say their sentences in the language of the course.

A new word goes into `english.py` and into every other table: `tests/languages/` fails, and names the word and
the files, until it is in all of them. Placeholders (`{count}`) and formulas (`$z > 0$`) are the same in all. A new
language is a module with a table and a row below; docs/languages.md has more.
"""

from __future__ import annotations

from ..errors import GradsheetError
from . import chinese, english, french, german, portuguese, spanish
from .language import Language

ENGLISH = Language("en", english.WORDS)
LANGUAGES = {
    one.code: one
    for one in (
        ENGLISH,
        Language("de", german.WORDS, decimal=","),
        Language("fr", french.WORDS, decimal=",", one_below=2),
        Language("es", spanish.WORDS, decimal=","),
        Language("pt", portuguese.WORDS, decimal=",", one_below=2),
        Language("zh", chinese.WORDS),
    )
}

__all__ = ["ENGLISH", "LANGUAGES", "Language", "sentences"]


def sentences(language: str) -> Language:
    """The table of a language; raises GradsheetError with the languages there are."""
    if language not in LANGUAGES:
        raise GradsheetError(f"no language '{language}' yet; there is {', '.join(LANGUAGES)}")
    return LANGUAGES[language]
