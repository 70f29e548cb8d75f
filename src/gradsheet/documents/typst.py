"""PDFs by the embedded Typst engine: nothing to install, fonts included, works offline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import EngineError
from .templates import chunk_of
from .writer import Ready


def pdfs(bodies: Sequence[Ready], own: Path | None = None) -> Iterator[bytes | EngineError]:
    """One PDF for each body, in order; a body that Typst refuses gives the error in its place."""
    import typst

    for body in bodies:
        try:
            yield _compiler().compile(input=chunk_of([body], "typst", own).encode(), format="pdf", timestamp=0)
        except typst.TypstError as error:
            said = (getattr(error, "diagnostic", None) or str(error)).strip().splitlines()
            yield EngineError(f"Typst could not set this sheet: {said[0] if said else error}")


@cache
def _compiler() -> Any:
    """One compiler for all sheets, with its own fonts only: the machine's would make every page its own."""
    import typst

    return typst.Compiler(b"", ignore_system_fonts=True)
