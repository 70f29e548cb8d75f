"""From an assignment's folder to the file that a teacher imports."""

from __future__ import annotations

import json

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.errors import GradsheetError
from gradsheet.lms import export
from gradsheet.lms.readers.moodle import imported

ASSIGNMENT = """
format = 1
title = "Homework 3"
variants = {variants}
problems = [
  {{ use = "lecture/relu-sigmoid-bce", points = 10 }},
  {{ pick = 1, from = ["lecture/softmax-ce", "lecture/sigmoid-outputs-ce"], points = 5 }},
]
[credit]
rounded_early = 0.25
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT.format(variants='"one per student"'), encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id,name\n1,Ada\n2,Bo\n", encoding="utf-8")
    return Folder(tmp_path)


def questions(folder, name="staff/export/moodle.xml"):
    return imported("moodle.xml", (folder.root / name).read_bytes())


def numbers(folder):
    return json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))["draws"]["exports"]


def test_every_problem_has_a_category_of_variants_picked_ones_included(folder):
    done = export(folder, target="moodle", variants=3)
    assert done.paths == (folder.export / "moodle.xml",)
    assert done.variants == 3
    categories = [question.category[-1] for question in questions(folder)]
    assert {name: categories.count(name) for name in categories} == {
        "lecture/relu-sigmoid-bce": 3,
        "lecture/softmax-ce": 3,
        "lecture/sigmoid-outputs-ce": 3,
    }


def test_the_assignments_credit_for_rounding_early_is_in_the_fields(folder):
    export(folder, target="moodle", variants=1)
    shares = {one.fraction for question in questions(folder) for part in question.parts for one in part.alternatives}
    assert shares == {1.0, 0.25}


def test_variants_with_the_same_numbers_are_said_before_what_the_lms_cannot_express(folder):
    problem = 'title = "T"\nsteps = "f = 2*x"\n[given]\nx = { from = 1, to = 4, by = 1 }\n[[ask]]\nblanks = ["f"]\n'
    (folder.root / "problem.toml").write_text(problem, encoding="utf-8")
    text = ASSIGNMENT.format(variants=1).replace("lecture/relu-sigmoid-bce", "problem.toml")
    folder.assignment.write_text(text, encoding="utf-8")
    notes = export(folder, target="moodle", variants=30).notes
    assert notes[0] == "problem.toml: 4 different sets of numbers for 30 variants; widen its ranges in [given]"
    assert not [note for note in notes[1:] if "sets of numbers" in note]


def test_variants_are_in_the_record_and_the_codes_in_the_stems_find_them(folder):
    export(folder, target="moodle", variants=2)
    record = json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))
    codes = {entry["code"] for entry in record["exports"].values()}
    assert len(codes) == 2
    for question in questions(folder):
        assert question.idnumber.rpartition("-")[0] in codes
        assert question.idnumber in question.text


def test_the_same_assignment_gives_the_same_bytes(folder):
    export(folder, target="moodle", variants=2)
    first = (folder.export / "moodle.xml").read_bytes()
    export(folder, target="moodle", variants=2)
    assert (folder.export / "moodle.xml").read_bytes() == first


def test_more_variants_leave_the_first_ones_as_they_are(folder):
    export(folder, target="moodle", variants=2)
    before, old = numbers(folder), {question.idnumber: question for question in questions(folder)}
    export(folder, target="moodle", variants=4, force=True)
    after, new = numbers(folder), {question.idnumber: question for question in questions(folder)}
    assert len(new) == 2 * len(old)
    assert {key: after[key] for key in before} == before
    assert {key: new[key] for key in old} == old


@pytest.mark.parametrize(("written", "count"), [('"one per student"', 20), ("4", 4)])
def test_without_a_number_it_is_the_assignments_or_twenty_and_the_last_one_from_then_on(folder, written, count):
    folder.assignment.write_text(ASSIGNMENT.format(variants=written), encoding="utf-8")
    assert export(folder, target="moodle").variants == count
    export(folder, target="moodle", variants=count + 1, force=True)
    assert export(folder, target="moodle").variants == count + 1


def test_a_file_that_differs_stays_unless_forced(folder):
    own = folder.root / "own.xml"
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(GradsheetError, match=r"own\.xml: this file exists and differs; overwrite it with --force"):
        export(folder, target="moodle", variants=1, output=own)
    assert own.read_text(encoding="utf-8") == "mine"
    export(folder, target="moodle", variants=1, output=own, force=True)
    assert len(questions(folder, "own.xml")) == 3
    assert sorted(path.name for path in folder.root.iterdir() if path.name.startswith(".")) == []


def test_no_variant_has_the_numbers_of_a_student_whose_id_is_its_number(folder):
    from gradsheet.assignments.hand_out import hand_out

    hand_out(folder)
    export(folder, target="moodle", variants=2)
    draws = json.loads((folder.record / "sheets.json").read_text(encoding="utf-8"))["draws"]
    for one in ("1", "2"):
        for use, drawn in draws["students"][one].items():
            assert drawn["givens"] != draws["exports"][one][use]["givens"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": "boodle"}, "no target 'boodle'; did you mean 'moodle'"),
        ({"target": "moodle", "variants": 0}, "at least 1"),
        ({"target": "moodle", "variants": 1, "output": "."}, "this is a folder"),
    ],
)
def test_what_cannot_be_done_is_said(folder, options, message):
    if "output" in options:
        options["output"] = folder.root
    with pytest.raises(GradsheetError, match=message):
        export(folder, **options)


def texts(folder, name="staff/export/gradescope-online"):
    return sorted(path.name for path in (folder.root / name).iterdir())


def test_a_folder_of_files_holds_what_this_export_wrote_and_what_others_put_there(folder):
    export(folder, target="gradescope-online", variants=4)
    place = folder.export / "gradescope-online"
    (place / "variant-4.md").write_text("edited", encoding="utf-8")
    (place / "variant-9.md").write_text("never ours", encoding="utf-8")
    notes = export(folder, target="gradescope-online", variants=2).notes
    assert texts(folder) == ["variant-1.md", "variant-2.md", "variant-4.md", "variant-9.md"]
    assert notes[:2] == (
        "staff/export/gradescope-online/variant-4.md is of an earlier export and was changed since: it stays; delete it "
        "by hand",
        "Removed from staff/export/gradescope-online, where an earlier export had written them: variant-3.md",
    )
    assert not any("Removed" in note for note in export(folder, target="gradescope-online", variants=2).notes)


def test_what_cannot_be_known_to_be_ours_stays(folder):
    export(folder, target="gradescope-online", variants=3)
    (folder.record / "exported.json").write_text("{damaged", encoding="utf-8")
    export(folder, target="gradescope-online", variants=1)
    assert texts(folder) == ["variant-1.md", "variant-2.md", "variant-3.md"]


def test_another_folder_is_named_and_tidied_too(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for variants in (3, 1):
        export(folder, target="gradescope-online", variants=variants, output=elsewhere)
    assert texts(folder, elsewhere / "gradescope-online") == ["variant-1.md"]
