"""One at a time in a folder: who comes second is told, and a holder that died keeps nobody out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.lock import one_at_a_time
from gradsheet.errors import GradsheetError

HOLDS = """
import sys, time
from pathlib import Path
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.lock import one_at_a_time
with one_at_a_time(Folder(Path(sys.argv[1]))):
    print("holds", flush=True)
    time.sleep(600)
"""


def holder(place: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDS, str(place)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    return process


def test_who_comes_second_is_told_who_is_at_work_until_that_one_is_dead(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with (
            pytest.raises(GradsheetError, match=f"another gradsheet .*process {process.pid} on "),
            one_at_a_time(Folder(tmp_path)),
        ):
            pass
    finally:
        process.kill()
        process.wait()
    assert (tmp_path / "record" / "lock").is_file(), "what a killed process leaves behind"
    with one_at_a_time(Folder(tmp_path)) as said:
        assert (tmp_path / "record" / "lock").read_text() == said
    with one_at_a_time(Folder(tmp_path)):
        pass


def test_nothing_is_left_where_nothing_was_recorded(tmp_path: Path) -> None:
    with one_at_a_time(Folder(tmp_path)):
        assert (tmp_path / "record" / "lock").is_file()
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "record").write_text("a file")
    with pytest.raises(GradsheetError, match="record/lock: cannot be written"), one_at_a_time(Folder(tmp_path)):
        pass
