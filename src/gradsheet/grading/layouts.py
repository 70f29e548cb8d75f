"""How a table arranges answers: as a learning platform's report does, else as our own tables do."""

from __future__ import annotations

from collections.abc import Callable

from ..assignments.table import Table
from . import canvas_analysis, columns, edx_responses, moodle_responses
from .inbox import Inbox

Take = Callable[[Table, Inbox], bool]

LAYOUTS: tuple[tuple[Callable[[Table], bool], Take], ...] = (
    (edx_responses.fits, edx_responses.take),
    (canvas_analysis.fits, canvas_analysis.take),
    (moodle_responses.fits, moodle_responses.take),
)


def take(table: Table, inbox: Inbox) -> bool:
    """Puts everything that the table holds into the inbox; False where it says of nobody what was answered."""
    return next((read for fits, read in LAYOUTS if fits(table)), columns.take)(table, inbox)
