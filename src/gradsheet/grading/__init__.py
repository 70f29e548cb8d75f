"""Floor 6: what students hand in: reading, marking with reasons, marks and explanations."""

from .answer import Answer, Submission
from .came_in import answered
from .explain import explanation
from .grade import GradeReport, grade
from .mark import mark
from .marks import marks_csv, marks_json
from .outcome import Outcome
from .policy import Policy, policy_of
from .submission import Received, receive
from .verdict import Marks, Settled, Verdict, WrongStep

__all__ = [
    "Answer",
    "GradeReport",
    "Marks",
    "Outcome",
    "Policy",
    "Received",
    "Settled",
    "Submission",
    "Verdict",
    "WrongStep",
    "answered",
    "explanation",
    "grade",
    "mark",
    "marks_csv",
    "marks_json",
    "policy_of",
    "receive",
]
