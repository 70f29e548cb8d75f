"""Preambles that TeX read once: what it had in its memory then, from which later runs begin.

They lie in the user's cache folder, for other workers and for later. Each holds as long as every file that TeX read
for it is still the one that TeX would read. The folder can be taken away at any time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..assignments.folder import write_whole
from ..errors import GradsheetError
from .own_folder import own_folder

PAYS = 2
"""From this run of a process on: a dump takes as long as five runs are shorter by, in this process or in others."""
MOST = 4
"""So many are kept, of 18 MB each."""
NAME = "preamble"

Run = Callable[[Sequence[str], Path], bool]
"""Runs pdflatex with arguments in a folder; whether it succeeded."""

_runs: Counter[str] = Counter()
_known: dict[str, Path | None] = {}


def format_of(preamble: str, run: Run) -> Path | None:
    """What a run with this preamble may begin from instead of reading it, or None."""
    # MiKTeX has its own way with formats.
    if not preamble or sys.platform == "win32":
        return None
    _runs[preamble] += 1
    if preamble not in _known:
        known = next((found for place in _places() if (found := _kept(place, preamble))), None)
        if known is not None or _runs[preamble] >= PAYS:
            _known[preamble] = known or _dumped(preamble, run)
    known = _known.get(preamble)
    return known if known is not None and known.is_file() else None


def forget(preamble: str) -> None:
    """TeX cannot begin from this one: neither this process nor a later one tries it again."""
    known = _known.get(preamble)
    _known[preamble] = None
    if known is not None:
        with suppress(OSError):
            known.unlink()


def cache_folder() -> Path:
    """Where formats lie; RuntimeError for a user without a home."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return (named if named.is_absolute() else Path.home() / usual) / "gradsheet" / "tex"


def _places() -> list[Path]:
    try:
        return [cache_folder()]
    except RuntimeError:
        return []


def _kept(place: Path, preamble: str) -> Path | None:
    """The format of this preamble that lies there, unless it is damaged or TeX would read other files today."""
    try:
        about = json.loads(_about(place, preamble).read_bytes())
        found = place / f"{about['format']}.fmt"
        whole = hashlib.sha256(found.read_bytes()).hexdigest() == about["format"]
        return found if whole and about["read"] == _stamps(about["read"]) and _still_found(about["read"]) else None
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        return None


def _dumped(preamble: str, run: Run) -> Path | None:
    with tempfile.TemporaryDirectory(prefix="gradsheet-") as folder:
        place = Path(folder)
        (place / f"{NAME}.tex").write_text(f"{preamble}\\dump\n", encoding="utf-8")
        made, read = place / f"{NAME}.fmt", place / f"{NAME}.fls"
        if not run(["-ini", "-recorder", f"-jobname={NAME}", "&pdflatex", f"{NAME}.tex"], place) or not made.is_file():
            return None
        content = _unpacked(made.read_bytes())
        names = [line.removeprefix("INPUT ") for line in read.read_text(errors="replace").splitlines()]
    about = {
        "format": hashlib.sha256(content).hexdigest(),
        "read": _stamps([name for name in names if name[:1] == "/"]),
    }
    for place in (*_places(), own_folder("formats")):
        found = place / f"{about['format']}.fmt"
        with suppress(GradsheetError, OSError):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(found, content)
            write_whole(_about(place, preamble), json.dumps(about))
            _thin_out(place)
            return found
    return None


def _unpacked(content: bytes) -> bytes:
    """TeX reads what is not compressed as well, in half the time."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def _about(place: Path, preamble: str) -> Path:
    """The file that says which format this preamble has for the pdflatex that is found now."""
    program = os.path.realpath(shutil.which("pdflatex") or "")
    key = json.dumps([preamble, _stamps([program])])
    return place / f"{hashlib.sha256(key.encode()).hexdigest()}.json"


def _stamps(paths: Sequence[str] | Mapping[str, object]) -> dict[str, list[int]]:
    """Size and time of each file."""
    found = {path: Path(path).stat() for path in paths}
    return {path: [one.st_size, one.st_mtime_ns] for path, one in found.items()}


def _still_found(read: Mapping[str, object]) -> bool:
    """Whether TeX would find just these files now, and not others of the same names in another tree."""
    names = {Path(path).name for path in read}
    said = subprocess.run(
        ["kpsewhich", "-engine=pdftex", "-progname=pdflatex", *sorted(names)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    found = said.stdout.splitlines()
    return len(found) == len(names) and read.keys() >= set(found)


def _thin_out(place: Path) -> None:
    made = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for old in made[MOST:]:
        old.unlink()
    used = {json.loads(path.read_bytes())["format"] for path in made[:MOST]}
    for path in place.glob("*.fmt"):
        if path.stem not in used:
            path.unlink()
