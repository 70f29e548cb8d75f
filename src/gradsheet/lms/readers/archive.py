"""The files inside a zip of unknown origin, or a reason why they are not read."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import GradsheetError
from ...grading.incoming.zipped import members, opened

MOST = 100_000
"""Files in an export: a thousand variants of dozens of problems, each with its drawing."""


def unpacked(file: str, content: bytes) -> dict[str, bytes]:
    """The members by name; raises GradsheetError where one is damaged, too large or leads out of the zip."""
    found = {}
    for member in members(opened(content, file, most=MOST), file):
        if member.content is None:
            raise GradsheetError(f"{file}: {member.name} {member.why}")
        found[member.name] = member.content
    return found


def member(file: str, files: Mapping[str, bytes], name: str, named_by: str) -> bytes:
    """One of them; raises GradsheetError where another one names it and it is missing."""
    if name not in files:
        raise GradsheetError(f"{file}: {named_by} names {name}, which is not in it; export it again")
    return files[name]
