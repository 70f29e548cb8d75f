"""Problem files by the most careless author: always complaints with a place, soon, and never a traceback."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from gradsheet.errors import ComplaintsError, DrawError, GradsheetError
from gradsheet.problems import (
    Exercise,
    case_exercise,
    draw,
    finite,
    load_problem,
    otherwise,
    public_seed,
    refused,
    solve_exercises,
)
from problems.banks import CIRCUIT, NEURON, complaints, read

FAR = "this is too large or too small to compute with; numbers go from 1e-30 to 1e30"


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("1e400", "b1: "),
        ("-1e-99", "b1: "),
        ("9" * 400, "b1: "),
        ("{ choose = [1, 1e99] }", "b1.choose[2]: "),
        ("{ from = 0, to = 1e999999, by = 1e-999999 }", "b1.to: "),
    ],
)
def test_a_number_out_of_all_reach_is_named_with_its_place(value: str, place: str) -> None:
    (found,) = complaints(NEURON.replace("b1 = 0.5", f"b1 = {value}"))
    assert found.endswith(f"given.{place}{FAR}")


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
        ("[" * 400 + "]" * 400, "nested too deeply"),
        ("9" * 5000, "a number here has too many digits"),
        ("1e99999999999999999999999", "a number here has too many digits"),
        ("1\n[" + ".".join("a" * 3000) + "]", "nested too deeply"),
    ],
)
def test_what_python_cannot_hold_is_a_complaint(value: str, complaint: str) -> None:
    (found,) = complaints(NEURON.replace("b1 = 0.5", f"b1 = {value}"))
    assert found.startswith("problem.toml: ")
    assert complaint in found


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("inputs = 2", "inputs = 100"), None),
        (("units = 1", "units = 100"), None),
        (
            ('[{ units = 1, activation = "sigmoid" }]', "[{ units = 40 }, { units = 40 }]"),
            "1,680 weights are more than",
        ),
        (('[{ units = 1, activation = "sigmoid" }]', f"[{'{ units = 1 },' * 30}]"), "30 layers are more than"),
    ],
)
def test_a_network_that_nobody_computes_by_hand_is_refused_before_it_is_built(
    change: tuple[str, str], complaint: str | None
) -> None:
    found = complaints(NEURON.replace(*change))
    assert any("network.layers: " in one and complaint in one for one in found) if complaint else found == []


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ("q = x[99999999]", "given.x: stands for 99,999,999 numbers; at most 1,000"),
        ("q[99999999] = x", "'q[99999999]': places go up to 1,000"),
        ("q[3] = x\nq[1,2] = x", "'q[1,2]' has 2 index(es), 'q[3]' above has 1"),
        ("q[3] = x\nq = x", "'q' has 0 index(es), 'q[3]' above has 1"),
        ("\n".join(f"q{n} = x" for n in range(600)), "600 steps are more than anybody works by hand; at most 500"),
    ],
)
def test_steps_of_an_impossible_size_or_shape_are_refused(steps: str, complaint: str) -> None:
    text = f'title = "T"\nsteps = """\n{steps}\n"""\n[given]\nx = {{ choose = [1, 2] }}\n[[ask]]\nblanks = ["q"]\n'
    assert complaint in "\n".join(complaints(text))


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        ("points = 1e999", "ask[1].points: must lie between 0 and 1,000,000"),
        ("points = nan", "ask[1].points: must be a number; found NaN"),
        ("tolerance = { decimals = 2.5 }", "ask[1].tolerance.decimals: must be a whole number from 0 to 9"),
        ("tolerance = { significant = 0 }", "ask[1].tolerance.significant: must be a whole number from 1 to 15"),
        ("tolerance = { decimals = 1000000000 }", "ask[1].tolerance.decimals: must be a whole number from 0 to 9"),
    ],
)
def test_points_and_tolerances_are_of_a_usual_size(ask: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(NEURON + ask))


def test_a_given_that_stands_twice_is_not_silently_the_later_one() -> None:
    assert "given.\"eta \": 'eta ' stands here twice" in "\n".join(
        complaints(NEURON.replace("eta = 0.5", 'eta = 0.5\n"eta " = 1'))
    )


def test_two_letters_that_would_print_alike_are_refused_and_may_change_places() -> None:
    assert "'z' and 'y' would both be printed as 'y'" in complaints(NEURON + '[symbols]\nz = "y"\n')[0]
    assert complaints(NEURON + '[symbols]\nz = "y"\ny = "z"\n') == []


def test_a_derivative_of_a_given_is_complained_about_at_its_place() -> None:
    (found,) = complaints(NEURON.replace('"new W1[1,1]"', '"dx[1]/dW1[1,1]"'))
    assert found.startswith("problem.toml:15:23: ask[1].blanks[3]: no quantity 'dx[1]/dW1[1,1]'")


def test_an_unreadable_misconception_of_ones_own_is_named_though_it_is_not_used_yet() -> None:
    found = complaints(NEURON + '[[misconception]]\nquantity = "z9"\nformula = "(("\n')
    assert ["misconception[1].quantity" in found[0], "misconception[1].formula" in found[1]] == [True, True]


def test_a_step_without_a_value_is_the_only_rule_that_is_blamed() -> None:
    problem = read(CIRCUIT.replace("q = x + y", "q = ln(-1 - x^2) + y"))
    with pytest.raises(DrawError, match=r"draws: `finite` alone rejects [0-9,]+ of [0-9,]+; widen"):
        draw(problem, [public_seed("x", 1)])


def test_numbers_that_leave_a_step_without_a_value_are_refused_by_name() -> None:
    text = (
        NEURON.replace('"half squared error"', '"binary cross-entropy"')
        + """
[[case]]
name = "saturated"
[case.given]
x = [1000, 1000]
W1 = [[1, 1]]
b1 = 0
d = 0
eta = 1
"""
    )
    problem = read(text)
    with pytest.raises(GradsheetError, match=r"with these numbers L = .* has no finite value"):
        finite(case_exercise(problem, problem.cases[0]))


def test_what_no_sheet_can_hold_is_said_with_place_and_way_out() -> None:
    text = CIRCUIT + '[[ask]]\nformula = "df/dy"\n[[ask]]\nblanks = ["q"]\nchoices = '
    (choice,) = refused(read(f"{text}9\n"), "p.toml")
    assert str(choice).startswith("p.toml:17:11: ask[3].choices: no draw has 8 wrong numbers for q")
    assert refused(read(f"{text}4\n"), "p.toml") == otherwise(read(CIRCUIT), "p.toml") == []


def test_a_formula_of_fixed_numbers_is_refused_for_a_bare_number_would_answer_as_well() -> None:
    text = """title = "Fixed"
steps = '''
f = x*y
g = f + z
'''
[given]
x = 2
y = 3
z = { from = 1, to = 9, by = 1 }
[[ask]]
formula = "g"
[[ask]]
formula = "f"
"""
    (one,) = refused(read(text), "p.toml")
    assert str(one).startswith("p.toml:12:1: ask[2]: every number that this is computed from is fixed")
    assert "give one of them a range in [given]" in str(one)


STEPS = """title = "T"
steps = '''
{steps}
'''
[given]
x = {{ from = 1, to = 3, by = 1 }}
{given}
[[ask]]
blanks = [{ask}]
"""


def own(steps: str, ask: str = '"a"', given: str = "") -> str:
    return STEPS.format(steps=steps, ask=ask, given=given)


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        (
            "a = b + 1\nb = c\nc = a*x",
            "problem.toml:3:1: steps[1]: these steps go round in a circle: a needs b, b needs c, c needs a; "
            "begin with what is given",
        ),
        (
            "a = a + x",
            "problem.toml:3:1: steps[1]: 'a' is computed from itself; give the new value another name, such as a_new",
        ),
        (
            "a = b + 1\nb = x",
            "problem.toml:3:1: steps[1]: 'b' is found further down only; move its line above this one",
        ),
        ("a = q + 1", "problem.toml:3:1: steps[1]: 'q' is neither given nor an earlier step; there are x"),
    ],
)
def test_steps_in_the_wrong_order_are_told_from_circles_and_from_misspelt_names(steps: str, complaint: str) -> None:
    assert complaints(own(steps)) == [complaint]


@pytest.mark.parametrize(
    ("steps", "given", "complaint"),
    [
        ("e = x + 1\na = e", "", "steps[1]: 'e' is taken: it is the number 2.718...; choose another name"),
        ("pi = x + 1\na = x", "", "steps[1]: 'pi' is taken: it is the number 3.14159...; choose another name"),
        ("a = x + e", "e = 2", "given.e: 'e' is taken: it is the number 2.718...; choose another name"),
        ("exp = x\na = x", "", "steps[1]: 'exp' is taken: it is a function; choose another name"),
        ("a = x", "ln = 2", "given.ln: 'ln' is taken: it is a function; choose another name"),
        ("new = x\na = x", "", "steps[1]: 'new' is taken: it is a word of the language; choose another name"),
        ("x = 2\na = x", "", "steps[1]: 'x' is defined twice"),
        ("α = x\na = x", "", "steps[1]: this is not the name of a quantity"),
    ],
)
def test_names_that_are_taken_say_by_what(steps: str, given: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(own(steps, given=given)))


def test_a_derivative_by_what_does_not_matter_is_0_and_the_author_is_told() -> None:
    problem = read(own("a = x + 1\nb = y*x\nL = a^2", '"dL/dy", "dL/db", "L"', "y = { choose = [2, 3] }"))
    (note,) = otherwise(problem, "p.toml")
    assert str(note) == "p.toml:10:1: ask[1]: dL/dy is 0 whatever the numbers, for L does not depend on y"
    (givens,) = draw(problem, [public_seed("x", 1)])
    (solution,) = solve_exercises([Exercise(problem=problem, givens=givens)])
    assert [solution.values[symbol] for _, symbol in problem.numbers[:2]] == [0, 0]
    text = own("a = x + 1\nL = a^2", '"L"', "y = 2").replace('["L"]', '["L"]\n[[ask]]\nformula = "dL/dy"')
    (one,) = refused(read(text), "p.toml")
    assert "dL/dy is 0 whatever the numbers, for L does not depend on y; ask for the number" in str(one)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (
            "a = 1/(x - x)",
            r"`finite` alone rejects 40,000 of 40,000; .*finite: a = 1/\(x - x\) has no finite value \(ln of 0,",
        ),
        ("b = x - x\nc = ln(b)\na = c + 1", r"finite: c = ln\(b\) has no finite value"),
    ],
)
def test_where_no_draw_has_a_value_the_step_is_named(steps: str, why: str) -> None:
    with pytest.raises(DrawError, match=why):
        draw(read(own(steps)), [public_seed("x", 1)])


def test_draws_without_a_value_are_passed_over_where_there_are_others() -> None:
    problem = read(own("b = ln(x - 1)\na = 1/(x - 2) + b"))
    values = {float(one[problem.derivation.givens[0]]) for one in draw(problem, [bytes([n]) * 32 for n in range(40)])}
    assert values == {3}


def test_a_condition_that_never_holds_is_named_with_the_count_of_draws() -> None:
    text = own("a = x + 1") + '[draw]\nrequire = ["a > 1", "x > 5"]\n'
    with pytest.raises(DrawError, match=r"among 40,000 draws: `require: x > 5` alone rejects 40,000 of 40,000; widen"):
        draw(read(text), [public_seed("x", 1)])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("loss =", "los =", ["network.los: 'los' is not known here; did you mean 'loss'?"]),
        ("eta = 0.5", "eta = 1\neta = 2", ["this key stands here twice; delete one"]),
        ("[[ask]]", "[given]\n[[ask]]", ["[given] stands here twice; write its keys under one of them"]),
        (
            'layers = [{ units = 1, activation = "sigmoid" }]',
            "layers = [2, 1]",
            [
                "network.layers[1]: must be a table: {...}; found 2",
                "network.layers[2]: must be a table: {...}; found 1",
            ],
        ),
        ("d = { choose = [0, 1] }", "d = { one_hot = 2 }", ["must be the number of a class from 1 to 1"]),
        ("W1 = {", "W1 = [[1, 2, 3]] #", ["must be a list of 1 row(s) with 2 number(s) each (to, from), for W1"]),
        ("W1 = {", "W1 = [] #", ["given.W1: must be a list of 1 row(s)"]),
        ("W1 = {", "W1 = nan #", ["given.W1: this is no range; write a number, a list"]),
        ("W1 = {", "W1 = [[inf, 1]] #", ["given.W1[1][1]: this is no range; write a number, a list"]),
        ("W1 = {", "W1 = { choose = [] } #", ["given.W1.choose: must be a list of numbers, at least one"]),
        (
            '["z1", "y1", "new W1[1,1]"]',
            '["eta"]',
            ["'eta' is given and cannot be asked; ask one of z1, y1, L, dL/dy1"],
        ),
        ('["z1", "y1", "new W1[1,1]"]', "[]", ["ask[1].blanks: must not be empty"]),
        ("[[ask]]", '[sheet]\ntell = ["z1"]\n[[ask]]', ["sheet.tell[1]: 'z1[1]' is asked, and told it would be given"]),
        (
            "inputs = 2",
            "inputs = 2\nexact = false",
            ["'exact' is no key of [network]; it stands at the top of the file"],
        ),
        (
            "inputs = 2",
            'inputs = 2\n"W1[1,1]" = 0.5',
            ["network.\"W1[1,1]\": 'W1[1,1]' is not known here; what a quantity is stands under [given]"],
        ),
        (
            "[network]",
            '"W1[1,1]" = 0.5\n[network]',
            ["'W1[1,1]' is not known here; what a quantity is stands under [given]"],
        ),
        ("[network]", '"" = 1\n[network]', ["'' is not known here; there are ask, attention,"]),
        ("[[ask]]", '[symbols]\n"x[1]" = 5\n[[ask]]', ['symbols."x[1]": must be text in quotes; found 5']),
    ],
)
def test_each_slip_of_a_careless_author_has_its_sentence(old: str, new: str, expected: list[str]) -> None:
    found = complaints(NEURON.replace(old, new, 1))
    assert all(one.startswith("problem.toml:") for one in found)
    assert all(any(sentence in one for one in found) for sentence in expected)


MODELS = {
    "recurrent": (
        'cell = "lstm"\ninputs = 1\nunits = 1\ntimes = 2\n',
        "x = 1\nh0 = 0\nc0 = 0\n" + "".join(f"{one}_{gate} = 0.5\n" for one in "WUb" for gate in "fiog"),
        '"h"',
    ),
    "convolution": ("input = [3, 3]\nkernel = [2, 2]\n", "x = 1\nK = 1\nb = 0\n", '"z"'),
    "attention": ("tokens = 2\ndimension = 2\n", "q = 1\nk = 1\nv = 1\n", '"y"'),
    "normalisation": ('kind = "batch"\nbatch = 3\nvalues = 2\n', "x = 1\ngamma = 1\nbeta = 0\neps = 0.1\n", '"y"'),
}


def of_model(model: str, old: str = "", new: str = "") -> str:
    table, given, ask = MODELS[model]
    text = f'title = "T"\n[{model}]\n{table}[given]\n{given}[[ask]]\nblanks = [{ask}]\n'
    return text.replace(old, new, 1) if old else text


@pytest.mark.parametrize(
    ("model", "old", "new", "complaint"),
    [
        ("recurrent", '"lstm"', '"lstn"', "problem.toml:3:8: recurrent.cell: must be 'simple', 'lstm' or 'gru'"),
        ("recurrent", "inputs = 1", "inputs = 1.5", "recurrent.inputs: must be a whole number; found 1.5"),
        ("recurrent", "x = 1", "x = [1, 2, 3]", "given.x: must be a list of 2 row(s) with 1 number(s) each, for x"),
        ("recurrent", "h0 = 0\n", "", "given: 'h0' is missing; write h0 = {"),
        ("recurrent", "times = 2", "times = 2000000000", "recurrent.times: must be at most 20"),
        (
            "recurrent",
            "times = 2",
            "times = 2\nbatch = 3",
            "'batch' is no key of [recurrent]; it belongs under [network]",
        ),
        ("convolution", "[3, 3]", "[3, 3, 3]", "convolution.input: has 3 sides; a line has one, input = 5"),
        (
            "convolution",
            "[2, 2]",
            "[4, 4]",
            "convolution.kernel: 4 x 4 is larger than the input with its padding, 3 x 3",
        ),
        ("convolution", "[3, 3]", "[100000, 100000]", "is more than anybody works by hand; at most 400"),
        ("convolution", "K = 1", "K = [1, 2, 3]", "given.K: must be a list of 2 row(s) with 2 number(s) each"),
        ("convolution", "kernel", "kernal", "convolution.kernal: 'kernal' is not known here; did you mean 'kernel'?"),
        ("attention", "tokens = 2", "tokens = 0", "attention.tokens: must be at least 2"),
        ("attention", "q = 1", "q = [1, 2, 3]", "given.q: must be a list of 2 row(s) with 2 number(s) each, for q"),
        ("attention", "dimension = 2", "dimension = 2\nscale = 3", "attention.scale: must be true or false; found 3"),
        ("normalisation", '"batch"', '"bach"', "normalisation.kind: must be 'layer', 'batch' or 'dropout'"),
        ("normalisation", "batch = 3", "batch = 1", "batch norm needs at least two examples; write batch = 3"),
        (
            "normalisation",
            "x = 1",
            "x = [[1, 2, 3]]",
            "given.x: must be a list of 3 row(s) with 2 number(s) each, for x",
        ),
    ],
)
def test_every_model_complains_with_place_and_way_out(model: str, old: str, new: str, complaint: str) -> None:
    assert complaints(of_model(model)) == []
    assert complaint in "\n".join(complaints(of_model(model, old, new)))


WINDOWS = b"\xef\xbb\xbf" + CIRCUIT.replace("q = x + y", "q = x + w").replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (WINDOWS, "t.toml:4:1: steps[1]: 'w' is neither given nor an earlier step"),
        ('title = "Größe"'.encode("latin-1"), "t.toml:1: this is not UTF-8; save the file with the encoding UTF-8"),
        ('title = "T"'.encode("utf-16"), "t.toml:1: this is not UTF-8"),
        (b"", "t.toml:1:1: title: 'title' is missing; write title ="),
    ],
)
def test_files_of_other_systems_and_encodings_keep_their_places(raw: bytes, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_bytes(raw)
    with pytest.raises(ComplaintsError) as caught:
        load_problem(tmp_path / "t.toml", shown="t.toml")
    assert complaint in "\n".join(map(str, caught.value.complaints))


def test_steps_without_end_are_refused_at_once() -> None:
    start = process_time()
    (found,) = complaints(own("\n".join(f"a{n} = {'x + ' * 190}x" for n in range(400)), '"a1"'))
    assert "characters are more than anybody works by hand; at most 20,000" in found
    assert process_time() - start < 20
