"""A `make` that is killed leaves whole files only, and the next one ends where an undisturbed one would."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import pytest

from documents.large import class_of, files
from gradsheet.assignments import Folder
from gradsheet.assignments.ledger import Ledger, noted
from gradsheet.documents.crews.crew import ALONE, Crew
from gradsheet.documents.make import make

STUDENTS = 60
posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and Ctrl-C as POSIX has them")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run in one process makes."""
    folder = class_of(tmp_path_factory.mktemp("whole") / "hw", STUDENTS)
    make(folder, crew=ALONE)
    return files(folder)


def started(folder: Folder) -> subprocess.Popen[str]:
    """A `make` that lets others go first: who wants to stop it shall come in time."""
    return subprocess.Popen(
        ["nice", "-n", "15", sys.executable, "-m", "gradsheet", "make", "-C", str(folder.root), "--workers", "2"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def until(process: subprocess.Popen[str], done: int) -> None:
    """Waits until it says that so many files are done."""
    assert process.stderr is not None
    for line in process.stderr:
        if (found := re.search(r": (\d+) of", line)) and int(found[1]) >= done:
            return
    raise AssertionError(f"it ended before {done} files were done")


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes of the same session, by the system's own table."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,sid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    return [pid for pid, session in pairs if session == process.pid and pid != process.pid]


@posix
def test_after_kill_9_it_goes_on_and_ends_in_the_same_bytes(whole: dict[str, bytes], tmp_path: Path) -> None:
    done = 20
    folder = class_of(tmp_path / "hw", STUDENTS)
    process = started(folder)
    until(process, done)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while (left := workers_of(process)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left, "workers outlive their parent"
    kept = {file: content for file, content in files(folder).items() if file.endswith(".pdf")}
    assert done <= len(kept) < 2 * STUDENTS
    assert kept.items() <= whole.items()
    made: list[int] = []
    make(folder, crew=ALONE, progress=lambda _, total: made.append(total))
    assert made[0] <= 3 * STUDENTS - done
    assert files(folder) == whole


@posix
def test_a_worker_that_is_killed_costs_nothing(whole: dict[str, bytes], tmp_path: Path) -> None:
    """As the system does where memory runs out."""
    folder = class_of(tmp_path / "hw", STUDENTS)
    process = started(folder)
    until(process, 20)
    for worker in sorted(workers_of(process))[-1:]:
        os.kill(worker, signal.SIGKILL)
    assert process.stderr is not None
    said = process.stderr.read()
    assert process.wait() == 0, said
    assert files(folder) == whole


@posix
def test_workers_that_die_between_two_tasks_cost_nothing(whole: dict[str, bytes], tmp_path: Path) -> None:
    dead = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with pytest.raises(BrokenProcessPool):
        dead.submit(os._exit, 1).result()
    pools: list[Executor] = [dead]
    folder = class_of(tmp_path / "hw", STUDENTS)
    make(folder, crew=Crew(lambda: 2, lambda _: pools.pop() if pools else ALONE.executor(1)))
    assert not pools
    assert files(folder) == whole


@posix
def test_after_ctrl_c_too_and_it_says_nothing_of_its_inside(whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = class_of(tmp_path / "hw", STUDENTS)
    process = started(folder)
    until(process, 20)
    os.killpg(process.pid, signal.SIGINT)
    assert process.stderr is not None
    said = process.stderr.read()
    assert process.wait() == 1, said
    assert "Aborted!" in said
    assert "Traceback" not in said
    make(folder, crew=ALONE)
    assert files(folder) == whole


@posix
@pytest.mark.parametrize(("option", "file"), [("--print", r"students/s\d+\.pdf"), ("--quiet", r"staff/keys/s\d+\.pdf")])
def test_a_full_disk_is_said_by_workers_too_and_leaves_no_half_file(
    option: str, file: str, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """The system refuses files over 27 kB: the record and a form are smaller; a sheet that is none and a key are larger."""
    folder = class_of(tmp_path / "hw", STUDENTS)
    done = subprocess.run(
        [
            "bash",
            "-c",
            f'ulimit -f 27; exec "{sys.executable}" -m gradsheet make -C "{folder.root}" --workers 2 {option}',
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert re.search(rf"Error: .*{file}: cannot be written \(File too large\)", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    left = {name: content for name, content in files(folder).items() if name.endswith((".pdf", ".html", ".part"))}
    assert left.items() <= whole.items()
    make(folder, crew=ALONE)
    assert files(folder) == whole


@pytest.mark.parametrize("torn", [1, 40, 200])
def test_a_line_of_the_journal_that_was_torn_costs_its_files_only(torn: int, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first, second, third = ({f"students/{name}.pdf": noted("made from", name.encode())} for name in "abc")
    ledger = Ledger(folder)
    ledger.note(first)
    ledger.note(second)
    journal = folder.record / "made.journal"
    journal.write_bytes(journal.read_bytes()[:-torn])
    ledger = Ledger(folder)
    ledger.note(third)
    again = Ledger(folder)

    def known(files: dict[str, object]) -> bool:
        return all(again.is_current(file, "made from", lambda *_: True) for file in files)

    assert (known(first), known(third)) == (torn < 200, True)
    assert known(second) == (torn == 1)


def test_one_line_of_the_journal_says_what_made_json_will_say(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    ledger = Ledger(folder)
    ledger.note({"students/a.pdf": noted("s", b"1"), "students/b.pdf": noted("s", b"2")})
    ledger.fold()
    before = (folder.record / "made.json").read_bytes()
    assert not (folder.record / "made.journal").exists()
    (folder.record / "made.json").unlink()
    other = Ledger(folder)
    other.note({"students/b.pdf": noted("s", b"2")})
    other.note({"students/a.pdf": noted("s", b"1")})
    Ledger(folder).fold()
    assert (folder.record / "made.json").read_bytes() == before
