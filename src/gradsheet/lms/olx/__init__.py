"""Open edX: a course as OLX, in which each student gets one variant of every problem."""

from __future__ import annotations

from ..readers import olx as reader
from ..target import Target
from .write import olx

OLX_TARGET = Target(
    name="olx",
    title="Open edX: a course for Studio in which a problem bank gives each student one variant",
    keeps="every blank with its tolerance, half for early rounding, choices, drawings, the worked solution",
    loses="weights of blanks, another share for early rounding, follow-through, named misconceptions at blanks "
    "to type in",
    checked="Open edX's own marking (capa) gives answers at and around every bound the same marks; Studio's import "
    "could not be tried",
    write=olx,
    read=reader.read,
    suffix=".tar.gz",
)
