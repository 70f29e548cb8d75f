"""Questions and answers for programs and people without an LMS: Markdown, JSON, CSV. They hold every answer."""

from ..readers import plain as reads
from ..target import Target
from .files import in_csv, in_json, in_markdown

_LOSES = "nothing marks there: they hold what is right, how far from it is right too, and what rounding early earns"
_CHECKED = "each file is read again here, and every number in it compared"

PLAIN_TARGETS = (
    Target(
        name="markdown",
        title="Markdown: every question with its worked solution and a table of answers, for the staff",
        keeps="statement, data, worked solution, answers with their tolerances, choices; formulas as LaTeX",
        loses=f"drawings; {_LOSES}",
        checked=_CHECKED,
        write=in_markdown,
        read=reads.from_markdown,
        suffix=".md",
    ),
    Target(
        name="json",
        title="JSON: questions and worked solutions as Markdown, answers as numbers, for programs of the staff",
        keeps="statement, data, worked solution, answers with their tolerances, choices; formulas as LaTeX",
        loses=f"drawings; {_LOSES}",
        checked=_CHECKED,
        write=in_json,
        read=reads.from_json,
        suffix=".json",
    ),
    Target(
        name="csv",
        title="CSV: a row for each blank, for a spreadsheet of the staff",
        keeps="statement, data, answers with their tolerances, choices; formulas as LaTeX",
        loses=f"drawings, worked solutions; {_LOSES}",
        checked=_CHECKED,
        write=in_csv,
        read=reads.from_csv,
        suffix=".csv",
    ),
)
