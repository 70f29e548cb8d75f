"""Where an assignment's files lie, and how they are written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from gradsheet.assignments.folder import file_name, find_folder, write_whole
from gradsheet.errors import GradsheetError


def test_the_folder_is_found_from_any_place_inside_it(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").touch()
    inside = tmp_path / "staff" / "keys"
    inside.mkdir(parents=True)
    assert find_folder(inside).root == tmp_path.resolve()


def test_outside_of_an_assignment_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(GradsheetError, match=r"-C DIR.*gradsheet new"):
        find_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("s001", "s001"),
        ("Ada.Example@uni.edu", "Ada.Example@uni.edu"),
        ("a/b", "a%2Fb"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("end.", "end%2E"),
        ("50%", "50%25"),
        ("a~2", "a%7E2"),
        ("Zoë", "Zo%C3%AB"),
        ("con", "%63on"),
        ("COM1.x", "%43OM1.x"),
        ("a b", "a%20b"),
        ("a\\b:c*d?", "a%5Cb%3Ac%2Ad%3F"),
    ],
)
def test_file_names_are_safe_on_every_system(text: str, file: str) -> None:
    assert file_name(text) == file


def test_file_names_that_only_letter_case_tells_apart_are_told_apart_by_a_number() -> None:
    assert file_name("ABC", ["abc"]) == "ABC~2"
    assert file_name("Abc", ["abc", "ABC~2"]) == "Abc~3"


def test_long_file_names_are_cut_and_stay_different() -> None:
    one, other = file_name("x" * 190 + "1"), file_name("x" * 190 + "2")
    assert one != other
    assert len(one) < 120


def test_a_file_that_would_not_change_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "file.txt"
    assert write_whole(path, "text")
    os.utime(path, (1, 1))
    assert not write_whole(path, "text")
    assert path.stat().st_mtime == 1
    assert write_whole(path, "other")
    assert path.read_text() == "other"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old")

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises((GradsheetError, KeyboardInterrupt)):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "staff").write_text("a file where a folder belongs")
    with pytest.raises(GradsheetError, match=r"staff/keys/s1\.pdf: cannot be written"):
        write_whole(tmp_path / "staff" / "keys" / "s1.pdf", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_mode_is_there_from_the_first_byte(tmp_path: Path) -> None:
    write_whole(tmp_path / "secret", "x", mode=0o600)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
