"""The twin as a file: what stands in it, and what must not."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from documents.handed import DEEP, HEADING, decimals, drawn, lecture, own, pdf, text
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents.form import form_of
from gradsheet.documents.twin import twin
from gradsheet.grading import receive
from gradsheet.problems import find_problem
from gradsheet.problems.rounding import fixed

ADA, BO = Student(id="s001", name="Ada Lovelace"), Student(id="s002", name="Bo")


class Elements(HTMLParser):
    """Every element with its attributes, and the text outside of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._raw = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        self._raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._raw = False

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.words.append(data)


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return drawn([*lecture(), own(DEEP)], ADA)


def test_it_holds_the_numbers_of_the_pdf_and_no_others(sheet):
    """Numbers of the drawing stand on the page and in its description."""
    page = "".join(Elements(twin(sheet, HEADING)).words).replace("−", "-")
    assert set(decimals(page)) == set(decimals(text(pdf(sheet, "typst", worked=False))))


def test_it_has_the_fields_of_the_form_in_their_order(sheet):
    named = [attributes["name"] for _, attributes in Elements(twin(sheet, HEADING)).found if "name" in attributes]
    labels = [one.label for one in form_of(sheet).fields]
    assert [name for name in dict.fromkeys(named) if name in labels] == labels


def test_no_answer_stands_in_it():
    plain = drawn([*lecture(), find_problem("recurrent/lstm-step")], ADA)
    page = twin(plain, HEADING)
    shown = {str(abs(given)) for item in plain.items for given in item.exercise.givens.values()}
    for blank in plain.blanks:
        exact = fixed(abs(plain.item(blank).solution.bands[blank.symbol].exact), 4).rstrip("0").rstrip(".")
        assert len(exact) < 5 or exact in shown or exact not in page


def test_what_a_network_shows_stands_in_tables_too():
    """Each weight and bias that is given is in one cell, in the row of the unit that it leads to."""
    sheet = drawn([own(DEEP)], ADA)
    page = twin(sheet, HEADING)
    details = re.findall(r"<details>.*?</details>", page, flags=re.DOTALL)
    cells = [
        "".join(Elements(row).words).replace("−", "-")
        for row in re.findall(r"<td>(.*?)</td>", "".join(details), flags=re.DOTALL)
    ]
    numbers = sorted(Decimal(cell.rpartition("=")[2]) for cell in cells if cell)
    (item,) = sheet.items
    given = [value for symbol, value in item.exercise.givens.items() if symbol.letter in ("W", "b")]
    assert numbers == sorted(given)


@pytest.mark.parametrize(
    ("problem", "captions", "rows"),
    [
        ("circuits/sigmoid-gates", 1, 7),
        ("convolution/kernel-gradient", 4, 3 + 2 + 2 + 2),
        ("recurrent/rnn-loss-every-step", 1, 3),
    ],
)
def test_tables_beside_a_drawing_hold_all_its_numbers(problem, captions, rows):
    """As the numbers that the drawing's own letters spell, which an SVG has as text."""
    page = twin(drawn([find_problem(problem)], ADA), HEADING)
    (details,) = re.findall(r"<details>.*?</details>", page, flags=re.DOTALL)
    (svg,) = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    tables = "".join(re.findall(r"<table.*?</table>", details, flags=re.DOTALL))
    body = "".join(re.findall(r"<tbody.*?</tbody>", tables, flags=re.DOTALL))
    assert tables.count("<caption>") == captions
    assert body.count("<tr>") == rows
    written = re.findall(r"<text.*?</text>", svg, flags=re.DOTALL)
    in_drawing = {re.sub(r"<[^>]*>", "", words).replace("\xa0", " ").rpartition("=")[2].strip() for words in written}
    in_tables = " ".join(Elements(tables).words).replace("− ", "−")
    for number in in_drawing:
        if re.fullmatch(r"[−-]?\d+(\.\d+)?", number):
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", in_tables), number


def test_the_policy_allows_its_own_script_and_style_and_nothing_else(sheet):
    page = twin(sheet, HEADING)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.replace("&#39;", "'").split(";"))
    for tag in ("script", "style"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{hashed}'"
    assert rules["default-src"] == "'none'"
    elements = Elements(page)
    assert not [tag for tag, attributes in elements.found if "style" in attributes or "src" in attributes]
    assert not [name for _, attributes in elements.found for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("field", ["id", "name"])
def test_a_hostile_name_is_text(field):
    hostile = '"></title><script>alert(1)</script><img src=x onerror=a>'
    page = twin(drawn(lecture()[:1], replace(ADA, **{field: hostile})), HEADING)
    elements = Elements(page)
    assert [tag for tag, _ in elements.found].count("script") == 1
    assert "img" not in [tag for tag, _ in elements.found]
    assert "alert(1)" in "".join(elements.words)


def test_hostile_prose_and_titles_are_text():
    problem = own(DEEP.replace("Three layers", "<script>1</script>").replace("Go forward", "<svg onload=x>"))
    heading = replace(HEADING, title="</title><marquee>", course="<i>", policy="<u>")
    elements = Elements(twin(drawn([problem], ADA), heading))
    assert not {"marquee", "i", "u"} & {tag for tag, _ in elements.found}
    assert [tag for tag, _ in elements.found].count("script") == 1
    assert not [tag for tag, attributes in elements.found if "onload" in attributes]


def test_large_print_is_large_here_too():
    page = twin(drawn(lecture()[:1], replace(ADA, layout="large")), HEADING)
    assert '<html lang="en" class="large">' in page
    assert "html.large { font-size: 150%; }" in page


def test_it_names_nobody_else():
    assert "Ada" not in twin(drawn(lecture()[:1], BO), HEADING)


def test_a_teachers_own_template_wins(sheet, tmp_path: Path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "sheet.css").write_text("body { color: red; }")
    page = twin(sheet, HEADING, own=tmp_path)
    assert "<style>body { color: red; }</style>" in page


def test_the_page_itself_handed_in_is_answered_with_what_to_ask_for(sheet, tmp_path: Path):
    """Its button and the name of the file are read off the page."""
    page = twin(sheet, HEADING)
    (form,) = (attributes for tag, attributes in Elements(page).found if tag == "form")
    (button,) = re.findall(r'<button[^>]*id="save"[^>]*>([^<]*)</button>', page)
    path = tmp_path / "homework.htm"
    path.write_text(page, encoding="utf-8")
    (said,) = receive([path], [sheet], shown=lambda one: one.name).complaints
    assert f'"{button}" makes, {form["data-file"]}' in str(said)
