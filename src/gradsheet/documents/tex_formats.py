"""Preambles that TeX read once: what it had in its memory then, from which later runs begin."""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

PAYS = 4
"""From this run of a process on: a dump takes as long as three runs are shorter by."""
NAME = "preamble"

Run = Callable[[Sequence[str], Path], bool]
"""Runs pdflatex with arguments in a folder; whether it succeeded."""

_runs: Counter[str] = Counter()


def format_of(preamble: str, run: Run) -> Path | None:
    """What a run with this preamble may begin from instead of reading it, or None."""
    # MiKTeX has its own way with formats.
    if not preamble or sys.platform == "win32":
        return None
    _runs[preamble] += 1
    return _dumped(preamble, run) if _runs[preamble] >= PAYS else None


_known: dict[str, Path | None] = {}


def _dumped(preamble: str, run: Run) -> Path | None:
    if preamble not in _known:
        place = Path(_folder().name) / str(len(_known))
        place.mkdir()
        (place / f"{NAME}.tex").write_text(f"{preamble}\\dump\n", encoding="utf-8")
        made = place / f"{NAME}.fmt"
        _known[preamble] = made if run(["-ini", f"-jobname={NAME}", "&pdflatex", f"{NAME}.tex"], place) else None
        if made.is_file():
            _unpack(made)
    return _known[preamble]


def _unpack(made: Path) -> None:
    """TeX reads what is not compressed as well, in half the time."""
    content = made.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        made.write_bytes(gzip.decompress(content))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="gradsheet-formats-")
    # Workers end without what `atexit` would do.
    Finalize(None, folder.cleanup, exitpriority=0)
    return folder
