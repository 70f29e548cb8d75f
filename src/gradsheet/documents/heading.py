"""What stands on every page of an assignment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..assignments.assignment import Assignment
from ..grading.policy import policy_of
from ..grading.policy_words import sheet_sentences
from ..languages import sentences
from .font import read_fonts
from .logo import read_logo
from .paper import PAPERS
from .view import Heading


def heading_of(assignment: Assignment, folder: Path, fonts: Sequence[Path] = ()) -> Heading:
    """The heading of an assignment in a folder; `fonts` are used in the place of those that it names itself."""
    files = fonts or [folder / file for file in assignment.fonts]
    said = sentences(assignment.language)
    return Heading(
        title=assignment.title,
        course=assignment.course,
        notation=assignment.notation,
        language=assignment.language,
        paper=PAPERS[assignment.paper],
        exam=assignment.exam,
        logo=read_logo(folder / assignment.logo, assignment.logo) if assignment.logo else None,
        policy=said.joined(sheet_sentences(policy_of(assignment), said)),
        fonts=read_fonts(files, assignment.language),
    )
