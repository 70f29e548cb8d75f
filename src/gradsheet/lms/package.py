"""What an exporter hands back; nothing in this floor but `export` writes to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass

EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
"""Of compression: 9 takes twice as long for a tenth of the size."""
_TEXT, _PROGRAM = 0o100644, 0o100755


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Files by name, and what the teacher must know: whatever the target cannot express is a note.

    `left_out` are the codes of questions that the target cannot carry, each said in a note.
    """

    files: tuple[tuple[str, bytes], ...]
    notes: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()


def zipped(files: Mapping[str, bytes], *, programs: Collection[str] = ()) -> bytes:
    """A zip in which equal files give equal bytes; `programs` may be run where it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # so that the rights below count wherever this is made
            entry.external_attr = (_PROGRAM if name in programs else _TEXT) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=LEVEL)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A compressed tar archive in which equal files give equal bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(out.getvalue(), compresslevel=LEVEL, mtime=0)
