"""The zip of an autograder: this program, the record without people, and two scripts. No secret is in it.

The layout is what Gradescope documents: `setup.sh` and `run_autograder` at the root; the rest is unpacked beside them
into /autograder/source. The same assignment gives the same bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import requires
from pathlib import Path

from ...assignments.assignment import Assignment
from ...assignments.folder import Folder
from ...assignments.rebuilt import handed_out
from ...assignments.record import read_record, record_text
from ...assignments.sheet import Sheet
from ...assignments.without_people import without_people
from ...errors import GradsheetError
from ...grading.wording import points_text
from ...problems import Kind
from ..package import Package, zipped

FILE = "gradescope-autograder.zip"
PROGRAMS = ("setup.sh", "run_autograder")

SETUP = """\
#!/usr/bin/env bash
# Runs once, when Gradescope builds the autograder: a Python of 3.11 or newer, and what gradsheet needs.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"

python=""
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv
    python=python3.11
elif ! "$python" -m ensurepip --version >/dev/null 2>&1; then
    apt-get update
    apt-get install -y python3-venv
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/pip" install --no-cache-dir --requirement "$root/source/requirements.txt"
"""

RUN = """\
#!/usr/bin/env bash
# Runs for each submission: marks it, and writes results/results.json.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export PYTHONPATH="$root/source" PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1
exec "${AUTOGRADER_PYTHON:-$root/venv/bin/python}" -P -m gradsheet.lms.gradescope.run "$root"
"""


def autograder(folder: Folder, assignment: Assignment) -> Package:
    """The zip to upload on Gradescope's Configure Autograder page, and what the teacher must know."""
    sheets = handed_out(folder)
    if not sheets:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    record = without_people(read_record(folder))
    files = {
        "setup.sh": SETUP.encode(),
        "run_autograder": RUN.encode(),
        "requirements.txt": "".join(f"{one}\n" for one in _requirements()).encode(),
        "assignment/assignment.toml": folder.assignment.read_bytes(),
        "assignment/record/sheets.json": record_text(record).encode(),
        **{
            f"assignment/record/problems/{frozen.file}": (folder.record / "problems" / frozen.file).read_bytes()
            for frozen in record.problems.values()
        },
        **dict(_program()),
    }
    return Package(files=((FILE, zipped(files, programs=PROGRAMS)),), notes=tuple(_notes(folder, assignment, sheets)))


def _program() -> Iterator[tuple[str, bytes]]:
    package = Path(__file__).resolve().parents[2]
    for path in package.rglob("*.py"):
        inside = path.relative_to(package)
        if inside.parts[0] not in ("_data", "cli", "preview"):
            yield f"gradsheet/{inside.as_posix()}", path.read_bytes()


def _requirements() -> list[str]:
    """What this program needs: as the checkout says from which it runs, else as it was installed."""
    checkout = Path(__file__).resolve().parents[4] / "pyproject.toml"
    if checkout.is_file():
        project = tomllib.loads(checkout.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == "gradsheet":
            return sorted(project["dependencies"])
    return sorted(one for one in requires("gradsheet") or [] if "extra ==" not in one)


def _notes(folder: Folder, assignment: Assignment, sheets: Sequence[Sheet]) -> Iterator[str]:
    worth = sorted({sheet.points for sheet in sheets})
    yield (
        f"On Gradescope, make a programming assignment worth {' or '.join(map(points_text, worth))} points and upload "
        "the zip under Configure Autograder."
    )
    yield (
        "Students hand in the filled PDF form, or a table (CSV, XLSX, JSON) with a column code and one for each blank; "
        "who a sheet belongs to is known by its code alone, so look at the codes that students type."
    )
    yield "What answers earn is shown once you publish the grades; before that, students see what could be read."
    yield "After `gradsheet make` or `redraw`, export and upload again: the zip knows the sheets of now only."
    if assignment.credit.late_per_day:
        yield "late_per_day counts nothing there: lateness is what you set on Gradescope."
    if (folder.record / "decisions").exists():
        yield "Decisions about one student (`gradsheet override`) stay here; those of assignment.toml are in the zip."
    if any(blank.ask.kind is Kind.WRITTEN for sheet in sheets for blank in sheet.blanks):
        yield "Written answers have no score there; add their points by hand."
