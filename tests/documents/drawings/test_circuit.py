"""Circuits: drawn where they can be read, with what belongs on the wires and nothing of the answers on the sheet."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pypdfium2
import pytest

from documents.handed import CIRCUIT, ENGINES, decimals, of, own, pdf, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Math
from gradsheet.documents.drawings import drawn, subject_of
from gradsheet.documents.drawings.gates import circuit_gates
from gradsheet.documents.drawings.readable import note_area, readable, tangled
from gradsheet.documents.drawings.shapes import RADIUS, TALLEST, WIDEST, Drawing, Edge, Note
from gradsheet.documents.statement import Text
from gradsheet.formula import Number, Symbol, parse_name
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import profile
from gradsheet.languages import sentences
from gradsheet.problems import Exercise, case_exercise, draw, find_problem, public_seed, solve_exercises

ADA = Student(id="s001")
CIRCUITS = ("circuits/add-multiply", "circuits/max-gate", "circuits/sigmoid-gates", "circuits/tanh-neuron")
WITHOUT = (
    "counting/dense-parameters",
    "counting/recurrent-parameters",
    "counting/convolution-shapes",
    "metrics/confusion-matrix",
    "metrics/divergence-and-perplexity",
    "metrics/information-gain",
    "optimisers/adam-first-step",
    "perceptron/delta-rule",
    "perceptron/one-example",
    "softmax/three-classes",
)


def exercise(problem, number=1) -> Exercise:
    return Exercise(problem=problem, givens=draw(problem, [public_seed(problem.name, number)])[0])


def circuit_drawing(one: Exercise, solution=None) -> Drawing | None:
    return drawn(subject_of(one, profile("lecture"), sentences("en"), solution))


def note_boxes(found: Drawing, naming: Naming) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of what is written."""
    corners = [list(zip(*note_area(note, naming).corners, strict=True)) for note in found.notes]
    return [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in corners]


def solved(one: Exercise) -> Drawing:
    return circuit_drawing(one, solve_exercises([one])[0])


def both(one: Exercise) -> tuple[Drawing, Drawing]:
    return circuit_drawing(one), solved(one)


def steps(text: str, blanks: str, **given: str) -> str:
    numbers = "\n".join(f"{name} = {value}" for name, value in given.items())
    return f"title = 'own'\nsteps = '''\n{text}\n'''\n[given]\n{numbers}\n[[ask]]\nblanks = [{blanks}]\n"


def along(edge: Edge, count: int = 60) -> list[tuple[float, float]]:
    shares = [place / count for place in range(count + 1)]
    return [(edge.x1 + s * (edge.x2 - edge.x1), edge.y1 + s * (edge.y2 - edge.y1)) for s in shares]


def signs(found: Drawing) -> list[str]:
    return [node.part.text for node in found.nodes if isinstance(node.part, Text)]


@pytest.mark.parametrize("name", CIRCUITS)
@pytest.mark.parametrize("number", range(1, 13))
def test_nothing_touches_and_everything_is_inside_the_frame(name, number):
    """Measured here by points along the wires, which the rule in the code does not use."""
    for found in both(exercise(find_problem(name), number)):
        boxes = note_boxes(found, Naming())
        assert 0 < found.width <= WIDEST
        assert 0 < found.height <= TALLEST
        for left, bottom, right, top in boxes:
            assert 0 <= left < right <= found.width
            assert 0 <= bottom < top <= found.height
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        for left, bottom, right, top in boxes:
            for edge in found.edges:
                assert not any(left < x < right and bottom < y < top for x, y in along(edge))
        for one, other in combinations(found.nodes, 2):
            assert hypot(one.x - other.x, one.y - other.y) > 2 * RADIUS
        for node in found.nodes:
            assert RADIUS <= node.x <= found.width - RADIUS
            assert RADIUS <= node.y <= found.height - RADIUS
            for edge in found.edges:
                assert all(hypot(x - node.x, y - node.y) > RADIUS - 0.01 for x, y in along(edge))


@pytest.mark.parametrize("name", CIRCUITS)
def test_every_wire_runs_from_left_to_right(name):
    for found in both(exercise(find_problem(name))):
        assert all(edge.x1 < edge.x2 for edge in found.edges)


@pytest.mark.parametrize("name", WITHOUT)
def test_problems_that_are_no_circuit_or_keep_their_formulas_to_themselves_show_none(name):
    one = exercise(find_problem(name))
    assert both(one) == (None, None)


def test_hiding_the_formulas_hides_the_circuit_too():
    shown, hidden = own(CIRCUIT), own(CIRCUIT + "formulas = false\n")
    assert circuit_drawing(exercise(shown)) is not None
    assert both(exercise(hidden)) == (None, None)


def test_the_key_of_the_course_notes_has_the_values_and_gradients_of_their_figure():
    """CS231n, optimization 2: the sigmoid neuron, in two decimals."""
    problem = find_problem("circuits/sigmoid-gates")
    found = solved(case_exercise(problem, problem.cases[0]))
    middles = {note.part.formulas[0]: note for note in found.notes}
    numbers = [note for note in found.notes if isinstance(note.part.formulas[0], Number)]
    figure = {
        "w0": ("2.00", "-0.20"), "x0": ("-1.00", "0.39"), "w1": ("-3.00", "-0.39"), "x1": ("-2.00", "-0.59"),
        "w2": ("-3.00", "0.20"), "a": ("-2.00", "0.20"), "b": ("6.00", "0.20"), "c": ("4.00", "0.20"),
        "s": ("1.00", "0.20"), "g": ("0.37", "-0.53"), "p": ("1.37", "-0.53"), "f": ("0.73", "1.00"),
    }  # fmt: skip
    for name, expected in figure.items():
        named = middles[parse_name(name)]
        gate = next((n for n in found.nodes if n.x == named.x), None)
        level = gate.y if gate and abs(gate.y - named.y) < 9 else named.y
        if gate and name in "abcsgpf":
            level = min((n for n in found.nodes if n.x == named.x), key=lambda n: abs(n.y - named.y)).y
        beside = sorted((n for n in numbers if n.x > named.x and abs(n.y - level) < 3), key=lambda n: (n.x, -n.y))[:2]
        assert tuple(f"{n.part.formulas[0].value:.2f}" for n in beside) == expected, name


def test_a_sheet_shows_names_and_given_numbers_only():
    for name in CIRCUITS:
        one = exercise(find_problem(name), 3)
        found = circuit_drawing(one)
        given = sorted(one.givens.values())
        shown = [note.part.formulas[0] for note in found.notes]
        assert sorted(part.value for part in shown if isinstance(part, Number)) == given
        assert {part for part in shown if isinstance(part, Symbol)} == {
            q for q in one.problem.derivation.quantities if not q.is_derivative
        }


def test_a_key_that_works_only_what_is_asked_has_no_other_number_on_its_wires():
    asked = own(CIRCUIT.replace('blanks = ["f", "g", "dg/dx"]', 'blanks = ["f"]'))
    one = exercise(asked)
    (solution,) = solve_exercises([one])
    parts = [note.part.formulas[0] for note in circuit_drawing(one, solution).notes]
    shown = sorted(float(part.value) for part in parts if isinstance(part, Number))
    needed = [*map(float, one.givens.values()), solution.values[parse_name("q")], solution.values[parse_name("f")]]
    assert shown == sorted(needed)


def test_gates_show_their_signs():
    found = circuit_drawing(exercise(find_problem("circuits/max-gate")))
    assert sorted(signs(found)) == ["+", "max", "×", "×"]
    found = circuit_drawing(exercise(find_problem("circuits/tanh-neuron")))
    assert sorted(signs(found)) == ["+", "tanh", "×", "×"]


@pytest.mark.parametrize(
    ("formula", "gates"),
    [
        ("a*b", 1),
        ("a - b", 1),
        ("a/b", 1),
        ("a*b + c", 2),
        ("a + b + c", 1),
        ("2*a*b + c", 3),
        ("(a + b)/(a*c)", 4),
        ("a*b - c", 3),
        ("1 - a*b*c", 2),
        ("exp(-a)*b + c", 3),
        ("sigmoid(a*b + c)", 3),
        ("max(0, a*b)", 2),
        ("(a - b)^2 + c", 3),
    ],
)
def test_a_formula_becomes_as_many_gates_as_a_person_draws(formula, gates):
    used = [letter for letter in "abc" if letter in formula.replace("max", "")]
    problem = own(steps(f"r = {formula}", '"r"', **dict.fromkeys(used, "2")))
    assert len(circuit_gates(problem)) == gates


@pytest.mark.parametrize(
    "lines",
    [
        "r = a",  # nothing is computed
        "q = a + b\nr = a*b",  # two outputs
        "r = a*b + a*b",  # twice the same wire
        "\n".join(f"q{n} = {f'q{n - 1}' if n else 'a'}*b" for n in range(15)),  # too many
    ],
)
def test_what_no_small_circuit_can_show_is_not_drawn(lines):
    assert circuit_gates(own(steps(lines, f'"{lines.split()[0]}"', a="2", b="3"))) is None


def test_a_tangle_is_left_out():
    letters = "abcdfg"
    pairs = [(one, other) for one, other in combinations(letters, 2)][::2]
    lines = [f"q{n} = {one}*{other}" for n, (one, other) in enumerate(pairs)]
    lines.append("r = " + " + ".join(f"q{n}" for n in range(len(pairs))))
    problem = own(steps("\n".join(lines), '"r"', **dict.fromkeys(letters, "2")))
    assert circuit_gates(problem) is not None
    assert circuit_drawing(exercise(problem)) is None


def test_the_rule_of_what_is_readable_refuses_what_overlaps_leaves_the_page_or_crosses_often():
    def drawing(*notes: Note, edges: tuple[Edge, ...] = (), width: float = 60.0) -> Drawing:
        return Drawing(width=width, height=40.0, nodes=(), edges=edges, notes=notes)

    note = Note(x=20, y=20, part=Math((Number.of("0.5"),)))
    near, outside = (Note(x=x, y=20, part=note.part) for x in (21, 60))
    through = Edge(x1=10, y1=15, x2=30, y2=25)
    fan = tuple(Edge(x1=0, y1=y, x2=9, y2=9 - y) for y in range(4))
    assert readable(drawing(note), Naming())
    assert not readable(drawing(note, near), Naming())
    assert not readable(drawing(outside), Naming())
    assert not readable(drawing(note, width=WIDEST + 1), Naming())
    assert not readable(drawing(note, edges=(through,)), Naming())
    assert tangled(drawing(edges=fan))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["circuits/sigmoid-gates", "circuits/tanh-neuron"])
def test_the_printed_key_has_each_number_once_more_than_without_a_circuit(engine, name, monkeypatch):
    one = exercise(find_problem(name), 5)
    sheet = of([one], ADA)
    found = solved(one)
    drawn = [note.part.formulas[0] for note in found.notes]
    printed = [str(abs(part.value)) for part in drawn if isinstance(part, Number) and "." in str(part.value)]
    whole = text(pdf(sheet, engine, worked=True))
    monkeypatch.setattr("gradsheet.documents.given_view.drawn", lambda _: None)
    without = text(pdf(sheet, engine, worked=True))
    for number in set(printed):
        assert whole.count(number) == without.count(number) + sum(other.count(number) for other in printed), number


@pytest.mark.parametrize("engine", ENGINES)
def test_a_printed_sheet_has_the_given_numbers_on_the_wires_and_no_others(engine):
    one = exercise(find_problem("circuits/tanh-neuron"), 5)
    found = decimals(text(pdf(of([one], ADA), engine, worked=False)))
    given = {format(abs(value).normalize(), "f") for value in one.givens.values()}
    assert {number for number in found if len(number) > 4} <= given | {"10.0"}


@pytest.mark.parametrize("number", range(40))
def test_every_draw_of_the_deepest_circuit_has_room_for_its_numbers(number):
    assert None not in both(exercise(find_problem("circuits/sigmoid-gates"), number))


def test_an_authors_long_letters_are_measured_as_they_are_printed():
    problem = own(steps("r = a*b", '"r"', a="2", b="3") + "[symbols]\na = 'weight'\n")
    found = circuit_drawing(exercise(problem))
    plain = circuit_drawing(exercise(own(steps("r = a*b", '"r"', a="2", b="3"))))
    assert found.width > plain.width + 8
    assert all(left >= 0 for left, *_ in note_boxes(found, problem.naming(profile("lecture"))))


@pytest.mark.parametrize("engine", ENGINES)
def test_gates_stand_in_print_where_the_drawing_has_them(engine):
    """Measured by a reader of PDFs, in millimetres from the gate `max`."""
    one = exercise(find_problem("circuits/max-gate"), 2)
    nodes = circuit_drawing(one).nodes
    start = next(node for node in nodes if node.part == Text("max"))
    with pypdfium2.PdfDocument(pdf(of([one], ADA), engine, worked=False)) as opened:
        page = opened[0].get_textpage()
        found = [
            (page.get_text_range(at, 3), *(end * 25.4 / 72 for end in page.get_charbox(at)))
            for at in range(page.count_chars() - 2)
        ]
    maxes = [(left, (bottom + top) / 2) for sign, left, bottom, _, top in found if sign == "max"]
    times = [((left + right) / 2, (bottom + top) / 2) for sign, left, bottom, right, top in found if sign[0] == "×"]
    x, y = maxes[-1]  # the one before stands in the formulas
    for node in (node for node in nodes if node.part == Text("×")):
        dx, dy = node.x - start.x, node.y - start.y
        assert any(hypot(x + 3.7 + dx - p, y + dy - q) < 1.5 for p, q in times)
    assert len(times) == 2
