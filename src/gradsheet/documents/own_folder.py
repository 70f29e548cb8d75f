"""A folder for files that this process alone needs."""

from __future__ import annotations

import threading
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory

_one_at_a_time = threading.Lock()


def own_folder(what: str) -> Path:
    """The folder of this process for `what`, the same one each time; it goes when the process ends.

    Systems clear away what lies long among temporary files: then it is there again, and empty.
    """
    with _one_at_a_time:
        folder = Path(_made(what).name)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder


@cache
def _made(what: str) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix=f"gradsheet-{what}-")
    # Workers end without what `atexit` would do.
    Finalize(None, folder.cleanup, exitpriority=0)
    return folder
