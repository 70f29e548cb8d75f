"""PDFs by the embedded Typst engine: nothing to install, fonts included, works offline."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

from ..errors import EngineError
from .fields import with_fields
from .font import Font, engine_fonts
from .form import Form
from .own_folder import own_folder
from .templates import chunk_of
from .view import Heading
from .writer import Ready

MOST_THREADS = 8
BEGIN = "// What comes below is a sheet's own\n"
"""The line of the template `chunk` above which everything is the same for all sheets."""
RULES = re.compile(r"^#(?:set|show)\b", re.MULTILINE)
_own = threading.local()
_placing = threading.Lock()  # a file is there when its name is known
alone: ContextVar[bool] = ContextVar("alone", default=False)
"""Whether pages are made in the thread that asks for them, as in a process that is one of many."""


def pdfs(
    bodies: Iterable[Ready],
    own: Path | None = None,
    forms: Iterable[Form | None] = repeat(None),
    fonts: tuple[Font, ...] = (),
    _: Heading | None = None,
) -> Iterator[bytes | EngineError]:
    """One PDF for each body, in order; a body that Typst refuses gives the error in its place.

    Typst lets go of Python's lock while it works, so threads are enough: one for each core, and only as
    many bodies are composed ahead as keep them busy. Where other processes do the same, there is this one only.
    """
    if alone.get():
        for body, form in zip(bodies, forms, strict=False):
            yield _compiled(chunk_of([body], "typst", own, fillable=form is not None), form, fonts)
        return
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    waiting: deque[Future[bytes | EngineError]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="typst")
    try:
        for body, form in zip(bodies, forms, strict=False):
            source = chunk_of([body], "typst", own, fillable=form is not None)
            waiting.append(pool.submit(_compiled, source, form, fonts))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _compiled(source: str, form: Form | None, fonts: tuple[Font, ...]) -> bytes | EngineError:
    import typst

    try:
        made = _accessible(source, fonts)
    except typst.TypstError as error:
        said = (getattr(error, "diagnostic", None) or str(error)).strip()
        places = tuple((int(line), int(column) + 1) for line, column in re.findall(r"┌─ \S+:(\d+):(\d+)\n", said))
        return EngineError(f"Typst could not set this sheet: {said.partition(chr(10))[0] or error}", places)
    return made if form is None else with_fields(made, form)


def _accessible(source: str, fonts: tuple[Font, ...]) -> bytes:
    """A PDF that passes Typst's check of PDF/UA-1; where a teacher's own template does not, one that is tagged only.

    Raises TypstError where Typst cannot set the source at all.
    """
    import typst

    files = {"main.typ": _own_file(source).encode()}
    compiler = _compiler(fonts)
    try:
        made: bytes = compiler.compile(input=files, format="pdf", timestamp=0, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "PDF/UA-1 error" not in f"{getattr(error, 'diagnostic', '')}{error}":
            raise
        made = compiler.compile(input=files, format="pdf", timestamp=0)
    return made


def _own_file(source: str) -> str:
    """The sheet's own part of the source, whose lines keep their numbers; what all sheets share is placed beside it.

    Typst remembers what it did with a piece of a file that is the same for the next sheet. A preamble with rules
    outside of functions, as a teacher's own may be, acts on its own file only and stays in one with the sheet.
    """
    shared, begin, own = source.partition(BEGIN)
    beginning = _in_place_of(shared) if begin else None
    if beginning is None:
        return source
    name, lines = beginning
    with _placing:
        path = own_folder("typst") / name
        if not path.exists():  # or no longer: systems clear away what lies long among temporary files
            path.write_bytes(shared.encode())
    return f'#import "{name}": *{lines}{own}'


@lru_cache(maxsize=8)
def _in_place_of(shared: str) -> tuple[str, str] | None:
    """The name of a file in Typst's folder, for what comes from memory it would parse again for every sheet, and as
    many lines; None where there are rules."""
    if RULES.search(shared):
        return None
    return f"{hashlib.sha256(shared.encode()).hexdigest()[:16]}.typ", "\n" * (shared.count("\n") + 1)


def _compiler(fonts: tuple[Font, ...]) -> Any:
    """One compiler for each thread, with its own fonts only: the machine's would make every page its own."""
    import typst

    if getattr(_own, "fonts", None) != fonts:
        _own.compiler = typst.Compiler(
            b"", root=own_folder("typst"), ignore_system_fonts=True, font_paths=engine_fonts(fonts)
        )
        _own.fonts = fonts
    return _own.compiler
