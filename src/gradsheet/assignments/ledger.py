"""Which files are made: for each, the hash of all that it was made from, and of its bytes.

`record/made.json` says it at the end of a run. While one works, each finished task adds a line to
`record/made.journal`, so that a run that was killed at any moment goes on where it stopped. Both only save
time: where they are missing or damaged, or a file is not what they say, it is made anew, with the same bytes
from the same versions.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from ..errors import GradsheetError
from .folder import Folder, write_whole

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Noted:
    """What a file was made from, and what it holds."""

    source: str
    sha256: str
    size: int


def noted(source: str, content: bytes) -> Noted:
    return Noted(source, sha256(content), len(content))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Ledger:
    """What is noted of the files of a folder, by the names that `Folder.shown` or a store gives them."""

    def __init__(self, folder: Folder) -> None:
        self._file = folder.record / "made.json"
        self._journal = folder.record / "made.journal"
        self._shown = folder.shown(self._journal)
        self._made = _read(_text(self._file)) | _lines(_text(self._journal))

    def is_current(self, file: str, source: str, looks: Callable[[str, Noted], bool]) -> bool:
        """Whether a file was made from `source`, and is there as it was noted, by what a store `looks` for."""
        found = self._made.get(file)
        return found is not None and found.source == source and looks(file, found)

    def note(self, files: Mapping[str, Noted]) -> None:
        """Adds a line that stays, whatever happens to this program."""
        self._made.update(files)
        line = json.dumps({file: astuple(one) for file, one in files.items()}, sort_keys=True)
        try:
            self._journal.parent.mkdir(parents=True, exist_ok=True)
            with self._journal.open("ab") as journal:
                # A line that was torn when its writer died ends here, and is no JSON.
                journal.write(f"\n{line}\n".encode())
                journal.flush()
                os.fsync(journal.fileno())
        except OSError as error:
            raise GradsheetError(f"{self._shown}: cannot be written ({error.strerror}); what was made stays") from None

    def fold(self) -> None:
        """Writes all that is known into `made.json`; the journal is needed no more."""
        document = {"format": FORMAT, "files": {file: astuple(one) for file, one in self._made.items()}}
        write_whole(self._file, json.dumps(document, indent=1, sort_keys=True) + "\n")
        self._journal.unlink(missing_ok=True)


def _text(path: Any) -> str:
    try:
        return str(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""


def _read(text: str) -> dict[str, Noted]:
    try:
        document = json.loads(text)
        return _files(document["files"]) if document["format"] == FORMAT else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _lines(text: str) -> dict[str, Noted]:
    found: dict[str, Noted] = {}
    for line in filter(None, text.splitlines()):
        try:
            found |= _files(json.loads(line))
        except (ValueError, TypeError, AttributeError):
            continue  # torn
    return found


def _files(document: Mapping[str, Iterable[Any]]) -> dict[str, Noted]:
    return {str(file): Noted(str(source), str(digest), int(size)) for file, (source, digest, size) in document.items()}
