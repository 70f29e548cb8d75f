"""The author's laboratory: what ten thousand draws of a problem are like, and what to do about it."""

from .examine import DRAWS, examine
from .files import Examined, examine_files
from .findings import Findings, Verdict
from .lines import in_lines, in_sum
from .plain import as_data

__all__ = ["DRAWS", "Examined", "Findings", "Verdict", "as_data", "examine", "examine_files", "in_lines", "in_sum"]
