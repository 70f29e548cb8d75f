"""What stands on every page of an assignment."""

from __future__ import annotations

from ..assignments.assignment import Assignment
from ..grading.policy import policy_of
from ..grading.policy_words import sheet_sentences
from ..languages import sentences
from .paper import PAPERS
from .view import Heading


def heading_of(assignment: Assignment) -> Heading:
    said = sentences(assignment.language)
    return Heading(
        title=assignment.title,
        course=assignment.course,
        notation=assignment.notation,
        language=assignment.language,
        paper=PAPERS[assignment.paper],
        exam=assignment.exam,
        policy=said.joined(sheet_sentences(policy_of(assignment), said)),
    )
