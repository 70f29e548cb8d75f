"""Nothing sticks out of a page and no heading is left alone, in any language and in large print; benchmarks/pages.py has the whole bank."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from documents.fit import MM, ends, misfits
from documents.handed import DEEP, ENGINES, HEADING, WIDE, drawn, needs_tex, own, pages
from gradsheet.assignments.sheet import Student
from gradsheet.documents import typeset
from gradsheet.documents.paper import A4, PAPERS
from gradsheet.documents.templates import chunk_of
from gradsheet.documents.typeset import source
from gradsheet.languages import ENGLISH, sentences
from gradsheet.problems import bank_names, find_problem

ADA = Student(id="s001", name="Ada Lovelace")
LARGE = replace(ADA, layout="large")
POLICY = "A number that follows rightly from your own earlier numbers earns full points. " * 2
EUROPEAN = ("de", "fr", "es", "pt", "en")
SOME = [(name, EUROPEAN[place % 5]) for place, name in enumerate(bank_names()[::24])]


def test_the_judge_sees_what_sticks_out_and_what_is_left_alone():
    out = BytesIO()
    canvas = Canvas(out, pagesize=(210 * MM, 297 * MM))
    canvas.drawString(20 * MM, 200 * MM, "fine")
    canvas.drawString(180 * MM, 150 * MM, "much too far to the right")
    canvas.line(10 * MM, 100 * MM, 50 * MM, 100 * MM)
    canvas.drawString(20 * MM, 40 * MM, "Your answers")
    canvas.showPage()
    canvas.drawString(20 * MM, 40 * MM, "Your answers")
    canvas.drawString(20 * MM, 30 * MM, "something below")
    canvas.save()
    found = list(misfits(out.getvalue(), A4, ENGLISH))
    assert len(found) == 3
    assert "too far" in found[0]
    assert found[1:] == ["page 1: a line outside", "page 1: an orphaned heading: 'Your answers'"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("student", "worked"), [(ADA, False), (LARGE, False), (ADA, True)], ids=["sheet", "large", "key"]
)
def test_everything_is_on_its_page(engine, student, worked):
    for name, language in SOME:
        heading = replace(
            HEADING, language=language, policy=POLICY, paper=PAPERS["letter" if language == "es" else "a4"]
        )
        ((_, pdf),) = typeset([drawn([find_problem(name)], student)], heading, engine=engine, worked=worked)
        assert not list(misfits(pdf, heading.paper, sentences(language))), (name, language)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_wide_network_and_many_blanks_fit_in_large_print(engine):
    ((_, pdf),) = typeset([drawn([own(DEEP), own(WIDE)], LARGE)], HEADING, engine=engine, worked=False)
    assert not list(misfits(pdf, A4, ENGLISH))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("layout", "least"), [("", 5.5), ("large", 9.0)], ids=["usual", "large"])
def test_a_name_of_eighty_letters_fits_and_stays_legible(engine, layout, least):
    """`least` is the height of print in points, by its capital letters, which are two thirds of that."""
    long = Student(
        id="s001", name="Maximiliana-Alexandra Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh III", layout=layout
    )
    ((_, pdf),) = typeset([drawn([find_problem("lecture/softmax-ce")], long)], HEADING, engine=engine, worked=False)
    assert not list(misfits(pdf, A4, ENGLISH))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            written = words.get_text_range()
            assert "ID: s001" in written
            _, low, _, high = words.get_charbox(written.index("Maximiliana"))
            assert (high - low) / 0.683 > least


LONG_TABLES = ("lecture/softmax-ce", "recurrent/gru-training-step", "perceptron/from-zero-two-epochs")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_of_answers_goes_on_to_the_next_page_below_its_head_and_pages_are_filled(engine):
    parted = 0
    for shift in range(2):
        problems = [*(own(text) for text in (DEEP, WIDE)[:shift]), *map(find_problem, LONG_TABLES)]
        ((_, pdf),) = typeset([drawn(problems, ADA)], HEADING, engine=engine, worked=True)
        assert not list(misfits(pdf, A4, ENGLISH))
        assert all(end > 0.6 for end in ends(pdf)[:-1])
        tables = [rows for page in pages(pdf) for rows in _rows_of_tables(page)]
        asked = [len(item.blanks) for item in drawn(problems, ADA).items]
        for rows in asked:  # the parts of a table follow each other
            parts = []
            while sum(parts) < rows:
                parts.append(tables.pop(0))
            assert sum(parts) == rows
            assert len(parts) == 1 or min(parts) >= 3
            parted += len(parts) > 1
        assert tables == []
    assert parted > 0


def _rows_of_tables(page: str) -> list[int]:
    """How many rows stand below each head of a table of answers."""
    _, *tables = page.split(ENGLISH["points_head"])
    rows = (table.split(ENGLISH["answer_note"][:20])[0] for table in tables)
    return [len(re.findall(r"^\d[a-z]+ ", table, flags=re.MULTILINE)) for table in rows]


@needs_tex
def test_tex_finds_nothing_overfull_in_any_language_and_size(tmp_path):
    bodies = [
        source(drawn([find_problem(name)], student), replace(HEADING, language=language), engine="latex", worked=worked)
        for name, language in SOME
        for student, worked in ((ADA, False), (LARGE, False), (ADA, True))
    ]
    (tmp_path / "all.tex").write_text(chunk_of(bodies, "latex"), encoding="utf-8")
    subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "all.tex"], cwd=tmp_path, capture_output=True, check=True, timeout=120
    )
    log = (tmp_path / "all.log").read_text(encoding="latin-1")
    assert "Overfull" not in log
    assert "Missing character" not in log


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("student", "points"), [(LARGE, 18), (ADA, 10)], ids=["large", "usual"])
def test_large_print_is_set_in_18_points(engine, student, points):
    """As pdfium finds the letters' sizes; TeX's points are a little smaller."""
    ((_, pdf),) = typeset([drawn([find_problem("lecture/softmax-ce")], student)], HEADING, engine=engine, worked=False)
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        start = words.get_text_range().index("logarithm")
        sizes = {
            round(pypdfium2.raw.FPDFText_GetFontSize(words, start + place), 1) for place in range(len("logarithm"))
        }
    assert sizes <= {float(points), round(points * 72 / 72.27, 1)}
