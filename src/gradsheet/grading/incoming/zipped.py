"""The members of a zip, in memory and within bounds: nothing is ever extracted to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ..wording import on_one_line
from .found import refuse

MOST_MEMBERS = 5_000
LARGEST = 128 * 2**20
MOST_TOGETHER = 1024 * 2**20
HIGHEST_RATIO = 200
SMALL = 16 * 2**20
"""Below this size a member may be packed as tightly as it likes."""

PLAIN = "; unpack it, and hand in the files themselves"


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip: `content` is None where `why` says that it is not read."""

    name: str
    content: bytes | None
    why: str = ""


def opened(raw: bytes, file: str, *, most: int = MOST_MEMBERS) -> zipfile.ZipFile:
    """The zip of at most so many files; raises ComplaintsError where it is none, or too large."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RecursionError, UnicodeError) as error:
        raise refuse(file, f"this zip is damaged ({error}); download or pack it again") from None
    if len(packed.infolist()) > most:
        raise refuse(file, f"this zip holds {len(packed.infolist()):,} files; at most {most:,}{PLAIN}")
    return packed


def members(packed: zipfile.ZipFile, file: str) -> Iterator[Member]:
    """Every file in a zip, in its order; raises ComplaintsError where all together are too much."""
    for entry, why in entries(packed, file):
        yield Member(on_one_line(entry.filename), None, why) if why else member(packed, entry)


def entries(
    packed: zipfile.ZipFile, file: str, *, largest: int = LARGEST, together: int = MOST_TOGETHER
) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The same before they are unpacked, each with the reason why it is not to be, or nothing."""
    size = 0
    seen: set[str] = set()
    for entry in packed.infolist():
        if entry.is_dir():
            continue
        if why := _unsafe(entry, largest):
            yield entry, why
            continue
        if entry.filename in seen:
            yield entry, "stands in the zip twice; only the first one is read"
            continue
        seen.add(entry.filename)
        size += entry.file_size
        if size > together:
            raise refuse(file, f"unpacked, this zip is larger than {together // 2**20:,} MB; split it")
        yield entry, ""


def member(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    """One file of a zip, unpacked, or why it cannot be."""
    name = on_one_line(entry.filename)
    try:
        return Member(name, packed.read(entry))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        return Member(name, None, f"is damaged ({error}); pack it again")


def _unsafe(entry: zipfile.ZipInfo, largest: int) -> str:
    """Why a member is not even looked at."""
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
        return "this name leads out of the zip, so the file is not read; pack it anew"
    if entry.flag_bits & 1:
        return f"is encrypted{PLAIN}"
    if entry.file_size > largest:
        return f"is larger than {largest // 2**20} MB unpacked, and is not read; split it"
    if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        return f"is packed more than {HIGHEST_RATIO} times, as only a zip bomb is; it is not read"
    return ""
