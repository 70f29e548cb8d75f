"""Where the files of students go: the assignment's folder, or an object store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .folder import Folder, write_whole
from .ledger import Noted, sha256


class Store(ABC):
    """A place for files under paths like `students/s001.pdf`; it can be sent to other machines."""

    @abstractmethod
    def name(self, path: str) -> str:
        """How the ledger and messages call a file."""

    @abstractmethod
    def write(self, path: str, content: bytes) -> bool:
        """Writes a file whole or not at all; False when it held these bytes already."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Takes a file away, where there is one."""

    @abstractmethod
    def looker(self) -> Callable[[str, Noted], bool]:
        """What tells whether a file is there, as it was noted."""


@dataclass(frozen=True, slots=True)
class InFolder(Store):
    """The assignment's own folder."""

    root: Path

    def name(self, path: str) -> str:
        return path

    def write(self, path: str, content: bytes) -> bool:
        return write_whole(self.root / path, content)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def looker(self) -> Callable[[str, Noted], bool]:
        return self._is_there

    def _is_there(self, path: str, noted: Noted) -> bool:
        file = self.root / path
        return file.is_file() and sha256(file.read_bytes()) == noted.sha256


def in_folder(folder: Folder) -> InFolder:
    return InFolder(folder.root)
