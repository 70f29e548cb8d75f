"""CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or the encoding that the course names."""

from __future__ import annotations

from ...assignments.table import decoded, parse_table
from .found import Found, Settings


def read(raw: bytes, file: str, settings: Settings) -> Found:
    return Found(tables=[parse_table(decoded(raw, file, settings.encoding), file)])
