"""The files inside a zip of unknown origin, or a reason why they are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zipfile import ZipFile, ZipInfo

from ...errors import GradsheetError
from ...grading.incoming.zipped import entries, members, opened
from ...grading.incoming.zipped import member as unpacked_member
from ...grading.wording import on_one_line
from ..held import Held

MOST = 100_000
"""Files in an export: a thousand variants of dozens of problems, each with its drawing."""
LARGEST, TOGETHER = 512 * 2**20, 8 * 2**30
"""Bytes of one file and of all, where these are not in memory together: ten thousand variants of a long problem."""


def unpacked(file: str, content: bytes) -> dict[str, bytes]:
    """The members by name; raises GradsheetError where one is damaged, too large or leads out of the zip."""
    found = {}
    for member in members(opened(content, file, most=MOST), file):
        if member.content is None:
            raise GradsheetError(f"{file}: {member.name} {member.why}")
        found[member.name] = member.content
    return found


class Archive(Mapping[str, bytes]):
    """The members by name, each unpacked when it is asked for; raises GradsheetError as `unpacked` does."""

    def __init__(self, file: str, content: bytes) -> None:
        self._file = file
        self._zip: ZipFile = opened(content, file, most=MOST)
        self._entries: dict[str, ZipInfo] = {}
        for entry, why in entries(self._zip, file, largest=LARGEST, together=TOGETHER):
            name = on_one_line(entry.filename)
            if why:
                raise GradsheetError(f"{file}: {name} {why}")
            self._entries[name] = entry

    def __getitem__(self, name: str) -> bytes:
        found = unpacked_member(self._zip, self._entries[name])
        if found.content is None:
            raise GradsheetError(f"{self._file}: {name} {found.why}")
        return found.content

    def size(self, names: Iterable[str]) -> int:
        """How many bytes these members have together."""
        return sum(self._entries[name].file_size for name in names)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def member(file: str, files: Mapping[str, bytes], name: str, named_by: str) -> bytes:
    """One of them; raises GradsheetError where another one names it and it is missing."""
    named(file, files, name, named_by)
    return files[name]


def named(file: str, files: Mapping[str, bytes], name: str, named_by: str) -> None:
    """Raises GradsheetError where a file that another one names is missing."""
    if name not in files:
        raise GradsheetError(f"{file}: {named_by} names {name}, which is not in it; export it again")


def undamaged(files: Mapping[str, bytes], names: Iterable[str]) -> tuple[Held, ...]:
    """No question, but an error where one of the files is damaged."""
    for name in names:
        files[name]
    return ()
