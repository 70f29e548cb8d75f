"""`gradsheet templates` and `new --templates`: the shipped files, ready to edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main
from gradsheet.places import shipped


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done


def hashes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "students").iterdir()}


@pytest.mark.parametrize("engine", ["latex", "typst"])
def test_every_template_of_the_engine_is_copied_and_an_edited_one_is_left_alone(tmp_path: Path, engine: str) -> None:
    (tmp_path / "assignment.toml").write_text('title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n')
    assert f"in templates/{engine}/ are yours to edit" in run("templates", "--engine", engine, "-C", tmp_path).output
    ours = {path.name: path.read_bytes() for path in (shipped("templates") / engine).iterdir()}
    place = tmp_path / "templates" / engine
    assert {path.name: path.read_bytes() for path in place.iterdir()} == ours
    (edited, *_) = place.iterdir()
    edited.write_text("mine")
    assert "0 file(s)" in run("templates", "--engine", engine, "-C", tmp_path).output
    assert edited.read_text() == "mine"


def test_what_is_copied_and_not_changed_makes_the_same_pages(tmp_path: Path) -> None:
    run("new", tmp_path / "hw", "--templates")
    folder = tmp_path / "hw"
    text = (folder / "assignment.toml").read_text(encoding="utf-8")
    engine = "latex" if 'engine   = "latex"' in text else "typst"
    assert (folder / "templates" / engine / f"sheet.{'tex' if engine == 'latex' else 'typ'}").is_file()
    (folder / "roster.csv").write_text("id\ns1\n")
    run("make", "-C", folder)
    before = hashes(folder)
    for path in (folder / "templates" / engine).iterdir():
        path.unlink()
    run("make", "-C", folder)
    assert hashes(folder) == before
