"""What each answer is and why: follow-through, misconceptions, slips, and the fewest wrong steps that explain all."""

from .diagnosis import Diagnosis, Knowledge, knowledge_of
from .exercises import Exercises, Read
from .finding import Finding, Test, findings

__all__ = ["Diagnosis", "Exercises", "Finding", "Knowledge", "Read", "Test", "findings", "knowledge_of"]
