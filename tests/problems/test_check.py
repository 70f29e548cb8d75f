"""Published cases: what agrees, what does not, and what must not."""

from __future__ import annotations

import pytest

from gradsheet.problems import bank_exercise, bank_names, disagreements, find_problem
from problems.banks import NEURON, read

CASE = (
    NEURON
    + """
[[case]]
name = "by hand"
[case.given]
x = [1, 1]
W1 = [0.25, 0.25]
d = 1
[case.expect]
"""
)


@pytest.mark.parametrize("problem", bank_names())
def test_the_shipped_bank_reproduces_its_sources(problem):
    found = find_problem(problem)
    assert [d for case in found.cases for d in disagreements(found, case)] == []


# z = 1, y = e/(1+e) = 0.7310585786300049
@pytest.mark.parametrize(
    ("expectation", "agrees"),
    [
        ("z1 = 1", True),
        ("z1 = [1]", True),
        ("y1 = 0.7310585786300049", True),
        ("y1 = 0.731058578632", False),
        ('y1 = "0.731"', True),
        ('y1 = "0.732"', False),
        ('y1 = ".73"', True),
        ('y1 = "7.31e-1"', True),
        ('y1 = "0.7311"', True),
        ('y1 = "0.73106"', True),
        ('y1 = "0.73105"', False),
        ('y1 = "0.7310585786300049"', True),
        ('y1 = "0.7310585786330049"', False),
        ('y1 = "e/(1+e)"', True),
        ('y1 = "e/(1+e) = 0.731"', True),
        ('y1 = "e/(1+e) = 0.732"', False),
        ('"dy1[1]/dz1[1]" = "e/(1+e)^2"', True),
        ('"dL/dx[1]" = "0.25*(y1[1]-1)*y1[1]*(1-y1[1])"', True),
        ('"change W1[1,1]" = "-0.5*dL/dW1[1,1]"', True),
        ('"change W1[1,1]" = "new W1[1,1] - W1[1,1]"', True),
    ],
)
def test_a_published_number_agrees_when_the_exact_value_rounds_to_it(expectation, agrees):
    problem = read(CASE + expectation)
    assert (disagreements(problem, problem.cases[0]) == []) == agrees


@pytest.mark.parametrize(("rounds_at", "agrees"), [("", False), ("rounds_at = 2", True)])
def test_a_source_that_rounded_on_its_way_agrees_when_the_case_says_so(rounds_at, agrees):
    """From y = 0.73: 0.27*0.73 = 0.1971, cut to 0.20, and -0.27*0.20 = -0.054; exactly it is -0.0529."""
    text = CASE.replace('name = "by hand"', f'name = "by hand"\n{rounds_at}') + '"dL/dz1" = "-0.0540"'
    problem = read(text)
    assert (disagreements(problem, problem.cases[0]) == []) == agrees


@pytest.mark.parametrize(
    ("wrong", "agrees"),
    [
        ('"new W1[1,1]" = { printed = "0.2236", by = "ascent-sign" }', True),
        ('"new W1[1,1]" = { printed = "0.2136", by = "ascent-sign" }', False),
        ('"new W1[1,1]" = { printed = "0.2764" }', False),
        ('"new W1[1,1]" = "0.2236"', True),
    ],
)
def test_a_number_called_wrong_must_differ_and_agree_with_its_misconception(wrong, agrees):
    problem = read(CASE + "[case.wrong]\n" + wrong)
    assert (disagreements(problem, problem.cases[0]) == []) == agrees


def test_numbers_that_a_source_does_not_print_must_not_matter():
    text = CASE.replace("W1 = [0.25, 0.25]", '"W1[1,1]" = 0.25').replace(
        "[case.given]", 'free = ["W1[1,2]"]\n[case.given]'
    )
    silent = read(text + '"dz1[1]/dx[1]" = 0.25')
    assert disagreements(silent, silent.cases[0]) == []
    telling = read(text + "z1 = 0.75")
    assert len(disagreements(telling, telling.cases[0])) == 1


def test_numbers_that_a_case_leaves_open_are_shown_as_a_draw_gives_them():
    """A gradient given from above that is 0 everywhere would make a page of zeros."""
    problem = find_problem("convolution/max-pool")
    assert problem.cases[0].free
    givens = bank_exercise(problem).givens
    assert all(givens[symbol] == number for symbol, number in problem.cases[0].given.items())
    assert all(abs(givens[symbol]) in (1, 2, 3) for symbol in problem.cases[0].free)
