"""Moodle's import and marking, written from its documentation: it knows nothing of our writer.

An independent account of: Moodle XML (categories, `<text>` wrappers, idnumbers), the cloze syntax
`{weight:TYPE:alternatives}`, how a number is stored (14 significant digits), how a typed response is
read, and the interval in which it matches.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote
from xml.etree import ElementTree

TYPES = (
    "NUMERICAL|NM|MULTICHOICE|MC|MULTICHOICE_V|MCV|MULTICHOICE_H|MCH|SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|"
    "MULTICHOICE_S|MCS|MULTICHOICE_VS|MCVS|MULTICHOICE_HS|MCHS|MULTIRESPONSE|MR|MULTIRESPONSE_H|MRH"
)
FIELD = re.compile(r"\{(?P<weight>[0-9]*):(?P<type>" + TYPES + r"):(?P<body>(?:[^}\\]|\\.)*?)\}", re.DOTALL)
NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
ALTERNATIVE = re.compile(
    rf"(?P<share>=|%-?[0-9]+(?:[.,][0-9]*)?%)?(?P<answer>{NUMBER}|\*)(?::(?P<tolerance>{NUMBER}))?(?:#(?P<feedback>.*))?",
    re.DOTALL,
)
RESPONSE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")
EPSILON = 1e-14


class ImportRefusedError(Exception):
    """Moodle would stop the import, or import something else than was meant."""


@dataclass(frozen=True)
class Alternative:
    fraction: float
    answer: float
    tolerance: float

    def matches(self, value: float) -> bool:
        reach = self.tolerance + EPSILON * max(abs(self.tolerance), abs(self.answer), EPSILON)
        return self.answer - reach <= value <= self.answer + reach


@dataclass(frozen=True)
class Chosen:
    """One option of a multiple choice: its text and feedback are HTML, decoded once."""

    fraction: float
    answer: str
    feedback: str


@dataclass(frozen=True)
class Subquestion:
    weight: int
    alternatives: tuple[Alternative, ...]
    options: tuple[Chosen, ...] = ()

    def fraction(self, response: str) -> float:
        """The share of the weight that a typed response earns: the first match wins; of options, the one marked."""
        if self.options:
            return next((one.fraction for one in self.options if one.answer == response), 0.0)
        value = read_response(response)
        if value is None:
            return 0.0
        return next((one.fraction for one in self.alternatives if one.matches(value)), 0.0)


@dataclass(frozen=True)
class Question:
    category: tuple[str, ...]
    name: str
    idnumber: str
    text: str
    html: str
    feedback: str
    penalty: float
    tags: tuple[str, ...]
    parts: tuple[Subquestion, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    images: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> int:
        return sum(part.weight for part in self.parts)


@dataclass
class _Page(HTMLParser):
    """HTML as a browser sees it: its text, and whether every element is closed."""

    open: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            written = dict(attrs)
            self.images.append((written.get("src") or "", written.get("alt") or ""))
        if tag not in ("br", "img", "hr", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ImportRefusedError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def import_quiz(xml: bytes) -> list[Question]:
    """Every question of a Moodle XML file, as Moodle would hold it after the import."""
    quiz = ElementTree.fromstring(xml)
    if quiz.tag != "quiz":
        raise ImportRefusedError("no quiz")
    category: tuple[str, ...] = ()
    found, ids = [], set()
    for element in quiz:
        if element.get("type") == "category":
            path = element.findtext("category/text") or ""
            category = tuple(level.replace("//", "/").strip() for level in re.split(r"(?<!/)/(?!/)", path))
            info = element.find("info")
            if info is not None and info.get("format") is None:
                raise ImportRefusedError("info has no format")
            continue
        question = _question(element, category)
        if (category, question.idnumber) in ids:
            raise ImportRefusedError(f"idnumber {question.idnumber} would be dropped")
        ids.add((category, question.idnumber))
        found.append(question)
    return found


def visible(html: str) -> str:
    """What a reader of the page sees; MathJax reads the same text."""
    return "".join(_page(html).words)


def _page(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    if page.open:
        raise ImportRefusedError(f"not closed: {page.open}")
    return page


def _files(text: ElementTree.Element | None, images: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    """The files beside a text, by their URL; every image in it is one of them."""
    found = {}
    for file in text.iterfind("file") if text is not None else ():
        if file.get("encoding") != "base64":
            raise ImportRefusedError(f"file {file.get('name')} is not in base64")
        url = f"@@PLUGINFILE@@{file.get('path')}{quote(file.get('name') or '')}"
        found[url] = b64decode(file.text or "", validate=True)
    if missing := [source for source, _ in images if source not in found]:
        raise ImportRefusedError(f"no file for {missing}")
    return found


def read_response(response: str) -> float | None:
    """The number that Moodle makes of what a student typed, or None."""
    text = response.replace(" ", "")
    text = re.sub(r"(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?\d+)", r"e\1", text)
    text = text.replace(",", "")
    found = RESPONSE.match(text)
    return float(found[0]) if found else None


def _question(element: ElementTree.Element, category: tuple[str, ...]) -> Question:
    if element.get("type") != "cloze":
        raise ImportRefusedError(f"type {element.get('type')}")
    text = (element.findtext("questiontext/text") or "").strip()
    if re.search(r"\{#\d+\}", text):
        raise ImportRefusedError("a placeholder stands in the text")
    parts = []
    while found := FIELD.search(text):
        parts.append(_part(found))
        text = f"{text[: found.start()]}{{#{len(parts)}}}{text[found.end() :]}"
    if not parts:
        raise ImportRefusedError("no fields")
    images = tuple(_page(text).images)
    return Question(
        category=category,
        name=" ".join((element.findtext("name/text") or "").split()),
        idnumber=element.findtext("idnumber") or "",
        text=visible(text),
        html=text,
        feedback=visible(element.findtext("generalfeedback/text") or ""),
        penalty=float(element.findtext("penalty") or "0.3333333"),
        tags=tuple(tag.findtext("text") or "" for tag in element.iterfind("tags/tag")),
        parts=tuple(parts),
        files=_files(element.find("questiontext"), images),
        images=images,
    )


def _part(found: re.Match[str]) -> Subquestion:
    if found["type"] in ("MULTICHOICE_V", "MCV"):
        return _choice(found)
    if found["type"] not in ("NUMERICAL", "NM"):
        raise ImportRefusedError(f"a field of type {found['type']}")
    alternatives = []
    for written in re.split(r"(?<!\\)~", found["body"]):
        one = ALTERNATIVE.fullmatch(written)
        if one is None or one["answer"] == "*":
            raise ImportRefusedError(f"{written!r} is no number")
        alternatives.append(Alternative(_share(one["share"]), _stored(one["answer"]), _stored(one["tolerance"] or "0")))
    if all(one.fraction != 1 for one in alternatives):
        raise ImportRefusedError("no answer earns everything")
    return Subquestion(int(found["weight"] or 1), tuple(alternatives))


OPTION = re.compile(
    r"(?P<share>=|%-?[0-9]+(?:[.,][0-9]*)?%)?(?P<answer>(?:[^#~\\}&]|&(?!#)|&#\d+;)+)(?:#(?P<feedback>.*))?", re.DOTALL
)


def _choice(found: re.Match[str]) -> Subquestion:
    """Radio buttons one below the other; entities are decoded once, what is left is HTML."""
    options = []
    for written in re.split(r"(?<!\\)~", found["body"]):
        one = OPTION.fullmatch(written)
        if one is None:
            raise ImportRefusedError(f"{written!r} is no option")
        feedback = unescape(one["feedback"] or "")
        visible(feedback)
        options.append(Chosen(_share(one["share"]), unescape(one["answer"]).strip(), feedback))
    if all(one.fraction != 1 for one in options):
        raise ImportRefusedError("no option earns everything")
    if len({one.answer for one in options}) < len(options):
        raise ImportRefusedError("two options read the same")
    return Subquestion(int(found["weight"] or 1), (), tuple(options))


def _share(written: str | None) -> float:
    if written is None:
        return 0.0
    return 1.0 if written == "=" else float(written.strip("%").replace(",", ".")) / 100


def _stored(written: str) -> float:
    """A number after the database: 14 significant digits."""
    return float(f"{float(written.replace(',', '.')):.14g}")
