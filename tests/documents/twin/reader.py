"""A reader of pages: Debian's Chromium driven by playwright, with axe-core as the judge of accessibility."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

AXE = "axe-core@4.10"


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from npm."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    place = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run(["npm", "install", "--silent", "--prefix", str(place), AXE], check=True, timeout=120, cwd=place)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("npm could not fetch axe-core")
    return (place / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    """What axe-core finds, everything that it knows switched on: the rule, and where."""
    page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    return [
        f"{one['id']}: {node['target']} {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]
    ]


def open_page(browser: Any, file: Path, *, width: int = 1280, **options: Any) -> Any:
    """The page, with whatever went wrong in it in `page.errors`."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if said.type in ("error", "warning") else None)
    page.on(
        "request", lambda asked: page.errors.append(asked.url) if not asked.url.startswith(("file:", "blob:")) else None
    )
    page.goto(file.as_uri())
    return page
