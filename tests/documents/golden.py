"""Pages that somebody has looked at, as small grey pictures in tests/golden/pages.

    python tests/documents/golden.py [NAME...]     makes them anew (all, unless told): look at them before they are committed

A picture depends on the engine's version, which stands beside them. It is compared by what a reader would notice: how dark each
patch of 2 mm is. So it does not matter which program renders the page, and how it smooths letters.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

import numpy as np
import pypdfium2
from PIL import Image

from documents.handed import HEADING, WIDE, drawn, own, published
from gradsheet.assignments.sheet import Sheet, Student
from gradsheet.documents import typeset
from gradsheet.problems import find_problem

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
MADE_BY = FOLDER / "made_by.json"
DPI = 50
FINER = 4  # times finer a page is rendered, and then made smaller: programs differ in single pixels
LEVELS = 16  # of grey: fine enough, and half the bytes
PATCH = 4  # pixels, 2 mm

ADA = Student(id="s001", name="Ada Lovelace")
LARGE = Student(id="s001", name="Ada Lovelace", layout="large")
Grey = np.ndarray
"""Rows of pixels, 0 is black and 1 white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    sheet: Callable[[], Sheet]
    number: int = 1
    worked: bool = False


def _of(name: str, student: Student = ADA) -> Callable[[], Sheet]:
    return lambda: drawn([find_problem(name)], student)


PAGES: Mapping[str, Page] = {
    "lecture-sheet": Page(sheet=lambda: published(ADA)),
    "lecture-key": Page(sheet=lambda: published(ADA), worked=True),
    "convolution-sheet": Page(sheet=_of("convolution/padding")),
    "circuit-key": Page(sheet=_of("circuits/sigmoid-gates"), worked=True),
    "lstm-sheet": Page(sheet=_of("recurrent/lstm-through-time")),
    "wide-sheet": Page(sheet=lambda: drawn([own(WIDE)], ADA)),
    "large-sheet": Page(sheet=_of("backpropagation/sigmoid-3-2-1-half-squared-error", LARGE), number=2),
}


def engines() -> dict[str, str]:
    """The versions that pages were made by, as they name themselves."""
    found = {"latex": "", "typst": version("typst")}
    if shutil.which("pdflatex") is not None:
        tex = subprocess.run(["pdflatex", "--version"], capture_output=True, text=True, timeout=60, check=False)
        found["latex"] = tex.stdout.partition("\n")[0]
    return found


def documents(engine: str) -> dict[str, bytes]:
    """The PDF of each page's sheet or key."""
    found = {}
    for worked in (False, True):
        names = [name for name, page in PAGES.items() if page.worked is worked]
        sheets = [PAGES[name].sheet() for name in names]
        made = typeset(sheets, HEADING, engine=engine, worked=worked)
        found.update(zip(names, (pdf for _, pdf in made), strict=True))
    return found


def by_pdfium(document: bytes, number: int) -> Grey:
    with pypdfium2.PdfDocument(document) as opened:
        return grey(opened[number - 1].render(scale=FINER * DPI / 72).to_pil(), FINER)


def by_poppler(document: bytes, number: int) -> Grey:
    command = ["pdftoppm", "-gray", "-r", str(FINER * DPI), "-f", str(number), "-l", str(number), "-"]
    picture = subprocess.run(command, input=document, capture_output=True, check=True).stdout
    return grey(Image.open(BytesIO(picture)), FINER)


def grey(picture: Image.Image, times: int = 1) -> Grey:
    """Its pixels, in squares of `times` a side."""
    return patches(np.asarray(picture.convert("L"), dtype=float) / 255, times)


def golden(name: str, engine: str) -> Grey:
    return grey(Image.open(FOLDER / f"{name}-{engine}.png"))


def patches(page: Grey, side: int = PATCH) -> Grey:
    """How light each patch of a page is."""
    rows, columns = (length // side for length in page.shape)
    cut = page[: rows * side, : columns * side]
    return cut.reshape(rows, side, columns, side).mean(axis=(1, 3))


def apart(one: Grey, other: Grey) -> tuple[float, float]:
    """How far two pictures of a page lie apart: the patch that differs most, and the mean of all."""
    height, width = (min(sides) for sides in zip(one.shape, other.shape, strict=True))
    differing = np.abs(patches(one[:height, :width]) - patches(other[:height, :width]))
    return float(differing.max()), float(differing.mean())


def write(page: Grey, path: Path) -> None:
    Image.fromarray((page * (LEVELS - 1)).round().astype(np.uint8) * (255 // (LEVELS - 1))).quantize(LEVELS).save(
        path, optimize=True
    )


def main(names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for engine in ("latex", "typst"):
        found = documents(engine)
        for name in names:
            write(by_pdfium(found[name], PAGES[name].number), FOLDER / f"{name}-{engine}.png")
    MADE_BY.write_text(json.dumps(engines(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:] or list(PAGES))
