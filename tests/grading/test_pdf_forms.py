"""Filled PDF forms: whose they are, what they hold, and what is said of those that hold nothing."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from grading.homework import homework, totals
from grading.pdf_forms import built, drawn, saved, text_field, typed, written
from gradsheet.assignments.record import read_record
from gradsheet.assignments.seeds import sheet_code
from gradsheet.errors import ComplaintsError
from gradsheet.grading import grade
from gradsheet.grading.incoming.found import Found, Settings
from gradsheet.grading.incoming.pdf import is_pdf, read

CODE, OTHER = sheet_code(b"k" * 32, ("s001",), ()), sheet_code(b"k" * 32, ("s002",), ())
LABELS = ("1a", "1b", "2a", "10c")
ANSWERS = {"1a": "0.731", "1b": "-1/2", "2a": "e/(1+e)", "10c": "0"}


def one_row(raw: bytes, file: str = "x.pdf") -> dict[str, str]:
    found = read(raw, file, Settings())
    (table,) = found.tables
    (row,) = table.rows
    assert not found.complaints
    return dict(zip(table.header, row.cells, strict=True))


def refusal(raw: bytes, file: str = "x.pdf") -> str:
    with pytest.raises(ComplaintsError) as raised:
        read(raw, file, Settings())
    return str(raised.value)


@pytest.mark.parametrize("auto", [False, True])
def test_what_another_program_filled_in_is_read_back_with_the_sheet_it_belongs_to(auto):
    assert one_row(typed(drawn(LABELS, code=CODE), ANSWERS, auto=auto)) == {"code": CODE, **ANSWERS}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(LABELS), st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1
    )
)
def test_every_text_comes_back_as_it_was_typed(answers):
    """pypdf writes PDFDocEncoding or UTF-16, whichever will do."""
    row = one_row(typed(drawn(LABELS, code=CODE), answers))
    assert row == {"code": CODE, **dict.fromkeys(LABELS, ""), **answers}


@pytest.mark.parametrize(
    "form",
    [
        drawn(LABELS, subject=CODE),
        drawn(LABELS, printed=f"sheet {CODE} page 1 of 2"),
        drawn(LABELS, printed=f"{CODE[:5]} {CODE[5:]}"),
    ],
    ids=["data", "text", "text in two halves"],
)
def test_without_a_field_for_it_the_code_is_found_in_the_data_or_on_the_page(form):
    assert one_row(typed(form, ANSWERS)) == {"code": CODE, **ANSWERS}


def test_the_name_of_the_file_says_whose_it_is_where_nothing_inside_does():
    assert one_row(typed(drawn(LABELS), ANSWERS), f"answers/hw1-{CODE}.pdf")["code"] == CODE
    assert "no sheet code is found in this PDF" in refusal(typed(drawn(LABELS), ANSWERS))


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        (b"\xfe\xff\x000\x00.\x005", "0.5"),
        (b"\xff\xfe0\x00.\x005\x00", "0.5"),
        (b"\xef\xbb\xbf\xe2\x88\x920.5", "−0.5"),
        (b"\x00-\x000\x00.\x005", "-0.5"),
        (b"0.5\x00\x00", "0.5"),
        (b"\x840.5", "—0.5"),
        (b" 0.5\r\n", "0.5"),
    ],
    ids=["UTF-16BE", "UTF-16LE", "UTF-8", "UTF-16 without its mark", "NUL", "PDFDocEncoding", "line break"],
)
def test_every_way_in_which_programs_write_text_is_read(raw, read_as):
    assert one_row(built(text_field("1a", raw), text_field("code", CODE)))["1a"] == read_as


def test_names_with_the_path_that_designers_put_in_front_are_read():
    leaf = text_field("1a[0]", "0.5")
    pdf = pikepdf.Pdf.open(BytesIO(built(text_field("code[0]", CODE))))
    page = pdf.make_indirect(Dictionary(T=String("page1[0]"), Kids=Array([pdf.make_indirect(leaf)])))
    page.Kids[0].Parent = page
    form = pdf.make_indirect(Dictionary(T=String("form1[0]"), Kids=Array([page])))
    page.Parent = form
    pdf.Root.AcroForm.Fields.append(form)
    assert one_row(saved(pdf)) == {"code": CODE, "1a": "0.5"}


@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
def test_fields_that_are_left_on_the_pages_only_are_read():
    """Preview and some browsers save the widgets and lose the form."""
    fields = (text_field("1a", "0.5"), text_field("code", CODE))
    assert one_row(built(*fields, on_pages_only=True)) == {"code": CODE, "1a": "0.5"}


def test_fields_that_are_there_twice_are_one_where_one_of_them_is_empty_or_they_agree():
    twice = (text_field("1a", "0.5"), text_field("1a", None), text_field("1b", "2"), text_field("1b#1", "2"))
    assert one_row(built(*twice, text_field("code", CODE))) == {"code": CODE, "1a": "0.5", "1b": "2"}


def test_fields_that_are_there_twice_with_two_answers_are_listed_and_the_others_are_read():
    fields = (text_field("1a", "0.5"), text_field("1a", "0.6"), text_field("1b", "2"), text_field("code", CODE))
    found = read(built(*fields), "x.pdf", Settings())
    assert [str(one) for one in found.complaints] == [
        "x.pdf: field 1a is there twice, with '0.5' and '0.6': not read; ask which is meant"
    ]
    assert found.tables[0].rows[0].cells == (CODE, "", "2")


def button(name: str, value: str, *states: str) -> Dictionary:
    kids = Array([Dictionary(Subtype=Name.Widget, AS=Name(f"/{state}")) for state in states])
    return Dictionary(FT=Name.Btn, Ff=1 << 15, T=String(name), V=Name(f"/{value}"), Kids=kids)


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        (button("1a", "C", "Off", "Off", "C"), "C"),
        (button("1a", "Off", "Off", "B", "Off"), "B"),
        (button("1a", "Off", "Off", "Off"), ""),
        (Dictionary(FT=Name.Btn, T=String("1a"), V=Name.Yes), "Yes"),
        (Dictionary(FT=Name.Btn, T=String("1a"), V=Name("/1"), Opt=Array(["A", "B"])), "B"),
        (Dictionary(FT=Name.Ch, T=String("1a"), V=String("B"), Opt=Array(["A", "B"])), "B"),
        (Dictionary(FT=Name.Ch, T=String("1a"), V=Array(["B"])), "B"),
    ],
    ids=["radio", "radio that only its mark shows", "radio untouched", "checkbox", "numbered", "list", "list of lists"],
)
def test_of_a_choice_the_letter_is_read(field, answer):
    assert one_row(built(field, text_field("1b", "1"), text_field("code", CODE)))["1a"] == answer


def test_a_form_saved_by_an_incremental_update_holds_the_last_values():
    form = typed(drawn(LABELS, code=CODE), {"1a": "first"})
    writer = pypdf.PdfWriter(BytesIO(form), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"1a": "second"}, auto_regenerate=False)
    again = written(writer)
    assert again.startswith(form)
    assert one_row(again)["1a"] == "second"


def printed_into_the_page() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(drawn(LABELS, code=CODE, printed=CODE)))
    writer.update_page_form_field_values(writer.pages[0], ANSWERS, flatten=True)
    writer.remove_annotations(subtypes="/Widget")
    del writer.root_object["/AcroForm"]
    return written(writer)


def encrypted(*, user: str) -> bytes:
    pdf = pikepdf.Pdf.open(BytesIO(typed(drawn(LABELS, code=CODE), ANSWERS)))
    return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=user))


def xfa() -> bytes:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))
    return saved(pdf)


def written_beside() -> bytes:
    pdf = pikepdf.Pdf.open(BytesIO(drawn(LABELS, code=CODE)))
    pdf.pages[0].Annots.append(
        pdf.make_indirect(Dictionary(Subtype=Name.FreeText, Contents=String("0.731"), Rect=Array([0, 0, 9, 9])))
    )
    return saved(pdf)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (printed_into_the_page(), f"(sheet {CODE}) has no fields left: the numbers are printed into the page"),
        (drawn((), printed="no form at all"), "is no filled form: it has no fields, as a scan"),
        (drawn(LABELS, code=CODE), f"all fields of sheet {CODE} are empty: nothing was filled in"),
        (written_beside(), f"all fields of sheet {CODE} are empty, but 1 text lie"),
        (encrypted(user="secret"), "is locked with a password"),
        (xfa(), "is an XFA form, which only Adobe's programs read"),
        (b"%PDF-1.7\nrubbish", "is broken"),
        (typed(drawn(LABELS, code=CODE), ANSWERS)[:900], "is broken"),
        (built(text_field("1a", "1"), text_field("code", CODE), text_field("code", OTHER)), "holds several sheets"),
    ],
    ids=["flattened", "no form", "empty", "written beside", "encrypted", "XFA", "rubbish", "cut off", "two sheets"],
)
def test_what_cannot_be_used_is_listed_by_file_with_the_way_out(raw, said):
    assert is_pdf(raw)
    text = refusal(raw, "answers/monday.pdf")
    assert text.startswith("answers/monday.pdf: ")
    assert said in text
    assert ";" in text


def test_a_file_that_only_forbids_changes_is_read():
    assert one_row(encrypted(user="")) == {"code": CODE, **ANSWERS}


def test_fields_that_are_no_blanks_are_said():
    found = read(
        built(text_field("1a", "1"), text_field("Text7", "0.5"), text_field("code", CODE)), "x.pdf", Settings()
    )
    assert found.notes == ["x.pdf: not read, for these fields are no blanks: Text7"]


def test_fields_that_go_round_in_a_circle_end():
    pdf = pikepdf.Pdf.open(BytesIO(built(text_field("1a", "1"), text_field("code", CODE))))
    field = pdf.Root.AcroForm.Fields[0]
    field.Kids, field.Parent = Array([field]), field
    assert one_row(saved(pdf))["1a"] == "1"


@cache
def gigabyte() -> bytes:
    packed = zlib.compressobj(1)
    return b"".join(packed.compress(b" " * 2**24) for _ in range(64)) + packed.flush()


def bomb(place: str) -> bytes:
    """A gigabyte of spaces, packed into some megabytes, where a reader might look."""
    pdf = pikepdf.Pdf.open(BytesIO(drawn(("1a",))))
    stream = pikepdf.Stream(pdf, gigabyte(), Filter=Name.FlateDecode)
    if place == "field":
        pdf.Root.AcroForm.Fields[0].V = pdf.make_indirect(stream)
    elif place == "data":
        pdf.Root.Metadata = pdf.make_indirect(stream)
    else:
        pdf.pages[0].Contents = pdf.make_indirect(stream)
    as_is = pikepdf.StreamDecodeLevel.none
    return saved(pdf, compress_streams=False, stream_decode_level=as_is, fix_metadata_version=False)


def objects_bomb() -> bytes:
    """The same where the document's own objects should be."""
    raw = gigabyte()
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(raw)
    body = head + raw + b"\nendstream\nendobj\n"
    rows = b"".join(kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(1) for kind, place, last in
                    ((0, 0, 0), (1, 9, 0), (2, 1, 0), (1, len(body), 0)))  # fmt: skip
    table = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>\nstream\n" % len(rows)
    return body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's largest memory so")
@pytest.mark.parametrize("place", ["field", "data", "page", "objects"])
def test_a_gigabyte_in_some_megabytes_does_no_harm(place, tmp_path):
    (tmp_path / "bomb.pdf").write_bytes(objects_bomb() if place == "objects" else bomb(place))
    program = (
        "import pathlib, sys\n"
        "from gradsheet.errors import ComplaintsError\n"
        "from gradsheet.grading.incoming.pdf import read\n"
        "from gradsheet.grading.incoming.found import Settings\n"
        "try:\n"
        "    read(pathlib.Path(sys.argv[1]).read_bytes(), 'bomb.pdf', Settings())\n"
        "except ComplaintsError as error:\n"
        "    print(error)\n"
        # not ru_maxrss, which also counts the process that started this one
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(status.partition('VmHWM:')[2].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "bomb.pdf"], capture_output=True, text=True, check=True, timeout=60
    )
    said, most = done.stdout.strip().rsplit("\n", 1)
    assert "bomb.pdf: " in said
    assert int(most) < 600_000  # kilobytes


def test_broken_files_are_refused_or_read_and_nothing_else():
    """Two thousand copies of a filled form, each with a few bytes changed."""
    rng = Random(3)
    whole = typed(drawn(LABELS, code=CODE, printed=CODE), ANSWERS)
    came = {True: 0, False: 0}
    for _ in range(2000):
        raw = bytearray(whole)
        for _ in range(rng.randrange(1, 12)):
            raw[rng.randrange(9, len(raw))] = rng.randrange(256)
        if rng.random() < 0.3:
            start = rng.randrange(len(raw))
            del raw[start : start + rng.randrange(200)]
        try:
            found = read(bytes(raw), "x.pdf", Settings())
        except ComplaintsError:
            came[False] += 1
        else:
            assert isinstance(found, Found)
            came[True] += 1
    assert min(came.values()) > 100


def form_of(folder, student: str, answers: dict[str, str]) -> bytes:
    return typed(drawn(("1a", "1b", "1c"), code=read_record(folder).students[student].code), answers)


def test_a_folder_of_filled_forms_is_marked_like_a_table_and_the_others_are_listed(tmp_path):
    folder = homework(tmp_path)
    right, half = {"1a": "5", "1b": "-21.25", "1c": "-4.25"}, {"1a": "5", "1b": "", "1c": "−4.250"}
    files = {
        "Ada Example_3.pdf": form_of(folder, "s1", right),
        "bo.pdf": form_of(folder, "s2", half),
        "cy.pdf": drawn(("1a", "1b", "1c"), code=read_record(folder).students["s3"].code),
        "di.pdf": encrypted(user="secret"),
    }
    for name, content in files.items():
        (folder.answers / name).write_bytes(content)
    graded = grade(folder)
    totals = {one.sheet.student.id: (one.total, one.submission is not None) for one in graded.marks}
    assert totals == {"s1": (8, True), "s2": (6, True), "s3": (0, False), "s4": (0, False)}
    assert sorted(one.file for one in graded.complaints) == ["answers/cy.pdf", "answers/di.pdf"]


def test_forms_in_a_zip_are_read_as_beside_it(tmp_path):
    folder = homework(tmp_path)
    with zipfile.ZipFile(folder.answers / "all.zip", "w") as archive:
        archive.writestr("Ada/form.pdf", form_of(folder, "s1", {"1a": "5"}))
        archive.writestr("Bo/form.pdf", form_of(folder, "s2", {"1a": "6"}))
    assert totals(folder) == {"s1": 2, "s2": 0, "s3": 0, "s4": 0}


def test_two_forms_of_one_student_that_differ_are_said_and_none_is_lost(tmp_path):
    folder = homework(tmp_path)
    (folder.answers / "a.pdf").write_bytes(form_of(folder, "s1", {"1a": "5", "1b": "1"}))
    (folder.answers / "b.pdf").write_bytes(form_of(folder, "s1", {"1a": "5", "1b": "2"}))
    text = " ".join(map(str, grade(folder).complaints))
    assert "a.pdf" in text
    assert "b.pdf" in text
    assert "1b" in text
