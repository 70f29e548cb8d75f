"""Every example of docs/answers.md is read without a complaint."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from grading.handed import CIRCUIT, read, sheets
from gradsheet.grading import receive

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(csv|json)\n(.*?)```", PAGE, flags=re.DOTALL)
(COLUMNS,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_what_the_page_shows_is_read(kind, text, tmp_path):
    first, second = sheets(read(CIRCUIT), students=["s001", "s002"])
    path = tmp_path / f"a.{kind}"
    path.write_text(text, encoding="utf-8")
    columns = tomllib.loads(COLUMNS)["columns"]
    found = receive([path], [first, replace(second, code="SHEETCODE1")], columns=columns, shown=lambda one: one.name)
    assert [one for one in found.complaints if "counted as blank" not in one.text] == []
    answers = {label: one.text for label, one in found.submissions["s001"].answers.items()}
    assert answers | {"1c": "1/2"} == {"1a": "5", "1b": "-21.25", "1c": "1/2"}
    assert all(one.when is not None for one in found.submissions.values() if one.submitted)


def test_there_are_examples():
    assert len(EXAMPLES) == 5
