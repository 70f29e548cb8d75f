"""Families of steps as vectors and matrices: what is recognised, and that every entry follows from what is printed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import pytest

from documents.handed import DEEP, HEADING, drawn, own
from gradsheet.assignments.sheet import Student
from gradsheet.documents.compose import key_view
from gradsheet.documents.family_view import family_line, prove_family
from gradsheet.documents.page import Page
from gradsheet.documents.writers import WRITERS
from gradsheet.errors import GradsheetError
from gradsheet.formula import Number, name
from gradsheet.formula.notation import PROFILES
from gradsheet.languages import sentences
from gradsheet.problems import find_problem, kept
from gradsheet.problems.working import workings

ADA = Student(id="s001", name="Ada Lovelace")
BATCH = "batches/tanh-2-3-2-momentum"


def keyed(problem, engine="latex"):
    """Of each line of the key: its label, and its left side and pieces in source."""
    (exercise,) = key_view(drawn([problem], ADA), HEADING, WRITERS[engine]).exercises
    return [
        (line.label, line.left, [piece.content for piece in line.pieces])
        for phase in exercise.phases
        for line in phase.lines
    ]


@pytest.mark.parametrize(
    ("problem", "left", "names"),
    [
        (BATCH, "z^{1}", r"x \, \left(W^{1}\right)^{\mathsf{T}} + \mathbf{1}\, \left(b^{1}\right)^{\mathsf{T}}"),
        (BATCH, "y^{1}", r"\tanh\left(z^{1}\right)"),
        (
            BATCH,
            r"\frac{\partial J}{\partial W^{2}}",
            r"\left(\frac{\partial J}{\partial z^{2}}\right)^{\mathsf{T}} \, y^{1}",
        ),
        (BATCH, r"\frac{\partial J}{\partial y^{1}}", r"\frac{\partial J}{\partial z^{2}} \, W^{2}"),
        ("attention/self-attention", "k", r"x \, W_{k}"),
        (
            "backpropagation/sigmoid-3-2-1-half-squared-error",
            r"\frac{\partial \mathrm{div}}{\partial W^{1}}",
            r"\frac{\partial \mathrm{div}}{\partial z^{1}} \, x^{\mathsf{T}}",
        ),
    ],
)
def test_families_are_recognised_from_their_formulas(problem, left, names):
    problem = find_problem(problem)
    found = {line[1]: line[2] for line in keyed(problem)}
    assert found[f"${left}$"][0] == rf"$\displaystyle {{}}= {names}$"


def test_a_deep_network_prints_outer_products_and_updates():
    lefts = [left for _, left, _ in keyed(own(DEEP))]
    for layer in (1, 2, 3):
        assert rf"$\frac{{\partial \mathrm{{div}}}}{{\partial W^{{{layer}}}}}$" in lefts
        assert f"$W^{{{layer}}}(t+1)$" in lefts


def test_a_scale_for_each_column_stays_a_line_for_every_entry():
    """The biases of a batch are ones times a vector; a scale would need an outer product taken entry by entry."""
    lines = keyed(find_problem("normalisation/batch-norm-two-features"))
    assert sum(left.startswith("$y_{") for _, left, _ in lines) == 6
    assert not any("odot" in part for _, _, parts in lines for part in parts)


def test_a_line_for_every_step_where_the_file_says_so():
    text = DEEP.replace("[sheet]\n", "[sheet]\nmatrices = false\n")
    every = keyed(own(text))
    assert len(every) == len(own(text).derivation.steps)
    assert len(keyed(own(DEEP))) < len(every) - 40


def test_labels_of_blanks_stand_with_the_line_and_at_their_entries():
    asked = {
        label: pieces
        for label, left, pieces in keyed(own(DEEP))
        if left.startswith(r"$\frac{\partial \mathrm{div}}{\partial W^{1}")
    }
    ((label, pieces),) = asked.items()
    assert label
    assert rf"{{}}_{{\mathbf{{{label}}}}}\," in pieces[-1]


def family_lines(problem):
    sheet = drawn([problem], ADA)
    (item,) = sheet.items
    page = Page(WRITERS["typst"], sentences("en"), HEADING.notation, "en", item)
    groups = groupby(workings(item.exercise, item.solution), key=lambda line: (line.phase, line.symbol.family))
    found = [line for _, group in groups if (line := family_line(tuple(group), page))]
    return found, page, kept(item.exercise, item.solution)


@pytest.mark.parametrize("problem", [own(DEEP), find_problem(BATCH)], ids=["deep", "batch"])
def test_a_number_changed_in_a_matrix_is_found(problem):
    found, page, written = family_lines(problem)
    assert found
    for line in found:
        prove_family(line, page, written.numbers, written.decimals)
        for member in (line.rows[0][0], line.rows[-1][-1]):
            one = line.lines[member]
            other = replace(one, value=Number(one.value.value + 1, one.value.decimals))
            with pytest.raises(GradsheetError) as caught:
                prove_family(
                    replace(line, lines=dict(line.lines) | {member: other}), page, written.numbers, written.decimals
                )
            assert name(member) in str(caught.value)
            assert problem.name in str(caught.value)


def test_a_course_that_turns_its_weights_turns_what_is_remembered_of_them():
    """There v and W have the same places, and no line calls one of them the transpose of the other."""
    heading = replace(HEADING, notation=PROFILES["negnevitsky"])
    (exercise,) = key_view(drawn([find_problem(BATCH)], ADA), heading, WRITERS["latex"]).exercises
    update = next(phase for phase in exercise.phases if phase.title == "Update")
    assert not [line for line in update.lines for piece in line.pieces if r"\mathsf{T}" in piece.content]
