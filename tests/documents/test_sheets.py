"""Sheets and keys, read back from the PDF by a reader that knows nothing of us."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as raw
import pytest

from documents.handed import (
    CIRCUIT,
    DEEP,
    ENGINES,
    HEADING,
    NEURON,
    WIDE,
    decimals,
    drawn,
    lecture,
    needs_tex,
    own,
    pages,
    pdf,
    published,
    text,
)
from gradsheet.assignments.exam import Exam
from gradsheet.assignments.sheet import Student
from gradsheet.documents import Heading, typeset
from gradsheet.documents.paper import PAPERS
from gradsheet.documents.typeset import source
from gradsheet.formula import Number, decimal_text
from gradsheet.formula.notation import PROFILES
from gradsheet.problems import kept
from gradsheet.problems.rounding import significant

ADA = Student(id="s001", name="Ada Lovelace")
HOSTILE = r"\input{/etc/passwd} % # _ & ~ ^ {} < > $x$ #{1+1}"


@pytest.fixture(scope="module")
def strained():
    return drawn([own(DEEP), own(WIDE), own(NEURON), own(CIRCUIT)], ADA)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_key_prints_what_its_lines_give_and_the_solvers_exact_values(engine, strained):
    for sheet in (drawn(lecture(), ADA), strained):
        found = decimals(text(pdf(sheet, engine, worked=True)))
        for item in sheet.items:
            written = kept(item.exercise, item.solution)
            for symbol, band in item.solution.bands.items():
                exact = decimal_text(Number.of(significant(band.exact)))
                for shown in (written.answers[symbol], decimal_text(written.numbers[symbol]), exact):
                    assert set(decimals(shown)) <= set(found), symbol


@needs_tex
@pytest.mark.parametrize("worked", [False, True])
def test_both_engines_print_the_same_numbers_and_labels(worked, strained):
    for sheet in (published(ADA), strained):
        latex, typst = (text(pdf(sheet, engine, worked=worked)) for engine in ("latex", "typst"))
        assert decimals(latex) == decimals(typst)
        for blank in sheet.blanks:
            for written in (latex, typst):
                assert re.search(rf"(?<!\d){blank.label}\b", written), blank.label


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sheet_holds_no_number_that_only_the_key_may_have(engine, strained):
    for sheet in (drawn(lecture(), ADA), strained):
        found = set(decimals(text(pdf(sheet, engine, worked=False))))
        for item in sheet.items:
            problem = item.exercise.problem
            numbers = kept(item.exercise, item.solution).numbers
            shown = {decimal_text(numbers[symbol]).lstrip("-") for symbol in problem.tell}
            shown |= {format(abs(value).normalize(), "f") for value in item.exercise.givens.values()}
            for symbol, band in item.solution.bands.items():
                secrets = {problem.rounding.answered(band.exact), decimal_text(numbers[symbol])}
                leaked = {secret.lstrip("-") for secret in secrets} & found - shown
                points = {secret for secret in leaked if re.fullmatch(r"\d\.\d{1,2}", secret)}
                assert not leaked - points, symbol


@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_says_whose_it_is_and_which_of_how_many(engine):
    for worked in (False, True):
        found = pages(pdf(published(ADA), engine, worked=worked))
        for number, page in enumerate(found, start=1):
            assert "Ada Lovelace" in page
            assert "s001" in page
            assert "7QK3M9TX4H" in page
            assert f"page {number} of {len(found)}" in page
            assert ("KEY" in page) is worked


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sheet_says_what_ln_is_and_which_weights_gradients_use(engine):
    found = " ".join(text(pdf(drawn(lecture(), ADA), engine, worked=False)).split())
    assert found.count("ln is the natural logarithm") == 3
    assert found.count("All gradients use the weights before the update.") == 3
    assert found.count("Keep 5 decimals on the way, give 4 decimals; more is fine.") == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_the_key_of_the_lecture_walks_the_lines_of_the_slides(engine):
    found = " ".join(text(pdf(published(ADA), engine, worked=True)).split())
    for number in ("3.71828", "0.73106", "0.59689", "1.31326", "-0.0731", "0.5969"):
        assert number in found
    assert "0.25 ⋅ 1 + 0.75 ⋅ 1" in found.replace("·", "⋅")


@pytest.mark.parametrize("engine", ["latex", "typst"])
def test_the_updated_weight_is_worked_as_on_the_slide(engine):
    written = source(published(ADA), HEADING, engine=engine, worked=True)
    slide = {
        "latex": r"(exactly $\displaystyle 0.67 - 0.1 \cdot \frac{e}{1 + e}$)",
        "typst": '"0.67 minus 0.1 times fraction e over 1 plus e end fraction", '
        r'"display(\"0.67\" - \"0.1\" dot.op frac(e, \"1\" + e))")',
    }
    assert slide[engine] in written


@pytest.mark.parametrize("engine", ENGINES)
def test_a_line_that_was_rounded_earlier_is_not_said_to_be_rounded_again(engine):
    found = " ".join(text(pdf(published(ADA), engine, worked=True)).split()).replace("⋅", "·")
    assert "= 0.48981 · 1 = 0.48981" in found  # into w_11
    assert re.search(r"= 0.73106 · 0.67 ≈\s?0.48981", found)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("problem", lecture(), ids=lambda problem: problem.name)
def test_an_exercise_of_the_lecture_is_a_sheet_of_paper_and_its_key_another(engine, problem):
    for name in ("A", "AB"):
        sheet = drawn([problem], replace(ADA, id=name))
        assert len(pages(pdf(sheet, engine, worked=False))) == 1
        assert len(pages(pdf(sheet, engine, worked=True))) <= 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("notation", PROFILES)
def test_an_exercise_of_the_lecture_is_a_sheet_of_paper_in_every_notation(engine, notation):
    heading = replace(HEADING, notation=PROFILES[notation])
    sheets = [drawn([problem], ADA) for problem in lecture()]
    for worked, most in ((False, 1), (True, 2)):
        for _, found in typeset(sheets, heading, engine=engine, worked=worked):
            assert len(pages(found)) <= most


@pytest.mark.parametrize("engine", ENGINES)
def test_the_table_of_answers_stands_together_with_its_heading(engine, strained):
    """A short one whole, of a long one three rows at least."""
    for sheet in (drawn(lecture(), ADA), strained):
        tables = [
            table for page in pages(pdf(sheet, engine, worked=True)) for table in page.split("Answers and what")[1:]
        ]
        assert len(tables) == len(sheet.items)
        for item, table in zip(sheet.items, tables, strict=True):
            together = item.blanks[:3] if len(item.blanks) >= 6 else item.blanks
            assert all(re.search(rf"(?<!\d){blank.label}\b", table) for blank in together)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_blank_asks_is_said_in_words_where_a_symbol_does_not(engine):
    found = text(pdf(published(ADA), engine, worked=False))
    for words, times in (
        ("new weight", 5),
        ("weight change", 1),
        ("loss\r", 3),
        ("weighted sum", 7 + 3),
        ("output\r", 5),
    ):
        assert found.count(words) == times, words


@pytest.mark.parametrize("engine", ENGINES)
def test_room_for_work_follows_the_answers_and_no_page_is_left_empty(engine, strained):
    for sheet in (drawn(lecture(), ADA), strained):
        found = pages(pdf(sheet, engine, worked=False))
        assert sum("Room for your work" in page for page in found) >= len(sheet.items)
        for page in found:
            assert "Room for your work" in page or len(page) > 400


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_title_takes_two_lines_and_loses_no_word(engine):
    title = "Homework 3: backpropagation, by hand, of a network with one hidden layer, and one step of gradient descent"
    found = text(pdf(drawn([own(CIRCUIT)], ADA), engine, worked=True, heading=Heading(title=title)))
    assert title in " ".join(found.split())


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_names_and_titles_are_printed_and_never_run(engine):
    heading = Heading(title=HOSTILE, course='"quotes" \\ and #panic()')
    found = text(pdf(drawn([own(CIRCUIT)], replace(ADA, name=HOSTILE)), engine, worked=False, heading=heading))
    assert found.replace("\n", "").count(r"\input{/etc/passwd}") >= 2
    assert "$x$ #{1+1}" in found
    assert "root:" not in found
    assert "#panic()" in found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("name", "print_name", "printed"),
    [
        ("李小龙", "Li Xiaolong", "Li Xiaolong"),
        ("محمد", "", "s001"),
        ("Ada 🎉", "محمد", "s001"),
        ("Łukasz Öğüz-Nuñez O'Brien", "", "Łukasz Öğüz-Nuñez O'Brien"),
        ("Zoe\u0308", "", "Zoë"),
    ],
)
def test_a_name_without_glyphs_falls_back_and_loses_no_sheet(engine, name, print_name, printed):
    student = replace(ADA, name=name, print_name=print_name)
    found = text(pdf(drawn([own(CIRCUIT)], student), engine, worked=False))
    assert printed.split()[0] in found
    assert all(character not in found for character in name if ord(character) > 0x500)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_very_long_name_or_letter_breaks_nothing(engine):
    sheet = drawn([own(NEURON + '\n[symbols]\nx = "measured_input"\n')], replace(ADA, name="Wolfeschlegel " * 12))
    assert "Wolfeschlegel" in text(pdf(sheet, engine, worked=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_sheet_gives_the_same_bytes_in_any_company(engine):
    """A late enrolment moves no byte of anybody else's file."""
    class_ = [drawn(lecture()[:1], replace(ADA, id=f"s{n}", name=f"Ëva {chr(0xC0 + n)}{n}")) for n in range(7)]
    together = [found for _, found in typeset(class_, HEADING, engine=engine, worked=False)]
    alone = [pdf(sheet, engine, worked=False) for sheet in class_[2:4]]
    fewer = [found for _, found in typeset(class_[::2], HEADING, engine=engine, worked=False)]
    assert together[2:4] == alone
    assert together[::2] == fewer


@pytest.mark.parametrize("engine", ENGINES)
def test_progress_is_told_for_every_sheet(engine):
    heard: list[int] = []
    sheets = [drawn([own(CIRCUIT)], replace(ADA, id=f"s{n}")) for n in range(3)]
    assert [sheet for sheet, _ in typeset(sheets, HEADING, engine=engine, worked=False, done=heard.append)] == sheets
    assert heard == [1, 2, 3]


def test_only_the_lines_that_lead_to_a_blank_are_worked_where_the_problem_says_so():
    whole = own(CIRCUIT.replace('key = "needed"', "").replace('"f", "g", "dg/dx"', '"f"'))
    needed = own(CIRCUIT.replace('"f", "g", "dg/dx"', '"f"'))
    assert "sqrt" not in text(pdf(drawn([needed], ADA), "typst", worked=True))
    assert len(decimals(text(pdf(drawn([whole], ADA), "typst", worked=True)))) > len(
        decimals(text(pdf(drawn([needed], ADA), "typst", worked=True)))
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_spare_sheet_has_lines_for_name_and_id_beside_each_other(engine):
    spare = replace(drawn([own(NEURON)], Student(id="")), spare=1)
    with pypdfium2.PdfDocument(pdf(spare, engine, worked=False)) as opened:
        top = opened[0].get_height() - 33 * 72 / 25.4
        paths = [one.get_bounds() for one in opened[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)]
    lines = [box for box in paths if box[1] > top and 60 < box[2] - box[0] < 200 and box[3] - box[1] < 2]
    assert len(lines) == 2
    assert lines[0][1] == pytest.approx(lines[1][1])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt"])
def test_the_cover_of_an_exam_in_large_print_is_one_page(engine, language):
    exam = Exam(minutes=90, date="25 January 2027, 9:00")
    heading = replace(HEADING, language=language, paper=PAPERS["letter"], exam=exam)
    sheet = replace(drawn([own(NEURON)] * 8, replace(ADA, layout="large")), version="A")
    cover, first, *_ = pages(pdf(sheet, engine, worked=False, heading=heading))
    assert "One neuron" not in cover
    assert "One neuron" in first
