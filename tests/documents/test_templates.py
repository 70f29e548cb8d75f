"""Templates: what a teacher's own may do, and what happens when it is wrong."""

from __future__ import annotations

import pytest

from documents.handed import CIRCUIT, HEADING, drawn, own, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import best_engine, typeset
from gradsheet.errors import EngineError, GradsheetError

SHEET = drawn([own(CIRCUIT)], Student(id="s1", name="Ada"))


def test_a_template_of_ones_own_wins_over_the_shipped_one_file_by_file(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "exercise.typ").write_text("Only this: <<< exercise.title >>>.length #<<< exercise.title >>>")
    ((_, found),) = typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path)
    assert 'Only this: "A circuit".length A circuit' in text(found).replace("“", '"').replace("”", '"')
    assert "Your answers" in text(found)


def test_a_name_that_the_view_does_not_have_is_an_error_that_names_the_template(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "exercise.typ").write_text("<<< exercise.tittle >>>")
    with pytest.raises(GradsheetError, match=r"template typst/sheet\.typ: .*tittle"):
        list(typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path))


def test_what_typst_refuses_is_an_error_that_names_the_student(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "exercise.typ").write_text("#nothing-of-that-name()")
    with pytest.raises(EngineError, match=r"student s1: .*unknown variable"):
        list(typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path))


def test_an_unknown_engine_is_named_with_those_there_are():
    with pytest.raises(EngineError, match=r"no engine 'word'; there are latex, typst"):
        list(typeset([SHEET], HEADING, engine="word", worked=False))
    assert best_engine() in ("latex", "typst")
