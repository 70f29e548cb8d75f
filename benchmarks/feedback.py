"""A class of 300 with three lecture exercises: how long `gradsheet explain` takes from the start of Python, and a page.

Run it with `python benchmarks/feedback.py`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from gradsheet.assignments.folder import write_whole
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.start import start_assignment
from gradsheet.cli.sample_answers import sample_answers
from gradsheet.documents.feedback import give_feedback
from gradsheet.grading import grade

STUDENTS, PAGES, TIMES = 300, 20, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = start_assignment(Path(place) / "hw", engine="typst")
        ids = [f"s{number:03d}" for number in range(1, STUDENTS + 1)]
        write_whole(folder.roster, "".join(f"{one}\n" for one in ["id", *ids]))
        sheets = hand_out(folder).sheets
        write_whole(folder.answers / "all.csv", sample_answers(sheets))
        grade(folder)
        command = [sys.executable, "-m", "gradsheet", "explain", "s005", "1l", "-C", str(folder.root)]
        took = []
        for _ in range(TIMES):
            start = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            took.append(perf_counter() - start)
        print(f"gradsheet explain, one of {STUDENTS} students: {min(took):.2f} s (the best of {TIMES})")
        for with_key in (False, True):
            start = process_time()
            give_feedback(folder, ids[:PAGES], now=datetime.now(UTC), with_key=with_key)
            each = (process_time() - start) / PAGES
            print(f"feedback {'with' if with_key else 'without'} the worked solution: {1000 * each:.0f} ms a page")


if __name__ == "__main__":
    main()
