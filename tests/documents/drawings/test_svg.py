"""Drawings as SVG: read by an XML parser, drawn by librsvg and a browser, and said in words."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from documents.drawings.pictures import exercise, subject
from gradsheet.documents.drawings import drawn, picture_of
from gradsheet.documents.drawings.svg import NAMESPACE, svg
from gradsheet.formula import Number, decimal_text
from gradsheet.formula.notation import profile
from gradsheet.languages import sentences
from gradsheet.problems import Exercise

NAMES = (
    "lecture/relu-sigmoid-bce",
    "circuits/sigmoid-gates",
    "convolution/padding",
    "convolution/flipped-line",
    "recurrent/rnn-through-time",
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def picture(one: Exercise, notation: str = "lecture") -> bytes:
    found = picture_of(one, profile(notation), sentences("en"))
    assert found is not None
    return found.svg


def tags(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


@pytest.mark.parametrize("name", NAMES)
def test_an_xml_parser_finds_every_shape_inside_the_frame_and_nothing_from_elsewhere(name):
    one = exercise(name)
    found = drawn(subject(one))
    root = ElementTree.fromstring(picture(one))
    assert len(tags(root, "circle")) == len(found.nodes)
    assert len(tags(root, "line")) == len(found.edges)
    assert len(tags(root, "text")) == len(found.nodes) + len(found.notes)
    assert len(tags(root, "polygon")) == sum(edge.tip for edge in found.edges)
    _, _, wide, high = map(float, root.get("viewBox").split())
    for text in tags(root, "text"):
        assert 0 < float(text.get("x")) < wide
        assert 0 < float(text.get("y")) < high
    assert not any(child.tag.endswith(("script", "image", "style", "use")) for child in root.iter())


@pytest.mark.parametrize("notation", ["lecture", "mazur", "nielsen"])
@pytest.mark.parametrize("name", NAMES)
def test_title_and_description_say_every_number_that_is_drawn(name, notation):
    one = exercise(name, 2)
    root = ElementTree.fromstring(picture(one, notation))
    (title,), (words,) = tags(root, "title"), tags(root, "desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), words.get("id")]
    assert title.text == one.problem.title
    said = set(re.findall(r"-?\d+(?:\.\d+)?", words.text)) | ({"0"} if "Zeros" in words.text else set())
    for note in drawn(subject(one, notation=notation)).notes:
        for part in getattr(note.part, "formulas", ()):
            if isinstance(part, Number):
                assert decimal_text(part) in said


@pytest.mark.parametrize("name", NAMES)
def test_a_sheets_picture_says_no_value_of_a_step(name):
    """Other answers to the same sheet would leave every byte as it is: only the key's picture differs."""
    one = exercise(name, 3)
    sheet, key = subject(one), subject(one, key=True)
    assert set(sheet.numbers) == set(one.givens)
    title = one.problem.title
    assert svg(drawn(sheet), sheet.naming, title) == picture(one)
    values = {decimal_text(n) for s, n in key.numbers.items() if s not in one.givens and len(decimal_text(n)) > 6}
    written = picture(one).decode()
    assert not any(value in written for value in values)


def test_odd_titles_and_descriptions_stay_text():
    odd = "a < b & \"c\" 'd' ]]> <script>alert(1)</script> \x00\x0b ü 漢 \U0001f600"
    found = replace(drawn(subject(exercise(NAMES[0]))), description=odd)
    root = ElementTree.fromstring(svg(found, subject(exercise(NAMES[0])).naming, odd))
    kept = odd.replace("\x00", "").replace("\x0b", "")
    assert tags(root, "title")[0].text == tags(root, "desc")[0].text == kept
    assert tags(root, "script") == []


def test_the_same_exercise_gives_the_same_bytes():
    for name in NAMES:
        assert picture(exercise(name)) == picture(exercise(name))


def inked(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).convert("L")) < 128


def expects_circles(found, dark: np.ndarray) -> None:
    """Ink stands all around each node where the drawing has it."""
    scale = dark.shape[1] / found.width
    for node in found.nodes:
        angles = np.linspace(0, 2 * np.pi, 40)
        hits = 0
        for angle in angles:
            ring = [5.2 + off for off in np.linspace(-0.4, 0.4, 9)]
            xs = [int((node.x + r * np.cos(angle)) * scale) for r in ring]
            ys = [int((found.height - node.y + r * np.sin(angle)) * scale) for r in ring]
            hits += any(dark[y, x] for x, y in zip(xs, ys, strict=True) if y < dark.shape[0] and x < dark.shape[1])
        assert hits >= 36


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="rsvg-convert is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_librsvg_draws_it(name, tmp_path):
    one = exercise(name)
    (tmp_path / "a.svg").write_bytes(picture(one))
    subprocess.run(["rsvg-convert", "-w", "1200", "a.svg", "-o", "a.png"], cwd=tmp_path, check=True, timeout=60)
    dark = inked(tmp_path / "a.png")
    assert 0.002 < dark.mean() < 0.3
    expects_circles(drawn(subject(one)), dark)


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_a_browser_draws_it(tmp_path):
    one = exercise(NAMES[0])
    found = drawn(subject(one))
    (tmp_path / "a.svg").write_bytes(picture(one))
    wide, high = 1200, int(1200 * found.height / found.width)
    page = f"<body style='margin:0'><img src='a.svg' width='{wide}' height='{high}'></body>"
    (tmp_path / "a.html").write_text(page)
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    size = [f"--window-size={wide},{high}", f"--screenshot={tmp_path / 'a.png'}", "--hide-scrollbars"]
    try:
        subprocess.run(
            [CHROMIUM, *options, *size, str(tmp_path / "a.html")], check=True, timeout=90, capture_output=True
        )
    except (subprocess.SubprocessError, OSError) as problem:
        pytest.skip(f"chromium does not run here: {type(problem).__name__}")
    expects_circles(found, inked(tmp_path / "a.png"))
