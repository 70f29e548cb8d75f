"""Attention: the sheet's own letters in the order in which they are computed, and nothing touches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.drawings.pictures import exercise, picture, subject, touching
from gradsheet.documents import Math
from gradsheet.documents.drawings import drawn
from gradsheet.documents.drawings.shapes import Look
from gradsheet.formula.notation import PROFILES
from gradsheet.problems import bank_names

ATTENTION = [name for name in bank_names() if name.startswith("attention/")]


@pytest.mark.parametrize("notation", PROFILES)
@pytest.mark.parametrize("name", ATTENTION)
def test_nothing_touches_in_any_notation(name, notation):
    usual = subject(exercise(name), notation=notation)
    for one in (usual, replace(usual, large=True)):
        assert list(touching(drawn(one), one.naming)) == []


@pytest.mark.parametrize("name", ATTENTION)
def test_every_family_on_the_way_to_the_output_is_drawn_and_arrows_lead_on(name):
    one = exercise(name)
    found = picture(name)
    computed = [family.symbol.letter for family in one.problem.derivation.families]
    matrices = {letter for letter in computed if letter.startswith("W_")}
    nodes = {node.part.formulas[0].letter: node.x for node in found.nodes}
    assert set(nodes) == {letter for letter in computed if letter in "xqkvsay"}
    assert sorted(nodes, key=nodes.get)[-3:] == ["s", "a", "y"]
    named = {note.part.formulas[0].letter for note in found.notes if isinstance(note.part, Math) and note.covers}
    assert named == matrices
    assert all(edge.tip and edge.x2 > edge.x1 for edge in found.edges)
    for rectangle in found.rectangles:  # each operation has arrows in and one out
        assert rectangle.look is Look.UNIT
        inside = [e for e in found.edges if e.x2 == rectangle.x and 0 < e.y2 - rectangle.y < rectangle.height]
        out = [e for e in found.edges if e.x1 == pytest.approx(rectangle.x + rectangle.width)]
        assert len(inside) in (1, 2)
        assert len(out) == 1


def test_it_is_said_in_words():
    assert picture("attention/self-attention").description == (
        "q, k and v are made from x by w_q, w_k, w_v. Attention, drawn from left to right: q and k make the scores s, "
        "softmax makes the weights a of them, and these weigh v in the output y."
    )
