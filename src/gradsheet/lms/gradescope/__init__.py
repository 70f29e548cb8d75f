"""Gradescope: a zip in which our grader does the marking, one submission at a time."""

from .autograder import autograder
from .online import online
from .outline import outline
from .results import refused, results

__all__ = ["autograder", "online", "outline", "refused", "results"]
