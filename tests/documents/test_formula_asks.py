"""Blanks that hold formulas, read back from the PDFs of both engines."""

from __future__ import annotations

import re

import pytest

from documents.handed import CIRCUIT, DEEP, ENGINES, drawn, own, pdf, text
from gradsheet.assignments.sheet import Student

FORMULAS = CIRCUIT + '[[ask]]\nformula = ["dg/dq", "dg/dy"]\n[[ask]]\nblanks = ["q"]\n'
ADA = Student(id="s001", name="Ada Lovelace")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sheet_asks_for_a_formula_and_tells_nothing_of_it(engine: str) -> None:
    sheet = drawn([own(FORMULAS), own(DEEP + '[[ask]]\nformula = "dL/dz1[1]"\n')], ADA)
    found = text(pdf(sheet, engine, worked=False))
    assert len(re.findall(r"formula\s+for", found)) == 3
    assert found.count("Answer with a formula in the names of quantities") == 2
    for blank in sheet.blanks:
        assert re.search(rf"\b{blank.label}\b", found), blank.label
    assert "accepted" not in found


@pytest.mark.parametrize("engine", ENGINES)
def test_the_key_prints_the_formula_in_place_of_a_number(engine: str) -> None:
    sheet = drawn([own(FORMULAS)], ADA)
    found = text(pdf(sheet, engine, worked=True))
    table = re.sub(r"\s+", "", found[found.index("Answers") :] if "Answers" in found else found)
    # dg/dq = dg/df * z and dg/dy = dg/dq, each with a fraction whose bar is no character
    assert re.search(r"1d∂g∂q=∂g∂f[·⋅]z1\.671e∂g∂y=∂g∂q1\.67", table)
    rounding = sheet.items[0].exercise.problem.rounding
    for blank in sheet.blanks[3:5]:
        assert rounding.kept(sheet.items[0].solution.values[blank.symbol]).lstrip("-") in found
