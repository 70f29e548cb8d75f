"""What an exporter hands back; nothing in this floor but `export` writes to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 3
"""Of compression: 6 takes twice as long for a third less."""
_TEXT, _PROGRAM = 0o100644, 0o100755
_END = b"\x03\x00"
"""The last block of a compressed stream, with nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Files by name, and what the teacher must know: whatever the target cannot express is a note.

    `left_out` are the codes of questions that the target cannot carry, each said in a note.
    """

    files: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deflated:
    """A file, or a piece of one, as a zip has it; whoever makes it may be another process than who makes the zip.

    `blocks` lack the end of the stream, so that another piece can follow; `size` and `crc` are those of the content.
    """

    blocks: bytes
    size: int
    crc: int


def deflated(content: bytes) -> Deflated:
    packer = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    blocks = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
    return Deflated(blocks, len(content), zlib.crc32(content))


def joined(pieces: Iterable[Deflated]) -> Deflated:
    """The file that consists of the pieces."""
    blocks, size, crc = [], 0, 0
    for piece in pieces:
        # A CRC is linear: what zeros make of the one before, and what the piece differs from zeros by.
        zeros = bytes(piece.size)
        crc = zlib.crc32(zeros, crc) ^ zlib.crc32(zeros) ^ piece.crc
        blocks.append(piece.blocks)
        size += piece.size
    return Deflated(b"".join(blocks), size, crc)


def zipped(files: Mapping[str, bytes | Deflated], *, programs: Collection[str] = ()) -> bytes:
    """A zip in which equal files give equal bytes; `programs` may be run where it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # so that the rights below count wherever this is made
            entry.external_attr = (_PROGRAM if name in programs else _TEXT) << 16
            if isinstance(content, Deflated):
                _put(archive, out, entry, content)
            else:
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED, LEVEL)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, out: io.BytesIO, entry: zipfile.ZipInfo, file: Deflated) -> None:
    """Puts in what is compressed already: as it is, and then says in its head and in the list what it is."""
    archive.writestr(entry, file.blocks + _END, zipfile.ZIP_STORED)
    end = out.tell()
    entry.compress_type, entry.file_size, entry.CRC = zipfile.ZIP_DEFLATED, file.size, file.crc
    out.seek(entry.header_offset)
    out.write(entry.FileHeader())
    out.seek(end)


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A compressed tar archive in which equal files give equal bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(out.getvalue(), compresslevel=LEVEL, mtime=0)
