"""The LaTeX engine by itself: chunks, failures, and lines that must fit."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from documents.handed import CIRCUIT, DEEP, HEADING, NEURON, WIDE, drawn, lecture, needs_tex, own, pages, pdf, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Heading, latex, typeset
from gradsheet.documents.templates import chunk_of
from gradsheet.documents.tex_packages import DEBIAN, missing
from gradsheet.documents.typeset import source
from gradsheet.documents.writer import Ready
from gradsheet.errors import EngineError
from gradsheet.formula.notation import PROFILES

pytestmark = needs_tex
ADA = Student(id="s001", name="Ada Lovelace")


@pytest.mark.parametrize("notation", PROFILES)
def test_no_line_and_no_page_is_overfull(tmp_path, notation):
    sheet = drawn([*lecture(), own(DEEP), own(WIDE), own(NEURON), own(CIRCUIT)], ADA)
    heading = Heading(title="A title", notation=PROFILES[notation])
    bodies = [source(sheet, heading, engine="latex", worked=worked) for worked in (False, True)]
    (tmp_path / "all.tex").write_text(chunk_of(bodies, "latex"), encoding="utf-8")
    said = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "all.tex"], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert said.returncode == 0
    log = (tmp_path / "all.log").read_text(encoding="latin-1")
    assert "Overfull" not in log
    assert "Missing character" not in log


def test_one_bad_student_costs_one_sheet_and_is_named_with_tex_s_own_words(tmp_path):
    """The bad one comes from a teacher's own template, which wins over the shipped one."""
    (tmp_path / "latex").mkdir()
    (tmp_path / "latex" / "sheet.tex").write_text(
        r"""((* include "head.tex" *)) ((* if id == "s3" *))\undefinedhere((* endif *)) Hello ((( name ))).\finishsheet"""
    )
    sheets = [drawn([own(CIRCUIT)], replace(ADA, id=f"s{n}")) for n in range(5)]
    made: list[str] = []
    results = typeset(sheets, HEADING, engine="latex", worked=False, templates=tmp_path)
    with pytest.raises(EngineError, match=r"student s3: .*Undefined control sequence"):  # noqa: PT012
        for sheet, found in results:
            made.append(sheet.student.id)
            assert "Hello Ada Lovelace." in text(found)
    assert made == ["s0", "s1", "s2", "s4"]


def test_files_outside_are_neither_read_nor_written(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("very secret")
    for attempt in (
        rf"\input{{{outside}}}",
        r"\immediate\write18{touch here}",
        rf"\newwrite\w\immediate\openout\w={outside}",
    ):
        list(latex.pdfs([Ready(attempt)]))
    assert outside.read_text() == "very secret"
    (refused,) = latex.pdfs([Ready(rf"\input{{{outside}}}")])
    assert isinstance(refused, EngineError)


def test_an_endless_macro_is_stopped(monkeypatch):
    monkeypatch.setattr(latex, "SECONDS", 2)
    (refused,) = latex.pdfs([Ready(r"\def\forever{\forever}\forever")])
    assert "more than 2.5 seconds" in str(refused)


def test_a_student_for_whom_tex_never_ends_costs_one_sheet(monkeypatch):
    monkeypatch.setattr(latex, "SECONDS", 2)
    fine = source(drawn([own(CIRCUIT)], ADA), HEADING, engine="latex", worked=False)
    forever = Ready(r"\def\forever{\forever}\forever")
    made = list(latex.pdfs([fine, fine, forever, fine]))
    assert [isinstance(one, EngineError) for one in made] == [False, False, True, False]


@pytest.mark.parametrize(
    ("here", "said"),
    [
        (None, r"no working LaTeX here .*apt install texlive-latex-base.*--engine typst"),
        ((), r"lacks amsmath.sty, .*lmodern.sty .*texlive-latex-base.*tlmgr install .*miktex packages install"),
        (
            ("amsmath.sty", "glyphtounicode.tex"),
            r"lacks lmodern.sty \(on Debian: apt install lmodern; .*tlmgr install lm;",
        ),
    ],
)
def test_what_a_tex_lacks_is_named_with_the_package_that_has_it(here, said, monkeypatch, tmp_path):
    """On a machine where no TeX, an empty one, or one without Latin Modern is found."""
    for program in () if here is None else ("pdflatex", "kpsewhich"):
        lines = "".join(f"echo /usr/share/texmf/{file}\n" for file in here)
        (tmp_path / program).write_text(f"#!/bin/sh\n{lines}")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing.cache_clear()
    try:
        with pytest.raises(EngineError, match=said):
            list(typeset([drawn([own(CIRCUIT)], ADA)], HEADING, engine="latex", worked=False))
    finally:
        missing.cache_clear()


def test_a_package_that_an_own_template_asks_for_in_vain_is_said_how_to_find(tmp_path):
    (tmp_path / "latex").mkdir()
    (tmp_path / "latex" / "preamble.tex").write_text(r"\documentclass{article}\usepackage{nosuchthing}")
    with pytest.raises(EngineError, match=r"nosuchthing.sty.*apt-file search nosuchthing.sty"):
        list(typeset([drawn([own(CIRCUIT)], ADA)], HEADING, engine="latex", worked=False, templates=tmp_path))


def test_a_long_table_of_answers_has_its_head_on_every_page():
    asked = '["y1", "z2", "y2", "z3", "y3", "L", "dL/dW2", "dL/dW3", "change W1", "change W2", "change b1"]'
    long = own(DEEP.replace('["z2", "y3", "L"]', asked).replace("[sheet]", '[sheet]\nkey = "needed"'))
    after = pages(pdf(drawn([long], ADA), "latex", worked=True))
    first = next(place for place, page in enumerate(after) if "Answers and what" in page)
    assert len(after) > first + 1
    assert all("Accepted from" in page for page in after[first:])


@pytest.mark.parametrize("worked", [False, True])
def test_a_screen_reader_is_told_the_language_and_the_title(worked):
    heading = replace(HEADING, title="Übung 3: <Rückwärts>", language="de")
    read = pypdf.PdfReader(BytesIO(pdf(drawn([own(CIRCUIT)], ADA), "latex", worked=worked, heading=heading)))
    assert read.metadata.title == "Übung 3: <Rückwärts>"
    assert read.trailer["/Root"]["/Lang"] == "de"
    assert read.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="no Debian here to ask which package a file belongs to")
def test_every_file_that_tex_reads_is_of_the_packages_that_we_name(tmp_path):
    sheet = drawn([*lecture(), own(DEEP), own(WIDE), own(NEURON), own(CIRCUIT)], ADA)
    bodies = [source(sheet, HEADING, engine="latex", worked=worked) for worked in (False, True)]
    (tmp_path / "all.tex").write_text(chunk_of(bodies, "latex"), encoding="utf-8")
    command = ["pdflatex", "-recorder", "-interaction=nonstopmode", "all.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    lines = (tmp_path / "all.fls").read_text(encoding="utf-8").splitlines()
    read = {Path(line.removeprefix("INPUT ")) for line in lines if line.startswith("INPUT /")}
    shipped = sorted({str(path) for path in read if path.is_relative_to("/usr")})
    said = subprocess.run(["dpkg", "-S", *shipped], capture_output=True, text=True, check=False).stdout
    owners = dict(reversed(line.split(": ")) for line in said.splitlines())
    packages = {owners[path] for path in shipped if path in owners}
    assert len(shipped) > 20
    # texlive-base is what texlive-latex-base itself stands on
    assert packages <= {*DEBIAN.split(), "texlive-base"}
