"""A4 and Letter: the size of every page, and what stands on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from documents.handed import CIRCUIT, DEEP, ENGINES, HEADING, WIDE, decimals, drawn, lecture, own, pdf, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents.paper import PAPERS

ADA = Student(id="s001", name="Ada Lovelace")
LETTER = replace(HEADING, paper=PAPERS["letter"])
POINTS = {"a4": (595.28, 841.89), "letter": (612, 792)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("worked", [False, True], ids=["sheet", "key"])
@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_has_the_size_and_nothing_comes_near_its_edge(engine, worked, paper):
    sheet = drawn([*lecture()[:1], own(DEEP), own(WIDE), own(CIRCUIT)], ADA)
    made = pdf(sheet, engine, worked=worked, heading=replace(HEADING, paper=PAPERS[paper]))
    with pypdfium2.PdfDocument(made) as opened:
        for page in opened:
            assert page.get_size() == pytest.approx(POINTS[paper], abs=0.1)
            picture = page.render(scale=1).to_numpy().min(axis=2)
            inked = np.argwhere(picture < 250)
            (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
            assert 25 < top < 40
            assert picture.shape[0] - bottom > 40
            # Centred: both margins are alike.
            assert left == pytest.approx(picture.shape[1] - right, abs=3)


@pytest.mark.parametrize("engine", ENGINES)
def test_letter_holds_the_same_text(engine):
    sheet = drawn(lecture(), ADA)
    for worked in (False, True):
        assert decimals(text(pdf(sheet, engine, worked=worked, heading=LETTER))) == decimals(
            text(pdf(sheet, engine, worked=worked))
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_letter_pages_are_filled_with_squares_to_their_end(engine):
    made = pdf(drawn(lecture()[:1], ADA), engine, worked=False, heading=LETTER)
    with pypdfium2.PdfDocument(made) as opened:
        for page in opened:
            picture = page.render(scale=1).to_numpy().min(axis=2)
            bottom = np.argwhere(picture < 250).max(axis=0)[0]
            assert bottom > 792 - 75  # fewer than 17 points, a row of squares, above the margin
