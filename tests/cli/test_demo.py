"""`gradsheet demo`: the whole loop, as somebody sees it on the first day."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click import Context
from click.testing import CliRunner, Result

from gradsheet.cli import main


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    directory = tmp_path_factory.mktemp("demo") / "try-it"
    return directory, CliRunner().invoke(main, ["demo", "-o", str(directory)])


def test_it_ends_well_and_says_what_lies_where(demo: tuple[Path, Result]) -> None:
    directory, done = demo
    assert done.exit_code == 0, done.output
    named = re.findall(rf"^{re.escape(directory.as_posix())}/(\S+?),? ", done.stdout, re.MULTILINE)
    assert len(named) == 10
    for path in named:
        assert (directory / path).exists(), path


def test_a_demo_in_a_checkout_is_nothing_to_commit() -> None:
    (default,) = (one.default for one in main.get_command(Context(main), "demo").params if one.name == "directory")
    assert f"{default}/" in (Path(__file__).parents[2] / ".gitignore").read_text().splitlines()


def test_it_does_not_claim_more_than_make_can_know(demo: tuple[Path, Result]) -> None:
    assert "nobody else" not in demo[1].output


def test_six_people_have_sheet_key_and_explanation(demo: tuple[Path, Result]) -> None:
    directory, _ = demo
    for place, *suffixes in (
        ("students", "html", "pdf"),
        ("staff/keys", "pdf"),
        ("staff/explanations", "txt"),
        ("staff/feedback", "html"),
    ):
        there = sorted(path.name for path in (directory / place).iterdir())
        assert there == [f"s00{n}.{suffix}" for n in range(1, 7) for suffix in suffixes]


def test_honest_work_has_all_points_and_slips_do_not(demo: tuple[Path, Result]) -> None:
    directory, _ = demo
    with (directory / "staff" / "marks.csv").open(encoding="utf-8", newline="") as file:
        totals = {row["id"]: float(row["total"]) for row in csv.DictReader(file)}
    assert totals["s001"] == totals["s002"] == totals["s003"] == 41
    assert totals["s006"] < totals["s005"] < 41
    assert "s006 wrote 'see back' at 1b" in demo[1].stderr


def test_the_answers_hold_decimals_an_expression_gaps_and_a_remark(demo: tuple[Path, Result]) -> None:
    directory, _ = demo
    text = (directory / "answers" / "sample.csv").read_text(encoding="utf-8")
    assert "1/(1 + exp(-" in text
    assert "see back" in text
    assert ",,," in text


def test_the_moodle_file_is_a_quiz(demo: tuple[Path, Result]) -> None:
    directory, _ = demo
    quiz = ElementTree.parse(directory / "staff" / "export" / "moodle.xml").getroot()
    assert quiz.tag == "quiz"
    assert quiz.find("question[@type='cloze']") is not None


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    done = CliRunner().invoke(main, ["demo", "-o", str(tmp_path)])
    assert done.exit_code == 1
    assert f"{tmp_path}: there already; name another with -o, or delete it" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
