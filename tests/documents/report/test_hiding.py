"""From every number in every file of the report together, no hidden number can be worked out."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from documents.report.told import LECTURE, told
from grading.analysis.classroom import Classroom
from gradsheet.documents.report import page, published
from gradsheet.documents.report.tables import as_csv, as_json, tables
from gradsheet.grading.analysis import KINDS, findings, outcomes
from gradsheet.grading.outcome import Outcome

optimize = pytest.importorskip(
    "scipy.optimize", reason="scipy, which looks for what hidden numbers could be, is missing"
)
CASES = [(40, 1), (40, 2), (90, 3), (90, 4), (200, 5), (12, 6)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]} students")
def case(request):
    size, seed = request.param
    room = Classroom([LECTURE], size, seed=seed, groups=("tue", "thu", "fri", "wed") if seed % 2 else ("a", "b"))
    for number, student in enumerate(list(room.answers)[:: max(1, size // 9)]):
        room.answers[student][room.label("L")] = ("", "??", "1,2,3")[number % 3]
    found = findings(told(room))
    return found, published(found, title="Homework")


def read(table):
    return list(csv.DictReader(io.StringIO(as_csv(table))))


def unknowns(found, shown):
    """Equations over what a reader does not know: a variable for each hidden outcome and each hidden wrong method."""
    files = {table.file: read(table) for table in tables(shown)}
    names, equations = [], []
    for row in files["outcomes"]:
        cells = {kind.id: row[kind.id] for kind in KINDS}
        hidden = [kind for kind, text in cells.items() if text == "hidden"]
        names += [(row["label"], kind) for kind in hidden]
        rest = int(row["students"]) - sum(int(text) for text in cells.values() if text != "hidden")
        equations.append(({(row["label"], kind): 1 for kind in hidden}, rest))
        methods = [one for one in files["misconceptions"] if one["label"] == row["label"]]
        if methods:
            unknown = [one["consistent with"] for one in methods if one["students"] == "hidden"]
            names += [(row["label"], method) for method in unknown]
            told_ = sum(int(one["students"]) for one in methods if one["students"] != "hidden")
            left = {(row["label"], method): 1 for method in unknown}
            if cells["misconception"] == "hidden":
                left[(row["label"], "misconception")] = -1
                equations.append((left, -told_))
            else:
                equations.append((left, int(cells["misconception"]) - told_))
    return names, [one for one in equations if one[0]]


def test_every_hidden_count_has_more_than_one_value_in_what_is_published(case):
    names, equations = unknowns(*case)
    assert names
    matrix = np.array([[left.get(name, 0) for name in names] for left, _ in equations], dtype=float)
    right = [value for _, value in equations]
    for place, name in enumerate(names):
        goal = np.zeros(len(names))
        goal[place] = 1
        low, high = (
            optimize.linprog(sign * goal, A_eq=matrix, b_eq=right, bounds=[(1, None)] * len(names)) for sign in (1, -1)
        )
        assert low.status in (0,), name
        assert high.status in (0, 3), name
        assert high.status == 3 or -high.fun - low.fun >= 1, name


def test_the_same_numbers_are_hidden_in_every_file(case):
    _, shown = case
    document = json.loads(as_json(shown))
    for table in tables(shown):
        for row, other in zip(read(table), document[table.file], strict=True):
            for key, text in row.items():
                assert (text == "hidden") == (other[key] is None)
    tree = ET.fromstring(page(shown))
    for title in (one.text or "" for one in tree.iter("title")):
        assert not re.search(r": [1-4] of \d", title)


def test_no_small_count_is_published_anywhere(case):
    _, shown = case
    for table in tables(shown):
        for row in read(table):
            for key, text in row.items():
                if key.startswith("students") or key in {kind.id for kind in KINDS} | {"right"}:
                    assert text == "hidden" or int(text) == 0 or int(text) >= 5, (table.file, row)


def test_difficulty_says_nothing_that_its_row_does_not_say(case):
    """Whoever has the row's visible numbers and the policy computes the same facility."""
    _, shown = case
    earns = {"right": 1.0, "follow_through": 1.0, "rounded_early": 0.5, "slip": 0.5 / 3}
    for row in shown.blanks:
        if row.facility is None:
            continue
        cells = dict(zip((kind.id for kind in KINDS), row.outcomes, strict=True))
        hidden = [kind for kind, count in cells.items() if count is None]
        known = sum(earns.get(kind, 0.0) * count for kind, count in cells.items() if count is not None)
        rest = row.count - sum(count for count in cells.values() if count is not None)
        mean = sum(earns.get(kind, 0.0) for kind in hidden) / len(hidden) if hidden else 0.0
        assert row.facility == pytest.approx((known + mean * rest) / row.count)


def test_with_names_nothing_is_hidden(case):
    found, _ = case
    named = published(found, title="Homework", names=True)
    assert [row.outcomes for row in named.blanks] == [outcomes(one.column) for one in found.blanks]
    listed = {one.ids: one for row in named.blanks for one in row.shows}
    for one in (shown for blank in found.blanks for shown in blank.misconceptions):
        assert len(listed[" or ".join(one.ids)].who) == len(one.places)
    assert Outcome.MISCONCEPTION in {v.outcome for one in found.classwork.marks for v in one.verdicts}


GROUPS = {
    "one group has few who were right": {"a": (40, 38), "b": (40, 3), "c": (40, 25)},
    "one group has few who were wrong": {"a": (40, 37), "b": (40, 12), "c": (40, 20)},
    "two groups, both with few": {"a": (40, 38), "b": (30, 2)},
    "a small group beside": {"a": (40, 35), "b": (40, 8), "c": (3, 1), "d": (9, 6)},
    "nothing to hide": {"a": (40, 33), "b": (40, 8)},
}


@pytest.mark.parametrize("sizes", GROUPS.values(), ids=GROUPS)
def test_differences_between_groups_give_no_small_number_away(sizes):
    """Neither those right nor those wrong in a group can be worked out where they are few, from all that is shown."""
    groups = [name for name, (count, _) in sizes.items() for _ in range(count)]
    room = Classroom([LECTURE], len(groups), groups=groups, seed=9)
    left = {name: right for name, (_, right) in sizes.items()}
    for sheet in room.sheets:
        for blank in sheet.blanks:
            room.answers[sheet.student.id][blank.label] = f"{sheet.item(blank).solution.values[blank.symbol]:.4f}"
        label, group = room.label("L", sheet.student.id), sheet.student.group
        if left[group] == 0:
            room.answers[sheet.student.id][label] = f"{7.1113 + room.chance.random():.4f}"
        left[group] -= left[group] > 0
    found = findings(room.marks())
    assert [one.column.label for one in found.between_groups] == [room.label("L")]
    files = {table.file: read(table) for table in tables(published(found, title="Homework"))}
    (row,) = (one for one in files["outcomes"] if one["label"] == room.label("L"))
    names = list(sizes)
    equations = []
    if "hidden" not in (row["right"], row["follow_through"]):
        equations.append((np.ones(len(names)), int(row["right"]) + int(row["follow_through"])))
    for one in files["groups"]:
        if one["right"] != "hidden":
            equations.append((np.eye(len(names))[names.index(one["part"])], int(one["right"])))
    matrix, right = np.array([e[0] for e in equations]).reshape(-1, len(names)), [e[1] for e in equations]
    for place, (count, really) in enumerate(sizes.values()):
        ends = [
            optimize.linprog(
                sign * np.eye(len(names))[place],
                A_eq=matrix if equations else None,
                b_eq=right if equations else None,
                bounds=[(0, size) for size, _ in sizes.values()],
            ).fun
            * sign
            for sign in (1, -1)
        ]
        if 0 < really < 5 or 0 < count - really < 5:
            assert ends[1] - ends[0] >= 1
    if sizes is GROUPS["nothing to hide"]:
        assert {one["right"] for one in files["groups"]} == {"33", "8"}
