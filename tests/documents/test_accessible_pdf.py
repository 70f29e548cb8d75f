"""PDFs of the embedded engine as a screen reader finds them: read by pikepdf and poppler after all that is done to them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from documents.handed import CIRCUIT, DEEP, HEADING, NEURON, WIDE, drawn, lecture, of, own
from documents.test_fields import KINDS
from gradsheet.assignments.exam import Exam
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import typeset
from gradsheet.languages import LANGUAGES
from gradsheet.problems import find_problem, with_options

ADA = Student(id="s001", name='Ada "Łódź" \\ #it')
PROBLEMS = {
    "lecture": lecture(),
    "own": (own(DEEP), own(NEURON), own(CIRCUIT)),
    "wide": (own(WIDE),),
    "kinds": (own(KINDS), find_problem("perceptron/and-one-epoch"), find_problem("no-calculator/softmax-two-classes")),
    "cells": (find_problem("recurrent/lstm-step"), find_problem("convolution/padding")),
}
POLICY = replace(HEADING, policy="Keep 5 decimals.")


@cache
def sheet_of(name: str) -> Sheet:
    plain = drawn(PROBLEMS[name], ADA)
    return of([with_options(item.exercise) for item in plain.items], ADA)


def made(name: str, *, worked: bool, heading=POLICY, templates: Path | None = None) -> bytes:
    ((_, pdf),) = typeset(
        [sheet_of(name)], heading, engine="typst", worked=worked, fillable=not worked, templates=templates
    )
    return pdf


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure in its order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if "/S" in node:
            yield node
        kids = node.get("/K", ())
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary)]


def is_accessible(pdf: pikepdf.Pdf, language: str = "en") -> None:
    """What PDF/UA-1 asks for that is not a matter of taste."""
    with pdf.open_metadata() as said:
        assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert said["{http://purl.org/dc/elements/1.1/}title"] == HEADING.title
    assert pdf.Root.Lang == language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    found = list(elements(pdf))
    levels = [int(str(one.S)[2:]) for one in found if re.fullmatch(r"/H\d", str(one.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for one in found:
        if str(one.S) in ("/Formula", "/Figure"):
            assert str(one.get("/Alt", "")).strip(), "nothing says what it is"


@pytest.mark.parametrize("worked", [False, True], ids=["sheet", "key"])
@pytest.mark.parametrize("name", PROBLEMS)
def test_sheets_and_keys_claim_and_keep_what_pdf_ua_asks(name, worked):
    with pikepdf.open(BytesIO(made(name, worked=worked))) as pdf:
        is_accessible(pdf)


def test_the_cover_of_an_exam_too():
    with pikepdf.open(BytesIO(made("own", worked=False, heading=replace(POLICY, exam=Exam(cover=True))))) as pdf:
        is_accessible(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_named(language):
    if language == "zh":
        pytest.skip("needs a font of the course")
    with pikepdf.open(BytesIO(made("lecture", worked=False, heading=replace(POLICY, language=language)))) as pdf:
        is_accessible(pdf, language)


def test_every_field_stands_in_the_structure_in_the_order_of_the_page():
    """Each visible widget is the object of one Form element, which the tree of parents finds again."""
    with pikepdf.open(BytesIO(made("kinds", worked=False))) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        named = []
        for one in elements(pdf):
            if str(one.S) == "/Form":
                (widget,) = [kid.Obj for kid in ([one.K] if isinstance(one.K, pikepdf.Dictionary) else one.K)]
                assert parents[int(widget.StructParent)].objgen == one.objgen
                field = widget if "/T" in widget else widget.Parent
                assert str(field.TU).startswith(f"{field.T}: ")
                named.append(str(field.T))
        labels = [blank.label for blank in sheet_of("kinds").blanks]
        assert list(dict.fromkeys(named)) == labels
        shown = [widget for page in pdf.pages for widget in page.get("/Annots", ()) if not int(widget.F) & 2]
        assert len(shown) == len(named)


def test_a_formula_is_said_and_a_drawing_described():
    with pikepdf.open(BytesIO(made("lecture", worked=False))) as pdf:
        alts = {str(one.S): [] for one in elements(pdf)}
        for one in elements(pdf):
            alts[str(one.S)].append(str(one.get("/Alt", "")))
    assert "div equals minus d times natural logarithm of" in " ".join(alts["/Formula"])
    assert "w at t plus 1 equals w minus eta times derivative of div by w" in alts["/Formula"]
    assert alts["/Figure"][0].startswith("A network, drawn from left to right. Inputs: x_1 = ")


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_finds_who_it_is_for_before_what_is_asked(tmp_path):
    file = tmp_path / "sheet.pdf"
    file.write_bytes(made("lecture", worked=False))
    told = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, check=True).stdout
    words = [HEADING.title, "Ada", "s001", "7QK3M9TX4H", "Keep 5 decimals.", "Exercise 1", "Given", "Your answers"]
    places = [told.index(f'"{word}') for word in words]
    assert places == sorted(places)


def test_a_teachers_own_template_without_words_still_makes_a_sheet(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "head.typ").write_text("$x^2$\n")
    with pikepdf.open(BytesIO(made("lecture", worked=False, templates=tmp_path))) as pdf, pdf.open_metadata() as said:
        assert "{http://www.aiim.org/pdfua/ns/id/}part" not in said
        assert "/StructTreeRoot" in pdf.Root
