"""`gradsheet check`: exit code 0 only when everything that was published agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main
from problems.banks import NEURON

CASE = '[[case]]\nname = "book"\n[case.given]\nx = [1, 1]\nW1 = [0.25, 0.25]\nd = 1\n[case.expect]\ny1 = "0.731"\n'


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_in_its_help_works_in_any_folder(here: Path) -> None:
    _, _, example = check("--help").stdout.partition("Example: gradsheet check ")
    assert check(*example.split()).exit_code == 0


def test_the_shipped_bank_agrees_with_its_sources():
    done = check()
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].endswith("all agree")


def test_a_problem_without_a_case_is_fine_and_said(here):
    (here / "own.toml").write_text(NEURON)
    done = check("own.toml")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "own.toml: reads well; no published case to compare")


def test_a_number_that_disagrees_is_named_with_its_place(here):
    (here / "bank").mkdir()
    (here / "bank" / "good.toml").write_text(NEURON + CASE)
    (here / "bank" / "bad.toml").write_text(NEURON + CASE.replace("0.731", "0.713"))
    done = check("bank")
    assert done.exit_code == 1
    assert "bank/good.toml: 1 case, 1 number: all agree" in done.stdout
    line = 1 + (NEURON + CASE).splitlines().index('y1 = "0.731"')
    assert done.stderr.startswith(f"bank/bad.toml:{line}:6: case[1].expect.y1: y1[1] = 0.73105857863, which does not")


def test_every_complaint_of_every_file_is_said(here):
    (here / "one.toml").write_text(NEURON.replace("sigmoid", "sigmiod").replace('"z1"', '"z3"'))
    (here / "two.toml").write_text("title = ")
    done = check("one.toml", "two.toml")
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["one.toml", "one.toml", "two.toml"]


@pytest.mark.parametrize(
    ("argument", "answer"),
    [("none.toml", "none.toml: there is no such file"), (".", ".: there is no problem file (*.toml) in this folder")],
)
def test_nothing_to_check_is_an_error(here, argument, answer):
    done = check(argument)
    assert done.exit_code == 1
    assert answer in done.stderr


def test_the_laboratory_says_how_fair_a_problem_is(here: Path) -> None:
    (here / "neuron.toml").write_text(NEURON)
    done = check("--lab", "neuron.toml", "--draws", "300", "--report", "lab.html")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("neuron: fair")
    assert "Wrote lab.html" in done.stdout
    assert (here / "lab.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    again = check("--lab", "neuron.toml", "--draws", "300", "--report", "lab.html")
    assert again.exit_code == 1
    assert "lab.html: there already; add --force to overwrite" in again.output


def test_the_laboratory_prints_json_alone(here: Path) -> None:
    (here / "neuron.toml").write_text(NEURON)
    (found,) = json.loads(check("--lab", "--json", "neuron.toml", "--draws", "200", "--report", "x.html").stdout)
    assert found["problem"] == "neuron"
    assert found["survival"]["draws"] == 200


def test_the_laboratory_names_what_is_unfair_or_cannot_be_read(here: Path) -> None:
    (here / "never.toml").write_text(NEURON + '[draw]\nrequire = ["y1[1] > 2"]\n')
    done = check("--lab", "never.toml", "--draws", "200")
    assert done.exit_code == 1
    assert "`require: y1[1] > 2` never holds in 200 draws" in done.stdout
    (here / "broken.toml").write_text(NEURON + '[draw]\nrequire = ["y7 > 2", "y1[1] + 2"]\n')
    done = check("--lab", "broken.toml", "never.toml", "--draws", "200")
    assert done.exit_code == 1
    assert "broken.toml:17:12: draw.require[1]: " in done.stderr
    assert "broken.toml:17:22: draw.require[2]: 'y1[1] + 2' is a number, not a condition" in done.stderr
    assert "never: not fair" in done.stdout


@pytest.mark.parametrize("option", ["--json", "--draws=10", "--report=x.html", "--force"])
def test_what_belongs_to_the_laboratory_needs_it(here: Path, option: str) -> None:
    done = check(option, "lecture/softmax-ce")
    assert done.exit_code == 2
    assert "belong to --lab" in done.output
