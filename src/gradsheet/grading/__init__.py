"""Floor 6: what students hand in: reading, marking with reasons, marks and explanations."""

from .answer import Answer, Submission
from .came_in import answered
from .explain import explanation
from .grade import grade, marked
from .graded import Graded
from .last_marks import marks_json
from .mark import mark
from .marks import marks_csv
from .outcome import Outcome
from .outputs import outputs
from .policy import Policy, policy_of
from .submission import Received, receive
from .verdict import Marks, Settled, Verdict, WrongStep

__all__ = [
    "Answer",
    "Graded",
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
    "marked",
    "marks_csv",
    "marks_json",
    "outputs",
    "policy_of",
    "receive",
]
