"""Drawings: nothing touches, and every given number is there or left to the table."""

from __future__ import annotations

from itertools import combinations
from math import cos, hypot, radians, sin

import pytest

from documents.handed import DEEP, NEURON, WIDE, drawn, lecture, own
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Math
from gradsheet.documents.drawing import RADIUS, WIDEST, Note, network_drawing
from gradsheet.documents.sentences import sentences
from gradsheet.formula import decimal_text
from gradsheet.formula.notation import profile

ADA = Student(id="s001")


def drawing(problem, student=ADA):
    exercise = drawn([problem], student).items[0].exercise
    return network_drawing(problem.network, exercise.givens, profile("lecture"), sentences("en")), exercise


def points(note: Note) -> list[tuple[float, float]]:
    """The middle line of a label, as long as its signs make it."""
    signs = sum(len(decimal_text(f)) * 1.6 if hasattr(f, "value") else 7.0 for f in note.part.formulas)
    c, s = cos(radians(note.angle)), sin(radians(note.angle))
    return [(note.x + c * step * signs / 8, note.y + s * step * signs / 8) for step in range(-4, 5)]


@pytest.mark.parametrize("problem", [*lecture(), own(DEEP), own(NEURON)], ids=lambda problem: problem.title[:20])
def test_labels_touch_neither_each_other_nor_a_node_and_stay_inside(problem):
    for number in range(5):
        found, _ = drawing(problem, Student(id="s" * (number + 1)))
        labels = [note for note in found.notes if note.covers and isinstance(note.part, Math)]
        for one, other in combinations(labels, 2):
            assert min(hypot(a - c, b - d) for a, b in points(one) for c, d in points(other)) > 2.0
        for note in labels:
            assert all(hypot(x - node.x, y - node.y) > RADIUS for x, y in points(note) for node in found.nodes)
        for note in found.notes:
            assert 0 <= note.x <= found.width <= WIDEST
            assert 0 <= note.y <= found.height


def test_every_weight_of_the_lecture_stands_on_its_edge_with_letter_and_number():
    for problem in lecture():
        found, exercise = drawing(problem)
        shown = {f.formulas for f in (note.part for note in found.notes) if isinstance(f, Math)}
        for symbol, value in exercise.givens.items():
            if symbol.letter == "W":
                assert any(symbol in formulas and formulas[-1].value == value for formulas in shown), symbol


def test_a_network_with_more_edges_than_a_page_can_hold_leaves_its_numbers_to_the_table():
    found, _ = drawing(own(WIDE))
    assert found is None
