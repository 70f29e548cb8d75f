"""What tests share: the folder of facts published by others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Published examples and schemas beside the checkout; tests that need them are skipped without."""
    folder = Path(os.environ.get("GRADSHEET_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder of published examples is not here; GRADSHEET_SHARED may name it")
    return folder
