"""What runs on Gradescope: one student's files in, results.json out.

    python -m gradsheet.lms.gradescope.run /autograder

Nothing that a student hands in is ever run; it is read as `gradsheet grade` reads it, and marked by the same record.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ...assignments.folder import Folder
from ...assignments.load import load_assignment
from ...assignments.rebuilt import handed_out
from ...assignments.redraw import earlier_sheets
from ...errors import ComplaintsError
from ...grading import policy_of, receive
from ...grading.attempts import mark_attempts
from ...grading.decisions import Decisions
from ...grading.for_everyone import for_everyone
from .results import Results, refused, results

NOT_READ = (".", "~$", "__MACOSX")
MOST_FILES = 20


def main(root: Path) -> None:
    written = marked(Folder(root / "source" / "assignment"), root / "submission")
    place = root / "results"
    place.mkdir(exist_ok=True)
    (place / "results.json").write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{written['extra_data'].get('code', 'no sheet')}: {written['score']}")


def marked(folder: Folder, submission: Path) -> Results:
    """The results of what lies in `submission`; whose it is stands in the files, as the code of a sheet."""
    files = _files(submission)
    if not files:
        return refused(["there is no file; hand in the filled PDF form, or a table with your code (CSV, XLSX, JSON)"])
    if len(files) > MOST_FILES:
        return refused([f"there are {len(files)} files; hand in one file with all answers"])
    assignment, sheets = load_assignment(folder), handed_out(folder)
    try:
        received = receive(
            files,
            sheets,
            earlier=earlier_sheets(folder),
            columns=assignment.columns,
            encoding=assignment.reading.encoding,
            timezone=assignment.timezone,
            shown=lambda path: path.relative_to(submission).as_posix(),
        )
    except ComplaintsError as error:
        return refused(map(str, error.complaints))
    complaints = [str(one) for one in received.complaints]
    if len(received.submissions) > 1:
        return refused(["the files hold the answers of several sheets; hand in those of your own sheet only"])
    if not received.submissions:
        return refused(complaints or ["no answers were found; a table needs a column 'code' and one for each blank"])
    wanted = [sheet for sheet in sheets if sheet.student.id in received.submissions]
    decisions = Decisions(for_everyone=for_everyone(assignment, sheets))
    # Gradescope has its own dates and takes its own points off for lateness.
    (marks,) = mark_attempts(wanted, received, policy_of(assignment), decisions=decisions)
    return results(marks, notation=assignment.notation, notes=[*complaints, *received.remarks.values()])


def _files(submission: Path) -> Sequence[Path]:
    """Every real file that was handed in; links lead nowhere."""
    found = sorted(submission.rglob("*")) if submission.is_dir() else []
    return [
        path
        for path in found
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(NOT_READ) for part in path.relative_to(submission).parts)
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder"))
