"""Pages look as they did when somebody last looked at them; whoever means to change them runs documents/golden.py."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from documents.golden import (
    ADA,
    MADE_BY,
    PAGES,
    apart,
    by_pdfium,
    by_poppler,
    documents,
    engines,
    golden,
    write,
)
from documents.handed import ENGINES, HEADING, published
from gradsheet.documents import typeset

PATCH, MEAN = 0.15, 0.0045
"""Between 0.10 and 0.24, 0.0032 and 0.0056: what programs make of the same page, and a page that is moved by half a mm."""
RENDERED = [
    by_pdfium,
    pytest.param(by_poppler, marks=pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler")),
]


@pytest.fixture(scope="module", params=ENGINES)
def made(request):
    engine = request.param
    by = json.loads(MADE_BY.read_text(encoding="utf-8"))[engine]
    here = engines()[engine]
    if here != by:
        pytest.skip(f"the pictures were made by {by}, here is {here or 'none'}")
    return engine, documents(engine)


@pytest.mark.parametrize("rendered", RENDERED)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_its_picture(made, name, rendered, tmp_path):
    engine, found = made
    page = rendered(found[name], PAGES[name].number)
    write(page, tmp_path / "now.png")
    assert not np.any(np.greater(apart(golden(name, engine), page), (PATCH, MEAN))), (
        f"{name}-{engine}: compare {tmp_path / 'now.png'} with the picture in tests/golden/pages; "
        f"python tests/documents/golden.py {name} replaces it"
    )


@pytest.mark.parametrize("rendered", RENDERED)
def test_the_judge_sees_half_a_millimetre_and_a_missing_label(rendered):
    ((_, pdf),) = typeset([published(ADA)], HEADING, engine="typst", worked=False)
    page = by_pdfium(pdf, 1)
    other = rendered(pdf, 1)
    patch, mean = apart(page, other)
    assert patch < PATCH
    assert mean < MEAN
    assert apart(page, np.roll(other, 1, axis=0)) > (PATCH, MEAN)
    rows, columns = np.nonzero(other[250:400] < 0.6)  # somewhere in the drawing
    row, column = 250 + rows[0], columns[0]
    other[row - 3 : row + 4, column - 6 : column + 7] = 1
    assert apart(page, other)[0] > PATCH
