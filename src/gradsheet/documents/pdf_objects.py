"""The objects of a PDF as they are written, which is all that the fields of a form need.

A library that understands every object before it writes it again takes five times as long. Both engines' PDFs are
read by their table of places (ISO 32000-1, 7.5.4), what is laid otherwise after pikepdf has written it so; they are
written as PDF 1.7 with streams of objects and of places (7.5.7, 7.5.8), which takes half of the bytes.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

TOGETHER = 100  # objects in a stream: more are smaller, and slower to look up
LEVEL = 4  # of deflating: the usual one makes a sheet a hundredth smaller and takes half as long again
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TABLE = re.compile(rb"xref\s+0 \d+\s+((?:\d{10} \d{5} [nf]\s\s?)+)trailer\b(.*?)startxref", re.DOTALL)
_PLACE = re.compile(rb"(\d{10}) 00000 n")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


@dataclass(slots=True)
class Objects:
    """The body of each object by its number, and those with which a reader begins."""

    bodies: dict[int, bytes]
    last: int
    root: int
    info: int

    def add(self, body: bytes) -> int:
        """The number of a new object."""
        self.last += 1
        self.bodies[self.last] = body
        return self.last

    def add_stream(self, entries: bytes, deflated: bytes) -> int:
        """The number of a new stream, with the entries of its dictionary."""
        head = b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(deflated))
        return self.add(b"%b\nstream\n%b\nendstream" % (head, deflated))

    def put(self, number: int, entry: bytes) -> None:
        """One more entry of a dictionary that has none of this name."""
        before, _, _ = self.bodies[number].rpartition(b">>")
        self.bodies[number] = b"%b%b>>" % (before, entry)

    def pages(self, below: int = 0) -> list[int]:
        """The numbers of the pages, in order, or of those below a node of their tree."""
        node = below or referred(self.bodies[self.root], b"Pages")
        kids = _KIDS.search(self.bodies[node])
        return [page for kid in all_referred(kids[1]) for page in self.pages(kid)] if kids else [node]


def referred(body: bytes, key: bytes) -> int:
    """The number of the object to which an entry of a dictionary refers; 0 where there is no such entry."""
    found = re.search(rb"/%b\s+(\d+) 0 R" % key, body)
    return int(found[1]) if found else 0


def all_referred(array: bytes) -> list[int]:
    """The numbers of the objects in an array of references."""
    return [int(number) for number in _REFERENCE.findall(array)]


def objects_of(content: bytes) -> Objects:
    """The objects of a whole PDF, which is neither encrypted nor changed by what follows its end."""
    table = _table(content) or _table(content := _laid_plainly(content))
    if table is None:
        raise ValueError("pikepdf wrote a PDF without a table of places")
    places = sorted(int(place) for place in _PLACE.findall(table[1]))
    bodies = dict(_bodies(content, [*places, table.start()]))
    objects = Objects(bodies, max(bodies), referred(table[2], b"Root"), referred(table[2], b"Info"))
    objects.info = objects.info or objects.add(b"<<>>")
    return objects


def _table(content: bytes) -> re.Match[bytes] | None:
    start = _START.search(content, max(0, len(content) - 100))
    return _TABLE.match(content, int(start[1])) if start and b"/Prev" not in content[int(start[1]) :] else None


def _bodies(content: bytes, places: list[int]) -> Iterator[tuple[int, bytes]]:
    for place, following in pairwise(places):
        number, _, body = content[place:following].partition(b" 0 obj")
        yield int(number), body[: body.rindex(b"endobj")].strip(b"\r\n ")


def _laid_plainly(content: bytes) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def written(objects: Objects) -> bytes:
    """The whole PDF; the same objects give the same bytes."""
    pieces, at = [HEADER], len(HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 255)}
    together: list[tuple[int, bytes]] = []
    last = objects.last
    digest = hashlib.sha256()

    def put(number: int, body: bytes) -> None:
        nonlocal at
        places[number] = (1, at, 0)
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(pieces[-1])
        digest.update(pieces[-1])

    for number, body in sorted(objects.bodies.items()):
        if body.endswith(b"endstream"):
            put(number, body)
        else:
            together.append((number, body))
    for start in range(0, len(together), TOGETHER):
        some, last, inside, offsets = together[start : start + TOGETHER], last + 1, 0, []
        for index, (number, body) in enumerate(some):
            places[number] = (2, last, index)
            offsets.append(b"%d %d" % (number, inside))
            inside += len(body) + 1
        head = b" ".join(offsets) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(some), len(head))
        put(last, _stream(entries, head + b"\n".join(body for _, body in some)))
    places[last + 1] = (1, at, 0)
    empty = (0, 0, 255)
    rows = b"".join(
        b"%c%b%c" % (kind, place.to_bytes(4, "big"), index)
        for kind, place, index in (places.get(number, empty) for number in range(last + 2))
    )
    name = digest.hexdigest()[:32].encode()
    entries = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
        last + 2, objects.root, objects.info, name, name,
    )  # fmt: skip
    put(last + 1, _stream(entries, rows))
    start = places[last + 1][1]
    return b"".join([*pieces, b"startxref\n%d\n%%%%EOF\n" % start])


def _stream(entries: bytes, content: bytes) -> bytes:
    deflated = zlib.compress(content, LEVEL)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(deflated), deflated)
