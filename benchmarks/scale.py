"""`make` for many students: seconds, memory of each process, and what a run that is killed again and again ends in.

    python benchmarks/scale.py [students] [kills] [engine]

Prints students per second and the most memory that the leading process and any worker had, beside the 300 MB per
worker that a university's machines should do with; then kills a second run with -9 at `kills` moments, spread over its
work, lets it end, and compares every file with those of the first one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.start import start_assignment

MOST = 300
"""Megabytes of a worker."""


def class_of(place: Path, students: int, engine: str) -> Folder:
    folder = start_assignment(place, engine=engine, taken="there already")
    folder.secret.write_text("0123456789abcdef" * 4 + "\n")
    rows = "".join(f"s{n:06},Name {n},group {n % 20}\n" for n in range(students))
    folder.roster.write_text("id,name,group\n" + rows)
    return folder


def started(folder: Folder) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gradsheet", "make", "-C", str(folder.root)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


class Memory(threading.Thread):
    """The most megabytes that the leader of a session had, and any other process of Python in it."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.leader = self.worker = 0.0

    def run(self) -> None:
        while (found := self._now()) is not None:
            leader, workers = found
            self.leader = max(self.leader, leader)
            self.worker = max([self.worker, *workers])
            time.sleep(0.2)

    def _now(self) -> tuple[float, list[float]] | None:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,sid=,rss=,comm="], capture_output=True, text=True, check=True)
        rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
        mine = {
            int(pid): int(rss) / 1024
            for pid, session, rss, what in rows
            if int(session) == self.session and "python" in what
        }
        leader = mine.pop(self.session, None)
        return None if leader is None else (leader, list(mine.values()))


def hashes(folder: Folder) -> dict[str, str]:
    return {
        folder.shown(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.root.rglob("*")
        if path.is_file()
    }


def undisturbed(folder: Folder, students: int) -> float:
    """How many seconds it takes; prints what it costs."""
    start = time.monotonic()
    process = started(folder)
    memory = Memory(process.pid)
    memory.start()
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(said)
    seconds = time.monotonic() - start
    print(f"{students} students in {seconds:.1f} s, {students / seconds:.1f} a second, on {os.cpu_count()} cores")
    print(
        f"a worker had {memory.worker:.0f} MB, {memory.worker / MOST:.2f} of {MOST}; the leader {memory.leader:.0f} MB"
    )
    return seconds


def killed(folder: Folder, kills: int, seconds: float) -> None:
    """Kills runs until each has lasted a moment longer than the one before; the last one ends by itself."""
    for kill in range(1, kills + 1):
        process = started(folder)
        try:
            process.wait(seconds * (kill + 0.5) / (kills + 1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        time.sleep(0.5)
        made = len(list(folder.students.glob("*.pdf"))) if folder.students.is_dir() else 0
        print(f"kill {kill}: {made} sheets are there")
    process = started(folder)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(said)


def main() -> None:
    students, kills = (int(given) for given in (sys.argv[1:3] if len(sys.argv) > 2 else ("200", "5")))
    engine = sys.argv[3] if len(sys.argv) > 3 else "latex" if shutil.which("pdflatex") else "typst"
    with tempfile.TemporaryDirectory() as place:
        whole = class_of(Path(place) / "whole", students, engine)
        seconds = undisturbed(whole, students)
        disturbed = class_of(Path(place) / "killed", students, engine)
        killed(disturbed, kills, seconds)
        one, other = hashes(whole), hashes(disturbed)
        differ = sorted(file for file in one.keys() | other.keys() if one.get(file) != other.get(file))
        print(
            f"{len(one)} files; {len(differ)} differ after {kills} kills{': ' if differ else ''}{', '.join(differ[:5])}"
        )
        raise SystemExit(1 if differ else 0)


if __name__ == "__main__":
    main()
