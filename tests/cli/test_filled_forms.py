"""The whole way of a form: made for a class, filled in by students in different programs, marked."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from assignments.homework import SMALL
from documents.handed import needs_tex
from documents.screen import Screen
from gradsheet.assignments import Folder, handed_out
from gradsheet.cli import main

ENGINES = [pytest.param("latex", marks=needs_tex), "typst"]
CHOICES = """
[[ask]]
blanks = ["q"]
choices = 4
"""


def run(folder: Folder, command: str, *arguments: str) -> str:
    done = CliRunner().invoke(main, [command, "-C", str(folder.root), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout + done.stderr


def typed_in_chrome(form: bytes, values: dict[str, str]) -> bytes:
    """Clicks on every box, or on the chosen letter, and types."""
    with Screen(form) as screen:
        for number, page in enumerate(pypdf.PdfReader(BytesIO(form)).pages):
            for one in page.get("/Annots", ()):
                widget = one.get_object()
                left, bottom, right, top = map(float, widget["/Rect"])
                name = widget["/T"] if "/T" in widget else widget["/Parent"]["/T"]
                if name not in values or ("/T" not in widget and values[name] not in "".join(widget["/AP"]["/N"])):
                    continue
                screen.click(number, (left + right) / 2, (bottom + top) / 2)
                if "/T" in widget:
                    screen.type(values[name])
        return screen.saved()


def filled_by_pypdf(form: bytes, values: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(form)))
    spelt = {name: f"/{value}" if value in "ABCD" else value for name, value in values.items()}
    writer.update_page_form_field_values(writer.pages[0], spelt, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_filled_in_by_different_programs_are_marked(engine, tmp_path: Path):
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "small.toml").write_text(SMALL + CHOICES)
    (tmp_path / "assignment.toml").write_text(
        f'title = "Homework"\nengine = "{engine}"\nproblems = [{{ use = "problems/small.toml", points = 3 }}]\n'
    )
    (tmp_path / "roster.csv").write_text("id,name\ns1,Ada Example\ns2,Bo Example\ns3,Cy Example\n")
    folder = Folder(tmp_path)
    run(folder, "make")
    fillers = {"s1": typed_in_chrome, "s2": filled_by_pypdf}
    for sheet in handed_out(folder):
        item = sheet.items[0]
        values = {
            blank.label: next(letter for letter, option in zip("ABCD", blank.options, strict=True) if option.is_right)
            if blank.options
            else f"{item.solution.bands[blank.symbol].exact:.4f}"
            for blank in sheet.blanks
        }
        if fill := fillers.get(sheet.student.id):
            made = (folder.students / f"{sheet.student.id}.pdf").read_bytes()
            if sheet.student.id == "s2":
                values["1b"] = "99"
            (tmp_path / f"homework {sheet.student.id}.pdf").write_bytes(fill(made, values))
    said = run(folder, "grade", *(str(tmp_path / f"homework {id_}.pdf") for id_ in fillers))
    rows = {row["id"]: row for row in csv.DictReader((folder.staff / "marks.csv").open(encoding="utf-8"))}
    assert {id_: row["total"] for id_, row in rows.items()} == {"s1": "3", "s2": "2", "s3": ""}, said
