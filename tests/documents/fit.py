"""What is wrong with the fit of a page, as a reader finds it that knows nothing of how it was made."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

from gradsheet.documents.paper import Paper
from gradsheet.languages import Language

MM = 72 / 25.4
WIDE = 174.0  # mm of a line, on any paper
SLACK = 0.6  # mm: a letter's ink may reach beyond its width
TOP, BOTTOM = 9.0, 3.0  # mm, the nearest to the edge of the paper
FOOT = 14.0  # mm, below which only the policy stands
HEADINGS = (
    "given", "told", "tables", "answers", "solution", "forward", "backward", "update", "grid", "options", "answer_table",
)  # fmt: skip

Box = tuple[float, float, float, float]


def misfits(pdf: bytes, paper: Paper, said: Language) -> Iterator[str]:
    """Words and lines outside the margins, and headings that are the last thing on their page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            left = ((paper.width - WIDE) / 2 - SLACK) * MM
            right, low, high = paper.width * MM - left, BOTTOM * MM, (paper.height - TOP) * MM
            around = (left, right, low, high)
            words = page.get_textpage()
            rectangles = [words.get_rect(place) for place in range(words.count_rects())]
            for rectangle in rectangles:
                if _outside(rectangle, *around) and _outside(_ink(rectangle, words), *around):
                    yield f"page {number}: outside: {words.get_text_bounded(*rectangle)!r}"
            lines = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)]
            if any(_outside(line, *around) for line in lines):
                yield f"page {number}: a line outside"
            if not rectangles:
                continue
            lowest = min(rectangle[1] for rectangle in rectangles)
            if any(y2 < lowest for _, _, _, y2 in lines):
                continue
            last = " ".join(
                words.get_text_bounded(*rectangle).strip() for rectangle in rectangles if rectangle[1] < lowest + 3
            )
            if (
                last.startswith((*(said[heading] for heading in HEADINGS), f"{said['exercise']} {number}"))
                and len(last) < 120
            ):
                yield f"page {number}: an orphaned heading: {last!r}"


def ends(pdf: bytes) -> list[float]:
    """How far down each page something stands, as a share of its height; the policy below a sheet is not counted."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            lows = [words.get_rect(place)[1] for place in range(words.count_rects())]
            lows += [one.get_bounds()[1] for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)]
            found.append(1 - min(low for low in lows if low > FOOT * MM) / page.get_height())
    return found


def _outside(box: Box, left: float, right: float, low: float, high: float) -> bool:
    x1, y1, x2, y2 = box
    return x1 < left or x2 > right or y1 < low or y2 > high


def _ink(rectangle: Box, words: pypdfium2.PdfTextPage) -> Box:
    """A piece of a line without the spaces at its end, which may hang over the margin."""
    x1, y1, x2, y2 = rectangle
    ends = [
        words.get_charbox(place)[2]
        for place in range(words.count_chars())
        if not words.get_text_range(place, 1).isspace()
        and x1 - 1 < words.get_charbox(place)[0] < x2 + 1
        and y1 - 1 < words.get_charbox(place)[1] < y2 + 1
    ]
    return x1, y1, max(ends, default=x1), y2
