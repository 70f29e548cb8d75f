"""A folder for files that this process alone needs."""

from __future__ import annotations

import threading
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory

_one_at_a_time = threading.Lock()


def own_folder(what: str) -> Path:
    """The folder of this process for `what`, the same one each time; it goes when the process ends."""
    with _one_at_a_time:
        return Path(_made(what).name)


@cache
def _made(what: str) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix=f"gradsheet-{what}-")
    # Workers end without what `atexit` would do.
    Finalize(None, folder.cleanup, exitpriority=0)
    return folder
