"""Imports point down: each floor of the house knows only what lies below it."""

import ast
from pathlib import Path

import pytest

import gradsheet

HOUSE = Path(gradsheet.__file__).parent
FLOORS = {
    floor: number
    for number, together in enumerate(
        [
            ("errors", "places", "languages"),
            ("formula",),
            ("derivation",),
            ("models",),
            ("problems",),
            ("assignments",),
            ("grading",),
            ("documents",),
            ("lms",),
            ("preview",),
            ("cli",),
            ("__main__",),
        ]
    )
    for floor in together
}
MODULES = sorted(HOUSE.rglob("*.py"))


def dotted(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


def imported(path: Path) -> list[tuple[int, str]]:
    """The floors that a module imports, wherever in it the import stands, with their lines."""
    package = path.relative_to(HOUSE).parts[:-1]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            start = ["gradsheet", *package[: len(package) - node.level + 1]]
            module = node.module.split(".") if node.module else []
            names = [[*start, *module, alias.name] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [[*(node.module or "").split("."), alias.name] for alias in node.names]
        else:
            continue
        found += [(node.lineno, name[1]) for name in names if name[0] == "gradsheet" and len(name) > 1]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(dotted(path)))
def test_imports_go_down_only(path):
    own = FLOORS.get(dotted(path)[0], 0)
    upwards = [
        f"line {line} imports {floor}" for line, floor in imported(path) if floor in FLOORS and FLOORS[floor] > own
    ]
    assert not upwards


def test_every_package_and_module_at_the_root_has_a_floor():
    assert {dotted(path)[0] for path in MODULES} - {"__init__"} <= set(FLOORS)


def test_the_walk_sees_imports_of_every_kind():
    """Were the reader of imports blind, the test above would promise nothing."""
    assert {floor for _, floor in imported(HOUSE / "derivation" / "steps.py")} == {"derivation", "errors", "formula"}
    assert {floor for _, floor in imported(HOUSE / "formula" / "names.py")} == {"errors", "formula"}
    assert "problems" in {floor for path in (HOUSE / "cli").glob("*.py") for _, floor in imported(path)}


@pytest.mark.parametrize("word", ["utils", "util", "helpers", "helper", "manager", "base", "common", "info", "misc"])
def test_no_module_has_a_name_that_says_nothing(word):
    assert not [path for path in MODULES if word in dotted(path)[-1].split("_")]
