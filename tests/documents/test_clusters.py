"""A cluster makes what one machine makes, whoever dies while it works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from documents.large import class_of, files
from gradsheet.assignments import Folder, hand_out
from gradsheet.assignments.stores import InFolder
from gradsheet.cli import main
from gradsheet.documents import best_engine
from gradsheet.documents.crews.crew import ALONE
from gradsheet.documents.heading import heading_of
from gradsheet.documents.make import make
from gradsheet.documents.sources import edition
from gradsheet.documents.tasks import Run, Task, Wanted, packed_run, task_of, work

STUDENTS = 40


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process on this machine makes."""
    folder = class_of(tmp_path_factory.mktemp("whole") / "hw", STUDENTS)
    make(folder, crew=ALONE)
    return files(folder)


def run(folder: Folder, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["make", "-C", str(folder.root), *arguments])


def waited(path: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} is not there"
        time.sleep(0.1)


class Cluster:
    """A Dask scheduler and two workers, each a process of its own."""

    def __init__(self, place: Path) -> None:
        self.file = place / "scheduler.json"
        self.started = [
            self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        ]
        waited(self.file)
        self.workers = [self.start("worker", "--scheduler-file", str(self.file), *ALONE_IN_IT) for _ in range(2)]

    def start(self, *what: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *what, "--no-dashboard"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self) -> None:
        for process in (*self.workers, *self.started):
            process.kill()
            process.wait()


ALONE_IN_IT = ("--nthreads", "1", "--no-nanny")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="no Dask here")
    started = Cluster(tmp_path)
    try:
        yield started
    finally:
        started.end()


def test_of_two_workers_of_a_dask_cluster_one_is_killed_and_all_files_are_there(
    cluster: Cluster, whole: dict[str, bytes], tmp_path: Path
) -> None:
    folder = class_of(tmp_path / "hw", STUDENTS)
    process = subprocess.Popen(
        [sys.executable, "-m", "gradsheet", "make", "-C", str(folder.root), "--on", f"dask://{cluster.file}"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if re.search(r": 30 of 120", line):
            cluster.workers[0].kill()
    assert process.wait() == 0, "".join(said)
    assert cluster.workers[0].wait() == -9
    assert files(folder) == whole


def test_a_scheduler_that_is_away_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="no Dask here")
    folder = class_of(tmp_path / "hw", 2)
    done = run(folder, "--on", f"dask://{tmp_path}/scheduler.json")
    assert done.exit_code == 1
    assert "no scheduler answers there" in done.stderr
    assert "leave --on out to work on this machine" in done.stderr
    assert not folder.record.exists()


def test_without_dask_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run(class_of(tmp_path / "hw", 2), "--on", "dask://scheduler:8786")
    assert done.exit_code == 1
    assert "pip install 'gradsheet[dask]'" in done.stderr


def test_an_unknown_cluster_is_told_which_there_are(tmp_path: Path) -> None:
    done = run(class_of(tmp_path / "hw", 2), "--on", "ray://head:6379")
    assert done.exit_code == 1
    assert "dask://HOST:PORT" in done.stderr


def mpiexec(folder: Folder, processes: int) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mpi4py", reason="no mpi4py here")
    if shutil.which("mpiexec") is None:
        pytest.skip("no mpiexec here")
    command = ["mpiexec", "-n", str(processes), sys.executable, "-m", "gradsheet", "make", "--on", "mpi"]
    # Open MPI wants to be told that root may, and that there may be more processes than cores.
    allowed = {
        "OMPI_ALLOW_RUN_AS_ROOT": "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
        "OMPI_MCA_rmaps_base_oversubscribe": "1",
        "OMPI_MCA_mpi_yield_when_idle": "1",
    }
    return subprocess.run(
        [*command, "-C", str(folder.root)], env=os.environ | allowed, capture_output=True, text=True, timeout=170
    )


def test_mpi_makes_the_same_bytes_and_says_everything_once(whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = class_of(tmp_path / "hw", STUDENTS)
    done = mpiexec(folder, 3)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(f"{STUDENTS} sheet(s)") == 1
    assert files(folder) == whole


def test_what_is_wrong_ends_all_processes_of_mpi(tmp_path: Path) -> None:
    folder = class_of(tmp_path / "hw", 2)
    folder.roster.write_text("nobody\n")
    done = mpiexec(folder, 2)
    assert done.returncode != 0
    assert done.stderr.count("Error: roster.csv") == 1


def test_one_process_alone_is_no_mpi(tmp_path: Path) -> None:
    pytest.importorskip("mpi4py", reason="no mpi4py here")
    done = subprocess.run(
        [sys.executable, "-m", "gradsheet", "make", "--on", "mpi", "-C", str(class_of(tmp_path / "hw", 2).root)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "mpiexec -n 8 gradsheet make --on mpi" in done.stderr


def task(folder: Folder, store: InFolder, engine: str) -> Task:
    handed = hand_out(folder)
    run = Run(
        heading=heading_of(handed.assignment, folder.root),
        engine=engine,
        fillable=True,
        templates={},
        store=store,
        edition=edition(engine),
    )
    return task_of(packed_run(run), [(handed.sheets[0], (Wanted(kind=0, path="students/s0.pdf", source=""),))])


def test_a_worker_without_the_tex_of_this_machine_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if best_engine() != "latex":
        pytest.skip("no LaTeX here")
    folder = class_of(tmp_path / "hw", 1)
    asked = task(folder, InFolder(folder.root), "latex")
    monkeypatch.setenv("PATH", "")
    edition.cache_clear()
    done = work(asked)
    edition.cache_clear()
    assert "would make other pages than this machine (pdflatex: none, not pdfTeX" in done.stopped
    assert not done.files
    assert not folder.students.exists()


def test_a_worker_that_sees_another_folder_under_this_path_makes_nothing(tmp_path: Path) -> None:
    folder = class_of(tmp_path / "hw", 1)
    asked = task(folder, InFolder(folder.root, holder="process 7 on elsewhere\n"), "typst")
    assert "does not see this assignment's folder" in work(asked).stopped
    assert not folder.students.exists()


def test_a_task_says_nothing_of_the_secret_and_is_small(tmp_path: Path) -> None:
    folder = class_of(tmp_path / "hw", 1)
    asked = task(folder, InFolder(folder.root), "typst")
    secret = folder.secret.read_bytes().strip()
    assert not any(text in asked.run + asked.sheets for text in (secret, bytes.fromhex(secret.decode())))
    assert len(asked.sheets) < 5000


def test_sheets_travel_with_what_was_found_out_about_them_already(tmp_path: Path) -> None:
    """Blanks hold pieces of the problem, which is not sent; they are found again."""
    folder = class_of(tmp_path / "hw", 1)
    handed = hand_out(folder)
    assert handed.sheets[0].blanks
    with_blanks = task(folder, InFolder(folder.root), "typst")
    fresh = replace(handed.sheets[0], items=tuple(replace(item) for item in handed.sheets[0].items))
    asked = task_of(with_blanks.run, [(fresh, with_blanks.wanted[0])])
    assert len(asked.sheets) == len(with_blanks.sheets)
    assert work(with_blanks).files == work(asked).files
