"""Zips made of pieces that were compressed apart are zips to others, with the bytes that were put in."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradsheet.lms.package import deflated, joined, zipped

PIECES = st.lists(st.binary(max_size=500) | st.binary(max_size=20).map(lambda some: some * 5000), max_size=6)


@given(PIECES, st.binary(max_size=100))
def test_pieces_are_read_as_one_file(pieces, other):
    zip_ = zipped({"pieces": joined(map(deflated, pieces)), "other": other, "last": deflated(other)})
    with zipfile.ZipFile(io.BytesIO(zip_)) as archive:
        assert archive.testzip() is None
        assert archive.read("pieces") == b"".join(pieces)
        assert archive.read("other") == archive.read("last") == other
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_DEFLATED}


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is another reader of zips")
def test_another_program_finds_nothing_wrong(tmp_path):
    path = tmp_path / "made.zip"
    path.write_bytes(zipped({"a/ü.txt": joined(map(deflated, [b"one" * 999, b"", b"two"])), "b": b"three"}))
    said = subprocess.run(["unzip", "-t", str(path)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    assert "No errors detected" in said.stdout
