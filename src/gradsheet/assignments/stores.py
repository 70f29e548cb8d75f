"""Where the files of students go: the assignment's folder, or a folder or object store anywhere, by its URL."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from ..errors import GradsheetError
from .folder import Folder, write_whole
from .ledger import Noted, sha256

OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "r2", "memory"})
"""Stores that show an object when all of it is there; anywhere else a file is renamed when it is whole."""
PART = ".part"


class Store(ABC):
    """A place for files under paths like `students/s001.pdf`; it can be sent to other machines."""

    @abstractmethod
    def name(self, path: str) -> str:
        """How the ledger and messages call a file."""

    @abstractmethod
    def is_here(self) -> bool:
        """Whether this process reaches the same store as the one that asked for the files."""

    @abstractmethod
    def write(self, path: str, content: bytes) -> bool:
        """Writes a file whole or not at all; False when it is known to have held these bytes already."""

    @abstractmethod
    def read(self, path: str) -> bytes: ...

    @abstractmethod
    def remove(self, path: str) -> None:
        """Takes a file away, where there is one."""

    @abstractmethod
    def tidy(self, folders: Iterable[str]) -> None:
        """Takes away what a writer that was killed left half-written."""

    @abstractmethod
    def looker(self) -> Callable[[str, Noted], bool]:
        """What tells by its name whether a file is there, as it was noted."""


@dataclass(frozen=True, slots=True)
class InFolder(Store):
    """The assignment's own folder. `holder` is who has its lock: a worker that reads the same is at the same disk."""

    root: Path
    holder: str = ""

    def name(self, path: str) -> str:
        return path

    def is_here(self) -> bool:
        try:
            return not self.holder or (self.root / "record" / "lock").read_text(encoding="utf-8") == self.holder
        except OSError:
            return False

    def write(self, path: str, content: bytes) -> bool:
        return write_whole(self.root / path, content)

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def tidy(self, folders: Iterable[str]) -> None:
        for folder in folders:
            for left in (self.root / folder).glob(f".*{PART}"):
                left.unlink(missing_ok=True)

    def looker(self) -> Callable[[str, Noted], bool]:
        return self._is_there

    def _is_there(self, path: str, noted: Noted) -> bool:
        file = self.root / path
        return file.is_file() and sha256(file.read_bytes()) == noted.sha256


@dataclass(frozen=True, slots=True)
class AtUrl(Store):
    """A folder or object store that fsspec knows: `s3://bucket/hw1`, `file:///mnt/hw1`.

    Who may write there is settled where each process runs, by the store's own settings; nothing of it is sent.
    """

    url: str

    def name(self, path: str) -> str:
        return f"{self.url}/{path}"

    def is_here(self) -> bool:
        return True

    def write(self, path: str, content: bytes) -> bool:
        with self._saying(path) as (filesystem, place):
            target = f"{place}/{path}"
            if self._whole_at_once(filesystem):
                filesystem.pipe_file(target, content)
                return True
            folder, _, _ = target.rpartition("/")
            part = f"{folder}/.{uuid4().hex}{PART}"
            filesystem.makedirs(folder, exist_ok=True)
            try:
                filesystem.pipe_file(part, content)
                filesystem.mv(part, target)
            except BaseException:
                if filesystem.exists(part):
                    filesystem.rm_file(part)
                raise
        return True

    def read(self, path: str) -> bytes:
        with self._saying(path) as (filesystem, place):
            content: bytes = filesystem.cat_file(f"{place}/{path}")
            return content

    def remove(self, path: str) -> None:
        with self._saying(path) as (filesystem, place):
            if filesystem.exists(f"{place}/{path}"):
                filesystem.rm_file(f"{place}/{path}")

    def tidy(self, folders: Iterable[str]) -> None:
        for folder in folders:
            with self._saying(folder) as (filesystem, place):
                if not self._whole_at_once(filesystem) and filesystem.exists(f"{place}/{folder}"):
                    for left in filesystem.glob(f"{place}/{folder}/.*{PART}"):
                        filesystem.rm_file(left)

    def looker(self) -> Callable[[str, Noted], bool]:
        """By a list of all sizes, made once: to read everything would take as long as to make it."""
        with self._saying("") as (filesystem, place):
            filesystem.invalidate_cache()
            found = filesystem.find(place, detail=True)
            sizes = {self.name(path.removeprefix(f"{place}/")): one["size"] for path, one in found.items()}
        return lambda name, noted: sizes.get(name) == noted.size

    @contextmanager
    def _saying(self, path: str) -> Iterator[tuple[Any, str]]:
        try:
            yield _filesystem(self.url)
        except GradsheetError:
            raise
        except Exception as error:  # each store's library has errors of its own
            said = " ".join(str(error).split()) or type(error).__name__
            raise GradsheetError(f"{self.name(path)}: {said}; what was there is unchanged") from None

    def _whole_at_once(self, filesystem: Any) -> bool:
        protocols = [filesystem.protocol] if isinstance(filesystem.protocol, str) else filesystem.protocol
        return not OBJECTS.isdisjoint(protocols)


def store_at(url: str) -> AtUrl:
    """The store of a URL; raises GradsheetError where no library knows it."""
    if urlsplit(url).password is not None:
        raise GradsheetError(
            "--store: write no password into the URL, for it would stand in the record; the store's own settings "
            "(its environment variables or files) are the place for it"
        )
    filesystem, place = _filesystem(url)
    local = "file" in filesystem.protocol
    # On another machine a folder's name goes from somewhere else on.
    return AtUrl(f"file://{place}" if local else url.rstrip("/"))


def in_folder(folder: Folder, holder: str = "") -> InFolder:
    return InFolder(folder.root, holder)


@lru_cache(maxsize=4)
def _filesystem(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise GradsheetError(
            f"--store {url}: for this another package is needed: pip install 'gradsheet[store]'"
        ) from None
    try:
        filesystem, place = url_to_fs(url)
    except ImportError as error:
        raise GradsheetError(f"--store {url}: {error}, on this machine and wherever sheets are made") from None
    except ValueError as error:
        raise GradsheetError(f"--store {url}: {error}; usual are s3://, gs://, az:// and file:///") from None
    return filesystem, place.rstrip("/")
