"""`gradsheet report`: what a class did, as a page with pictures, tables, and a file of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...assignments.folder import Folder, write_whole
from ...assignments.record import read_record
from ...grading import marked
from ...grading.analysis import Evidence, evidence, findings
from .about_persons import evidence_csv
from .advice import in_short
from .page import page
from .published import published
from .rows import Published
from .tables import as_csv, as_json, tables

__all__ = ["Report", "page", "published", "report"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Report:
    """What was written, and what of it a teacher reads first."""

    published: Published
    evidence: Evidence
    written: tuple[str, ...]
    unusable: int = 0

    @property
    def json(self) -> str:
        return as_json(self.published)

    @property
    def summary(self) -> tuple[str, ...]:
        """A few lines for the terminal."""
        found = self.published
        if not found.is_enough:
            few = "Nobody handed anything in yet." if found.count == 0 else "Fewer than five handed in: see --names."
            lines = [few]
        else:
            lines = [f"{found.count:,} handed in.", *in_short(found)]
        count = len(self.evidence)
        if count:
            lines.append(
                f"staff/evidence.csv: {count} finding{'s' if count > 1 else ''} about persons (answers that fit "
                "another sheet, shared wrong digits). Evidence, not a verdict: ask before you conclude."
            )
        if self.unusable:
            lines.append(
                f"{self.unusable} thing{'s' if self.unusable > 1 else ''} in answers/ could not be used; "
                "`gradsheet grade` lists them."
            )
        return (*lines, f"Wrote {', '.join(self.written)}")


def report(folder: Folder, *, names: bool = False) -> Report:
    """Marks the class, as `grade` does, and writes the report, with `names` beside the anonymous one.

    All is made before anything is written; marks and record stay as they are.
    """
    graded = marked(folder)
    found = findings(graded.marks, _variants(folder))
    shown = published(found, title=graded.title, names=names, credit=graded.policy.credit)
    persons = evidence(graded.marks, found.classwork)
    stem = "report-with-names" if names else "report"
    contents: dict[Path, str] = {
        folder.staff / f"{stem}.html": page(shown, graded.assignment.notation, templates=folder.templates),
        **{folder.staff / stem / f"{table.file}.csv": as_csv(table) for table in tables(shown)},
        folder.staff / "evidence.csv": evidence_csv(persons),
    }
    for path, content in contents.items():
        write_whole(path, content)
    written = (f"staff/{stem}.html", f"staff/{stem}/", "staff/evidence.csv")
    return Report(published=shown, evidence=persons, written=written, unusable=len(graded.complaints))


def _variants(folder: Folder) -> Mapping[str, str]:
    """By student's id, the number of the sheet that they share with others."""
    students = read_record(folder).students
    return {id_: entry.holder.name for id_, entry in students.items() if entry.holder.kind == "variants"}
