"""QTI 2.1, 2.2 and 3.0: packages that testing systems other than the big platforms read."""

from __future__ import annotations

from ..readers import qti as reader
from ..target import Target
from .versions import OPENOLAT, QTI21, QTI22, QTI30, Version
from .write import writer

_KEEPS = (
    "every blank with its tolerance, credit for rounding early, misconceptions by name, choices, drawings, the worked "
    "solution, a test"
)
_LOSES = "follow-through, expressions, tags"


def _target(version: Version, title: str, checked: str) -> Target:
    return Target(
        name=version.target,
        title=title,
        keeps=_KEEPS,
        loses=_LOSES,
        checked=f"{checked}; each file is read again here by a reader of its own",
        write=writer(version),
        read=reader.read,
        lots=reader.lots,
    )


QTI_TARGETS = (
    _target(
        QTI21,
        "QTI 2.1 package: an exercise is one item, a test gives each student one variant",
        "valid by the published schemas; bounds were marked alike by the engine qti-sdk",
    ),
    _target(
        QTI22,
        "QTI 2.2 package, for example for TAO",
        "valid by the published schemas",
    ),
    _target(
        QTI30,
        "QTI 3.0 package",
        "the player qti-components 7.27 marks the bank as gradsheet does; no schema could be had",
    ),
    _target(
        OPENOLAT,
        "OpenOlat: QTI 2.1 with tolerances that its editor shows",
        "valid by the published schemas; an OpenOlat server could not be tried",
    ),
)
