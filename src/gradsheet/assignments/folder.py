"""The folder of an assignment: where everything lies, and how files get there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from ..errors import GradsheetError


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of an assignment; `root` holds its assignment.toml."""

    root: Path

    @property
    def assignment(self) -> Path:
        return self.root / "assignment.toml"

    @property
    def roster(self) -> Path:
        return self.root / "roster.csv"

    @property
    def problems(self) -> Path:
        return self.root / "problems"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def secret(self) -> Path:
        return self.root / "secret"

    @property
    def record(self) -> Path:
        return self.root / "record"

    @property
    def answers(self) -> Path:
        return self.root / "answers"

    @property
    def students(self) -> Path:
        return self.root / "students"

    @property
    def staff(self) -> Path:
        return self.root / "staff"

    @property
    def keys(self) -> Path:
        return self.staff / "keys"

    @property
    def explanations(self) -> Path:
        return self.staff / "explanations"

    @property
    def feedback(self) -> Path:
        return self.staff / "feedback"

    @property
    def spares(self) -> Path:
        return self.staff / "spares"

    @property
    def spares_list(self) -> Path:
        return self.staff / "spares.csv"

    @property
    def export(self) -> Path:
        return self.staff / "export"

    @property
    def for_printer(self) -> Path:
        return self.staff / "print"

    @property
    def hand_out(self) -> Path:
        return self.staff / "hand_out.csv"

    @property
    def answers_template(self) -> Path:
        return self.staff / "answers_template.csv"

    def shown(self, path: Path) -> str:
        """The path as messages write it: from the folder's root on."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_folder(start: Path) -> Folder:
    """The assignment folder at `start` or around it."""
    start = start.resolve()
    for candidate in (start, *start.parents):
        if (candidate / "assignment.toml").is_file():
            return Folder(candidate)
    raise GradsheetError(
        f"{start}: there is no assignment.toml here; go into the assignment's folder, name it with -C DIR, "
        "or start one with `gradsheet new DIR`"
    )


def write_whole(path: Path, content: bytes | str, *, mode: int | None = None) -> bool:
    """Writes a file whole or not at all; False when it held these bytes already.

    Text is written as UTF-8. The temporary name lies beside the file, and nothing of it stays
    after an error or an interrupt.
    """
    # A file's name in another encoding comes as half characters; as \udcff, JSON gives them back as they were.
    content = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    part = path.with_name(f".{uuid4().hex}.part")  # processes on two machines may have one number
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode or 0o666), "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        raise GradsheetError(f"{path}: cannot be written ({error.strerror}); what was there is unchanged") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


_BINARY = getattr(os, "O_BINARY", 0)

_UNSAFE = re.compile(r"[^A-Za-z0-9_.@+-]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 100


def file_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name for a file on every system: unsafe characters as %XX, `~2` where only letter case differs."""
    name = _UNSAFE.sub(lambda found: _percent(found[0]), text)
    if name.startswith(".") or _RESERVED.fullmatch(name):
        name = _percent(name[0]) + name[1:]
    if name.endswith("."):
        name = name[:-1] + _percent(".")
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return free_name(name, {one.lower() for one in taken})


def free_name(name: str, taken: AbstractSet[str]) -> str:
    """The name, or with `~2` and so on, that is not among those `taken`, which are in small letters."""
    candidate, count = name, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{name}~{count}"
    return candidate


def _percent(characters: str) -> str:
    return "".join(f"%{byte:02X}" for byte in characters.encode())
