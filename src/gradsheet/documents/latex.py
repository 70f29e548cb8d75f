"""PDFs by pdflatex: many students in one run, taken apart afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EngineError
from .fields import with_fields
from .font import Font
from .form import Form
from .subsets import FontCutter
from .templates import chunk_of
from .tex_formats import forget, format_of
from .tex_packages import missing, where
from .view import Heading
from .writer import Ready

if TYPE_CHECKING:
    from pikepdf import Pdf

CHUNK = 200
SECONDS, EACH = 10.0, 0.5  # for a run, and for each student in it, who takes about 0.02
LEVEL = 3  # of deflating: the usual one makes pages a tenth smaller and takes twice as long
BEGIN = r"\begin{document}"


class _PageError(Exception):
    """One run that failed, with what TeX said about it, and the place in its source."""

    def __init__(self, text: str, places: tuple[tuple[int, int], ...] = ()) -> None:
        super().__init__(text)
        self.places = places


class _NoErrorOfTeXError(_PageError):
    """A run that failed without an error of TeX's own, as where it cannot begin."""


def pdfs(
    bodies: Iterable[Ready],
    own: Path | None = None,
    forms: Iterable[Form | None] = repeat(None),
    _: tuple[Font, ...] = (),
    heading: Heading | None = None,
) -> Iterator[bytes | EngineError]:
    """One PDF for each body, in order; a body that TeX refuses gives the error in its place."""
    if lack := missing():
        raise EngineError(lack)
    remaining = zip(bodies, forms, strict=False)
    while chunk := list(islice(remaining, CHUNK)):
        yield from _chunk(chunk, own, heading)


def _chunk(
    sheets: Sequence[tuple[Ready, Form | None]], own: Path | None, heading: Heading | None
) -> Iterator[bytes | EngineError]:
    """Halves a chunk that fails, so that one bad student costs one sheet."""
    bodies, forms = zip(*sheets, strict=True)
    try:
        whole, pages = _run(_document(bodies, forms, own), len(bodies))
    except _PageError as error:
        if len(bodies) == 1:
            yield EngineError(f"LaTeX could not set this sheet: {error}", error.places)
            return
        middle = len(bodies) // 2
        yield from _chunk(sheets[:middle], own, heading)
        yield from _chunk(sheets[middle:], own, heading)
        return
    yield from _taken_apart(whole, pages, forms, heading)


def _document(bodies: Sequence[Ready], forms: Sequence[Form | None], own: Path | None) -> str:
    """All bodies; where only some are forms, each says whether it is one."""
    if any(forms) and not all(forms):
        switched = zip(bodies, forms, strict=True)
        bodies = [Ready(f"\\fillable{'true' if form else 'false'} {body}") for body, form in switched]
    return chunk_of(bodies, "latex", own, fillable=all(forms))


def _run(source: str, count: int) -> tuple[bytes, list[int]]:
    """The PDF of one run and how many pages each body took."""
    preamble, begin, rest = source.partition(BEGIN)
    known = format_of(preamble if begin else "", _dumps)
    if known is not None:
        # Empty lines stand for a dumped preamble, so that what TeX says of lines stays true.
        short = "\n" * preamble.count("\n") + begin + rest
        with suppress(_NoErrorOfTeXError):
            return _set(source, count, short, f"-fmt={known}")
        forget(preamble)
    return _set(source, count, source)


def _set(source: str, count: int, written: str, *options: str) -> tuple[bytes, list[int]]:
    with tempfile.TemporaryDirectory(prefix="gradsheet-") as folder:
        place = Path(folder)
        (place / "sheets.tex").write_text(written, encoding="utf-8")
        seconds = SECONDS + count * EACH
        try:
            run = _pdflatex([*options, "sheets.tex"], place, seconds)
        except subprocess.TimeoutExpired:
            raise _PageError(f"it took more than {seconds:g} seconds") from None
        said = run.stdout.decode("utf-8", "replace")
        pages = [int(found) for found in re.findall(r"^sheet pages: (\d+)$", said, re.MULTILINE)]
        made = place / "sheets.pdf"
        if run.returncode != 0 or not made.is_file() or len(pages) != count:
            kind = _PageError if re.search("^!", said, re.MULTILINE) else _NoErrorOfTeXError
            raise kind(_complaint(said), _places(said, source))
        return made.read_bytes(), pages


def _pdflatex(arguments: Sequence[str], place: Path, seconds: float = SECONDS) -> subprocess.CompletedProcess[bytes]:
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
        cwd=place, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False,
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
    said = f"{lines[start][1:].strip()} {stopped}".strip()
    away = re.search(r"File `([^']+)' not found", said)
    return said if away is None else f"{said} ({where(away[1])})"


def _places(said: str, source: str) -> tuple[tuple[int, int], ...]:
    """Line and column of TeX's first error: `l.12 ` and the line up to there, of which a long one keeps the end."""
    found = re.search(r"^l\.(\d+) (?:\.\.\.)?(.*)$", said[max(0, said.find("\n!")) :], re.MULTILINE)
    if found is None:
        return ()
    line = int(found[1])
    text = source.split("\n")[line - 1] if line <= source.count("\n") + 1 else ""
    return ((line, text.find(found[2]) + len(found[2]) if found[2] in text else 1),)


def _taken_apart(
    whole: bytes, pages: Sequence[int], forms: Sequence[Form | None], heading: Heading | None
) -> Iterator[bytes | EngineError]:
    import pikepdf

    with _opened(whole) as source:
        start, fonts = 0, FontCutter(source)
        for count, form in zip(pages, forms, strict=True):
            its = source.pages[start : start + count]
            contents = [page.Contents.read_bytes() for page in its]
            fonts.cut(its, contents)
            for page, content in zip(its, contents, strict=True):
                page.Contents.write(zlib.compress(content, LEVEL), filter=pikepdf.Name.FlateDecode)
            with pikepdf.new() as one:
                one.pages.extend(its)
                if heading is not None:
                    _describe(one, heading)
                yield _finished(one, form)
            start += count


@contextmanager
def _opened(content: bytes) -> Iterator[Pdf]:
    """A PDF out of memory, read by way of a file: else pikepdf asks Python for every few bytes, in twice the time."""
    import pikepdf

    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as pdf:
            yield pdf


def _finished(pdf: Pdf, form: Form | None) -> bytes | EngineError:
    """The bytes of a sheet or key, with the fields of its form if it has one; the same whenever it is made."""
    from pikepdf import ObjectStreamMode

    out = BytesIO()
    mode = ObjectStreamMode.generate if form is None else ObjectStreamMode.disable
    pdf.save(out, deterministic_id=True, object_stream_mode=mode)
    return out.getvalue() if form is None else with_fields(out.getvalue(), form)


def _describe(pdf: Pdf, heading: Heading) -> None:
    """What a screen reader asks first: the language, and a title to read instead of the file's name."""
    from pikepdf import Dictionary

    pdf.Root.Lang = heading.language
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = heading.title
