"""What an exporter hands back; nothing in this floor but `export` writes to disk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Files by name, and what the teacher must know: whatever the target cannot express is a note."""

    files: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...] = ()
