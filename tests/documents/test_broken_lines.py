"""Where long formulas and givens are broken, read off the places of the letters by pdfium."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as raw
import pytest

from documents.handed import ENGINES, drawn, pdf
from gradsheet.assignments.sheet import Student
from gradsheet.problems import bank_names, find_problem

ADA = Student(id="s001", name="Ada Lovelace")
LONG = ("convolution/two-channels", "convolution/max-pool", "normalisation/layer-norm-two-examples")
GIVENS = re.compile(r"([^\d=]{1,3}=−?[\d.]+)+")
HEAD, LINE = 100, 9  # points: the head of a page, and how far off its baseline a formula's letters stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of a page; `y` is how far its baseline is below the top."""

    text: str
    x: float
    y: float


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_formula_of_a_key_is_broken_before_a_sign_that_no_parentheses_are_around(engine):
    pages = list(_pages(LONG, engine, worked=True))
    assert any(letters[0].text == "+" for page in pages for letters in _lines(page))
    assert [sign for page in pages for sign in page if sign.text in "+−·⋅" and not _goes_on(sign, page)] == []
    lines = ["".join(letter.text for letter in letters) for page in pages for letters in _lines(page)]
    assert [
        line for line in lines if set(line) <= set("=+−·⋅().0123456789") and line.count("(") != line.count(")")
    ] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_few_givens_stay_on_one_page(engine):
    names = [name for name in bank_names() if name.startswith("forward/")]
    for page in _pages(names, engine, worked=True):
        first = "".join(letter.text for letter in next(_lines(page)))
        assert not GIVENS.fullmatch(first)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_short_formula_in_a_sentence_is_not_broken_after_a_sign(engine):
    for page in _pages(["perceptron/and-one-epoch"], engine, worked=False, student=replace(ADA, layout="large")):
        assert [sign for sign in page if sign.text in "=+−" and not _goes_on(sign, page)] == []


def _goes_on(sign: Letter, page: list[Letter]) -> bool:
    return any(sign.x < letter.x and abs(letter.y - sign.y) < LINE for letter in page)


def _lines(page: list[Letter]) -> Iterator[list[Letter]]:
    """What has the same baseline, from left to right."""
    for _, letters in groupby(sorted(page, key=lambda letter: (letter.y, letter.x)), key=lambda letter: letter.y):
        yield list(letters)


def _pages(names: Sequence[str], engine: str, *, worked: bool, student: Student = ADA) -> Iterator[list[Letter]]:
    """The letters of each page, without its head."""
    document = pdf(drawn([find_problem(name) for name in names], student), engine, worked=worked)
    x, y = ctypes.c_double(), ctypes.c_double()
    with pypdfium2.PdfDocument(document) as opened:
        for page in opened:
            words, letters = page.get_textpage(), []
            for place in range(words.count_chars()):
                raw.FPDFText_GetCharOrigin(words, place, x, y)
                text = unicodedata.normalize("NFKC", chr(raw.FPDFText_GetUnicode(words, place))).strip()
                letter = Letter(text=text, x=x.value, y=round(page.get_height() - y.value, 1))
                if text and letter.y > HEAD:
                    letters.append(letter)
            yield letters
