"""Moodle XML, as cloze questions with all blanks of an exercise, or as numerical questions with one."""

from .cloze import FILE, moodle
from .numerical import moodle_numerical
from .quiz import MOODLE

__all__ = ["FILE", "MOODLE", "moodle", "moodle_numerical"]
