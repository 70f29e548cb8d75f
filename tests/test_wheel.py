"""The wheel is what users get: in an empty environment, with the source tree out of sight, it does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").is_file(), reason="needs the source tree to build a wheel"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(out), str(ROOT)], check=True, cwd=out
    )
    (found,) = out.glob("gradsheet-*.whl")
    return found


def test_the_wheel_holds_the_package_the_templates_and_the_bank_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gradsheet"}
    for source, packed in (
        ("templates", "gradsheet/_data/templates"),
        ("problem_banks", "gradsheet/_data/problem_banks"),
    ):
        files = {p.relative_to(ROOT / source).as_posix() for p in (ROOT / source).rglob("*") if p.is_file()}
        assert files == {name.removeprefix(f"{packed}/") for name in names if name.startswith(f"{packed}/")}
    modules = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src").rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}


def test_the_wheel_in_an_empty_environment_runs_the_demo(wheel, tmp_path):
    place = tmp_path / "empty"
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(programs / "python"), "-m", "pip", "install", "-q", str(wheel)], check=True, cwd=tmp_path)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [str(programs / "gradesheet"), "demo", "-o", "tried"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sheets = sorted((tmp_path / "tried" / "students").glob("*.pdf"))
    keys = sorted((tmp_path / "tried" / "staff" / "keys").glob("*.pdf"))
    assert len(sheets) == len(keys) >= 5
    assert all(path.read_bytes().startswith(b"%PDF") for path in sheets + keys)
    assert (tmp_path / "tried" / "staff" / "marks.csv").is_file()
    assert "students" in done.stdout
