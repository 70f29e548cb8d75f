"""`export --verify`: a file at hand is read as its LMS would and compared with the record."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from gradsheet.assignments.folder import Folder
from gradsheet.cli import main
from gradsheet.errors import GradsheetError
from gradsheet.lms import export, verify
from gradsheet.lms.target import Target
from gradsheet.lms.targets import TARGETS

ASSIGNMENT = """
title = "Homework 3"
problems = [{ use = "lecture/softmax-ce", points = 10 }]
"""
OF_VARIANTS = [row.name for row in TARGETS.values() if isinstance(row, Target)]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hw").mkdir()
    (tmp_path / "hw" / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    return Folder(tmp_path / "hw")


def run(folder, *arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments), "-C", str(folder.root)])


@pytest.mark.parametrize("target", OF_VARIANTS)
def test_what_was_exported_is_proven_again(folder, target):
    paths = export(folder, target=target, variants=2).paths
    path = paths[0] if len(paths) == 1 else paths[0].parent
    assert verify(folder, path, target=target).blanks == 22


def test_the_target_is_known_from_the_file_and_the_command_says_what_was_tried(folder, tmp_path):
    export(folder, target="moodle", variants=2, output=tmp_path / "own.xml")
    done = run(folder, "--verify", tmp_path / "own.xml")
    assert done.exit_code == 0, done.output
    assert re.fullmatch(
        r"Read again: 2 questions, 22 blanks; \d{3} answers tried, all decided there as here\.\n", done.stdout
    )


@pytest.mark.parametrize("target", ["blackboard", "gradescope-online"])
def test_the_target_of_a_folder_is_known_from_its_files(folder, target):
    export(folder, target=target, variants=2)
    assert verify(folder, folder.export / target).blanks == 22


def changed(folder, tmp_path, change):
    export(folder, target="moodle", variants=2, force=True)
    path = tmp_path / "changed.xml"
    path.write_bytes(change((folder.export / "moodle.xml").read_bytes()))
    return path


DAMAGED = [
    (lambda xml: xml[:5000], r"changed\.xml:\d+:\d+: this is no whole XML file: (no element found|unclosed token)"),
    (lambda xml: b"\xff\xfe" + xml, r"changed\.xml: ?.*this is no"),
    (lambda xml: b"", r"changed\.xml:1:1: this is no whole XML file: no element found"),
    (lambda xml: b"<a/>", r"changed\.xml: this is no Moodle XML: it begins with <a>, not with <quiz>"),
    (lambda xml: b"<quiz/>", r"changed\.xml: it holds no question"),
    (lambda xml: xml.replace(b"<quiz>", b'<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;'), r"changed\.xml: it has a document type"),
    (lambda xml: xml.replace(b'encoding="base64">P', b'encoding="base64">*', 1), r"question 1 \(.*\): the file 'drawing\.svg' is damaged"),
    (lambda xml: xml.replace(b'name="drawing.svg"', b'name="other.svg"', 1), r"question 1 \(.*\): there is no file for the picture"),
    (lambda xml: xml.replace(b"&lt;/tbody&gt;", b"", 1), r"question 1 \(.*\): .*(closes nothing|is not closed)"),
    (lambda xml: xml.replace(b"NUMERICAL", b"SHORTANSWER", 1), r"question 1 \(.*\): a field of type SHORTANSWER cannot be proven"),
    (lambda xml: re.sub(rb"NUMERICAL:=[^}]*", b"NUMERICAL:=x", xml, count=1), r"question 1 \(.*\): '=x' is no number"),
    (lambda xml: re.sub(rb"<idnumber>([0-9A-Z]{10}-1)</idnumber>", b"<idnumber>same</idnumber>", xml), r"question 2 \(.*\): a second idnumber same"),
    (lambda xml: re.sub(rb"Exercise [0-9A-Z]{10}-1", b"Exercise 0000000000-1", xml), "none of its questions is a variant that was exported from this assignment"),
    (lambda xml: re.sub(rb"NUMERICAL:=(-?\d\.\d{6,}):", b"NUMERICAL:=7.5:", xml, count=1), r"question 1 \(.*\): 1[a-z]+: .* earns (0|50)% there, and 100% here"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), DAMAGED)
def test_a_damaged_file_is_refused_with_place_and_reason(folder, tmp_path, change, said):
    path = changed(folder, tmp_path, change)
    with pytest.raises(GradsheetError, match=said):
        verify(folder, path, target="moodle")
    refused = run(folder, "--verify", path, "--to", "moodle")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_what_cannot_be_verified_is_said(folder, tmp_path):
    export(folder, target="moodle", variants=1)
    (tmp_path / "x.doc").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for path, target, said in (
        (tmp_path / "none.xml", None, "there is no such file"),
        (tmp_path / "x.doc", None, r"no target's files end in '\.doc'"),
        (tmp_path / "empty", None, "it is empty"),
        (tmp_path / "x.doc", "gradescope-autograder", "nothing that could be verified"),
        (tmp_path / "x.doc", "moodel", "did you mean 'moodle'"),
    ):
        with pytest.raises(GradsheetError, match=said):
            verify(folder, path, target=target)


def test_an_export_that_fails_its_proof_writes_nothing_at_all(folder, monkeypatch):
    """A writer that forgets the tolerances."""
    import gradsheet.lms.moodle.cloze as writer

    right = writer.cloze
    monkeypatch.setattr(writer, "cloze", lambda *given: re.sub(r"(NUMERICAL:=[^:]*):[^~}]*", r"\1:0", right(*given)))
    refused = run(folder, "--to", "moodle", "--variants", 2)
    assert refused.exit_code == 1
    assert re.search(r"question 1 \(.*\): 1[a-z]: .* earns (0|50)% there, and 100% here", refused.stderr)
    assert "Nothing was written, for moodle would mark otherwise than gradsheet" in refused.stderr
    assert not folder.export.exists()
    assert not (folder.record / "sheets.json").exists()
