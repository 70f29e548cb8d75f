"""A zip of files in any format; members are read in memory, one by one."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import Complaint, ComplaintsError
from .found import Found, Settings
from .zipped import members, opened

NOT_READ = (".", "~$", "__MACOSX")
"""How names begin that systems and spreadsheets put beside the real ones."""

Reader = Callable[[bytes, str, Settings], Found]


def read_members(raw: bytes, file: str, settings: Settings, read: Reader) -> Found:
    """What `read` finds in each member; one that is no table spoils nothing."""
    found = Found()
    for member in members(opened(raw, file), file):
        shown = f"{file}/{member.name}"
        if any(part.startswith(NOT_READ) for part in member.name.split("/") if part != ".."):
            continue
        if member.content is None:
            found.complaints.append(Complaint(shown, None, None, member.why))
            continue
        try:
            inner = read(member.content, shown, settings)
        except ComplaintsError as error:
            found.complaints += error.complaints
            continue
        found.tables += inner.tables
        found.complaints += inner.complaints
        found.notes += inner.notes
    if not found.tables:
        found.complaints.append(Complaint(file, None, None, "this zip holds no table of answers"))
    return found
