"""What processes need for a while is gone when they have ended, also that of workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from documents.handed import pdf, published
from documents.large import class_of
from gradsheet.assignments.sheet import Student
from gradsheet.documents.own_folder import own_folder
from gradsheet.documents.tex_packages import available

STUDENTS = 24  # for more than one task, so that there are workers


@pytest.mark.parametrize(("engine", "name"), [("typst", "t"), ("typst", "long" * 20), ("latex", "t")])
def test_make_leaves_nothing_among_temporary_files(engine: str, name: str, tmp_path: Path) -> None:
    if engine == "latex" and not available():
        pytest.skip("no LaTeX on this machine")
    temporary = tmp_path / name
    temporary.mkdir()
    folder = class_of(tmp_path / "hw", STUDENTS)
    folder.templates.mkdir()  # a teacher's own are sent to workers, who write them into a folder
    (folder.templates / "README.txt").write_text("mine\n", encoding="utf-8")
    assignment = folder.assignment.read_text(encoding="utf-8")
    folder.assignment.write_text(assignment.replace("typst", engine), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "gradsheet", "make", "-C", str(folder.root), "--workers", "2", "--no-html"],
        env={**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary))}, check=True, capture_output=True,
    )  # fmt: skip
    assert len(list(folder.root.glob("students/*.pdf"))) == STUDENTS
    assert list(temporary.iterdir()) == []


def test_a_process_has_one_folder_for_one_purpose() -> None:
    assert own_folder("test") == own_folder("test") != own_folder("another-test")
    assert own_folder("test").is_dir()


def test_typst_goes_on_where_the_system_cleared_its_folder_away() -> None:
    sheet = published(Student(id="s1", name="Ada"))
    before = pdf(sheet, "typst", worked=False)
    shutil.rmtree(own_folder("typst"))
    assert pdf(sheet, "typst", worked=False) == before
