"""What an engine is said to print, it prints."""

from __future__ import annotations

import unicodedata

import pytest

from documents.handed import ENGINES, text
from gradsheet.assignments.sheet import Student
from gradsheet.documents import WRITERS, latex, missing_glyphs, printable_name, typst
from gradsheet.documents.glyphs import COVERAGE, clean
from gradsheet.documents.writer import Ready

PDFS = {"latex": latex.pdfs, "typst": typst.pdfs}
LATEX_PAGE = r"\startsheet " + "".join(
    rf"\def\sheet{word}{{}}" for word in ("title", "mark", "course", "who", "points", "code", "qr")
)


def characters(engine: str) -> list[str]:
    ranges = [part.split("-") for part in COVERAGE[engine].split()]
    codes = [code for ends in ranges for code in range(int(ends[0], 16), int(ends[-1], 16) + 1)]
    return [chr(code) for code in codes if not chr(code).isspace() and not unicodedata.combining(chr(code))]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_character_of_the_table_is_printed(engine):
    """Read back from the PDF: the letter itself, or the base letter of one that is built from an accent."""
    letters = [character for character in characters(engine) if character.isalpha()]
    written = [WRITERS[engine].text(f"({letter})") for letter in letters]
    if engine == "latex":
        body = LATEX_PAGE + r"\def\sheetpage#1#2{}" + " ".join(written) + r"\finishsheet"
    else:
        body = " ".join(f"#{word};" for word in written)
    (found,) = PDFS[engine]([Ready(body)])
    assert isinstance(found, bytes), found
    back = unicodedata.normalize("NFKD", text(found))
    lost = [c for c in letters if unicodedata.normalize("NFKD", c)[0] not in back and c not in "đĐẞ"]
    assert not lost
    if engine == "typst":
        assert not [c for c in letters if f"({unicodedata.normalize('NFKD', c)})" not in back]


@pytest.mark.parametrize("engine", ["latex", "typst"])
@pytest.mark.parametrize(
    ("name", "missing"), [("李 Li", "李"), ("Ada 🎉", "🎉"), ("محمد", "محد"), ("Zoë", ""), ("Ł", "")]
)
def test_missing_glyphs_are_named_once_each(engine, name, missing):
    assert missing_glyphs(name, engine) == missing


def test_only_typst_prints_cyrillic_and_greek():
    for name in ("Достоевский", "Σοφία"):
        assert not missing_glyphs(name, "typst")
        assert missing_glyphs(name, "latex")


def test_a_name_falls_back_to_the_print_name_and_then_to_the_id():
    student = Student(id="s7", name="李小龙", print_name="Li Xiaolong")
    assert printable_name(student, "latex") == ("Li Xiaolong", "李小龙")
    assert printable_name(Student(id="s7", name="李"), "typst") == ("s7", "李")
    assert printable_name(Student(id="李7"), "typst") == ("[U+674E]7", "")
    assert printable_name(Student(id="s7", name="Ada"), "typst") == ("Ada", "")


def test_characters_that_show_nothing_are_left_out():
    assert clean("A\u200bd\x00a \n\t Love\u202elace\u00ad") == "Ada Lovelace"
