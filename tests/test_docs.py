"""What README says is there is there: every command is named, every shown command line runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradsheet.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help_with_an_example(command):
    assert f"gradsheet {command}" in README
    shown = CliRunner().invoke(main, [command, "--help"])
    assert shown.exit_code == 0
    assert "Example: gradsheet" in shown.output


def examples() -> list[tuple[str, str]]:
    """Command lines of the README with the output that is printed below them, up to a line of dots."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            found.append((line, output.strip("\n")))
    return found


@pytest.mark.parametrize(("line", "output"), examples(), ids=[line for line, _ in examples()])
def test_what_the_readme_prints_is_what_the_program_prints(line, output, tmp_path, monkeypatch):
    program, *arguments = shlex.split(line)
    assert program == "gradsheet"
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    printed = done.output.strip("\n")
    position = 0
    for piece in re.split(r"^\.\.\.$", output, flags=re.MULTILINE):
        position = printed.find(piece.strip("\n"), position)
        assert position >= 0, f"not printed:\n{piece}\n---\n{printed}"
