"""Options to choose from: the right number among those of known wrong methods."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from gradsheet.errors import DrawError
from gradsheet.formula import name, parse_name
from gradsheet.problems import (
    Exercise,
    Kind,
    bank_names,
    draw,
    find_problem,
    problem_from,
    public_seed,
    solve_exercises,
)
from gradsheet.problems.choices import SLIPS, options
from gradsheet.problems.load import TomlSource

UPDATE, SOFTMAX = "backpropagation/choose-the-update", "softmax/choose-the-gradient"
BANK = [UPDATE, SOFTMAX, "forward/choose-the-output", "convolution/choose-the-entry", "attention/choose-the-weight"]
STEPS = """title = "Circuit"
steps = "q = x*y"
[given]
x = {{ from = {least}, to = 9, by = 1 }}
y = 2
[rounding]
answer = {answer}
[[ask]]
blanks = ["q"]
choices = {choices}
"""


def drawn(problem, count):
    return draw(problem, [public_seed(problem.name, number) for number in range(count)])


def steps(*, least=1, answer=2, choices=5):
    return problem_from(TomlSource.parse(STEPS.format(least=least, answer=answer, choices=choices), "p"), name="p")


def test_problems_with_choices_are_in_the_bank():
    using = [one for one in bank_names() if any(ask.kind is Kind.CHOICE for ask in find_problem(one).asks)]
    assert set(BANK) <= set(using)


@pytest.mark.parametrize("problem_name", BANK)
def test_one_option_is_right_and_all_differ_by_more_than_their_tolerances(problem_name):
    problem = find_problem(problem_name)
    givens = drawn(problem, 60)
    exercises = [Exercise(problem=problem, givens=one) for one in givens]
    asked = {symbol: ask for ask, symbol in problem.blanks if ask.kind is Kind.CHOICE}
    for offered, solution in zip(options(problem, givens), solve_exercises(exercises), strict=True):
        assert offered.keys() == asked.keys()
        for symbol, chosen in offered.items():
            assert len(chosen) == asked[symbol].choices
            (right,) = [option for option in chosen if option.is_right]
            assert right.number == f"{solution.values[symbol]:.{problem.rounding.answer}f}".replace("-0.0000", "0.0000")
            numbers = [Decimal(option.number) for option in chosen]
            assert numbers == sorted(set(numbers))
            band = solution.bands[symbol]
            wrong = [float(option.number) for option in chosen if not option.is_right]
            assert not any(band.accepts(one) for one in wrong)
            assert min(float(after - before) for before, after in pairwise(numbers)) >= problem.rounding.answer_unit
            known = {*problem.misconceptions, *SLIPS}
            assert all(set(option.causes) <= known for option in chosen)


@pytest.mark.parametrize("problem_name", BANK)
def test_every_place_comes_up_for_the_right_option_and_none_gives_it_away(problem_name):
    problem = find_problem(problem_name)
    offered = options(problem, drawn(problem, 400))
    for symbol in offered[0]:
        count = len(offered[0][symbol])
        places = Counter([option.is_right for option in one[symbol]].index(True) for one in offered)
        assert set(places) == set(range(count)), (name(symbol), places)
        assert max(places.values()) < 1.5 * 400 / count
        assert min(places.values()) > 0.5 * 400 / count


def test_the_wrong_numbers_are_those_of_the_wrong_methods():
    """Worked again with numpy: a sigmoid for each output in place of softmax, a bias left out, a target index."""
    problem = find_problem(SOFTMAX)
    givens = drawn(problem, 200)
    found = Counter()
    for numbers, offered in zip(givens, options(problem, givens), strict=True):
        values = {name(symbol): float(value) for symbol, value in numbers.items()}
        x = np.array([values["x[1]"], values["x[2]"]])
        weights = np.array([[values[f"W1[{unit},{source}]"] for source in (1, 2)] for unit in (1, 2, 3)])
        bias = np.array([values[f"b1[{unit}]"] for unit in (1, 2, 3)])
        target = np.array([values[f"d[{unit}]"] for unit in (1, 2, 3)])

        def shares(sums):
            return np.exp(sums) / np.exp(sums).sum()

        sums = weights @ x + bias
        expected = {
            "y1[1]": {"bias-forgotten": shares(weights @ x)[0], "softmax-as-sigmoid": 1 / (1 + np.exp(-sums[0]))},
            "L": {
                "bias-forgotten": -np.log(shares(weights @ x) @ target),
                "log2": -np.log2(shares(sums) @ target),
            },
            "dL/dz1[1]": {"target-output-swapped": -(shares(sums) - target)[0]},
        }
        for quantity, methods in expected.items():
            for option in offered[parse_name(quantity)]:
                for id in set(option.causes) & set(methods):
                    assert float(option.number) == pytest.approx(methods[id], abs=0.00011)
                    found[quantity, id] += 1
    assert len(found) == 5
    assert min(found.values()) > 20


def test_misconceptions_of_different_concepts_come_first_and_slips_only_where_they_are_too_few():
    problem = find_problem(UPDATE)
    gradient = parse_name("dL/dW1[1,2]")
    for one in options(problem, drawn(problem, 50)):
        causes = [option.causes for option in one[gradient] if not option.is_right]
        assert not any(set(ids) & set(SLIPS) for ids in causes)
        assert len({problem.misconceptions[ids[0]].concept for ids in causes}) > 1


def test_methods_that_give_the_same_number_are_one_option():
    problem = find_problem(UPDATE)
    causes = [o.causes for one in options(problem, drawn(problem, 50)) for o in one[parse_name("new b2[1]")]]
    assert ("target-output-swapped", "ascent-sign") in causes
    assert ("ascent-sign",) not in causes


def test_options_are_the_same_every_time_whoever_else_is_drawn():
    problem = find_problem(UPDATE)
    givens = drawn(problem, 12)
    assert options(problem, givens) == [options(problem, [one])[0] for one in givens]


def test_a_draw_without_enough_wrong_numbers_is_drawn_again():
    """With x = 0 every slip gives 0 too."""
    problem = steps(least=0, answer=2)
    assert all(one[parse_name("x")] != 0 for one in drawn(problem, 60))
    fixed = TomlSource.parse(STEPS.format(least=1, answer=2, choices=5).replace("y = 2", "y = 0"), "p")
    with pytest.raises(DrawError, match="choices"):
        drawn(problem_from(fixed, name="p"), 1)


def test_where_whole_numbers_are_asked_every_option_is_whole():
    problem = find_problem("convolution/choose-the-entry")
    for one in options(problem, drawn(problem, 40)):
        assert all("." not in option.number for chosen in one.values() for option in chosen)
