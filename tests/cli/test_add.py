"""`gradsheet add` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main
from gradsheet.places import shipped
from gradsheet.problems import find_problem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assignment.toml").write_text('title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n')
    return tmp_path


def add(name: str, folder: Path) -> Result:
    return CliRunner().invoke(main, ["add", name, "-C", str(folder)])


def test_the_copy_is_the_banks_file_and_takes_its_place_and_that_is_said(folder: Path) -> None:
    done = add("lecture/softmax-ce", folder)
    assert done.exit_code == 0, done.output
    copy = folder / "problems" / "lecture" / "softmax-ce.toml"
    assert copy.read_bytes() == (shipped("problem_banks") / "lecture" / "softmax-ce.toml").read_bytes()
    assert "problems/lecture/softmax-ce.toml is yours to edit" in done.stdout
    assert "'lecture/softmax-ce' now means this file" in done.stdout
    copy.write_text(copy.read_text(encoding="utf-8").replace("title ", 'title = "Mine"\n# title ', 1), encoding="utf-8")
    assert find_problem("lecture/softmax-ce", folder=folder).title == "Mine"


def test_an_edited_copy_is_never_overwritten(folder: Path) -> None:
    add("lecture/softmax-ce", folder)
    copy = folder / "problems" / "lecture" / "softmax-ce.toml"
    copy.write_text("mine")
    done = add("lecture/softmax-ce", folder)
    assert (done.exit_code, copy.read_text()) == (1, "mine")
    assert "is here already" in done.stderr


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("lecture/softmax", "did you mean 'lecture/softmax-ce'?"),
        ("../secret", "is not the name of a problem"),
        ("mine.toml", "is a file; name a problem of the bank"),
    ],
)
def test_an_unknown_problem_is_refused(folder: Path, name: str, complaint: str) -> None:
    done = add(name, folder)
    assert done.exit_code == 1
    assert complaint in done.stderr
    assert not (folder / "problems").exists()


def test_outside_of_an_assignment_the_way_out_is_named(tmp_path: Path) -> None:
    done = add("lecture/softmax-ce", tmp_path)
    assert done.exit_code == 1
    assert "gradsheet new DIR" in done.stderr
