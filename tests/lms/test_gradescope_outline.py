"""The table of places for Gradescope's outline: pypdf, which had no part in it, finds the fields at the same places."""

from __future__ import annotations

import csv
import io

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.load import load_assignment
from gradsheet.documents.make import make
from gradsheet.errors import GradsheetError
from gradsheet.lms.gradescope import outline

ASSIGNMENT = 'title = "H"\nengine = "typst"\nproblems = [{ use = "circuits/two-paths", points = 6 }]\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id\ns1\ns2\n", encoding="utf-8")
    return Folder(tmp_path)


def table(folder):
    package = outline(folder, load_assignment(folder))
    ((_, content),) = package.files
    return list(csv.DictReader(io.StringIO(content.decode()))), package.notes


def test_places_are_those_of_the_fields_and_points_those_of_the_blanks(folder):
    pypdf = pytest.importorskip("pypdf")
    make(folder)
    rows, notes = table(folder)
    blanks = [row for row in rows if row["page"]]
    assert sum(float(row["points"]) for row in blanks) == pytest.approx(6, abs=1e-3)
    assert float(rows[0]["points"]) == 6
    pages = pypdf.PdfReader(next(folder.students.glob("*.pdf"))).pages
    found = {
        annotation["/T"]: (
            number,
            [float(one) / 72 * 25.4 for one in annotation["/Rect"]],
            float(page.mediabox.height) / 72 * 25.4,
        )
        for number, page in enumerate(pages, start=1)
        for annotation in (one.get_object() for one in page.get("/Annots", ()))
        if "/T" in annotation
    }
    assert blanks
    for row in blanks:
        number, (left, _, right, top), high = found[row["question"]]
        assert int(row["page"]) == number
        assert float(row["left_mm"]) == pytest.approx(left, abs=0.06)
        assert float(row["top_mm"]) == pytest.approx(high - top, abs=0.06)
        assert float(row["width_mm"]) == pytest.approx(right - left, abs=0.06)
    assert not any("at other places" in note for note in notes)


def test_before_anything_was_handed_out_there_is_nothing_to_draw(folder):
    with pytest.raises(GradsheetError, match="`gradsheet make` comes first"):
        table(folder)
