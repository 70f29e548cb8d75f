"""Every language says everything, with the same places for what is put in, and in no other language."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from gradsheet.documents import missing_glyphs
from gradsheet.formula.letters import GREEK
from gradsheet.languages import ENGLISH, LANGUAGES
from gradsheet.languages.spoken import SPOKEN
from gradsheet.models import MISCONCEPTIONS
from gradsheet.problems.choices import SLIPS

OTHERS = [code for code in LANGUAGES if code != "en"]
LATIN = [code for code in LANGUAGES if code != "zh"]

ENGLISH_ONLY = re.findall(
    r"\w+",
    "the of is are and with from each your which this that where have been it its were does what when "
    "only every there they their into out you how both else until because than then "
    "weight layer unit loss given answer blank right wrong sheet number line step row",
)
"""Function words and nouns of English that are words of no other language here."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def formulas(text: str) -> list[str]:
    return sorted(re.findall(r"\$[^$]+\$", text))


@pytest.mark.parametrize("code", OTHERS)
def test_every_word_is_in_every_language(code):
    missing, more = set(ENGLISH) - set(LANGUAGES[code]), set(LANGUAGES[code]) - set(ENGLISH)
    more = {name for name in more if not name.startswith(("title ", "hint "))}
    assert not missing, (
        f"src/gradsheet/languages: the table '{code}' has no {', '.join(sorted(missing))}; a word that english.py gets "
        "goes into the table of every language, in that language"
    )
    assert not more, f"src/gradsheet/languages: the table '{code}' has {', '.join(sorted(more))}, english.py has not"


@pytest.mark.parametrize("code", OTHERS)
def test_every_known_wrong_method_has_its_words_in_every_language(code):
    wanted = {f"{kind} {id_}" for kind in ("title", "hint") for id_ in (*MISCONCEPTIONS, *SLIPS)}
    found = {name for name in LANGUAGES[code] if name.startswith(("title ", "hint "))}
    missing = ", ".join(sorted(wanted - found))
    assert not missing, (
        f"src/gradsheet/languages: the hints of '{code}' have no {missing}: a row of models/misconceptions needs one, and so does a "
        "slip of problems/choices.py"
    )
    assert found == wanted


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_put_in_has_its_place_in_every_language(code):
    said = LANGUAGES[code]
    for name in set(said) & set(ENGLISH):
        assert fields(said[name]) == fields(ENGLISH[name]), f"languages, '{code}', {name}: other {{placeholders}}"
        assert formulas(said[name]) == formulas(ENGLISH[name]), f"languages, '{code}', {name}: other $formulas$"


@pytest.mark.parametrize("code", OTHERS)
def test_formulas_are_said_in_every_language(code):
    said = {name for name in SPOKEN[code] if name not in GREEK}
    assert said == set(SPOKEN["en"]), f"languages/spoken.py: '{code}' has other rows than English"
    for name in said:
        assert fields(SPOKEN[code][name]) == fields(SPOKEN["en"][name]), f"'{code}', {name}: other {{placeholders}}"


@pytest.mark.parametrize("code", OTHERS)
def test_no_word_was_left_in_english(code):
    for name, text in (*LANGUAGES[code].items(), *SPOKEN[code].items()):
        plain = re.sub(r"\{\w+\}|\$[^$]+\$|[Ll]ayer[- ][Nn]orm", " ", text).lower()
        left = set(re.findall(r"\w+", plain)) & set(ENGLISH_ONLY)
        assert not left, f"languages, '{code}', {name}: English is left ({', '.join(sorted(left))})"


@pytest.mark.parametrize("code", LATIN)
@pytest.mark.parametrize("engine", ["latex", "typst"])
def test_both_engines_have_the_letters_of_every_european_language(code, engine):
    assert set(missing_glyphs("".join(LANGUAGES[code].values()), engine)) <= set("−↓→")  # a minus is a sign of formulas


@pytest.mark.parametrize("code", LATIN)
def test_spaces_that_part_sentences_are_there_in_every_language(code):
    """Chinese needs none."""
    for name, text in LANGUAGES[code].items():
        english = ENGLISH.get(name, text)
        assert text[:1].isspace() or not english[:1].isspace(), f"languages, '{code}', {name}: no space before it"
        assert text[-1:].isspace() or not english[-1:].isspace(), f"languages, '{code}', {name}: no space behind it"
