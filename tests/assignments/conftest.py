"""A small assignment folder to work in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assignments.homework import ASSIGNMENT, ROSTER, SMALL
from gradsheet.assignments.folder import Folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Folder]:
    """Writes files into the assignment folder and gives the folder."""

    def written(**texts: str) -> Folder:
        for key, text in texts.items():
            path = (
                tmp_path
                / {"assignment": "assignment.toml", "roster": "roster.csv", "small": "problems/small.toml"}[key]
            )
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Folder(tmp_path)

    return written


@pytest.fixture
def folder(write: Callable[..., Folder]) -> Folder:
    return write(assignment=ASSIGNMENT, roster=ROSTER, small=SMALL)
