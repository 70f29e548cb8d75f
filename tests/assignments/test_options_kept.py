"""Options that were handed out stay: they stand in the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from assignments.homework import ASSIGNMENT, ROSTER
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.rebuilt import handed_out
from gradsheet.assignments.redraw import earlier_sheets, redraw
from gradsheet.assignments.variants import drawn_variants
from gradsheet.errors import GradsheetError
from gradsheet.problems import choices

Write = Callable[..., Folder]
CHOICES = """\
title = "Small"
steps = "f = (x + y) * z"
[given]
x = { from = 1, to = 9, by = 0.1 }
y = { from = 1, to = 9, by = 0.1 }
z = { from = 1, to = 9, by = 0.1 }
[[ask]]
blanks = ["f", "df/dx"]
choices = 4
[[misconception]]
name     = "product-forgotten"
title    = "sum not multiplied"
quantity = "f"
formula  = "x + y + z"
"""


@pytest.fixture
def folder(write: Write) -> Folder:
    return write(assignment=ASSIGNMENT, roster=ROSTER, small=CHOICES)


def offered(folder: Folder) -> dict[str, list[tuple[Any, ...]]]:
    return {
        sheet.student.id: [blank.options for item in sheet.items for blank in item.blanks if blank.options]
        for sheet in handed_out(folder)
    }


def document(folder: Folder) -> Any:
    return json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))


def test_the_record_holds_exact_decimals_and_causes(folder: Folder) -> None:
    hand_out(folder)
    draws = document(folder)["draws"]["students"]["s001"]["problems/small.toml"]
    assert draws["options"].keys() == {"f", "df/dx"}
    x, y, z = (Decimal(draws["givens"][letter]) for letter in "xyz")
    listed = draws["options"]["f"]
    assert [one["number"] for one in listed if not one["causes"]] == [f"{(x + y) * z:.4f}"]
    assert [one["number"] for one in listed if one["causes"] == ["product-forgotten"]] == [f"{x + y + z:.4f}"]


def test_a_version_that_knows_other_wrong_methods_changes_nobodys_options(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(folder)
    before = offered(folder)
    assert all(len(one) == 2 for one in before.values())
    monkeypatch.setattr(choices, "LARGEST", 0.5)
    monkeypatch.setattr(choices, "_key", lambda symbol, draw: bytes(32))
    hand_out(folder)
    assert offered(folder) == before


def test_a_record_from_before_options_still_loads_and_its_blanks_stay_boxes(folder: Folder) -> None:
    hand_out(folder)
    record = document(folder)
    for holders in record["draws"].values():
        for uses in holders.values():
            for one in uses.values():
                one.pop("options", None)
    (folder.record / "sheets.json").write_text(json.dumps(record), encoding="utf-8")
    assert not any(offered(folder).values())
    assert not any(blank.options for sheet in hand_out(folder).sheets for blank in sheet.blanks)


def test_damaged_options_are_refused(folder: Folder) -> None:
    hand_out(folder)
    text = (folder.record / "sheets.json").read_text(encoding="utf-8").replace('"causes": []', '"causes": ["bias"]')
    (folder.record / "sheets.json").write_text(text, encoding="utf-8")
    with pytest.raises(GradsheetError, match=r"the options of .* are damaged"):
        handed_out(folder)


def test_a_redraw_makes_new_options_and_keeps_those_before(folder: Folder) -> None:
    hand_out(folder)
    before = offered(folder)
    redraw(folder, "s002", why="misprint", keep_old=True)
    after = offered(folder)
    assert after["s002"] != before["s002"]
    assert {**after, "s002": before["s002"]} == before
    (old,) = earlier_sheets(folder)
    assert [blank.options for blank in old.sheet.blanks if blank.options] == before["s002"]


def test_exported_variants_keep_theirs_too(folder: Folder) -> None:
    first = [blank.options for sheet in drawn_variants(folder, 2).keep() for blank in sheet.blanks]
    again = [blank.options for sheet in drawn_variants(folder, 2).keep() for blank in sheet.blanks]
    assert first == again
    assert any(first)
