"""`gradsheet solve`: the lecture's numbers in the terminal and as JSON."""

from __future__ import annotations

import json
import math

import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main

LECTURE = "lecture/relu-sigmoid-bce"


def solve(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["solve", *arguments])


def test_json_holds_every_quantity_of_the_first_case():
    found = json.loads(solve(LECTURE, "--json").stdout)
    y = math.e / (1 + math.e)
    assert found["z1[1]"] == 1.0
    assert found["y2[1]"] == pytest.approx(y, abs=1e-12)
    assert found["dL/dW2[1,1]"] == pytest.approx(y, abs=1e-12)
    assert found["new W2[1,1]"] == pytest.approx(0.67 - 0.1 * y, abs=1e-12)


@pytest.mark.parametrize(
    ("only", "line"),
    [
        (
            "new W2[1,1]",
            "new W2[1,1] = W2[1,1] - eta*dL/dW2[1,1] = 0.67 - 0.1*0.73106 ≈ 0.59689 (exactly 0.67 - 0.1*(e/(1 + e)))",
        ),
        ("dy2[1]/dz2[1]", "dy2[1]/dz2[1] = y2[1]*(1 - y2[1]) = 0.73106*(1 - 0.73106) ≈ 0.19661 (exactly e/(1 + e)^2)"),
        (
            "change W2[1,1]",
            "change W2[1,1] = new W2[1,1] - W2[1,1] = 0.59689 - 0.67 = -0.07311 (exactly -0.1*(e/(1 + e)))",
        ),
        ("y2[1]", "y2[1] = sigmoid(z2[1]) = 1/(1 + exp(-1)) = e/(1 + e) ≈ 0.73106"),
        (
            "dL/dx[1]",
            "dL/dx[1] = dL/dz1[1]*dz1[1]/dx[1] + dL/dz1[2]*dz1[2]/dx[1] = dL/dz1[1]*W1[1,1] + dL/dz1[2]*W1[2,1]",
        ),
        ("eta", "eta = 0.1"),
    ],
)
def test_only_prints_the_lines_of_what_is_named(only, line):
    assert solve(LECTURE, "--only", only).stdout.startswith(line)


def test_numbers_can_be_set_one_by_one_and_as_lists():
    found = json.loads(solve(LECTURE, "--set", "x=[2, .5]", "--set", "W1[1,1]=-0.5", "--json").stdout)
    assert found["z1[1]"] == pytest.approx(-0.5 * 2 + 0.75 * 0.5)


def test_draws_differ_and_are_the_same_for_everybody():
    one, again, other = (solve(LECTURE, "--draw", number, "--json").stdout for number in ("1", "1", "2"))
    assert one == again != other


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["lecture/relu"], "no problem 'lecture/relu' in the bank; did you mean 'lecture/relu-sigmoid-bce'?"),
        ([LECTURE, "--case", "slides"], "no case 'slides'; there are 'lecture slide'"),
        ([LECTURE, "--case", "lecture slide", "--draw", "1"], "--case and --draw exclude each other"),
        ([LECTURE, "--set", "Q=1"], "write NAME=VALUE with a NAME that is given: x, W1, W2, d, eta"),
        ([LECTURE, "--set", "eta"], "write NAME=VALUE"),
        ([LECTURE, "--set", "eta=big"], "'big' is not a decimal number"),
        ([LECTURE, "--set", "x=1"], "x stands for 2 numbers; write a list"),
        ([LECTURE, "--set", "x=[1]"], "must be a list of 2 number(s)"),
        ([LECTURE, "--only", "dL/dW9"], "no quantity 'W9' in this derivation"),
        ([LECTURE, "--only", "%"], "this is not the name of a quantity"),
        (["nothing.toml"], "nothing.toml: there is no such file"),
        (["../../etc/passwd"], "is not the name of a problem"),
    ],
)
def test_what_cannot_be_solved_is_explained(arguments, answer):
    done = solve(*arguments)
    assert done.exit_code != 0
    assert answer in done.stderr
    assert "Traceback" not in done.output
