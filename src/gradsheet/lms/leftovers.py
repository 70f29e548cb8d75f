"""Folders of several files: a later export leaves nothing of an earlier one behind.

`record/exported.json` has by folder the hashes of the files that were written there last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..assignments.folder import Folder, write_whole
from ..errors import GradsheetError

FORMAT = 1


def tidied(folder: Folder, written: Mapping[Path, bytes]) -> tuple[str, ...]:
    """Takes away what an earlier export wrote beside the files just written and nobody has changed; notes on all that.

    Whatever else lies there stays.
    """
    known = _known(folder)
    notes: list[str] = []
    beside: dict[Path, dict[str, str]] = {}
    for path, content in written.items():
        beside.setdefault(path.parent, {})[path.name] = sha256(content).hexdigest()
    for place, files in beside.items():
        name = folder.shown(place.resolve())
        notes += _without(folder, place, {one: hash_ for one, hash_ in known.get(name, {}).items() if one not in files})
        known[name] = files
    document = {"format": FORMAT, "folders": known}
    write_whole(_file(folder), json.dumps(document, indent=1, sort_keys=True) + "\n")
    return tuple(notes)


def _without(folder: Folder, place: Path, left: Mapping[str, str]) -> Iterator[str]:
    gone: list[str] = []
    for name, hash_ in sorted(left.items()):
        path = place / name
        if not path.is_file():
            continue
        if sha256(path.read_bytes()).hexdigest() != hash_:
            yield f"{folder.shown(path)} is of an earlier export and was changed since: it stays; delete it by hand"
            continue
        try:
            path.unlink()
        except OSError as error:
            raise GradsheetError(f"{folder.shown(path)}: cannot be removed ({error.strerror})") from None
        gone.append(name)
    if gone:
        yield f"Removed from {folder.shown(place)}, where an earlier export had written them: {', '.join(gone)}"


def _file(folder: Folder) -> Path:
    return folder.record / "exported.json"


def _known(folder: Folder) -> dict[str, dict[str, str]]:
    """What was written where; nothing where it cannot be read, so that nothing is taken away then."""
    try:
        document: Any = json.loads(_file(folder).read_text(encoding="utf-8"))
        return {
            place: {name: hash_ for name, hash_ in files.items() if Path(name).name == name}
            for place, files in document["folders"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
