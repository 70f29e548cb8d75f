"""Templates: what a teacher's own may do, and what happens when it is wrong."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from documents.handed import CIRCUIT, HEADING, drawn, own, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import best_engine, typeset
from gradsheet.documents.alike import Alike
from gradsheet.documents.tex_packages import available
from gradsheet.errors import EngineError, GradsheetError
from gradsheet.places import shipped

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
    with pytest.raises(GradsheetError, match=r"^templates/typst/exercise\.typ:1: .*tittle"):
        list(typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path))


def test_what_typst_refuses_is_an_error_that_names_the_student(tmp_path):
    (tmp_path / "typst").mkdir()
    (tmp_path / "typst" / "exercise.typ").write_text("#nothing-of-that-name()")
    with pytest.raises(EngineError, match=r"student s1: .*unknown variable"):
        list(typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path))


def test_what_is_alike_is_written_once_for_each_tag_and_anew_where_the_template_was_changed():
    texts = {"page": "{% alike one %}{{ one.number }}{% endalike %}{% alike one %}-{{ one.number }}{% endalike %}"}
    environment = Environment(loader=DictLoader(texts), extensions=[Alike])
    one, said = SimpleNamespace(number=1), {}

    def page(of):
        return environment.get_template("page").render(one=of, said=said)

    assert page(one) == "1-1"
    one.number = 2
    assert page(one) == "1-1"
    assert page(SimpleNamespace(number=3)) == "3-3"
    texts["page"] = texts["page"].replace("-", "+")
    assert page(one) == "2+2"


@pytest.mark.parametrize("inside", ["<<< name >>>", "<<< exercise.number >>>", "<* if key *>k<* endif *>"])
def test_what_may_differ_from_student_to_student_is_refused_where_the_class_is_written_once(tmp_path, inside):
    (tmp_path / "typst").mkdir()
    shipped_one = (shipped("templates") / "typst" / "sheet.typ").read_text(encoding="utf-8")
    before, tag, after = shipped_one.partition("<* alike exercise.prose *>\n")
    mine = f"{before}{tag}{inside}\n{after}"
    (tmp_path / "typst" / "sheet.typ").write_text(mine, encoding="utf-8")
    line = (before + tag).count("\n") + 1
    with pytest.raises(GradsheetError, match=rf"^templates/typst/sheet\.typ:{line}: .*move it out of alike"):
        list(typeset([SHEET], HEADING, engine="typst", worked=False, templates=tmp_path))


LATEX = pytest.mark.skipif(not available(), reason="pdflatex or its packages are not installed")


@pytest.mark.parametrize(
    ("engine", "file", "line", "bad", "said"),
    [
        ("typst", "sheet.typ", 4, "#nothing-of-that-name()", "unknown variable: nothing-of-that-name"),
        ("typst", "exercise.typ", 1, "<* if exercise.drawing *>#let x = (<* endif *>", "unclosed delimiter"),
        ("typst", "preamble.typ", 1, "#let oops = 1pt + [a]", "cannot add length and content"),
        ("typst", "key.typ", 3, "<<< exercise.title.nothing >>>", "has no attribute 'nothing'"),
        ("typst", "sheet.typ", 3, "<<< exercises[0].work_rows + 'x' >>>", "unsupported operand"),
        ("typst", "head.typ", 3, "<* if key *>", "endif"),
        ("typst", "sheet.typ", 3, '<* include "other.typ" *>', "there is no template other.typ"),
        pytest.param("latex", "sheet.tex", 4, r"\nothingofthatname", "Undefined control sequence", marks=LATEX),
        pytest.param("latex", "exercise.tex", 20, r"$\frac{1}{2}{\nothing}$", "Undefined", marks=LATEX),
        pytest.param("latex", "key.tex", 5, "((( exercise.nothing )))", "nothing", marks=LATEX),
    ],
)  # fmt: skip
def test_an_error_names_the_line_of_the_template_that_was_changed(tmp_path, engine, file, line, bad, said):
    """Not that of the source made from it, which nobody has seen."""
    lines = (shipped("templates") / engine / file).read_text(encoding="utf-8").splitlines()
    lines.insert(line - 1, bad)
    (tmp_path / engine).mkdir()
    (tmp_path / engine / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(GradsheetError, match=rf"templates/{engine}/{re.escape(file)}:\d+: ") as raised:
        list(typeset([SHEET], HEADING, engine=engine, worked=file.startswith("key"), templates=tmp_path))
    assert said in str(raised.value)
    assert f"{file}:{line}: " in str(raised.value) or file == "head.typ"  # an if without its end is seen at the end


@LATEX
def test_an_error_in_a_macro_is_found_where_it_is_used(tmp_path):
    (tmp_path / "latex").mkdir()
    text = (shipped("templates") / "latex" / "preamble.tex").read_text(encoding="utf-8")
    (tmp_path / "latex" / "preamble.tex").write_text(text + "\\def\\subhead#1{\\oops}\n", encoding="utf-8")
    where = r"gradsheet's own template latex/exercise\.tex:\d+ \(it uses your own preamble\.tex\): .*Undefined"
    with pytest.raises(EngineError, match=where):
        list(typeset([SHEET], HEADING, engine="latex", worked=False, templates=tmp_path))


def test_an_unknown_engine_is_named_with_those_there_are():
    with pytest.raises(EngineError, match=r"no engine 'word'; there are latex, typst"):
        list(typeset([SHEET], HEADING, engine="word", worked=False))
    assert best_engine() in ("latex", "typst")
