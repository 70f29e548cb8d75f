"""Floor 6: what students hand in: reading, marking with reasons, marks and explanations."""

from .answer import Answer, Submission
from .came_in import answered
from .explain import explanation
from .grade import GradeReport, grade
from .mark import Marks, Outcome, Policy, Verdict, mark
from .marks import marks_csv, marks_json
from .submission import Received, receive

__all__ = [
    "Answer",
    "GradeReport",
    "Marks",
    "Outcome",
    "Policy",
    "Received",
    "Submission",
    "Verdict",
    "answered",
    "explanation",
    "grade",
    "mark",
    "marks_csv",
    "marks_json",
    "receive",
]
