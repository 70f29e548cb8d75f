"""`gradsheet show`: one sheet and one key, in this folder, never over an existing file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from gradsheet.cli import main


def show(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", "lecture/softmax-ce", "--engine", "typst", *arguments])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_sheet_and_its_key_are_written_here(here):
    done = show()
    assert done.exit_code == 0
    assert sorted(path.name for path in here.iterdir()) == ["softmax-ce-key.pdf", "softmax-ce-sheet.pdf"]
    assert "1.3133" in text_of(here / "softmax-ce-key.pdf")
    assert "1.3133" not in text_of(here / "softmax-ce-sheet.pdf")


def test_an_existing_file_needs_force(here):
    (here / "softmax-ce-key.pdf").write_text("mine")
    done = show()
    assert done.exit_code == 1
    assert "softmax-ce-key.pdf: there already; add --force to overwrite" in done.stderr
    assert (here / "softmax-ce-key.pdf").read_text() == "mine"
    assert show("--force").exit_code == 0
    assert (here / "softmax-ce-key.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_is_a_form_and_the_key_is_none_and_print_leaves_the_fields_out(here):
    show()
    fields = [pypdf.PdfReader(here / f"softmax-ce-{part}.pdf").get_fields() for part in ("sheet", "key")]
    assert list(fields[0])[:3] == ["code", "1a", "1b"]
    assert not fields[1]
    show("--print", "--force")
    assert not pypdf.PdfReader(here / "softmax-ce-sheet.pdf").get_fields()


def test_the_notation_is_chosen_by_its_name_and_an_unknown_one_leaves_nothing_behind(here):
    done = show("--notation", "homer")
    assert done.exit_code == 1
    assert (
        "no notation 'homer'; there are lecture, nielsen, ng, mitchell, mazur, negnevitsky, parentheses, brackets"
        in done.stderr
    )
    assert not list(here.iterdir())
    assert show("--notation", "mazur").exit_code == 0
    assert "is the weighted sum of unit o1" in " ".join(text_of(here / "softmax-ce-sheet.pdf").split())


def test_the_drawing_is_written_as_svg_and_described(here):
    (here / "softmax-ce-drawing.svg").write_text("mine")
    assert "softmax-ce-drawing.svg: there already" in show("--svg").stderr
    done = show("--svg", "--force")
    assert done.exit_code == 0
    assert "Wrote softmax-ce-drawing.svg" in done.stdout
    root = ElementTree.parse(here / "softmax-ce-drawing.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "A network, drawn from left to right" in "".join(root.itertext())


def test_where_there_is_no_drawing_it_is_said(here):
    done = CliRunner().invoke(main, ["show", "metrics/specificity", "--engine", "typst", "--svg"])
    assert done.exit_code == 0
    assert "metrics/specificity: there is no drawing of it" in done.stderr
    assert len(list(here.iterdir())) == 2
