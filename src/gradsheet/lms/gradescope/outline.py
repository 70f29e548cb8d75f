"""What to draw in Gradescope's outline of a printed sheet: each blank with its points and its place on the page.

Gradescope takes no outline from a file, and cuts every student's scan at the same places: where sheets of the class
differ in layout, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...assignments.assignment import Assignment
from ...assignments.folder import Folder
from ...assignments.rebuilt import handed_out
from ...assignments.record import read_record
from ...assignments.sheet import Sheet
from ...assignments.table import guarded, to_csv
from ...errors import GradsheetError
from ...grading.wording import points_text
from ...problems.rounding import fixed, without_zeros
from ..package import Package

FILE = "gradescope-outline.csv"
COLUMNS = ("question", "title", "points", "page", "left_mm", "top_mm", "width_mm", "height_mm")
POINT = 25.4 / 72  # mm
SAME = 1.0  # mm: regions are drawn by hand


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands, from the left and the top of its page, in mm."""

    page: int
    left: float
    top: float
    width: float
    height: float

    def is_near(self, other: Place) -> bool:
        mine, others = (
            (self.left, self.top, self.width, self.height),
            (other.left, other.top, other.width, other.height),
        )
        return self.page == other.page and all(abs(a - b) <= SAME for a, b in zip(mine, others, strict=True))


def outline(folder: Folder, assignment: Assignment) -> Package:
    """A table of the questions, and of the blanks in them, with the places on the sheets that were made."""
    sheets, record = handed_out(folder), read_record(folder)
    if not sheets:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    first, *others = sheets
    files = {sheet.code: f"{record.students[sheet.student.id].file}.pdf" for sheet in sheets}
    places = {code: _places(folder, folder.students / file) for code, file in files.items()}
    rows = list(_rows(first, places[first.code]))
    other = [sheet.student.id for sheet in others if not _alike(places[first.code], places[sheet.code])]
    notes = [
        "Gradescope takes no outline from a file: make an Exam / Quiz, upload the sheet of "
        f"{first.student.id} as the template, and draw the regions that the table names.",
    ]
    if not places[first.code]:
        notes.append("These sheets have no fields (`make --print`), so the table has no places.")
    if other:
        shown = ", ".join(other[:5]) + (f" and {len(other) - 5} more" if len(other) > 5 else "")
        notes.append(
            f"The sheets of {shown} have their blanks at other places than that of {first.student.id}: Gradescope "
            "would cut them wrongly; let everybody have the same problems in one order, or use "
            "`--to gradescope-autograder`"
        )
    return Package(files=((FILE, to_csv(COLUMNS, rows).encode()),), notes=tuple(notes))


def _rows(sheet: Sheet, places: dict[str, Place]) -> Iterator[Sequence[str]]:
    for item in sheet.items:
        yield (str(item.number), guarded(item.exercise.problem.title), points_text(item.points), *[""] * 5)
        for blank in item.blanks:
            place = places.get(blank.label)
            where = (
                ("",) * 5
                if place is None
                else (str(place.page), *map(_mm, (place.left, place.top, place.width, place.height)))
            )
            yield (blank.label, "", points_text(blank.points), *where)


def _mm(length: float) -> str:
    return without_zeros(fixed(length, 1))


def _alike(one: dict[str, Place], other: dict[str, Place]) -> bool:
    return one.keys() == other.keys() and all(place.is_near(other[label]) for label, place in one.items())


def _places(folder: Folder, path: Path) -> dict[str, Place]:
    """By label, where the fields of a sheet stand: those of a choice together, from its first to its last letter."""
    from pikepdf import Pdf, PdfError

    try:
        pdf = Pdf.open(path)
    except (OSError, PdfError) as error:
        raise GradsheetError(f"{folder.shown(path)}: cannot be read ({error}); run `gradsheet make` again") from None
    found: dict[str, list[tuple[int, list[float], float]]] = {}
    with pdf:
        for number, page in enumerate(pdf.pages, start=1):
            high = float(page.mediabox[3])
            for widget in page.obj.get("/Annots", ()):
                named = widget if "/T" in widget else widget.get("/Parent")
                if named is not None and "/T" in named and "/Rect" in widget:
                    found.setdefault(str(named["/T"]), []).append((number, [float(x) for x in widget["/Rect"]], high))
    return {label: _around(some) for label, some in found.items() if label[:1].isdigit()}


def _around(some: Sequence[tuple[int, list[float], float]]) -> Place:
    page, _, high = some[0]
    boxes = [box for number, box, _ in some if number == page]
    left, low = (min(box[at] for box in boxes) for at in (0, 1))
    right, top = (max(box[at] for box in boxes) for at in (2, 3))
    return Place(page, left * POINT, (high - top) * POINT, (right - left) * POINT, (top - low) * POINT)
