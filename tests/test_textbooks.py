"""The textbooks hand in: what others published, marked like a student's answers.

A source decides how it would have been asked. Its numbers stand on one sheet for each number of decimals that it printed
them in, with its case as the givens: that many decimals are given (eight at the most), one more is kept on the way. What
the source rounded on its way is asked with the decimals that it kept; numbers of a wrong method stand on one sheet, for
the method shows in all of them: the fewest decimals among them are given, the most are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from grading.handed import sheet_with, submitted
from gradsheet.formula import name, parse_name
from gradsheet.grading import Marks, Outcome, mark
from gradsheet.places import shipped
from gradsheet.problems import (
    Case,
    Problem,
    Rounding,
    TomlSource,
    bank_names,
    case_exercise,
    load_problem,
    problem_from,
)
from test_published import EXAMPLES, HERE, collected, placed

MOST_DECIMALS = 8
DECIMAL = re.compile(r"-?[0-9.]+(e-?[0-9]+)?")  # a source may print a formula as well
ASKED = re.compile(r"\[+(ask|rounding|sheet|draw)\]+\s*(#.*)?")
NAMED = {
    "macleod_31_wrong": "updated-weights",
    "cs231n_softmax_cat": "log10",
    "click4ai_dropout_wrong": "dropout-not-scaled",
}
"""The wrong method that the collection's notes name."""

Printed = Mapping[str, str]
"""By the name of a quantity, the number as it is printed."""


def asked(path: Path, quantities: Iterable[str], rounding: Rounding) -> Problem:
    """A problem file that asks for these quantities first, and rounds otherwise; its own blanks are left out."""
    kept: list[str] = []
    skipping = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            skipping = ASKED.fullmatch(line.strip()) is not None
        kept += [] if skipping else [line]
    own = [name(symbol) for symbol in load_problem(path).banded]
    blanks = ", ".join(f'"{one}"' for one in dict.fromkeys([*(name(parse_name(one)) for one in quantities), *own]))
    kept += ["[rounding]", f"answer = {rounding.answer}", f"keep = {rounding.keep}", "[[ask]]", f"blanks = [{blanks}]"]
    return problem_from(TomlSource.parse("\n".join(kept), path.name), name=f"textbook/{path.stem}")


def handed_in(problem: Problem, case: Case, printed: Printed) -> Marks:
    sheet = sheet_with(problem, case_exercise(problem, case).givens)
    answers = {name(parse_name(quantity)): text for quantity, text in printed.items()}
    (marks,) = mark([sheet], {sheet.student.id: submitted(sheet, answers)})
    return marks


def as_printed(texts: Iterable[str], rounds_at: int | None = None) -> Rounding:
    """The fewest decimals among these numbers are given, the most are kept, or as many as the source says."""
    plain = [Decimal(text) for text in texts if DECIMAL.fullmatch(text)]
    decimals = [min(MOST_DECIMALS, max(0, -int(number.as_tuple().exponent))) for number in plain] or [0]
    if rounds_at is not None:
        return Rounding(answer=min(*decimals, rounds_at), keep=rounds_at)
    return Rounding(answer=min(decimals), keep=max(*decimals, min(decimals) + 1))


def path_of(file: str) -> Path:
    return shipped("problem_banks") / f"{file}.toml" if "/" in file else HERE / f"{file}.toml"


class Key(NamedTuple):
    """A sheet of the collection: a source, the file that has its model, one of its cases, and decimals where it has some."""

    id: str
    file: str
    instance: int
    decimals: int | None

    @property
    def path(self) -> Path:
        return path_of(self.file)


@cache
def groups(use: str) -> dict[Key, dict[str, str]]:
    """The collection's entries of a use: what is printed for each quantity, sheet by sheet."""
    found: dict[Key, dict[str, str]] = {}
    for id, entry in collected():
        if entry["use"].startswith(use):
            file, quantity, instance = placed(id, entry["key"])
            text = entry["published"]
            if quantity.startswith("-"):
                quantity, text = quantity[1:], text[1:] if text.startswith("-") else f"-{text}"
            decimals = None if use == "must_NOT" else as_printed([text]).answer
            found.setdefault(Key(id, file, instance, decimals), {})[quantity] = text
    return found


def shown(key: Key) -> str:
    return f"{key.id}-{key.instance + 1}" + (f"-{key.decimals}-decimals" if key.decimals is not None else "")


collection = pytest.mark.skipif(not EXAMPLES.is_file(), reason=f"no collection of published examples at {EXAMPLES}")


@collection
@pytest.mark.parametrize("key", groups("must_match"), ids=shown)
def test_what_a_source_printed_rightly_earns_full_marks(key):
    printed = groups("must_match")[key]
    problem = asked(key.path, printed, as_printed(printed.values()))
    marks = handed_in(problem, problem.cases[key.instance], printed)
    assert not_right(marks) == []
    assert sum(verdict.points == verdict.worth > 0 for verdict in marks.verdicts) == len(printed)
    assert not marks.wrong_steps


@collection
@pytest.mark.parametrize("key", groups("match_within"), ids=shown)
def test_what_a_source_rounded_on_its_way_is_right_by_the_decimals_that_it_kept(key):
    printed = groups("match_within")[key]
    place, rounds_at = next(
        (place, case.rounds_at)
        for place, case in enumerate(load_problem(key.path).cases)
        if case.rounds_at is not None and any(name(one.symbol) in printed for one in case.expect)
    )
    problem = asked(key.path, printed, as_printed(printed.values(), rounds_at))
    assert not_right(handed_in(problem, problem.cases[place], printed)) == []


@collection
@pytest.mark.parametrize("key", groups("must_NOT"), ids=shown)
def test_what_a_source_printed_wrongly_is_found(key):
    """Handed in alone each number earns less than full marks; all together none is called right."""
    printed = groups("must_NOT")[key]
    problem = asked(key.path, printed, as_printed(printed.values()))
    for quantity, text in printed.items():
        marks = handed_in(problem, problem.cases[key.instance], {quantity: text})
        assert all(verdict.points < verdict.worth for verdict in marks.verdicts), quantity
    assert right(handed_in(problem, problem.cases[key.instance], printed)) == []


@collection
@pytest.mark.parametrize("key", [key for key in groups("must_NOT") if key.id in NAMED], ids=shown)
def test_the_wrong_method_of_a_source_is_named(key):
    printed = groups("must_NOT")[key]
    problem = asked(key.path, printed, as_printed(printed.values()))
    assert_named(handed_in(problem, problem.cases[key.instance], printed), NAMED[key.id])


FILES = sorted([*HERE.glob("*.toml"), *(path_of(file) for file in bank_names())])
CASES = [(path, place, case) for path in FILES for place, case in enumerate(load_problem(path).cases)]


def named(cases: Iterable[tuple[Path, int, Case]]) -> list[object]:
    return [pytest.param(path, place, id=f"{path.stem}-{place + 1}") for path, place, _ in cases]


@pytest.mark.parametrize("path, place", named(one for one in CASES if one[2].wrong))
def test_what_a_case_calls_wrong_is_found(path, place):
    """Asked as it was printed where a wrong method explains it; else with no fewer decimals than the file asks."""
    own = load_problem(path).rounding
    for by, printed in wrong_numbers(path, place).items():
        rounding = as_printed(printed.values())
        finer = max(rounding, own, key=lambda one: one.answer)
        problem = asked(path, printed, rounding if by else finer)
        assert right(handed_in(problem, problem.cases[place], printed)) == []


@pytest.mark.parametrize("path, place", named(one for one in CASES if any(wrong.by for wrong in one[2].wrong)))
def test_the_wrong_method_of_a_case_is_named(path, place):
    for by, printed in wrong_numbers(path, place).items():
        if by is not None:
            problem = asked(path, printed, as_printed(printed.values()))
            assert_named(handed_in(problem, problem.cases[place], printed), by)


def wrong_numbers(path: Path, place: int) -> dict[str | None, dict[str, str]]:
    """What a case calls wrong, by the misconception that it names, if any."""
    found: dict[str | None, dict[str, str]] = {}
    for one in load_problem(path).cases[place].wrong:
        found.setdefault(one.by, {})[name(one.symbol)] = one.printed
    return found


@pytest.mark.parametrize(
    "path, place", named(one for one in CASES if any(DECIMAL.fullmatch(expected.text) for expected in one[2].expect))
)
def test_what_a_case_expects_earns_full_marks(path, place):
    case = load_problem(path).cases[place]
    by_decimals: dict[Rounding, dict[str, str]] = {}
    for one in case.expect:
        if DECIMAL.fullmatch(one.text):
            by_decimals.setdefault(as_printed([one.text], case.rounds_at), {})[name(one.symbol)] = one.text
    for rounding, printed in by_decimals.items():
        problem = asked(path, printed, rounding)
        assert not_right(handed_in(problem, problem.cases[place], printed)) == []


def right(marks: Marks) -> list[str]:
    return [name(verdict.blank.symbol) for verdict in marks.verdicts if verdict.outcome is Outcome.RIGHT]


def not_right(marks: Marks) -> list[tuple[str, Outcome, str]]:
    """The answers that are not right, each with the note."""
    answered = [verdict for verdict in marks.verdicts if verdict.answer is not None]
    assert answered
    return [(name(v.blank.symbol), v.outcome, v.note) for v in answered if v.outcome is not Outcome.RIGHT]


def assert_named(marks: Marks, by: str) -> None:
    """Some class is named on the sheet, and each that is holds the method."""
    classes = [{one.id for one in verdict.causes} for verdict in marks.verdicts if verdict.causes]
    assert classes, not_right(marks)
    assert all(by in one for one in classes), classes
