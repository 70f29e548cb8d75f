"""Sheets as forms: filled by another library and in Chrome's engine, looked at as pictures, read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from documents.handed import ENGINES, HEADING, drawn, needs_tex, of, own, pdf
from documents.screen import Screen
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import typeset
from gradsheet.documents.compose import LARGE
from gradsheet.documents.typeset import typeset_each
from gradsheet.errors import EngineError
from gradsheet.problems import find_problem, with_options

ADA = Student(id="s001", name="Ada Lovelace")
KINDS = """
title = "Every kind of blank"
[network]
inputs = 2
layers = [{ units = 1, activation = "sigmoid" }]
loss = "binary cross-entropy"
update = "gradient descent"
[given]
x = { from = -2, to = 2, by = 0.5 }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = { from = -1, to = 1, by = 0.1 }
d = 1
eta = 0.5
[[ask]]
blanks = ["z1", "y1"]
[[ask]]
blanks = ["new W1[1,1]"]
choices = 5
[[ask]]
formula = "dL/dz1[1]"
[[ask]]
written = true
text = "Why?"
[[ask]]
blanks = ["L"]
"""
LETTERS = {"/A", "/B", "/C", "/D", "/E"}


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    """Blanks 1a to 1f are of every kind, those of exercise 2 stand in a table."""
    plain = drawn([own(KINDS), find_problem("perceptron/and-one-epoch")], ADA)
    return of([with_options(item.exercise) for item in plain.items], ADA)


def form(sheet: Sheet, engine: str) -> bytes:
    ((_, made),) = typeset([sheet], HEADING, engine=engine, worked=False, fillable=True)
    return made


def typed(sheet: Sheet) -> dict[str, str]:
    """Something else for each blank."""
    values = {blank.label: f"-0.{number + 100}" for number, blank in enumerate(sheet.blanks)}
    return values | {"1c": "/D", "1d": "y1 - d", "1e": "The loss falls\nwhile w grows.", "1f": "e/(1+e)"}


def filled(made: bytes, values: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(made)))
    for page in writer.pages:
        if any(label in values for label in _labels(page)):
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def values_of(made: bytes) -> dict[str, str]:
    fields = pypdf.PdfReader(BytesIO(made), strict=True).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def widgets(made: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, label and rectangle of each widget that is seen, in the order of the page."""
    for number, page in enumerate(pypdf.PdfReader(BytesIO(made)).pages):
        for widget in page.get("/Annots", ()):
            one = widget.get_object()
            if not one["/F"] & 2:
                yield number, _label(one), tuple(map(float, one["/Rect"]))


def _labels(page: pypdf.PageObject) -> list[str]:
    return [_label(widget.get_object()) for widget in page.get("/Annots", ())]


def _label(widget: pypdf.generic.DictionaryObject) -> str:
    return str(widget["/T"] if "/T" in widget else widget["/Parent"]["/T"])


def pictures(made: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(made) as opened:
        opened.init_forms()
        return [page.render(scale=Screen.scale).to_pil().convert("L") for page in opened]


def pixels(rect: tuple[float, float, float, float], picture: Image.Image) -> tuple[int, int, int, int]:
    left, bottom, right, top = (round(side * Screen.scale) for side in rect)
    return left, picture.height - top, right, picture.height - bottom


@pytest.mark.parametrize("engine", ENGINES)
def test_every_blank_is_a_field_and_the_form_says_which_sheet_it_is(engine, sheet):
    made = form(sheet, engine)
    fields = pypdf.PdfReader(BytesIO(made), strict=True).get_fields()
    assert list(fields) == ["code", *(blank.label for blank in sheet.blanks)]
    assert fields["code"]["/V"] == sheet.code
    assert fields["code"]["/Ff"] & 1  # read-only
    assert pypdf.PdfReader(BytesIO(made)).metadata.subject == sheet.code
    assert set(fields["1c"]["/_States_"]) == {*LETTERS, "/Off"}
    assert fields["1e"]["/Ff"] & 1 << 12  # several lines
    assert fields["1a"]["/TU"] == "1a: the weighted sum of unit 1 in layer 1"
    assert all(field["/TU"].startswith(f"{name}: ") for name, field in fields.items() if name != "code")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_title_that_reads_like_the_place_of_a_field_is_a_title(engine, sheet):
    title = "Homework /URI (field:1b) /S /Link /OBJR /Type /Page"
    ((_, made),) = typeset([sheet], replace(HEADING, title=title), engine=engine, worked=False, fillable=True)
    assert pypdf.PdfReader(BytesIO(made)).metadata.title.startswith(title)
    assert list(values_of(made)) == list(values_of(form(sheet, engine)))


@needs_tex
def test_both_engines_make_the_same_fields(sheet):
    def rows(made: bytes) -> list[tuple[str, object]]:
        return [
            (name, {key: value for key, value in field.items() if key not in ("/Kids", "/_States_")})
            for name, field in pypdf.PdfReader(BytesIO(made)).get_fields().items()
        ]

    assert rows(form(sheet, "latex")) == rows(form(sheet, "typst"))


@pytest.mark.parametrize("engine", ENGINES)
def test_what_another_library_fills_in_comes_back_and_is_seen_in_its_box_only(engine, sheet):
    made, values = form(sheet, engine), typed(sheet)
    full = filled(made, values)
    assert values_of(full) == {"code": sheet.code, **values}
    changed = [ImageChops.difference(*pair) for pair in zip(pictures(made), pictures(full), strict=True)]
    seen = set()
    for page, label, rect in widgets(made):
        box = pixels(rect, changed[page])
        if changed[page].crop(box).getextrema()[1] > 100:
            seen.add(label)
        changed[page].paste(0, (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
    assert seen == set(values)
    assert all(picture.getextrema()[1] == 0 for picture in changed)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")
@pytest.mark.parametrize("engine", ENGINES)
def test_poppler_shows_what_was_typed(engine, sheet, tmp_path):
    (tmp_path / "full.pdf").write_bytes(filled(form(sheet, engine), typed(sheet)))
    said = subprocess.run(
        ["pdftotext", "-layout", "full.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not said.stderr
    for shown in ("-0.100", "-0.110", "y1 - d", "while w grows.", "e/(1+e)"):
        assert shown in said.stdout


@pytest.mark.parametrize("engine", ENGINES)
def test_in_chrome_one_clicks_into_the_first_box_and_tabs_through_all_others(engine, sheet):
    made = form(sheet, engine)
    values = {}
    with Screen(made) as screen:
        for place, (page, label, (left, bottom, right, top)) in enumerate(widgets(made)):
            first = place == 0 or page != screen.page
            if first:
                screen.click(page, (left + right) / 2, (bottom + top) / 2)
            else:
                screen.tab()
            if label != "1c":
                screen.type(f"{place}.5")
                values[label] = f"{place}.5"
        assert {name: value for name, value in values_of(screen.saved()).items() if name in values} == values


@pytest.mark.parametrize("engine", ENGINES)
def test_in_chrome_a_click_on_a_letter_chooses_it(engine, sheet):
    made = form(sheet, engine)
    letters = [(page, rect) for page, label, rect in widgets(made) if label == "1c"]
    assert len(letters) == len(LETTERS)
    with Screen(made) as screen:
        for page, (left, bottom, right, top) in (letters[1], letters[3]):
            screen.click(page, (left + right) / 2, (bottom + top) / 2)
        assert values_of(screen.saved())["1c"] == "/D"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_that_nobody_filled_in_looks_like_the_sheet_for_paper(engine, sheet):
    paper = pdf(sheet, engine, worked=False)
    assert [one.tobytes() for one in pictures(form(sheet, engine))] == [one.tobytes() for one in pictures(paper)]
    opened = pypdf.PdfReader(BytesIO(paper))
    assert not opened.get_fields()
    assert not any("/Annots" in page for page in opened.pages)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_field_stands_within_the_frame_of_its_box(engine, sheet):
    made = form(sheet, engine)
    drawn_pages = pictures(made)
    for page, label, rect in widgets(made):
        picture = drawn_pages[page]
        left, top, right, bottom = pixels(rect, picture)
        if label != "1c":  # a letter stands within
            assert picture.crop((left, top, right, bottom)).getextrema()[0] > 200, label
        middle = (top + bottom) // 2
        for start, end in ((left - 5, left), (right, right + 5)):
            assert picture.crop((start, middle, end, middle + 1)).getextrema()[0] < 160, label


def test_in_a_tagged_pdf_every_widget_is_a_form_of_the_structure(sheet):
    with pikepdf.open(BytesIO(form(sheet, "typst"))) as made:
        elements = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
        seen = [one for page in made.pages for one in page.get("/Annots", ()) if not int(one.F) & 2]
        assert len(seen) == len(sheet.blanks) - 1 + len(LETTERS)
        assert {str(elements[int(widget.StructParent)].S) for widget in seen} == {"/Form"}
        assert all(page.Tabs == "/S" for page in made.pages)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_has_no_fault_that_qpdf_finds_and_no_key_is_one(engine, sheet):
    with pikepdf.open(BytesIO(form(sheet, engine))) as made:
        assert made.check_pdf_syntax() == []
    ((_, key),) = typeset([sheet], HEADING, engine=engine, worked=True, fillable=True)
    assert not pypdf.PdfReader(BytesIO(key)).get_fields()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_has_the_same_bytes_in_any_company(engine):
    class_ = [drawn([own(KINDS)], replace(ADA, id=f"s{n}", name=f"Ëva {n}")) for n in range(4)]
    together = [made for _, made in typeset(class_, HEADING, engine=engine, worked=False, fillable=True)]
    assert together == [form(one, engine) for one in class_]


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_and_keys_made_in_one_go_have_the_bytes_that_each_has_alone(engine):
    layouts = ("", LARGE, "")
    class_ = [drawn([own(KINDS)], replace(ADA, id=f"s{n}", layout=layout)) for n, layout in enumerate(layouts)]
    wanted = [(sheet, worked) for sheet in class_ for worked in (True, False)]
    made = [content for _, content in typeset_each(wanted, HEADING, engine=engine, fillable=True)]
    assert made == [pdf(sheet, engine, worked=True) if worked else form(sheet, engine) for sheet, worked in wanted]


@needs_tex
def test_a_bad_key_beside_forms_costs_that_key_and_is_found_in_its_template(tmp_path):
    (tmp_path / "latex").mkdir()
    (tmp_path / "latex" / "key.tex").write_text(
        '((* include "head.tex" *))\n((* if id == "s1" *))\n\\undefinedhere\n((* endif *))\nHello.\\finishsheet\n'
    )
    class_ = [drawn([own(KINDS)], replace(ADA, id=f"s{n}")) for n in range(3)]
    wanted = [(sheet, worked) for worked in (False, True) for sheet in class_]
    made = [content for _, content in typeset_each(wanted, HEADING, engine="latex", fillable=True, templates=tmp_path)]
    assert [content for content in made if isinstance(content, EngineError)] == [made[4]]
    assert "key.tex:3" in str(made[4])
    assert "Undefined control sequence" in str(made[4])
    assert made[:3] == [form(sheet, "latex") for sheet in class_]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_template_without_a_place_for_a_field_is_told_what_to_do(engine, sheet, tmp_path):
    name, body = {
        "latex": ("sheet.tex", r'((* include "head.tex" *)) Hello.\finishsheet'),
        "typst": ("sheet.typ", '<* include "head.typ" *>\nHello.'),
    }[engine]
    (tmp_path / engine).mkdir()
    (tmp_path / engine / name).write_text(body)
    with pytest.raises(EngineError, match=r"student s001: .*no place for the field 1a.*--print"):
        list(typeset([sheet], HEADING, engine=engine, worked=False, fillable=True, templates=tmp_path))
