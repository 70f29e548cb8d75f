"""CSV files as spreadsheets and learning platforms write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from gradsheet.assignments.table import guarded, parse_table, read_table, to_csv
from gradsheet.errors import ComplaintsError, GradsheetError

TEXT = "id,name\ns1,Zoë\ns2,李\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_as_they_come(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert [row.cells for row in read_table(path).rows] == [("s1", "Zoë"), ("s2", "李")]


def test_another_encoding_is_refused_with_row_and_way_out_and_read_once_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("id,name\ns1,Ada\ns2,Zoë\n".encode("cp1252"))
    with pytest.raises(ComplaintsError, match=r"file.csv:3: this is not UTF-8 \(byte 0xEB\).*encoding = \"cp1252\""):
        read_table(path)
    assert read_table(path, encoding="cp1252").rows[1].cells == ("s2", "Zoë")


def test_utf16_without_a_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("id,name\n".encode("utf-16-le"))
    with pytest.raises(ComplaintsError, match="UTF-8"):
        read_table(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GradsheetError, match=r"roster\.csv: there is no such file"):
        read_table(tmp_path / "x", shown="roster.csv")


@pytest.mark.parametrize("text", ["", "\n\n", " \n,,\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(ComplaintsError, match="the file is empty"):
        parse_table(text, "roster.csv")


@pytest.mark.parametrize(
    "text",
    [
        'id,name\ns1,"Doe, Jane"\n',
        "id;name\ns1;Doe, Jane\n",
        "id\tname\ns1\tDoe, Jane\n",
        "sep=;\r\nid;name\r\ns1;Doe, Jane\r\n",
        'id,"name"\r\n\r\n s1 ,"Doe, Jane"\r\n',
        "\ufeffid;name\ns1;Doe, Jane",
    ],
)
def test_commas_semicolons_and_tabs_are_told_apart(text: str) -> None:
    table = parse_table(text, "file.csv")
    assert (table.header, [row.cells for row in table.rows]) == (("id", "name"), [("s1", "Doe, Jane")])


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    table = parse_table('id,name\n\n"s1","two\nlines"\n\ns2,x\n', "file.csv")
    assert [row.number for row in table.rows] == [3, 5]


def test_a_row_that_is_wider_than_the_header_is_a_complaint_and_a_shorter_one_is_filled_up() -> None:
    table = parse_table("id,name,email\ns1,Doe, Jane,x\ns2\n", "file.csv")
    assert [str(one) for one in table.complaints] == [
        "file.csv:2: this row has 4 cells, the header has 3; put a cell that contains ',' in double quotes"
    ]
    assert [row.cells for row in table.rows] == [("s2", "", "")]


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-x", "@SUM(A1)", "\tx"])
def test_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was(text: str) -> None:
    written = to_csv(["id", "name"], [["s1", guarded(text)]])
    assert next(csv.reader(io.StringIO(written.splitlines()[1])))[1][0] == "'"
    assert parse_table(written, "file.csv").rows[0].cells == ("s1", text)


def test_plain_text_is_not_guarded() -> None:
    assert guarded("O'Brien") == "O'Brien"


@pytest.mark.parametrize(
    ("text", "row"),
    [('id,name\ns1,"Ada\ns2,Bo\ns3,Cy\n', 2), ('id,name\ns1,Ada\ns2,"Bo', 3), ('id,"name\n', 1)],
)
def test_a_quote_that_is_never_closed_swallows_nobody(text: str, row: int) -> None:
    with pytest.raises(ComplaintsError, match=rf"^a\.csv:{row}: a double quote in this row is never closed"):
        parse_table(text, "a.csv")


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n", "\r"])
def test_every_end_of_a_file_is_an_end(end: str) -> None:
    assert [row.cells for row in parse_table(f"id,name\ns1,Ada{end}", "a.csv").rows] == [("s1", "Ada")]
