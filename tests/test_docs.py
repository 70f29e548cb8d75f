"""What README says is there is there: every command is named, every shown command line runs."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradsheet.assignments.load import assignment_of
from gradsheet.cli import COMMANDS, main
from gradsheet.problems import TomlSource, draw, problem_from, public_seed

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help_with_an_example(command):
    assert f"gradsheet {command}" in README
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert "Example: gradsheet" in shown.output


def sessions() -> list[list[tuple[str, str]]]:
    """The console blocks of the README: command lines, each with the output printed below it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL):
        lines = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        found.append([(line, output.strip("\n")) for line, _, output in lines])
    return found


@pytest.mark.parametrize("session", sessions(), ids=[session[0][0] for session in sessions()])
def test_what_the_readme_prints_is_what_the_program_prints(session, tmp_path, monkeypatch):
    """In the README, `...` stands for what is left out."""
    monkeypatch.chdir(tmp_path)
    for line, output in session:
        program, *arguments = shlex.split(line)
        assert program == "gradsheet"
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output
        place = 0
        for piece in output.split("..."):
            found = done.output.find(piece.strip("\n"), place)
            assert found >= 0, f"not printed:\n{piece}\n---\n{done.output}"
            place = found + len(piece.strip("\n"))


def test_the_problem_in_the_readme_reads_well_and_can_be_drawn():
    (text,) = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
    problem = problem_from(TomlSource.parse(text, "README.md"), name="readme")
    assert len(draw(problem, [public_seed("readme", 1)])) == 1


@pytest.mark.parametrize(
    "text",
    re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "grading.md").read_text(encoding="utf-8"), flags=re.DOTALL),
)
def test_what_the_page_on_grading_sets_can_be_set(text):
    start = 'title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n'
    assert assignment_of(TomlSource.parse(start + text, "assignment.toml")).title == "T"


@pytest.mark.parametrize(
    "line",
    re.findall(r"^gradsheet .*$", (ROOT / "docs" / "grading.md").read_text(encoding="utf-8"), flags=re.MULTILINE),
)
def test_the_commands_of_the_page_on_grading_can_be_typed(line, tmp_path, monkeypatch):
    """They get as far as looking for the assignment's folder, which is not there."""
    monkeypatch.chdir(tmp_path)
    _, *arguments = shlex.split(line)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "there is no assignment.toml here" in done.stderr


@pytest.mark.parametrize(
    "text",
    re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "pages.md").read_text(encoding="utf-8"), flags=re.DOTALL),
)
def test_what_the_page_on_pages_sets_can_be_set(text):
    start = 'title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n'
    assert assignment_of(TomlSource.parse(start + text, "assignment.toml")).title == "T"


SCALE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        re.sub(r"^(mpiexec -n \d+|srun) ", "", line)
        for line in re.findall(r"^(?:mpiexec -n \d+ |srun )?gradsheet .*$", SCALE, flags=re.MULTILINE)
    ],
)
def test_the_commands_of_the_page_on_clusters_can_be_typed(line):
    """They are read, not run: nobody has the cluster."""
    _, command, *arguments = shlex.split(line)
    assert main.get_command(None, command).make_context(command, arguments).params["directory"]


def test_the_page_on_clusters_names_every_option_for_them_and_only_extras_that_there_are():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    named = set(re.findall(r"gradsheet\[(\w+)\]", SCALE))
    assert {"dask", "store"} <= named <= set(extras)
    assert all(option in SCALE for option in ("--workers", "--on dask://", "--on mpi", "--store", "--quiet"))
