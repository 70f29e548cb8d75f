"""Scripts that no engine has: a font of the course, a name that falls back, and a clear error where there is neither."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from documents.handed import HEADING, drawn, needs_tex
from gradsheet.assignments.sheet import Student
from gradsheet.documents import printable_name, typeset
from gradsheet.documents.font import letters_of, read_fonts, refuse_unprintable
from gradsheet.documents.glyphs import missing_glyphs
from gradsheet.errors import EngineError, GradsheetError
from gradsheet.problems import find_problem

CJK = next(
    (
        path
        for place in ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
        if Path(place).is_dir()
        for path in sorted(Path(place).rglob("NotoSansCJK-Regular.ttc"))
    ),
    None,
)
needs_cjk = pytest.mark.skipif(CJK is None, reason="no Noto Sans CJK here (on Debian: fonts-noto-cjk)")
LI = Student(id="s7", name="李小龙")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_font_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.ttf").write_text("no font")
    with pytest.raises(GradsheetError, match=r"a\.ttf: this is no TrueType or OpenType font"):
        read_fonts([tmp_path / "a.ttf"], "en")
    with pytest.raises(GradsheetError, match=r"b\.otf: there is no such file"):
        read_fonts([tmp_path / "b.otf"], "en")


@pytest.mark.parametrize("engine", ["latex", "typst"])
def test_chinese_without_a_font_says_the_way_out(engine):
    with pytest.raises(
        EngineError, match=r'language = "zh" needs letters that .* font = "NotoSansCJK-Regular\.ttc"'
    ) as error:
        refuse_unprintable("zh", engine)
    assert ('engine = "typst"' in str(error.value)) is (engine == "latex")


@needs_cjk
def test_latex_says_that_it_takes_no_font():
    fonts = read_fonts([CJK], "zh")
    with pytest.raises(EngineError, match=r"cannot take NotoSansCJK-Regular\.ttc: use the embedded engine"):
        refuse_unprintable("zh", "latex", fonts)


@needs_cjk
def test_a_chinese_sheet_and_key_read_back_in_chinese():
    (font,) = fonts = read_fonts([CJK], "zh")
    assert font.family == "Noto Sans CJK SC"
    heading = replace(HEADING, title="第三次作业", language="zh", fonts=fonts)
    sheets = drawn([find_problem("lecture/softmax-ce")], LI)
    for worked, words in ((False, "你的答案"), (True, "可接受的范围")):
        ((_, pdf),) = typeset([sheets], heading, engine="typst", worked=worked)
        text = text_of(pdf)
        assert all(one in text for one in ("李小龙", "第三次作业", "题目", words))
        assert "[U+" not in text


@needs_cjk
def test_a_font_prints_names_that_else_fall_back():
    fonts = read_fonts([CJK], "en")
    assert printable_name(LI, "typst") == ("s7", "李小龙")
    assert printable_name(LI, "typst", letters_of(fonts)) == ("李小龙", "")
    ((_, pdf),) = typeset(
        [drawn([find_problem("lecture/softmax-ce")], LI)], replace(HEADING, fonts=fonts), engine="typst", worked=False
    )
    assert "李小龙" in text_of(pdf)


@needs_cjk
def test_every_letter_of_chinese_is_in_the_font_that_the_error_names():
    letters = letters_of(read_fonts([CJK], "zh"))
    from gradsheet.languages import LANGUAGES

    assert not missing_glyphs("".join(LANGUAGES["zh"].values()), "typst", letters)


@needs_tex
@pytest.mark.parametrize("language", ["de", "fr", "es", "pt"])
def test_letters_of_european_languages_read_back_from_latex(language):
    """What a reader without our tables finds in the text of a sheet."""
    sheets = drawn([find_problem("lecture/relu-sigmoid-bce")], Student(id="s1", name="Zoë Müßig-Nuñez"))
    ((_, pdf),) = typeset([sheets], replace(HEADING, language=language), engine="latex", worked=False)
    text = text_of(pdf)
    assert "Zoë Müßig-Nuñez" in text
    assert {"de": "für jedes Gewicht", "fr": "entrées", "es": "pérdida", "pt": "saída"}[language] in text
    assert re.search(r"\d,\d", text)
    assert not re.search(r"\d\.\d", text)
