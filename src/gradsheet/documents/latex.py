"""PDFs by pdflatex: many students in one run, taken apart afterwards."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import islice, repeat
from pathlib import Path

from ..errors import EngineError
from .fields import finished
from .font import Font
from .form import Form
from .subsets import cut_fonts
from .templates import chunk_of
from .tex_formats import format_of
from .writer import Ready

CHUNK = 60
SECONDS = 60  # for a whole chunk; a student takes about 0.02
NEEDED = ("amsmath.sty", "lmodern.sty", "glyphtounicode.tex")
BEGIN = r"\begin{document}"
DEBIAN = "texlive-latex-base texlive-pictures lmodern"


class _PageError(Exception):
    """One run that failed, with what TeX said about it, and the place in its source."""

    def __init__(self, text: str, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(text)
        self.places = places


@cache
def available() -> bool:
    """Whether pdflatex and the packages that the templates use are installed."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return False
    try:
        found = subprocess.run(["kpsewhich", *NEEDED], capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return len(found.stdout.split("\n")) > len(NEEDED)


def pdfs(
    bodies: Iterable[Ready],
    own: Path | None = None,
    forms: Iterable[Form | None] = repeat(None),
    _: tuple[Font, ...] = (),
) -> Iterator[bytes | EngineError]:
    """One PDF for each body, in order; a body that TeX refuses gives the error in its place.

    Either all bodies have a form, or none.
    """
    if not available():
        raise EngineError(
            f"no working LaTeX here (on Debian: apt install {DEBIAN}); --engine typst needs nothing installed"
        )
    remaining = zip(bodies, forms, strict=False)
    while chunk := list(islice(remaining, CHUNK)):
        yield from _chunk(chunk, own)


def _chunk(sheets: Sequence[tuple[Ready, Form | None]], own: Path | None) -> Iterator[bytes | EngineError]:
    """Halves a chunk that fails, so that one bad student costs one sheet."""
    bodies, forms = zip(*sheets, strict=True)
    try:
        whole, pages = _run(chunk_of(bodies, "latex", own, fillable=any(forms)), len(bodies))
    except _PageError as error:
        if len(bodies) == 1:
            yield EngineError(f"LaTeX could not set this sheet: {error}", error.places)
            return
        middle = len(bodies) // 2
        yield from _chunk(sheets[:middle], own)
        yield from _chunk(sheets[middle:], own)
        return
    yield from _taken_apart(whole, pages, forms)


def _run(source: str, count: int) -> tuple[bytes, list[int]]:
    """The PDF of one run and how many pages each body took."""
    with tempfile.TemporaryDirectory(prefix="gradsheet-") as folder:
        place = Path(folder)
        preamble, begin, rest = source.partition(BEGIN)
        known = format_of(preamble if begin else "", _dumps)
        (place / "sheets.tex").write_text(source if known is None else begin + rest, encoding="utf-8")
        try:
            run = _pdflatex([*([] if known is None else [f"-fmt={known}"]), "sheets.tex"], place)
        except subprocess.TimeoutExpired:
            raise _PageError(f"it took more than {SECONDS} seconds") from None
        said = run.stdout.decode("utf-8", "replace")
        pages = [int(found) for found in re.findall(r"^sheet pages: (\d+)$", said, re.MULTILINE)]
        made = place / "sheets.pdf"
        if run.returncode != 0 or not made.is_file() or len(pages) != count:
            dumped = 0 if known is None else preamble.count("\n")
            raise _PageError(_complaint(said), _places(said, source, dumped))
        return made.read_bytes(), pages


def _pdflatex(arguments: Sequence[str], place: Path) -> subprocess.CompletedProcess[bytes]:
    """Runs it where it can read and write nothing but the folder and what TeX itself has."""
    environment = os.environ | {
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        "max_print_line": "1000",
        "TEXMFOUTPUT": str(place),
    }
    return subprocess.run(
        ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", *arguments],
        cwd=place, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip


def _dumps(arguments: Sequence[str], place: Path) -> bool:
    try:
        return _pdflatex(arguments, place).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _complaint(said: str) -> str:
    """TeX's own first error, and the line it stopped at."""
    lines = said.splitlines()
    start = next((place for place, line in enumerate(lines) if line.startswith("!")), None)
    if start is None:
        return lines[-1] if lines else "TeX said nothing"
    stopped = next((line for line in lines[start:] if re.match(r"l\.\d+ ", line)), "")
    return f"{lines[start][1:].strip()} {stopped}".strip()


def _places(said: str, source: str, dumped: int) -> tuple[tuple[int, int], ...]:
    """Line and column of TeX's first error: `l.12 ` and the line up to there, of which a long one keeps the end.

    TeX counts from behind the lines that were `dumped`.
    """
    found = re.search(r"^l\.(\d+) (?:\.\.\.)?(.*)$", said[max(0, said.find("\n!")) :], re.MULTILINE)
    if found is None:
        return ()
    line = int(found[1]) + dumped
    text = source.split("\n")[line - 1] if line <= source.count("\n") + 1 else ""
    return ((line, text.find(found[2]) + len(found[2]) if found[2] in text else 1),)


def _taken_apart(whole: bytes, pages: Sequence[int], forms: Sequence[Form | None]) -> Iterator[bytes | EngineError]:
    import pikepdf

    with pikepdf.open(BytesIO(whole)) as source:
        start = 0
        for count, form in zip(pages, forms, strict=True):
            with pikepdf.new() as one:
                one.pages.extend(source.pages[start : start + count])
                cut_fonts(one)
                yield finished(one, form)
            start += count
