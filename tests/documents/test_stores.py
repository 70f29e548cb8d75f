"""Students' files in a store: whole, each kind under its own prefix, and the same bytes as in the folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from documents.large import class_of, files
from gradsheet.assignments import Folder
from gradsheet.assignments.stores import store_at
from gradsheet.cli import main
from gradsheet.documents.crews.crew import ALONE
from gradsheet.documents.make import make

STUDENTS = 4
fsspec = pytest.importorskip("fsspec", reason="no fsspec here")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What students' folders get."""
    folder = class_of(tmp_path_factory.mktemp("whole") / "hw", STUDENTS)
    make(folder, crew=ALONE)
    return {file: content for file, content in files(folder).items() if file.endswith((".pdf", ".html"))}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return class_of(tmp_path / "hw", STUDENTS)


@pytest.fixture
def memory() -> Iterator[str]:
    fsspec.filesystem("memory").store.clear()
    yield "memory://course/hw1"
    fsspec.filesystem("memory").store.clear()


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["make", "-C", str(folder.root), *arguments])


def held(url: str) -> dict[str, bytes]:
    """What lies there, as fsspec itself reads it."""
    filesystem, place = fsspec.core.url_to_fs(url)
    return {path.removeprefix(f"{place}/"): filesystem.cat_file(path) for path in filesystem.find(place)}


def test_a_store_gets_students_files_and_the_folder_keeps_record_and_lists(
    folder: Folder, memory: str, whole: dict[str, bytes]
) -> None:
    done = run(folder, "--store", memory)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{STUDENTS} sheet(s) in {memory}/students/ and as many keys in {memory}/staff/keys/")
    assert held(memory) == whole
    assert not folder.students.exists()
    assert not folder.keys.exists()
    assert folder.hand_out.is_file()


def test_what_is_there_stays_and_what_is_gone_or_short_is_made_again(
    folder: Folder, memory: str, whole: dict[str, bytes]
) -> None:
    run(folder, "--store", memory)
    assert "; 0 file(s) changed" in run(folder, "--store", memory).stdout
    filesystem = fsspec.filesystem("memory")
    filesystem.rm_file("/course/hw1/students/s1.pdf")
    filesystem.pipe_file("/course/hw1/staff/keys/s2.pdf", b"%PDF")
    assert "; 2 file(s) changed" in run(folder, "--store", memory).stdout
    assert held(memory) == whole
    assert f"; {3 * STUDENTS} file(s) changed" in run(folder).stdout, "another place has files of its own"


def test_a_folder_by_its_url_is_the_same_from_everywhere_and_holds_no_half_file(
    folder: Folder, tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    (out / "students").mkdir(parents=True)
    (out / "students" / ".0123.part").write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    assert store_at("out") == store_at(f"file://{out}")
    assert run(folder, "--store", "out").exit_code == 0
    assert {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()} == whole


def test_files_for_the_printer_are_read_back_from_the_store(folder: Folder, memory: str) -> None:
    assert run(folder, "--store", memory, "--sort", "name").exit_code == 0
    there = (folder.for_printer / "keys.pdf").read_bytes()
    run(folder, "--sort", "name")
    assert (folder.for_printer / "keys.pdf").read_bytes() == there


def test_a_corrected_id_takes_the_old_file_out_of_the_store(folder: Folder, memory: str) -> None:
    run(folder, "--store", memory)
    folder.roster.write_text("id,name,was\nu0,Name 0,s0\n")
    run(folder, "--store", memory)
    assert "students/s0.pdf" not in held(memory)
    assert "students/u0.pdf" in held(memory)


def test_a_store_that_refuses_is_named_and_the_next_run_goes_on(
    folder: Folder, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """A file stands where a folder is needed, which stops root too."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "staff").write_text("not a folder")
    done = run(folder, "--store", f"file://{out}")
    assert done.exit_code == 1
    assert f"file://{out}/staff/keys" in done.stderr
    assert not list(out.rglob("*.part"))
    (out / "staff").unlink()
    assert f"; {2 * STUDENTS} file(s) changed" in run(folder, "--store", f"file://{out}").stdout
    assert held(f"file://{out}") == whole


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nowhere://course/hw1", "Protocol not known: nowhere; usual are s3://"),
        ("sftp://me:geheim@host/hw1", "write no password into the URL"),
    ],
)
def test_a_store_that_cannot_be_is_told_before_anything_is_made(folder: Folder, url: str, said: str) -> None:
    done = run(folder, "--store", url)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "geheim" not in done.output
    assert not folder.record.exists()


def test_without_fsspec_the_extra_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    done = run(folder, "--store", "s3://course/hw1-without")
    assert done.exit_code == 1
    assert "pip install 'gradsheet[store]'" in done.stderr


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a server that speaks S3."""
    s3fs = pytest.importorskip("s3fs", reason="S3 needs s3fs, which is large: pip install s3fs")
    moto = pytest.importorskip("moto.server", reason="moto speaks S3, and is large: pip install 'moto[server]'")
    for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "y", "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("course")
    yield "s3://course/hw1"
    server.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_a_bucket_gets_the_same_bytes_from_several_processes(
    tmp_path: Path, bucket: str, whole: dict[str, bytes]
) -> None:
    folder = class_of(tmp_path / "more", 12)
    done = run(folder, "--store", bucket, "--workers", "2")
    assert done.exit_code == 0, done.output
    found = held(bucket)
    assert len(found) == 36
    assert whole.items() <= found.items()
    assert "; 0 file(s) changed" in run(folder, "--store", bucket).stdout
    done = run(folder, "--store", "s3://nobody-has-this/hw1")
    assert "Error: s3://nobody-has-this/hw1/: " in done.stderr
    assert "bucket does not exist" in done.stderr
