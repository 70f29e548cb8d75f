"""Every word that is printed for students, one table for each language.

Below all floors: marking, pages and exports say their sentences in the language of the course.
"""

from __future__ import annotations

from ..errors import GradsheetError
from . import english
from .language import Language

ENGLISH = Language("en", english.WORDS)
LANGUAGES = {one.code: one for one in (ENGLISH,)}

__all__ = ["ENGLISH", "LANGUAGES", "Language", "sentences"]


def sentences(language: str) -> Language:
    """The table of a language; raises GradsheetError with the languages there are."""
    if language not in LANGUAGES:
        raise GradsheetError(f"no language '{language}' yet; there is {', '.join(LANGUAGES)}")
    return LANGUAGES[language]
