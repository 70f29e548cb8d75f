"""`gradsheet make`: what it writes, and what it leaves alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from assignments.homework import SMALL
from gradsheet.assignments import Folder, handed_out, write_whole
from gradsheet.cli import main
from gradsheet.documents.crews.crew import ALONE
from gradsheet.documents.make import make
from gradsheet.errors import GradsheetError
from gradsheet.grading import grade
from gradsheet.places import shipped

ASSIGNMENT = """\
title = "Homework 7"
engine = "typst"
problems = [{ use = "problems/small.toml", points = 4 }]
"""
ROSTER = "id,name,email,group\ns1,Ada Example,a@x.org,tue\ns2,Bo Example,b@x.org,tue\ns3,Cy Example,c@x.org,thu\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "small.toml").write_text(SMALL)
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT)
    (tmp_path / "roster.csv").write_text(ROSTER)
    return Folder(tmp_path)


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["make", "-C", str(folder.root), *arguments])


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def made(folder: Folder) -> dict[str, bytes]:
    places = [folder.students, folder.staff]
    return {folder.shown(path): path.read_bytes() for place in places for path in place.rglob("*") if path.is_file()}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pdfs(files: Mapping[str, bytes], *ids: str) -> dict[str, bytes]:
    return {file: files[file] for id_ in ids for file in (f"students/{id_}.pdf", f"staff/keys/{id_}.pdf")}


def test_everyone_gets_a_sheet_and_a_key_with_their_name_and_code(folder: Folder) -> None:
    done = run(folder)
    assert done.exit_code == 0, done.output
    for sheet in handed_out(folder):
        for place in (folder.students, folder.keys):
            page = text(place / f"{sheet.student.id}.pdf")
            assert sheet.student.name in page
            assert sheet.code in page
        for item in sheet.items:
            for value in item.exercise.givens.values():
                assert str(value) in text(folder.students / f"{sheet.student.id}.pdf")


def test_it_says_which_engine_it_used_and_keeps_results_apart_from_progress(folder: Folder) -> None:
    done = run(folder)
    assert "PDFs by the typst engine" in done.stderr
    assert done.stdout.startswith("3 sheet(s) in students/ and as many keys in staff/keys/; 9 file(s) changed.")


def test_an_unpinned_engine_is_said_with_the_line_that_pins_it(folder: Folder) -> None:
    folder.assignment.write_text(ASSIGNMENT.replace('engine = "typst"', ""))
    said: list[str] = []
    make(folder, engine="typst", say=said.append)
    assert 'write engine = "typst" into assignment.toml' in said[0]


def test_one_line_says_what_was_proven(folder: Folder) -> None:
    """Each of three sheets has q, f, and the derivatives of f by q and by x."""
    (line,) = [line for line in run(folder).stdout.splitlines() if line.startswith("Proven")]
    assert line == "Proven: 3 exercises, 6 derivatives against finite differences, 12 numbers in 50 digits."


def test_the_hand_out_list_says_who_gets_which_file_and_code(folder: Folder) -> None:
    run(folder)
    rows = table(folder.hand_out)
    assert [row["id"] for row in rows] == ["s1", "s2", "s3"]
    assert list(rows[0]) == ["id", "name", "email", "group", "file", "code"]
    assert [row["code"] for row in rows] == [sheet.code for sheet in handed_out(folder)]
    assert all((folder.students / row["file"]).is_file() for row in rows)


def test_the_template_for_answers_is_headed_by_the_labels(folder: Folder) -> None:
    run(folder)
    assert folder.answers_template.read_text() == "id,1a,1b\ns1,,\ns2,,\ns3,,\n"


def test_a_template_that_somebody_filled_in_is_never_overwritten(folder: Folder) -> None:
    run(folder)
    filled = "id,1a,1b\ns1,3,\ns2,,\ns3,,\n"
    folder.answers_template.write_text(filled)
    assert "is filled in and was left alone" in run(folder).stderr
    assert folder.answers_template.read_text() == filled


def test_no_cell_of_the_hand_out_list_is_a_formula_for_a_spreadsheet(folder: Folder) -> None:
    folder.roster.write_text('id,name,email,group\n-7,"=HYPERLINK(""http://x"")",@x,+1\n')
    assert run(folder).exit_code == 0
    (row,) = table(folder.hand_out)
    assert [row["id"], row["name"], row["email"], row["group"]] == ["'-7", '\'=HYPERLINK("http://x")', "'@x", "'+1"]
    assert table(folder.answers_template)[0]["id"] == "'-7"


def test_a_second_run_changes_no_byte_and_writes_no_pdf(folder: Folder) -> None:
    run(folder)
    before = made(folder)
    assert "0 file(s) changed" in run(folder).stdout
    assert made(folder) == before


def test_what_was_deleted_comes_back_byte_for_byte(folder: Folder) -> None:
    run(folder)
    before = made(folder)
    for file in before:
        (folder.root / file).unlink()
    folder.secret.unlink()
    run(folder)
    assert made(folder) == before


def late(text: str) -> str:
    return text.replace("s2", "s0,New,n@x.org,\ns2")


def corrected(text: str) -> str:
    return text.replace("group", "group,was").replace("s1,Ada Example,a@x.org,tue", "u1,Ada Example,a@x.org,tue,s1")


@pytest.mark.parametrize(("edit", "same"), [(late, ["s1", "s2", "s3"]), (corrected, ["s2", "s3"])])
def test_a_student_added_or_corrected_changes_no_byte_of_the_others(
    folder: Folder, edit: Callable[[str], str], same: list[str]
) -> None:
    run(folder)
    before = made(folder)
    folder.roster.write_text(edit(ROSTER))
    done = run(folder)
    assert done.exit_code == 0, done.output
    assert "3 file(s) changed" in done.stdout
    assert pdfs(made(folder), *same) == pdfs(before, *same)


def test_a_corrected_id_moves_the_files_and_keeps_the_code(folder: Folder) -> None:
    run(folder)
    code = table(folder.hand_out)[0]["code"]
    folder.roster.write_text(corrected(ROSTER))
    run(folder)
    assert sorted(path.name for path in folder.students.glob("*.pdf")) == ["s2.pdf", "s3.pdf", "u1.pdf"]
    assert sorted(path.name for path in folder.keys.iterdir()) == ["s2.pdf", "s3.pdf", "u1.pdf"]
    assert table(folder.hand_out)[0]["code"] == code
    assert code in text(folder.students / "u1.pdf")


def test_what_was_explained_under_an_old_id_does_not_stay_behind(folder: Folder) -> None:
    run(folder)
    write_whole(folder.answers / "a.csv", "id,1a,1b\ns1,1,2\n")
    grade(folder)
    folder.roster.write_text(corrected(ROSTER))
    run(folder)
    assert sorted(path.name for path in folder.explanations.iterdir()) == ["s2.txt", "s3.txt"]
    grade(folder)
    assert sorted(path.name for path in folder.explanations.iterdir()) == ["s2.txt", "s3.txt", "u1.txt"]


def test_a_sheet_made_for_a_corrected_id_meanwhile_is_replaced_even_where_others_are_made(folder: Folder) -> None:
    run(folder)
    code = table(folder.hand_out)[0]["code"]
    folder.roster.write_text(ROSTER.replace("s1", "u1"))
    run(folder)
    folder.roster.write_text(corrected(ROSTER))
    done = run(folder, "--only", "s2")
    assert f"u1 is the corrected id of s1 and keeps the sheet {code}" in done.stderr
    assert sorted(path.name for path in folder.students.glob("*.pdf")) == ["s2.pdf", "s3.pdf"]
    run(folder)
    assert code in text(folder.students / "u1.pdf")


def test_what_is_to_be_done_about_answers_under_a_corrected_id_works(folder: Folder) -> None:
    run(folder)
    folder.roster.write_text(ROSTER.replace("s1", "u1"))
    run(folder)
    answers = folder.answers / "a.csv"
    write_whole(answers, "id,1a,1b\nu1,1,2\n")
    grade(folder)
    folder.roster.write_text(corrected(ROSTER))
    done = run(folder)
    assert done.exit_code == 1
    assert "write 's1' for 'u1' in the files in answers/, run `gradsheet grade`, and make again" in done.stderr
    write_whole(answers, answers.read_text().replace("u1", "s1"))
    grade(folder)
    assert run(folder).exit_code == 0
    assert [one.sheet.student.id for one in grade(folder).handed_in] == ["u1"]


def made_anew(folder: Folder) -> int:
    """How many PDFs a `make` typesets."""
    counts = [0]
    make(folder, html=False, progress=lambda done, _: counts.append(done))
    return counts[-1]


def test_only_what_is_not_up_to_date_is_typeset(folder: Folder) -> None:
    assert made_anew(folder) == 6
    before = made(folder)
    assert made_anew(folder) == 0
    (folder.students / "s1.pdf").unlink()
    (folder.keys / "s2.pdf").write_bytes(b"altered")
    assert made_anew(folder) == 2
    folder.roster.write_text(ROSTER.replace("Cy Example", "Cyra Example"))
    assert made_anew(folder) == 2
    folder.roster.write_text(ROSTER)
    assert made_anew(folder) == 2
    assert made(folder) == before
    (folder.problems / "small.toml").write_text(SMALL.replace('"Small"', '"Mended"'))
    assert made_anew(folder) == 6
    folder.assignment.write_text(ASSIGNMENT.replace("Homework 7", "Homework 8"))
    assert made_anew(folder) == 6


def test_print_leaves_the_fields_of_the_sheets_out_and_nothing_else(folder: Folder) -> None:
    run(folder)
    before = made(folder)
    assert "1a" in pypdf.PdfReader(folder.students / "s1.pdf").get_fields()
    assert "3 file(s) changed" in run(folder, "--print").stdout
    after = made(folder)
    assert {file for file in after if after[file] != before[file]} == {f"students/s{n}.pdf" for n in (1, 2, 3)}
    assert not pypdf.PdfReader(folder.students / "s1.pdf").get_fields()
    assert text(folder.students / "s1.pdf").count("1a") == 1
    run(folder)
    assert made(folder) == before


@pytest.mark.parametrize(
    "damage", ["", "{}", '{"format": 1}', '{"format": 2, "files": [1]}', '{"format": 2, "files": {"a": 1}}', "gone"]
)
def test_a_ledger_that_is_damaged_or_gone_costs_time_only(folder: Folder, damage: str) -> None:
    make(folder, html=False)
    before = made(folder)
    ledger = folder.record / "made.json"
    kept = ledger.read_bytes()
    if damage == "gone":
        ledger.unlink()
    else:
        ledger.write_text(damage)
    assert made_anew(folder) == 6
    assert (made(folder), ledger.read_bytes()) == (before, kept)


def test_a_teachers_own_template_counts(folder: Folder) -> None:
    make(folder)
    own = folder.templates / "typst" / "head.typ"
    write_whole(own, (shipped("templates") / "typst" / "head.typ").read_bytes() + b"\n")
    assert made_anew(folder) == 6


def test_a_long_run_says_how_far_it_is_where_nobody_looks_at_a_terminal(folder: Folder) -> None:
    folder.roster.write_text("id\n" + "".join(f"s{n}\n" for n in range(21)))
    lines = run(folder, "--workers", "1", "--no-html").stderr.splitlines()
    assert [line.partition(",")[0] for line in lines if " of " in line] == [
        f"sheets and keys: {done} of 42" for done in (20, 40, 42)
    ]


def test_mended_prose_is_printed_with_the_same_numbers(folder: Folder) -> None:
    run(folder)
    before = {sheet.code: sheet.items[0].exercise.givens for sheet in handed_out(folder)}
    (folder.problems / "small.toml").write_text(SMALL.replace('"Small"', '"A mended title"'))
    run(folder)
    assert "A mended title" in text(folder.students / "s1.pdf")
    assert {sheet.code: sheet.items[0].exercise.givens for sheet in handed_out(folder)} == before


def test_a_changed_step_stops_before_any_file_changes(folder: Folder) -> None:
    run(folder)
    before = made(folder)
    (folder.problems / "small.toml").write_text(SMALL.replace("q * z", "q + z"))
    done = run(folder)
    assert done.exit_code == 1
    assert "step f: was q*z, is q + z" in done.stderr
    assert "Nothing was made." in done.stderr
    assert made(folder) == before


def test_only_one_students_pdfs_are_made_when_asked_and_everybody_is_in_the_record(folder: Folder) -> None:
    run(folder, "--only", "s2")
    assert [path.name for path in folder.students.glob("*.pdf")] == ["s2.pdf"]
    assert len(handed_out(folder)) == 3
    before = made(folder)
    run(folder)
    assert pdfs(made(folder), "s2") == pdfs(before, "s2")


def test_an_unknown_student_is_named_with_the_nearest_one(folder: Folder) -> None:
    done = run(folder, "--only", "s22")
    assert done.exit_code == 1
    assert "no student 's22' on the roster; did you mean s2?" in done.stderr


def test_an_interrupt_leaves_whole_pdfs_only_and_a_second_run_ends_in_the_same_bytes(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradsheet.documents.renew.MOST", 1)
    make(folder, html=False, crew=ALONE)
    whole = made(folder)
    for file in whole:
        (folder.root / file).unlink()

    def interrupt(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(folder, html=False, crew=ALONE, progress=interrupt)
    left = made(folder)
    assert sum(file.endswith(".pdf") for file in left) == 2
    assert left.items() <= whole.items()
    assert made_anew(folder) == 4
    assert made(folder) == whole


def test_a_full_disk_is_said_and_leaves_no_half_pdf(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    make(folder)
    before = made(folder)
    folder.roster.write_text(ROSTER.replace("Ada", "Eve").replace("Bo", "Flo"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(GradsheetError, match="No space left on device"):
        make(folder)
    assert made(folder) == before


NAMES = {
    "plain": "Zoë Ångström",
    "tex": r"\input{/etc/passwd} % # _ & ~ ^ { } < > $x$",
    "quotes": 'O\'Neil "the \\" man',
    "typst": '#read("secret") [x] *y* @z',
}


def test_hostile_names_are_printed_as_they_stand(folder: Folder) -> None:
    rows = [["id", "name"], *([id_, name] for id_, name in NAMES.items())]
    with folder.roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = run(folder)
    assert done.exit_code == 0, done.output
    for id_, name in NAMES.items():
        assert name.split()[0][:8] in text(folder.students / f"{id_}.pdf")


def test_a_name_without_glyphs_is_said_once_and_its_sheet_carries_the_other_name_or_the_id(folder: Folder) -> None:
    folder.roster.write_text("id,name,print_name\nc1,李明,Li Ming\nc2,王芳,\nc3,Ada,\n", encoding="utf-8")
    done = run(folder)
    assert done.exit_code == 0, done.output
    (said,) = [line for line in done.stderr.splitlines() if "no glyphs" in line]
    assert "in 1 name(s) (c2): write a print_name for them in roster.csv; until then" in said
    assert "fonts that have the glyphs: Noto Sans CJK; the typst engine takes one with --font FILE" in said
    assert "Li Ming" in text(folder.students / "c1.pdf")
    assert "c2" in text(folder.students / "c2.pdf")


@pytest.mark.parametrize("roster", ["", "id\n", "name\nAda\n", "id\na\na\n"])
def test_a_roster_that_cannot_be_used_stops_before_anything_is_made(folder: Folder, roster: str) -> None:
    folder.roster.write_text(roster)
    done = run(folder)
    assert done.exit_code == 1
    assert "roster.csv:" in done.stderr
    assert not folder.record.exists()
    assert not folder.staff.exists()


def test_the_secret_is_in_nothing_that_is_made(folder: Folder) -> None:
    run(folder)
    secret = folder.secret.read_bytes().strip()
    assert not any(secret in content or bytes.fromhex(secret.decode()) in content for content in made(folder).values())
    assert secret not in (folder.record / "sheets.json").read_bytes()


def test_beside_each_sheet_lies_a_page_of_html_unless_it_is_left_out(folder: Folder) -> None:
    run(folder, "--no-html")
    assert not list(folder.students.glob("*.html"))
    assert "3 file(s) changed" in run(folder).stdout
    for sheet in handed_out(folder):
        assert sheet.code in (folder.students / f"{sheet.student.id}.html").read_text(encoding="utf-8")
    folder.roster.write_text(corrected(ROSTER))
    run(folder)
    assert sorted(path.name for path in folder.students.glob("*.html")) == ["s2.html", "s3.html", "u1.html"]
