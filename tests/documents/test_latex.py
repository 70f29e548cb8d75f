"""The LaTeX engine by itself: chunks, failures, and lines that must fit."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from documents.handed import CIRCUIT, DEEP, HEADING, NEURON, WIDE, drawn, lecture, needs_tex, own, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Heading, latex, typeset
from gradsheet.documents.templates import chunk_of
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
    assert "more than 2 seconds" in str(refused)


def test_without_latex_the_error_says_what_to_install_or_use(monkeypatch):
    monkeypatch.setattr(latex, "available", lambda: False)
    with pytest.raises(EngineError, match=r"texlive-latex-base.*--engine typst"):
        list(typeset([drawn([own(CIRCUIT)], ADA)], HEADING, engine="latex", worked=False))


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
    assert packages <= {*latex.DEBIAN.split(), "texlive-base"}
