"""`gradsheet new` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gradsheet.assignments import Folder, load_assignment, read_roster
from gradsheet.cli import main
from gradsheet.documents import best_engine
from gradsheet.errors import GradsheetError


def test_a_new_folder_has_the_lectures_problems_in_use_and_a_class_to_look_at(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", str(tmp_path / "hw1")])
    assert done.exit_code == 0, done.output
    folder = Folder(tmp_path / "hw1")
    assignment = load_assignment(folder)
    assert [entry.uses[0].problem for entry in assignment.entries] == [
        "lecture/relu-sigmoid-bce",
        "lecture/sigmoid-outputs-ce",
        "lecture/softmax-ce",
    ]
    students = read_roster(folder.roster, timezone=assignment.timezone).students
    assert len(students) == 5
    assert any(not student.name.isascii() for student in students)
    assert folder.problems.is_dir()
    assert not folder.secret.exists()


def test_the_best_engine_is_pinned_and_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", str(tmp_path / "hw1")])
    assert load_assignment(Folder(tmp_path / "hw1")).engine == best_engine()
    assert f"engine {best_engine()}" in done.stdout


@pytest.mark.parametrize("present", ["a file in it", "a file of that name"])
def test_what_is_there_already_is_not_touched(tmp_path: Path, present: str) -> None:
    directory = tmp_path / "hw1"
    if present == "a file in it":
        directory.mkdir()
        (directory / "notes.txt").write_text("mine")
    else:
        directory.write_text("mine")
    done = CliRunner().invoke(main, ["new", str(directory)])
    assert done.exit_code == 1
    assert "there is something here already; name a new or an empty folder" in done.stderr
    assert not (directory / "assignment.toml").exists()


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["new", str(tmp_path)]).exit_code == 0


def test_a_full_disk_leaves_the_folder_as_empty_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The roster cannot be written; the next attempt must not find half an assignment in its way."""

    def full(path: Path, content: str) -> None:
        if path.name == "roster.csv":
            raise GradsheetError(f"{path}: cannot be written (No space left on device)")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    monkeypatch.setattr("gradsheet.assignments.start.write_whole", full)
    done = CliRunner().invoke(main, ["new", str(tmp_path / "hw1")])
    assert done.exit_code == 1
    assert not (tmp_path / "hw1").exists()
    monkeypatch.undo()
    assert CliRunner().invoke(main, ["new", str(tmp_path / "hw1")]).exit_code == 0


def test_what_the_system_refuses_is_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", str(tmp_path / ("x" * 300))])
    assert done.exit_code == 1
    assert "File name too long" in done.stderr
    assert isinstance(done.exception, SystemExit)
