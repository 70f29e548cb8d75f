"""One at a time: who writes into a folder's record keeps others out meanwhile."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import GradsheetError
from .folder import Folder

if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # behind the text, which others may read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _taken(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def one_at_a_time(folder: Folder) -> Iterator[str]:
    """Holds `record/lock` and gives what stands in it; raises GradsheetError where another process has it.

    The system lets go of the lock when its holder ends, however it ends: a file that is left behind keeps nobody
    out. Where the disk knows no locks, as some network drives, nobody is kept out either.
    """
    path = folder.record / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _opened(path)
    except OSError as error:
        raise GradsheetError(f"{folder.shown(path)}: cannot be written ({error.strerror})") from None
    try:
        yield _holder(descriptor)
    finally:
        with suppress(OSError):
            path.unlink()  # while it is held, so that it is nobody else's
        os.close(descriptor)
        with suppress(OSError):
            path.parent.rmdir()  # only where nothing was recorded


def _opened(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _taken(descriptor)
        except OSError as error:
            if error.errno in HELD:
                who = os.read(descriptor, 200).decode(errors="replace").strip()
                os.close(descriptor)
                raise GradsheetError(
                    f"another gradsheet is at work in this folder ({who or 'it has just begun'}); "
                    "wait until it has ended, or end it"
                ) from None
        if _is_there(path, descriptor):
            return descriptor
        os.close(descriptor)  # its holder has just ended and taken the file away


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _holder(descriptor: int) -> str:
    """Writes down who holds the lock; nothing on a full disk, which keeps nobody out."""
    said = f"process {os.getpid()} on {socket.gethostname()}\n"
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, said.encode())
    except OSError:
        return ""
    return said
