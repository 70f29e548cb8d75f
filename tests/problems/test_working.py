"""The worked lines: what is rounded, what is exact, and that every line follows from the numbers printed in it."""

from __future__ import annotations

import runpy
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from documents.handed import DEEP, NEURON, WIDE, own
from gradsheet.documents.terminal import set_givens, terminal_solution
from gradsheet.errors import GradsheetError
from gradsheet.formula import Number, decimal_text, name
from gradsheet.problems import (
    Exercise,
    bank_exercise,
    bank_names,
    draw,
    find_problem,
    kept,
    public_seed,
    solve_exercises,
    working,
)
from gradsheet.problems.working import prove, workings

JUDGE = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "keys.py"))


def drawn(problem, number: int = 1) -> Exercise:
    return Exercise(problem=problem, givens=draw(problem, [public_seed(problem.name, number)])[0])


def lines(exercise: Exercise):
    (solution,) = solve_exercises([exercise])
    return {name(line.symbol): line for line in workings(exercise, solution)}


@pytest.mark.parametrize(
    "problem", [*map(find_problem, bank_names()), own(DEEP), own(WIDE), own(NEURON)], ids=lambda p: p.title
)
def test_every_line_follows_for_a_reader_with_pythons_grammar_and_decimals(problem):
    text = terminal_solution(drawn(problem, 7))
    found = {line: JUDGE["follows"](line, problem.looked_up, problem.rounding.keep) for line in JUDGE["lines"](text)}
    assert True in found.values()
    assert [line for line, follows in found.items() if follows is False] == []


@pytest.mark.parametrize("use", [one for one in bank_names() if find_problem(one).looked_up])
def test_what_is_looked_up_follows_from_the_tables(use):
    problem = find_problem(use)
    for number in range(1, 9):
        for line in JUDGE["lines"](terminal_solution(drawn(problem, number))):
            assert JUDGE["follows"](line, problem.looked_up, problem.rounding.keep) is not False


@pytest.mark.parametrize(
    "line", ["z = 0.5*0.12345 ≈ 0.06172", "z = 0.5*0.12345 = 0.06173", "z = 1/(1 + exp(-1)) ≈ 0.7311"]
)
def test_the_judge_itself_refuses_what_does_not_follow(line):
    assert JUDGE["follows"](line) is ("0.7311" in line)


def test_a_number_changed_in_print_is_found_with_its_problem_its_line_and_the_numbers():
    exercise = drawn(find_problem("lecture/relu-sigmoid-bce"), 3)
    (solution,) = solve_exercises([exercise])
    sound = workings(exercise, solution)
    unit = Decimal("0.00001")
    for place, line in enumerate(sound):
        for off in (unit, -unit):
            other = replace(line, value=replace(line.value, value=line.value.value + off))
            with pytest.raises(GradsheetError) as caught:
                prove(exercise, [*sound[:place], other, *sound[place + 1 :]], 5)
            message = str(caught.value)
            assert message.startswith("lecture/relu-sigmoid-bce: ")
            assert f"{name(line.symbol)} = " in message
            assert decimal_text(other.value) in message
            assert "but its own numbers give" in message


def test_an_operand_that_is_not_the_number_printed_above_is_found():
    exercise = drawn(find_problem("lecture/relu-sigmoid-bce"), 3)
    (solution,) = solve_exercises([exercise])
    sound = workings(exercise, solution)
    place = next(place for place, line in enumerate(sound) if name(line.symbol) == "new W2[1,1]")
    line = sound[place]
    weight = next(symbol for symbol in line.plan.symbols if name(symbol) == "W2[1,1]")
    numbers = {**line.numbers, weight: replace(line.numbers[weight], value=line.numbers[weight].value + 1)}
    wrong = replace(line, numbers=numbers, value=replace(line.value, value=line.value.value + 1))
    with pytest.raises(GradsheetError, match="the lines above give"):
        prove(exercise, [*sound[:place], wrong, *sound[place + 1 :]], 5)


def test_an_equals_sign_before_a_rounded_number_is_found():
    exercise = drawn(find_problem("lecture/relu-sigmoid-bce"), 3)
    (solution,) = solve_exercises([exercise])
    sound = workings(exercise, solution)
    for place, line in enumerate(sound):
        with pytest.raises(GradsheetError, match="do not follow"):
            prove(exercise, [*sound[:place], replace(line, exact=not line.exact), *sound[place + 1 :]], 5)


def test_no_key_is_made_of_lines_that_do_not_follow(monkeypatch):
    """A fault in the numbers themselves stops every reader of the worked lines."""

    def faulty(exercise, solution):
        found = kept(exercise, solution)
        last = exercise.problem.derivation.steps[-1].symbol
        return replace(found, numbers=dict(found.numbers) | {last: Number.of("0.12345")})

    monkeypatch.setattr(working, "kept", faulty)
    with pytest.raises(GradsheetError, match="1 of 25 lines of the key do not follow"):
        terminal_solution(drawn(find_problem("lecture/relu-sigmoid-bce")))


@pytest.mark.parametrize("use", ["lecture/relu-sigmoid-bce", "backpropagation/layer-by-layer", "lecture/softmax-ce"])
def test_of_keys_worked_together_the_faulty_one_is_found(use, monkeypatch):
    """Whatever step has a number that is off, or too many digits: the other keys are made."""
    problem = find_problem(use)
    unit = Decimal(1).scaleb(-problem.rounding.keep)

    def off(number: Number) -> Number:
        return replace(number, value=number.value + unit)

    def longer(number: Number) -> Number:
        return Number(number.value + unit / 10, problem.rounding.keep + 1)

    exercises = [drawn(problem, seed) for seed in range(1, 6)]
    solutions = solve_exercises(exercises)
    for number, (change, step) in enumerate(product((off, longer), problem.derivation.steps[::2])):
        # Others to the memory, which goes by identity.
        solved = [(replace(one), solution) for one, solution in zip(exercises, solutions, strict=True)]
        wrong = solved[number % 5]

        def faulty(exercise, solution, wrong=wrong, change=change, step=step):
            found = kept(exercise, solution)
            if exercise is not wrong[0]:
                return found
            return replace(found, numbers=dict(found.numbers) | {step.symbol: change(found.numbers[step.symbol])})

        with monkeypatch.context() as patch:
            patch.setattr(working, "kept", faulty)
            working.work_together(solved)
            assert [one for one in solved if _raises(*one)] == [wrong]
        working.work_together(solved)
        assert not any(_raises(*one) for one in solved)


def _raises(exercise, solution):
    try:
        workings(exercise, solution)
    except GradsheetError:
        return True
    return False


def test_a_five_is_rounded_up_and_rounded_numbers_keep_their_zeros():
    problem = own("""
title = "Ties"
steps = '''
p = a * b
q = a * c
r = p + q
s = r * n
t = threshold(p) + n
u = p - p
'''
[given]
a = 0.5
b = { choose = [0.12345, 0.22345] }
c = -0.12345
n = 1
[[ask]]
blanks = ["p", "q", "r", "s", "t", "u"]
""")
    exercise = set_givens(bank_exercise(problem, case=None, number=1), ["b=0.12345"])
    found = {key: (decimal_text(line.value), line.exact) for key, line in lines(exercise).items()}
    assert found["p"] == ("0.06173", False)  # 0.061725
    assert found["q"] == ("-0.06173", False)
    assert found["r"] == ("0.00000", True)  # the sum of two rounded numbers
    assert found["t"] == ("2", True)
    assert found["u"] == ("0", True)


def test_what_was_rounded_keeps_its_zeros_and_what_is_exact_stays_short():
    exercise = set_givens(bank_exercise(find_problem("lecture/relu-sigmoid-bce"), case=None, number=None), [])
    text = terminal_solution(exercise)
    assert "= 1/(1 + exp(-1)) = e/(1 + e) ≈ 0.73106\n" in text
    assert "≈ 3.71830 (exactly 1 + e)" in text  # 1/(1 - 0.73106), of what is printed
    assert "= 3.71830*(0.73106*(1 - 0.73106)) ≈ 0.73106 (exactly e/(1 + e))" in text
    assert "= 0.25*1 + 0.75*1 = 1\n" in text


def test_a_saturated_unit_is_worked_with_more_decimals():
    """sigmoid(13) is 1.00000 in five decimals, and ln(1 - 1.00000) is nothing."""
    exercise = set_givens(
        bank_exercise(find_problem("lecture/relu-sigmoid-bce"), case=None, number=None), ["W2=[[6.5,6.5]]"]
    )
    (solution,) = solve_exercises([exercise])
    found = kept(exercise, solution)
    assert found.decimals > 5
    for symbol, answer in found.answers.items():
        assert solution.bands[symbol].accepts(float(answer))


def test_numbers_that_no_hand_can_work_are_refused_with_the_line():
    exercise = set_givens(
        bank_exercise(find_problem("lecture/relu-sigmoid-bce"), case=None, number=None), ["W2=[[15,17]]"]
    )
    with pytest.raises(GradsheetError, match=r"even where every line keeps 12 decimals, L = .* has no value"):
        terminal_solution(exercise)


@pytest.mark.parametrize("problem", [*map(find_problem, bank_names())], ids=lambda p: p.name)
def test_the_answers_of_the_key_are_accepted(problem):
    exercises = [
        Exercise(problem=problem, givens=one) for one in draw(problem, [public_seed("accepted", n) for n in range(8)])
    ]
    for exercise, solution in zip(exercises, solve_exercises(exercises), strict=True):
        found = kept(exercise, solution)
        assert found.decimals == problem.rounding.keep
        for symbol, answer in found.answers.items():
            assert solution.bands[symbol].accepts(float(answer)), name(symbol)
