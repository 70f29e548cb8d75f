"""The autograder for Gradescope: its zip, unpacked and run as Gradescope documents it, and what it may not hold."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from fractions import Fraction

import pytest

from grading.homework import ROSTER, WRITTEN, hand_in, homework, points, set_to
from grading.pdf_forms import drawn, typed
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.record import read_record
from gradsheet.assignments.redraw import redraw
from gradsheet.errors import GradsheetError
from gradsheet.grading import grade
from gradsheet.lms import export
from gradsheet.lms.gradescope.run import main, marked

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
OF_A_TEST = {
    "score": int | float, "max_score": int | float, "status": str, "name": str, "name_format": FORMATS, "number": str,
    "output": str, "output_format": FORMATS, "tags": list, "visibility": VISIBILITIES, "extra_data": dict,
}  # fmt: skip
OF_ALL = {
    "score": int | float, "execution_time": int | float, "output": str, "output_format": FORMATS,
    "test_output_format": FORMATS, "test_name_format": FORMATS, "visibility": VISIBILITIES,
    "stdout_visibility": VISIBILITIES, "extra_data": dict, "tests": list, "leaderboard": list,
}  # fmt: skip
"""Typed from Gradescope's "Autograder Specifications"."""


def check(found: dict, documented: dict) -> None:
    for key, value in found.items():
        wanted = documented[key]
        assert value in wanted if isinstance(wanted, set) else isinstance(value, wanted), key


RANGED = WRITTEN.replace("x = 2", "x = { from = 1, to = 9, by = 0.1 }")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    return homework(tmp_path_factory.mktemp("hw"), "[due]\ndefault = 2026-01-01\n[credit]\nlate_per_day = 0.1\n")


def zipped(folder: Folder) -> bytes:
    (path,) = export(folder, target="gradescope-autograder", force=True).paths
    return path.read_bytes()


def unpacked(raw: bytes, root):
    """As Gradescope lays it out: the zip in source/, run_autograder beside it, and empty folders."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        archive.extractall(root / "source")
        rights = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "run_autograder").chmod(rights["run_autograder"] & 0o777)
    (root / "submission").mkdir()
    (root / "results").mkdir()
    return root


@pytest.fixture(scope="module")
def program(folder, tmp_path_factory):
    return unpacked(zipped(folder), tmp_path_factory.mktemp("autograder"))


def handed_in(program, **files: str | bytes) -> None:
    for name in ("submission", "results"):
        shutil.rmtree(program / name)
        (program / name).mkdir()
    for name, content in files.items():
        path = program / "submission" / name.replace("_dot_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def written(program) -> dict:
    results = json.loads((program / "results" / "results.json").read_text(encoding="utf-8"))
    assert "score" in results
    for found, documented in ((results, OF_ALL), *((test, OF_A_TEST) for test in results["tests"])):
        check(found, documented)
    return results


@pytest.fixture
def run(program):
    """Hands files in, marks them in this process, and gives what Gradescope would read."""

    def ran(**files: str | bytes) -> dict:
        handed_in(program, **files)
        main(program)
        return written(program)

    return ran


@pytest.fixture
def launch(program):
    """The same by the script, as Gradescope runs it: nothing is known there but the zip and Python's packages."""

    def launched(**files: str | bytes) -> dict:
        handed_in(program, **files)
        environment = {
            "PATH": os.environ["PATH"], "AUTOGRADER_ROOT": str(program), "AUTOGRADER_PYTHON": sys.executable,
        }  # fmt: skip
        done = subprocess.run(
            [program / "run_autograder"], cwd=program, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return written(program)

    return launched


def code(folder: Folder, student: str = "s1") -> str:
    return read_record(folder).students[student].code


def test_the_zip_has_what_gradescope_asks_for_at_its_root_and_the_same_bytes_each_time(folder):
    raw = zipped(folder)
    assert raw == zipped(folder)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {"setup.sh", "run_autograder"} <= set(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(archive.read(name).startswith(b"#!/usr/bin/env bash\n") for name in ("setup.sh", "run_autograder"))
        assert b"\r" not in archive.read("setup.sh") + archive.read("run_autograder")
        assert "numpy" in archive.read("requirements.txt").decode()


def test_both_scripts_are_bash(program):
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", "-n", program / "source" / script], check=True)


def test_no_secret_and_nobody_is_in_the_zip(folder, tmp_path):
    people = (
        "id,name,email,group",
        "muster-77,Erika Mustermann,erika@example.org,tue",
        "bo-8,Bo Beispiel,bo@example.org,thu",
    )
    named = homework(tmp_path / "hw", problem=RANGED, roster=people)
    redraw(named, "bo-8", why="page 2 was eaten by a zephyr", who="Prof. Strict")
    with zipfile.ZipFile(io.BytesIO(zipped(named))) as archive:
        everything = b"\n".join(archive.read(name) for name in archive.namelist())
        names = "\n".join(archive.namelist())
    secret = named.secret.read_bytes()
    for hidden in (secret, secret.strip(), secret.strip()[:20], b"muster-77", b"Mustermann", b"erika@", b"bo-8", b"zephyr",
                   b"Prof. Strict"):  # fmt: skip
        assert hidden not in everything
    assert "secret" not in names
    assert "roster.csv" not in names
    assert code(named, "muster-77").encode() in everything


def test_a_right_sheet_earns_everything_with_a_test_for_each_blank(folder, launch):
    results = launch(answers_dot_csv=f"code,1a,1b,1c\n{code(folder)},5,-21.25,-4.25\n")
    assert results["score"] == 8
    assert [(test["number"], test["score"], test["max_score"]) for test in results["tests"]] == [
        ("1a", 2, 2), ("1b", 2, 2), ("1c", 4, 4),
    ]  # fmt: skip
    assert results["extra_data"]["outcomes"] == dict.fromkeys(("1a", "1b", "1c"), "right")
    assert results["extra_data"]["code"] == code(folder)
    assert "3 of 3 blanks are filled in" in results["output"]


ANSWERS = [
    ("5", "-21.25", "-4.25"),
    ("6", "-25.5", "-4.25"),
    ("5", "21.25", ""),
    ("5,0", "1/0", "?"),
    ("50", "x", "-4.250"),
]


@pytest.mark.parametrize("answers", ANSWERS)
def test_marks_are_those_of_gradsheet_grade(answers, tmp_path, run, folder):
    """Late or not: what lateness costs is Gradescope's business."""
    results = run(answers_dot_csv="code,1a,1b,1c\n" + ",".join([code(folder), *(f'"{one}"' for one in answers)]) + "\n")
    shutil.rmtree(folder.answers)
    folder.answers.mkdir()
    hand_in(folder, ",".join(["s1", *(f'"{one}"' for one in answers)]))
    marks = {one.sheet.student.id: one for one in grade(folder).marks}["s1"]
    assert Fraction(results["extra_data"]["earned"]) == marks.total
    assert results["extra_data"]["outcomes"] == {v.blank.label: v.outcome.value for v in marks.verdicts}
    assert [test["score"] for test in results["tests"]] == [float(v.points) for v in marks.verdicts]


def test_a_filled_form_and_json_are_read_there_too(folder, run):
    answers = {"1a": "5", "1b": "-21.25", "1c": "-4.25"}
    form = typed(drawn(tuple(answers), code=code(folder)), answers)
    assert run(My_form_dot_pdf=form)["score"] == 8
    assert run(a_dot_json=json.dumps({"code": code(folder), **answers}))["score"] == 8


def test_before_grades_are_published_nothing_tells_right_from_wrong(folder, run):
    right = run(a_dot_csv=f"code,1a,1b,1c\n{code(folder)},5,-21.25,-4.25\n")
    wrong = run(a_dot_csv=f"code,1a,1b,1c\n{code(folder)},7,8,9\n")
    assert wrong["score"] < right["score"]
    assert wrong["output"] == right["output"]
    for results in (right, wrong):
        assert results["visibility"] == "after_published"
        assert results["stdout_visibility"] == "hidden"
        assert {test["visibility"] for test in results["tests"]} == {"after_published"}


def test_no_other_students_code_or_numbers_are_in_the_results(folder, run):
    text = json.dumps(run(a_dot_csv=f"code,1a\n{code(folder)},7\n"))
    others = [code(folder, row.split(",")[0]) for row in ROSTER[2:]]
    assert not [one for one in others if one in text]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "there is no file"),
        ({"a_dot_csv": "code,1a\n"}, "Nothing could be marked"),
        ({"a_dot_csv": "code,1a\nAAAAAAAAAA,5\n"}, "is on no sheet"),
        ({"a_dot_csv": "1a,1b\n5,6\n"}, "whose answers these are"),
        ({"a_dot_csv": b"\xff\xfe\x00\x01\x02"}, "Nothing could be marked"),
        ({"essay_dot_docx": b"PK\x03\x04rubbish"}, "Nothing could be marked"),
    ],
    ids=["nothing", "no rows", "unknown code", "nobody's", "rubbish", "Word"],
)
def test_what_cannot_be_marked_is_told_at_once_and_kindly(files, said, run):
    results = run(**files)
    assert results["score"] == 0
    assert results["visibility"] == "visible"
    assert said in results["output"]
    assert "Traceback" not in results["output"]


def test_the_answers_of_two_sheets_are_refused_without_a_mark_for_either(folder, run):
    rows = "".join(f"{code(folder, one)},5,-21.25,-4.25\n" for one in ("s1", "s2"))
    results = run(a_dot_csv=f"code,1a,1b,1c\n{rows}")
    assert (results["score"], results["tests"]) == (0, [])
    assert "several sheets" in results["output"]


def test_what_cannot_be_read_is_shown_with_the_place_before_grades_are_out(folder, run):
    output = run(a_dot_csv=f'code,1a,1b,1c\n{code(folder)},"0,5",2,3\n')["output"]
    assert "Cannot be read, 1a: a comma can mean decimals or thousands" in output
    assert "\n    0,5\n     ^\n" in output


def test_a_program_that_a_student_hands_in_is_not_run(folder, program, launch):
    evil = f"import pathlib; pathlib.Path({str(program / 'owned')!r}).write_text('x')"
    launch(gradsheet_dot_py=evil, json_dot_py=evil, a_dot_csv=f"code,1a\n{code(folder)},5\n")
    assert not (program / "owned").exists()


def test_written_blanks_have_no_score_there_and_the_teacher_is_told(tmp_path):
    folder = homework(tmp_path / "hw", problem=WRITTEN)
    done = export(folder, target="gradescope-autograder")
    assert any("Written answers have no score" in note for note in done.notes)
    root = unpacked(done.paths[0].read_bytes(), tmp_path)
    (root / "submission" / "a.csv").write_text(f"code,1a,1d\n{code(folder)},5,because\n", encoding="utf-8")
    results = marked(Folder(root / "source" / "assignment"), root / "submission")
    (written,) = [test for test in results["tests"] if test["number"] == "1d"]
    assert "score" not in written
    assert "max_score" not in written
    assert results["score"] == 2


def test_answers_to_a_sheet_from_before_a_redraw_are_told_from_those_to_the_new_one(tmp_path):
    folder = homework(tmp_path / "hw", problem=RANGED)
    old = code(folder)
    redraw(folder, "s1", why="misprint", keep_old=True)
    root = unpacked(zipped(folder), tmp_path)
    (root / "submission" / "a.csv").write_text(f"code,1c\n{old},-4.25\n", encoding="utf-8")
    results = marked(Folder(root / "source" / "assignment"), root / "submission")
    assert results["extra_data"]["outcomes"]["1c"] == "right"
    assert "before the redraw" in results["output"]


def test_what_the_teacher_must_know_is_said(folder):
    notes = " ".join(export(folder, target="gradescope-autograder", force=True).notes)
    assert "worth 8 points" in notes
    assert "late_per_day counts nothing there" in notes


def test_nothing_handed_out_and_variants_are_refused(folder, tmp_path):
    with pytest.raises(GradsheetError, match="leave --variants out"):
        export(folder, target="gradescope-autograder", variants=3)
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "circuit.toml").write_text(WRITTEN, encoding="utf-8")
    empty = Folder(tmp_path)
    set_to(empty, "")
    with pytest.raises(GradsheetError, match="nothing has been handed out yet"):
        export(empty, target="gradescope-autograder")


def test_points_of_the_whole_class_stay_as_they_are(folder):
    """The export changes nothing in the record."""
    before = (folder.record / "sheets.json").read_bytes()
    zipped(folder)
    assert (folder.record / "sheets.json").read_bytes() == before
    shutil.rmtree(folder.answers)
    folder.answers.mkdir()
    hand_in(folder, "s1,5,-21.25,-4.25")
    assert sum(points(folder)["s1"]) == 8
