"""What Open edX holds after the import of a course archive: the problems that banks pick from, and how capa marks them.

Source: Open edX's documentation of OLX and of its problem types. What it says less exactly (inclusive tolerances, one
weight for all responses, half for close answers) was seen in capa, as xblocks-contrib 0.13 has it.
"""

from __future__ import annotations

import gzip
import io
import posixpath
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

from ...errors import GradsheetError
from ..held import Files, Held, Place
from .archive import member
from .hypertext import page_of
from .xml import root_of

LARGEST, MOST = 512 * 2**20, 50_000
TOLERANCE = "0.001%"
"""What capa takes where a response says none: a part of the larger number."""
CLOSE, RANGE = 0.5, 2.0
"""What a "close" answer earns, within so many tolerances where nothing else is said."""
_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_RESPONSES = ("numericalresponse", "multiplechoiceresponse")


def read(files: Files) -> tuple[Held, ...]:
    """The problems of every archive; raises GradsheetError with the place of what Open edX could not read."""
    return tuple(held for name, content in files.items() for held in _course(name, content))


@dataclass(frozen=True, slots=True)
class _Archive:
    file: str
    inside: Mapping[str, bytes]
    top: str

    def document(self, name: str, named_by: str, tag: str) -> Element:
        path = posixpath.join(self.top, name)
        found = root_of(f"{self.file}: {path}", member(self.file, self.inside, path, named_by))
        if found.tag != tag:
            raise GradsheetError(f"{self.file}: {path}: it begins with <{found.tag}>, not with <{tag}>")
        return found


def _course(file: str, content: bytes) -> Iterator[Held]:
    inside = _untarred(file, content)
    starts = [name for name in inside if posixpath.basename(name) == "course.xml" and name.count("/") == 1]
    if len(starts) != 1:
        raise GradsheetError(f"{file}: an archive of a course has one folder with a course.xml; here are {len(starts)}")
    archive = _Archive(file, inside, posixpath.dirname(starts[0]))
    start = archive.document("course.xml", "every course", "course")
    known: set[str] = set()
    for bank, name in _problems(archive, "course", start.get("url_name", ""), "course.xml"):
        if name in known:
            raise GradsheetError(f"{file}: the problem {name} stands in the course twice")
        known.add(name)
        yield _held(archive, bank, name)
    if not known:
        raise GradsheetError(f"{file}: the course holds no problem")


def _untarred(file: str, content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            plain = packed.read(LARGEST + 1)
        if len(plain) > LARGEST:
            raise GradsheetError(f"{file}: unpacked, this archive is larger than {LARGEST // 2**20} MB; split it")
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            for entry in archive:
                if len(found) > MOST:
                    raise GradsheetError(f"{file}: this archive holds more than {MOST:,} files; split it")
                if entry.isdir():
                    continue
                name = posixpath.normpath(entry.name)
                stream = archive.extractfile(entry) if entry.isreg() else None
                if stream is None or name.startswith(("/", "..")):
                    raise GradsheetError(f"{file}: {entry.name} is no plain file inside the archive; pack it anew")
                found[name] = stream.read()
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError) as error:
        raise GradsheetError(f"{file}: this .tar.gz is damaged ({error}); export it again") from None
    return found


_CHILDREN = {"course": "chapter", "chapter": "sequential", "sequential": "vertical"}


def _problems(archive: _Archive, tag: str, name: str, named_by: str) -> Iterator[tuple[str, str]]:
    """Every problem below a block by name, with the bank that gives a student one of its problems, if any."""
    path = f"{tag}/{name}.xml"
    block = archive.document(path, named_by, tag)
    for child in block:
        below = child.get("url_name", "")
        if tag in _CHILDREN and child.tag == _CHILDREN[tag]:
            yield from _problems(archive, child.tag, below, path)
        elif tag == "vertical" and child.tag == "itembank":
            yield from _problems(archive, "itembank", below, path)
        elif tag in ("vertical", "itembank") and child.tag == "problem":
            yield (name if tag == "itembank" and block.get("max_count", "1") == "1" else ""), below
        else:
            raise GradsheetError(f"{archive.file}: {path}: a <{child.tag}> in a <{tag}> is not read here")


def _held(archive: _Archive, bank: str, name: str) -> Held:
    path = f"problem/{name}.xml"
    problem = archive.document(path, f"itembank/{bank}.xml", "problem")
    where = f"{archive.file}: {path}"
    try:
        places = tuple(_places(problem))
        feedback = [page_of(_markup(one)).words for one in problem.iter("solution")]
        feedback += ["".join(hint.itertext()) for hint in problem.iter("choicehint")]
        for solution in problem.findall("solution"):
            problem.remove(solution)
        for response in [one for tag in _RESPONSES for one in problem.iter(tag)]:
            for field in response.findall("choicegroup") + response.findall("formulaequationinput"):
                response.remove(field)
                response.tail = f" ____ {response.tail or ''}"
        page = page_of(_markup(problem))
    except GradsheetError as error:
        raise GradsheetError(f"{where}: {error}") from None
    for source, _ in page.pictures:
        member(archive.file, archive.inside, f"{archive.top}{source}", path)
    return Held(
        where=where,
        ident=name,
        words=page.words,
        feedback=tuple(feedback),
        places=places,
        pool=bank,
        pictures=tuple(source for source, _ in page.pictures),
    )


def _markup(element: Element) -> str:
    return tostring(element, encoding="unicode")


def _places(problem: Element) -> Iterator[Place]:
    """Responses in their order; all weigh the same."""
    responses = [one for one in problem.iter() if one.tag.endswith("response")]
    worth = _decimal(problem.get("weight", str(len(responses)))) / max(len(responses), 1)
    for number, response in enumerate(responses, start=2):
        if response.tag not in _RESPONSES:
            raise GradsheetError(f"a <{response.tag}> is not read here")
        earns, options = _numerical(response) if response.tag == _RESPONSES[0] else _choice(response)
        yield Place(name=f"{number}_1", worth=float(worth), earns=earns, options=options)


def _numerical(response: Element) -> tuple[Callable[[str], float], tuple[str, ...]]:
    right = _decimal(response.get("answer", ""))
    parameters = response.findall("responseparam")
    tolerance = next((one.get("default", "") for one in parameters if one.get("type") == "tolerance"), TOLERANCE)
    if tolerance.endswith("%"):
        raise GradsheetError(f"the tolerance {tolerance} goes by the size of the answer, which is not read here")
    reach = float(_decimal(tolerance))
    times = next((float(one.get("partial_range", "")) for one in parameters if one.get("partial_range")), RANGE)
    close = "close" in response.get("partial_credit", "")

    def earns(text: str) -> float:
        if not _NUMBER.fullmatch(text):
            return 0.0
        # Doubles as they print, so that dust in them decides nothing: as capa compares.
        distance = abs(Decimal(str(float(text))) - Decimal(str(float(right))))
        if distance <= Decimal(str(reach)):
            return 1.0
        return CLOSE if close and distance <= Decimal(str(times * reach)) else 0.0

    return earns, ()


def _choice(response: Element) -> tuple[Callable[[str], float], tuple[str, ...]]:
    by_points = "points" in response.get("partial_credit", "")
    shares: dict[str, float] = {}
    for choice in response.iter("choice"):
        correct = choice.get("correct", "").lower()
        part = float(_decimal(choice.get("point_value", str(CLOSE)))) if by_points and correct == "partial" else 0.0
        shares[(choice.text or "").strip()] = 1.0 if correct == "true" else part
    return lambda text: shares.get(text, 0.0), tuple(shares)


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise GradsheetError(f"'{text}' is no number")
    return Decimal(text.strip())
