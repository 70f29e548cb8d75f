"""PrairieLearn: a course directory in which every problem is a question with its variants."""

from __future__ import annotations

from ..readers import prairielearn as reader
from ..target import Target
from .write import prairielearn

PRAIRIELEARN_TARGET = Target(
    name="prairielearn",
    title="PrairieLearn: a course directory, each problem a question whose seed picks the variant",
    keeps="every number with its tolerance and weight, credit for rounding early, misconceptions by name, choices, "
    "drawings, the worked solution, topics",
    loses="follow-through, expressions",
    checked="valid by PrairieLearn's schemas; server.py is run and marked by numpy.allclose, as PrairieLearn does; a "
    "server could not be tried",
    write=prairielearn,
    read=reader.read,
)
