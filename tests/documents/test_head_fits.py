"""What the head of a page does not measure, because it surely fits, is as narrow as is said: by pdfium."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from documents.handed import HEADING, published
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.compose import key_view
from gradsheet.documents.writers import writer_for

LEFT, ROOM = 18.0, 113.0  # mm: up to the points, and 4 mm beside them
WIDE = {letter: range(5, 90) for letter in "MWAm0ix"}


def heading(title: str) -> Heading:
    return replace(HEADING, title=title)


def fits(title: str, sheet: Sheet) -> bool:
    return key_view(sheet, heading(title), writer_for("typst", (), "en")).fits


@pytest.mark.parametrize("letter", WIDE)
def test_a_title_that_surely_fits_leaves_room_for_its_mark_and_the_points(letter: str) -> None:
    sheet = published(Student(id="s001", name="Ada Lovelace"))
    longest = max(count for count in WIDE[letter] if fits(letter * count, sheet))
    assert not fits(letter * (longest + 1), sheet)
    ((_, made),) = typeset([sheet], heading(letter * longest), engine="typst", worked=True)
    with pypdfium2.PdfDocument(made) as pdf:
        text = pdf[0].get_textpage()
        mark = text.search("KEY").get_next()
        assert mark is not None
        _, bottom, right, _ = text.get_charbox(mark[0] + mark[1] - 1)
        assert right / 72 * 25.4 < LEFT + ROOM
        assert bottom > text.get_charbox(text.search("Ada").get_next()[0])[3]
