"""Files of answers in other formats than CSV, written by other programs' libraries."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import random
import subprocess
import sys
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.handed import CIRCUIT, read, sheets
from gradsheet.errors import ComplaintsError
from gradsheet.grading import receive
from gradsheet.grading.incoming import Settings
from gradsheet.grading.incoming.formats import read_bytes

CLASS = sheets(read(CIRCUIT), students=["s001", "s002"])
GOOD = b"id,1a,1b,1c\ns001,5,6,7\n"


def book(*rows, title="Sheet1", **sheets):
    """An XLSX file by openpyxl, with further worksheets by name."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for name, more in sheets.items():
        sheet = made.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(made)


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def received(tmp_path, content, name="a.xlsx", **options):
    path = tmp_path / name
    path.write_bytes(content)
    return receive([path], CLASS, shown=lambda one: one.name, **options)


def texts(found):
    return {
        student: {label: answer.text for label, answer in one.answers.items()}
        for student, one in found.submissions.items()
    }


def complaints(found):
    return [str(one) for one in found.complaints]


ANSWERS = {"s001": {"1a": "5", "1b": "-21.25", "1c": "1/2"}}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", book(["id", "1a", "1b", "1c"], ["s001", 5, -21.25, "1/2"])),
        ("a.csv", book(["id", "1a", "1b", "1c"], ["s001", 5, -21.25, "1/2"])),  # whatever its name says
        ("a.xlsx", b"id,1a,1b,1c\ns001,5,-21.25,1/2\n"),
        ("a.xlsx", book(["id", "blank", "answer"], ["s001", "1a", 5], ["s001", "f", -21.25], ["s001", "1c", "1/2"])),
        ("a.json", json.dumps([{"id": "s001", "1a": 5, "1b": -21.25, "1c": "1/2"}]).encode()),
        ("a.txt", json.dumps([{"id": "s001", "1a": 5, "1b": -21.25, "1c": "1/2"}]).encode("utf-8-sig")),
        ("a.json", json.dumps({"s001": {"1a": 5, "1b": -21.25, "1c": "1/2"}}).encode()),
        ("a.json", json.dumps({"code": CLASS[0].code, "answers": {"1a": 5, "f": -21.25, "1c": "1/2"}}).encode()),
        ("a.json", json.dumps({"answers": [{"id": "s001", "1a": 5, "1b": -21.25, "1c": "1/2", "x": None}]}).encode()),
        ("a.json", json.dumps([{"id": "s001", "blank": label, "answer": text} for label, text in
                               {"1a": 5, "1b": -21.25, "1c": "1/2"}.items()]).encode("utf-16")),
        ("a.zip", packed(**{"class/s1.csv": b"id,1a\ns001,5\n", "b.xlsx": book(["id", "1b"], ["s001", -21.25]),
                            "c.json": b'[{"id": "s001", "1c": "1/2"}]', "__MACOSX/._b": b"x", ".DS_Store": b"\0"})),
    ],
)  # fmt: skip
def test_every_format_gives_the_same_answers(name, content, tmp_path):
    found = received(tmp_path, content, name)
    assert complaints(found) == []
    assert texts(found) == ANSWERS
    assert found.files == (name,)


@settings(deadline=None)
@given(st.decimals(min_value=-(10**6), max_value=10**6, places=6))
def test_a_number_is_read_as_a_person_typed_it(value):
    """A spreadsheet keeps a double: its shortest decimal in fifteen digits is the one that was typed."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["id", "1a"])
    sheet.write_row(1, 0, ["s001", float(value)])
    made.close()
    (table,) = read_bytes(out.getvalue(), "a.xlsx", Settings()).tables
    text = table.rows[0].cells[1]
    assert float(text) == float(value)
    assert len(text.lstrip("-").replace(".", "")) <= len(f"{abs(value):f}".replace(".", ""))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (1.0, "1"), (-0.0, "0"), (1e-7, "0.0000001"), (7.3e11, "730000000000"), (True, "TRUE")],
)
def test_float_dust_is_nothing_that_anybody_typed(value, text):
    (table,) = read_bytes(book(["id", "1a"], ["s001", value]), "a.xlsx", Settings()).tables
    assert table.rows[0].cells[1] == text


def test_a_percentage_counts_as_its_value_and_a_formula_as_what_it_showed(tmp_path):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["id", "1a", "1b"])
    sheet.write_row(1, 0, ["s001"])
    sheet.write_number(1, 1, 0.731, made.add_format({"num_format": "0.0%"}))
    sheet.write_formula(1, 2, "=B2*2", None, 1.462)
    made.close()
    assert texts(received(tmp_path, out.getvalue())) == {"s001": {"1a": "0.731", "1b": "1.462"}}


def test_titles_above_the_header_and_other_worksheets_are_passed_over(tmp_path):
    made = openpyxl.load_workbook(io.BytesIO(book(["notes"], title="Notes")))
    sheet = made.create_sheet("Answers")
    for row in (
        ["Homework 3"],
        [],
        ["ID", "1a", "1b", "1c"],
        ["s001", 5, -21.25, "1/2"],
        [None, None, None, None, "mean"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    hidden = made.create_sheet("old")
    hidden.append(["id", "1a"])
    hidden.append(["s001", 99])
    hidden.sheet_state = "hidden"
    found = received(tmp_path, saved(made))
    assert complaints(found) == []
    assert texts(found) == ANSWERS
    assert found.submissions["s001"].answers["1a"].row == 4
    assert found.notes == ("a.xlsx: read: worksheet 'Answers'; not read: 'Notes', 'old'",)


def test_the_courses_own_headers_find_the_header_row_too(tmp_path):
    content = book(
        ["Responses"], ["Timestamp", "Matriculation", "First sum"], [dt.datetime(2026, 11, 24, 23, 59), "s001", 5]
    )
    found = received(tmp_path, content, columns={"Matriculation": "id", "First sum": "1a", "timestamp": "submitted"})
    assert texts(found) == {"s001": {"1a": "5"}}
    assert found.submissions["s001"].when.isoformat() == "2026-11-24T23:59:00+00:00"


def test_what_a_spreadsheet_made_a_date_is_named_and_not_marked(tmp_path):
    content = book(
        ["id", "1a", "1b", "1c"],
        ["s001", dt.date(2026, 2, 1), dt.time(1, 5), 7],
        ["s002", 5, 6, dt.datetime(2026, 5, 1)],
    )
    found = received(tmp_path, content)
    assert texts(found) == {"s001": {"1c": "7"}, "s002": {"1a": "5", "1b": "6"}}
    assert [one.split(" has made")[0] for one in complaints(found)] == [
        "a.xlsx:2: cell B2 holds 2026-02-01, which a spreadsheet",
        "a.xlsx:2: cell C2 holds 01:05:00, which a spreadsheet",
        "a.xlsx:3: cell D3 holds 2026-05-01, which a spreadsheet",
    ]


def test_errors_and_formulas_that_were_never_computed_are_named(tmp_path):
    made = openpyxl.load_workbook(io.BytesIO(book(["id", "1a", "1b", "1c"], ["s001", 5, "=1/0", 7])))
    made.active["D2"] = "#DIV/0!"
    made.active["D2"].data_type = "e"
    found = received(tmp_path, saved(made))
    assert texts(found) == {"s001": {"1a": "5"}}
    assert sorted(complaints(found)) == [
        "a.xlsx:2: cell C2 holds a formula whose value was never saved; open the file in a spreadsheet and save it; "
        "nothing is marked there",
        "a.xlsx:2: cell D2 holds an error (#DIV/0!) instead of a number; nothing is marked there",
    ]


def test_opendocument_with_its_empty_rows_to_the_end_of_the_sheet(tmp_path):
    """Written by hand, after the OpenDocument standard: office programs fill up rows and columns with one empty cell."""
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    cells = [["id", "1a", "1b"], ["s001", "5", "1/2"]]
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        for row in cells
    )
    end = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    body = f'<office:spreadsheet><table:table table:name="S">{rows}{end}</table:table></office:spreadsheet>'
    content = packed(**{
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content{names}><office:body>{body}</office:body></office:document-content>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    })  # fmt: skip
    assert texts(received(tmp_path, content, "a.ods")) == {"s001": {"1a": "5", "1b": "1/2"}}


def test_who_reads_csv_alone_never_waits_for_the_reader_of_spreadsheets():
    code = (
        "import sys\nfrom gradsheet.grading.incoming import Settings\n"
        "from gradsheet.grading.incoming.formats import read_bytes\n"
        "read_bytes(b'id,1a', 'a.csv', Settings())\nassert 'python_calamine' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def far_away():
    made = openpyxl.load_workbook(io.BytesIO(book(["id", "1a"], ["s001", 5])))
    made.active["XFD1000000"] = "x"
    return saved(made)


def with_entities(name="xl/sharedStrings.xml"):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
    members = zipfile.ZipFile(io.BytesIO(book(["id", "1a"], ["s001", 5])))
    return packed(**{one: bomb if one == name else members.read(one) for one in {*members.namelist(), name}})


def ods_bomb():
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    content = f'<x><table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></x>'
    return packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": content})


def twice():
    """The same name twice, as no honest program writes it."""
    out = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "w") as made:  # noqa: PT031
        made.writestr("a.csv", GOOD)
        made.writestr("a.csv", b"id,1a\ns001,99\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "bad: the file is empty"),
        ("a.xlsx", b"\0" * 1000, "the file is empty"),
        ("a.xlsx", book(), "the file is empty: no worksheet"),
        ("a.xlsx", book(["id", "1a"], ["s001", 5])[:-900], "damaged"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000), "damaged"),
        ("a.xlsx", far_away(), "XFD1000000, which is too far"),
        ("a.xlsx", with_entities(), "declares entities"),
        ("a.ods", ods_bomb(), "repeated 1000000 times"),
        ("a.xls", b"<html><table><tr><td>id</td></tr></table></html>", "a web page or XML"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "a web page or XML"),
        ("a.numbers", packed(**{"Index/Document.iwa": b"x"}), "Apple Numbers"),
        ("a.docx", packed(**{"word/document.xml": b"<x/>"}), "office document"),
        ("a.gz", b"\x1f\x8b" + b"x" * 100, "unpack it"),
        ("a.png", b"\x89PNG\r\n", "a picture is not read"),
        ("notes.md", b"# Notes", "this kind of file (.md) is not read"),
        ("a.json", b"[1, 2", "this is no JSON"),
        ("a.json", b'{"id": ', "this is no JSON"),
        ("a.json", b'{"id": "s', "Unterminated string starting in column 8"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "the file is empty"),
        ("a.json", b"7", "no list of answers"),
        ("a.json", b'[{"id": "s001", "1a": 1, "1a": 2}]', "'1a' stands twice"),
        ("a.json", b'[{"id": "s001", "1a": [1]}]', "not a list or an object"),
        ("a.json", b'["s001"]', "no student's answers"),
        ("a.zip", packed(**{"../../evil.csv": GOOD}), "a.zip/../../evil.csv: this name leads out of the zip"),
        ("a.zip", packed(**{"/etc/evil.csv": GOOD}), "leads out of the zip"),
        ("a.zip", packed(**{"C:\\evil.csv": GOOD}), "leads out of the zip"),
        ("a.zip", packed(**{"a.zip": packed(**{"a.csv": GOOD})}), "a zip in a zip"),
        ("a.zip", packed(**{"a.csv": b"0" * 30_000_000}), "zip bomb"),
        ("a.zip", packed(**{f"{number}.csv": b"x" for number in range(5_001)}), "5,001 files"),
        ("a.zip", packed(), "holds no table"),
        ("a.zip", twice(), "stands in the zip twice"),
        ("a.zip", packed(**{"a\n\x1b[31m.csv": b"no,table\n"}), "a.zip/a  [31m.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_spoils_nothing(name, content, said, tmp_path):
    (tmp_path / "good.csv").write_bytes(GOOD)
    bad = tmp_path / f"bad-{name}"
    bad.write_bytes(content)
    found = receive([bad, tmp_path / "good.csv"], CLASS, shown=lambda one: one.name)
    assert texts(found) == {"s001": {"1a": "5", "1b": "6", "1c": "7"}}
    assert any(said.removeprefix("bad: ") in one for one in complaints(found))
    assert all(one.startswith("bad-") for one in complaints(found))


@pytest.mark.parametrize("text", ["NaN", "nan", "inf", "-Infinity", "1e400", "1e999999999", "9" * 1_000_000])
@pytest.mark.parametrize("kind", ["csv", "json", "raw json", "xlsx"])
def test_numbers_that_are_none_come_as_they_were_typed(text, kind, tmp_path):
    if kind == "xlsx":
        text = text[:30_000]
    content = {
        "csv": f"id,1a,1b,1c\ns001,{text},6,7\n".encode(),
        "json": json.dumps([{"id": "s001", "1a": text, "1b": 6, "1c": 7}]).encode(),
        "raw json": f'[{{"id": "s001", "1a": {text.replace("nan", "NaN").replace("inf", "NaN")}, "1b": 6, "1c": 7}}]'.encode(),
        "xlsx": book(["id", "1a", "1b", "1c"], ["s001", text, "6", "7"]),
    }[kind]
    found = received(tmp_path, content, f"a.{kind.split()[-1]}")
    assert complaints(found) == []
    answers = texts(found)["s001"]
    assert (answers["1b"], answers["1c"]) == ("6", "7")
    assert not math.isfinite(float(answers["1a"])) or kind == "xlsx"


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0))
def test_a_damaged_spreadsheet_never_stops_the_others(number):
    """One byte changed, anywhere."""
    whole = bytearray(book(["id", "1a"], ["s001", 5]))
    chance = random.Random(number)
    whole[chance.randrange(4, len(whole))] = chance.randrange(256)
    try:
        found = read_bytes(bytes(whole), "a.xlsx", Settings())
    except ComplaintsError:
        return
    assert all(isinstance(cell, str) for table in found.tables for row in table.rows for cell in row.cells)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12).map(str.strip)


@settings(deadline=None)
@given(
    st.lists(st.lists(cells.filter(lambda text: not text.startswith(("'", "="))), min_size=2, max_size=2), max_size=6)
)
def test_csv_xlsx_and_json_hold_the_same_table(rows):
    """The same cells, written by openpyxl and by json, come back as the same table."""
    header = ["id", "1a"]
    written = [row for row in rows if any(row)]
    (sheet,) = read_bytes(book(header, *written), "a.xlsx", Settings()).tables
    assert [list(row.cells) for row in sheet.rows] == written
    listed = [dict(zip(header, row, strict=True)) for row in written]
    if listed:
        (document,) = read_bytes(json.dumps(listed).encode(), "a.json", Settings()).tables
        assert [list(row.cells) for row in document.rows] == written


def test_a_file_too_large_for_the_memory_is_not_even_opened(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    (complaint,) = receive([path], CLASS, shown=lambda one: one.name).complaints
    assert str(complaint) == "a.csv: this file is larger than 128 MB; split it"
