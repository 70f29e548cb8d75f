"""Pages for an LMS."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from gradsheet.documents.glyphs import printable
from gradsheet.documents.statement import prose
from gradsheet.formula.notation import profile
from gradsheet.lms.html import Field, Form, blocks, page
from gradsheet.lms.moodle import MOODLE
from gradsheet.lms.readers.hypertext import page_of
from gradsheet.lms.readers.moodle_fields import FIELD
from lms.drawn import small

PROBLEM = small()
NAMING = PROBLEM.naming(profile("lecture"))


def rendered(tmp_path, template: str, **view: object) -> str:
    folder = tmp_path / "moodle"
    folder.mkdir()
    (folder / "own.html").write_text(template, encoding="utf-8")
    return page(MOODLE, "own.html", view, templates=tmp_path)


def test_a_teachers_own_template_is_looked_at_first(tmp_path):
    folder = tmp_path / "moodle"
    folder.mkdir()
    (folder / "info.html").write_text("mine: {{ title }}", encoding="utf-8")
    assert page(MOODLE, "info.html", {"title": "x"}, templates=tmp_path) == "mine: x"
    assert page(MOODLE, "info.html", {"title": "x"}) == "<p>x</p>"


def test_latex_reaches_the_reader_as_it_was_though_the_page_is_escaped(tmp_path):
    latex = r"\frac{a<b}{2:NM} & x_{1} > {#1} {:SA:=1}"
    html = rendered(tmp_path, "<p>{{ x }}</p>", x=MOODLE.maths.around(latex))
    assert page_of(html).words.strip() == rf"\({latex}\)"
    assert "<b" not in html
    assert not FIELD.search(html)
    assert "{#" not in html


def test_only_a_field_is_taken_as_it_is(tmp_path):
    html = rendered(tmp_path, "{{ a }} {{ b }}", a=Field("{1:NM:=1}"), b="{1:NM:=1}")
    assert html == "{1:NM:=1} &#123;1:NM:=1}"


def test_a_name_that_the_view_lacks_is_an_error(tmp_path):
    with pytest.raises(UndefinedError):
        rendered(tmp_path, "{{ missing }}")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00\x08\x0b\x1fb", "ab"),
        ("tab\t line\n", "tab\t line\n"),
        ("\ud800\udfff\ufffe\uffff", ""),
        ("Zoë 李 😀 \N{COMBINING ACUTE ACCENT}", "Zoë 李 😀 \N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_characters_that_xml_forbids_are_dropped(text, left):
    assert printable(text) == left


@pytest.mark.parametrize("text", ["costs $$5", r"\( no maths \)", r"\[ none \]"])
def test_author_prose_opens_no_mathematics_of_its_own(text):
    html = "".join(blocks(prose(text, PROBLEM.derivation), NAMING, MOODLE.maths))
    assert not any(opening in page_of(html).words.strip() for opening in ("$$", r"\(", r"\["))
    assert page_of(html).words.strip().replace("\u2060", "") == text


def test_mathematics_is_kept_from_filters_that_make_links_and_smileys():
    assert MOODLE.maths.around("(y)") == r'<span class="nolink">\((y)\)</span>'


def test_author_prose_becomes_elements_and_formulas():
    text = "Compute *carefully*, **all** of $f = q*z$ & <more>:\n\n- one\n- $df/dx$"
    html = "\n".join(blocks(prose(text, PROBLEM.derivation), NAMING, MOODLE.maths))
    assert html == (
        "<p>Compute <em>carefully</em>, <strong>all</strong> of "
        '<span class="nolink">\\(f = qz\\)</span> &amp; &lt;more&gt;:</p>\n'
        '<ul><li>one</li>\n<li><span class="nolink">\\(\\frac{\\partial f}{\\partial x}\\)</span></li></ul>'
    )


@pytest.mark.parametrize("value", ["", "0", "a<b", "100 %s", Markup("<i>1</i>"), Field("{1:NM:=1}")])
@pytest.mark.parametrize(
    "template",
    [
        "100 % {{ x }}, %s {{ x }}",
        "{{ x | length }}",
        "{{ x | upper }}",
        "{{ x ~ 1 }}",
        "{{ '%s' | format(x) }}",
        "{% if x %}some{% endif %}",
        "{% if x == '0' %}none{% else %}{{ x }}{% endif %}",
        "{% if x is string %}words{% endif %}",
        "{% set y = x %}{% for one in [y] %}{{ one }}{% endfor %}",
    ],
)
def test_a_form_is_the_page_whatever_its_template_does_with_what_differs(tmp_path, template, value):
    if isinstance(value, Field) and "length" in template:
        pytest.skip("a field has no length")
    page_ = rendered(tmp_path, template, x=value)
    form = Form(MOODLE, "own.html", lambda own: {"x": own("x")}, templates=tmp_path)
    form.filled({"x": "another"})  # leaves nothing behind
    assert form.filled({"x": value}) == page_
