"""How long `gradsheet grade` takes for a class of 200, from the command line to the last file, in a folder of its own.

python benchmarks/grade.py
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gradsheet.assignments.folder import Folder, write_whole
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.table import to_csv

STUDENTS, RUNS = 200, 3
ASSIGNMENTS = {
    "one problem": 'title = "T"\nproblems = [{ use = "lecture/softmax-ce" }]\n',
    "three problems": 'title = "T"\nproblems = [{ use = "lecture/relu-sigmoid-bce" }, '
    '{ use = "lecture/sigmoid-outputs-ce" }, { use = "lecture/softmax-ce" }]\n',
}


def handed_in(root: Path, assignment: str) -> int:
    """A folder with everybody's answers, one in seven of them wrong or missing; gives the number of blanks."""
    chance = random.Random(1)
    folder = Folder(root)
    write_whole(folder.assignment, assignment)
    write_whole(folder.roster, to_csv(["id"], [[f"s{number:03}"] for number in range(STUDENTS)]))
    sheets = hand_out(folder).sheets
    rows = []
    for sheet in sheets:
        values = [sheet.item(blank).solution.values[blank.symbol] for blank in sheet.blanks]
        kinds = chance.choices(["{0:.5f}", "{1:.5f}", "{2:.4f}", ""], [17, 1, 1, 1], k=len(values))
        cells = (kind.format(value, -value, 1.1 * value) for kind, value in zip(kinds, values, strict=True))
        rows.append([sheet.student.id, *cells])
    write_whole(folder.answers / "a.csv", to_csv(["id", *(blank.label for blank in sheets[0].blanks)], rows))
    return len(sheets[0].blanks)


def main() -> None:
    for name, assignment in ASSIGNMENTS.items():
        with tempfile.TemporaryDirectory() as directory:
            blanks = handed_in(Path(directory), assignment)
            times = []
            for _ in range(RUNS):
                start = time.perf_counter()
                command = [sys.executable, "-m", "gradsheet", "grade", "-C", directory]
                subprocess.run(command, check=True, capture_output=True)
                times.append(time.perf_counter() - start)
        print(f"{name}, {STUDENTS} students, {blanks} blanks each: {min(times):.2f} s (best of {RUNS})")


if __name__ == "__main__":
    main()
