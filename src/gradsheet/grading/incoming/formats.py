"""Which reader a file gets: by what stands in it, and only then by its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...places import content_of
from . import archive, delimited, objects, pdf, workbook
from .found import Found, Settings, refuse

LARGEST = 128 * 2**20
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_JSON = re.compile(rb"\s*(\[\s*[\[{\]]|\{\s*[\"}])")
_MARKUP = re.compile(rb"\s*<(!doctype|html|table|head|body|\?xml|meta|style|div)", re.IGNORECASE)
_ANSWERS_PAGE = re.compile(rb'<form\b[^>]*\bdata-code="([0-9A-Z]+)"').search
TEXT = (".csv", ".tsv", ".txt", ".tab", "")
"""Suffixes of files that may be tables in plain text."""

SAVE = "save it as XLSX or CSV"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is known by its first bytes and its suffix, and what reads it."""

    name: str
    fits: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, Settings], Found]


def _member(raw: bytes, name: bytes) -> bool:
    """Whether a zip names this member: in its directory, which stands at the end, or in its first bytes."""
    return name in raw[:4096] or name in raw[-(2**20) :]


def _start(raw: bytes) -> bytes:
    return raw[:200].removeprefix(b"\xef\xbb\xbf")


def _refused(why: str, *, row: int | None = None) -> Callable[[bytes, str, Settings], Found]:
    def read(raw: bytes, file: str, settings: Settings) -> Found:
        raise refuse(file, why, row)

    return read


def _zip(raw: bytes, file: str, settings: Settings) -> Found:
    return archive.read_members(raw, file, settings, _inside)


def _answers_page(raw: bytes, file: str, settings: Settings) -> Found:
    found = _ANSWERS_PAGE(raw)
    assert found is not None
    code = found[1].decode("ascii")
    raise refuse(
        file,
        f"this is the page of sheet {code}, and no page holds what was typed into it; ask for the file that its button "
        f'"Save answers as a file" makes, answers-{code}.json',
    )


FORMATS = (
    Format("empty", lambda raw, _: not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"),
           _refused("the file is empty; its first row names the columns", row=1)),
    Format("XLSX", lambda raw, _: raw.startswith(_ZIP) and _member(raw, b"xl/workbook.xml"), workbook.read),
    Format("ODS", lambda raw, suffix: raw.startswith(_ZIP) and (
               b"opendocument.spreadsheet" in raw[:200] or (suffix == ".ods" and _member(raw, b"content.xml"))),
           workbook.read),
    Format("XLS", lambda raw, _: raw.startswith(_OLE), workbook.read),
    Format("Numbers", lambda raw, suffix: raw.startswith(_ZIP) and suffix == ".numbers",
           _refused("Apple Numbers is not read; export it from Numbers as Excel or CSV")),
    Format("office", lambda raw, _: raw.startswith(_ZIP) and (
               _member(raw, b"xl/workbook.bin") or _member(raw, b"word/document.xml") or _member(raw, b"ppt/")),
           _refused(f"this kind of office document is not read; {SAVE}")),
    Format("zip", lambda raw, _: raw.startswith((_ZIP, b"PK\x05\x06")), _zip),
    Format("archive", lambda raw, _: raw.startswith((b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")),
           _refused("this kind of archive is not read; unpack it, and hand in the files themselves")),
    Format("PDF", lambda raw, suffix: suffix == ".pdf" or pdf.is_pdf(raw), pdf.read),
    Format("picture", lambda raw, _: raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
           _refused("a picture is not read; type the answers into a table")),
    Format("JSON", lambda raw, suffix: suffix == ".json" or _JSON.match(_start(raw)) is not None, objects.read),
    Format("a sheet's page", lambda raw, _: _MARKUP.match(_start(raw)) is not None and _ANSWERS_PAGE(raw) is not None,
           _answers_page),
    Format("HTML", lambda raw, _: _MARKUP.match(_start(raw)) is not None,
           _refused(f"this is a web page or XML, whatever its name says; open it in a spreadsheet and {SAVE}")),
    Format("CSV", lambda raw, suffix: suffix in TEXT, delimited.read),
    Format("misnamed text", lambda raw, suffix: suffix in (".xlsx", ".xls", ".ods") and b"\0" not in raw[:1000],
           delimited.read),
)  # fmt: skip


def read_file(path: Path, file: str, settings: Settings) -> Found:
    """The tables in a file that complaints call `file`; raises ComplaintsError where nothing of it can be used."""
    if path.is_file() and path.stat().st_size > LARGEST:
        raise refuse(file, f"this file is larger than {LARGEST // 2**20} MB; split it")
    return read_bytes(content_of(path, file), file, settings)


def read_bytes(raw: bytes, file: str, settings: Settings) -> Found:
    """The tables in a file's content."""
    suffix = PurePosixPath(file).suffix.lower()
    found = next((one for one in FORMATS if one.fits(raw, suffix)), None)
    if found is None:
        raise refuse(file, f"this kind of file ({suffix}) is not read; {SAVE}")
    return found.read(raw, file, settings)


def _inside(raw: bytes, file: str, settings: Settings) -> Found:
    """A member of a zip: anything but another zip."""
    suffix = PurePosixPath(file).suffix.lower()
    if next((one.name for one in FORMATS if one.fits(raw, suffix)), "") == "zip":
        raise refuse(file, "a zip in a zip is not read; unpack it")
    return read_bytes(raw, file, settings)
