"""Where the tables of words were before they moved below all floors."""

from __future__ import annotations

from ..languages import sentences

__all__ = ["sentences"]
