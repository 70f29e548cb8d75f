"""What Moodle holds after the import of a Moodle XML file: categories, cloze and numerical questions, their files.

Source: Moodle's documentation of "Moodle XML format" and of the two question types; what it says less exactly
(which fractions there are, what becomes of a second idnumber) was seen in Moodle 4.5.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from urllib.parse import quote
from xml.etree.ElementTree import Element

from ...errors import GradsheetError
from ..held import Files, Held, Lot, Lots, Place, Seen, named_once
from .hypertext import Words, page_of, refuse_unclosed
from .moodle_fields import Alternative, Marked, earning, fields, stored
from .moodle_parts import Cut, cut
from .xml import root_of

LARGEST_NAME, LARGEST_ID = 255, 100
LOT = 125
"""Questions that are read at once."""
FRACTIONS = (1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667,
             0.1428571, 0.125, 0.1111111, 0.1, 0.05, 0)  # fmt: skip
"""The shares of a mark that a numerical question's answer can earn, or lose."""
NEAR = 1e-5
_LEVELS = re.compile(r"(?<!/)/(?!/)")
_PLACEHOLDER = re.compile(r"\{#(\d+)\}")
_PENALTY = "0.3333333"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A question as Moodle holds it; in `text` and `html`, `{#1}` stands for the first field; `told` is HTML too."""

    where: str = field(compare=False)
    type: str
    category: tuple[str, ...]
    name: str
    idnumber: str
    text: str
    html: str
    told: str
    penalty: float
    tags: tuple[str, ...]
    parts: tuple[Marked, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    images: tuple[tuple[str, str], ...] = ()

    @property
    def feedback(self) -> str:
        return page_of(self.told).words

    @property
    def mark(self) -> float:
        return sum(part.weight for part in self.parts)


def read(files: Files) -> tuple[Held, ...]:
    """The questions of every file; raises GradsheetError with the question that Moodle would refuse or change."""
    return lots(files).all()


def lots(files: Files) -> Lots:
    """The same, some questions of a file at a time."""
    return Lots(lots=[lot for name, content in files.items() for lot in _lots(name, content)], fit=_fit)


def imported(file: str, content: bytes) -> list[Imported]:
    """Every question of a Moodle XML file, as Moodle would hold it after the import."""
    return [_imported(one) for one in _asked(file, _quiz(file, content))]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it stands in the file, and the category before it."""

    where: str
    name: str
    category: tuple[str, ...]
    element: Element


def _lots(file: str, content: bytes) -> Iterator[Lot]:
    whole = cut(content)
    if whole is None:
        asked = list(_asked(file, _quiz(file, content)))
        yield from (partial(_held_of, asked[start : start + LOT]) for start in range(0, len(asked), LOT))
        return
    category: tuple[str, ...] = ()
    number = 0
    for first in range(0, len(whole.categories), LOT):
        last = min(first + LOT, len(whole.categories))
        yield partial(_part, file, whole, range(first, last), category, number)
        number += whole.categories[first:last].count(False)
        for place in range(first, last):
            if whole.categories[place]:
                (element,) = _piece(file, whole, range(place, place + 1))
                category = _category(f"{file}: question {number + 1}", element)


def _part(file: str, whole: Cut, places: range, category: tuple[str, ...], number: int) -> list[Held]:
    return _held_of(_asked(file, _piece(file, whole, places), category, number))


def _piece(file: str, whole: Cut, places: range) -> Element:
    """The quiz with some of its questions; an error says where it is in the whole file."""
    try:
        return _quiz(file, *whole.piece(places.start, places.stop))
    except GradsheetError:
        _quiz(file, whole.content)
        raise GradsheetError(f"{file}: a question stands inside of another one") from None


def _quiz(file: str, *pieces: bytes | memoryview) -> Element:
    quiz = root_of(file, *pieces)
    if quiz.tag != "quiz":
        raise GradsheetError(f"{file}: this is no Moodle XML: it begins with <{quiz.tag}>, not with <quiz>")
    return quiz


def _asked(file: str, quiz: Element, category: tuple[str, ...] = (), number: int = 0) -> Iterator[_Asked]:
    """The questions, behind `number` others and in a category."""
    for element in quiz:
        if element.tag != "question":
            raise GradsheetError(f"{file}: <{element.tag}> is no question")
        where = f"{file}: question {number + 1}"
        if element.get("type") == "category":
            category = _category(where, element)
            continue
        number += 1
        name = " ".join((element.findtext("name/text") or "").split())
        yield _Asked(f"{where} ({name})" if name else where, name, category, element)


def _fit(questions: Sequence[Seen]) -> None:
    numbered = [one for one in questions if one.ident]
    said = "a second idnumber {} in its category; Moodle would drop it"
    named_once(numbered, said, by=attrgetter("group", "ident"))


def _imported(one: _Asked) -> Imported:
    try:
        return _question(one.where, one.element, one.category, one.name)
    except GradsheetError as error:
        raise GradsheetError(f"{one.where}: {error}") from None


def _held_of(some: Iterable[_Asked]) -> list[Held]:
    return [_held(_imported(one)) for one in some]


def _held(one: Imported) -> Held:
    names = [f"sub{place}_answer" for place in range(1, len(one.parts) + 1)] if one.type == "cloze" else ["answer"]
    return Held(
        where=one.where,
        ident=one.idnumber,
        words=" ".join((_PLACEHOLDER.sub("____", one.text), *(said for _, said in one.images))),
        feedback=Words((one.told, *(told for part in one.parts for told in part.feedback if told))),
        places=tuple(
            Place(
                name=name,
                worth=part.weight,
                earns=part.marking(),
                options=tuple(page_of(option.answer).words for option in part.options),
            )
            for name, part in zip(names, one.parts, strict=True)
        ),
        pool="/".join(one.category),
        group="/".join(level.replace("/", "//") for level in one.category),
        pictures=tuple(source for source, _ in one.images),
    )


def _category(where: str, element: Element) -> tuple[str, ...]:
    info = element.find("info")
    if info is not None and info.get("format") is None:
        raise GradsheetError(f"{where}: the category before it has an info without a format")
    path = element.findtext("category/text") or ""
    return tuple(level.replace("//", "/").strip() for level in _LEVELS.split(path))


def _question(where: str, element: Element, category: tuple[str, ...], name: str) -> Imported:
    kind = element.get("type") or ""
    text = (element.findtext("questiontext/text") or "").strip()
    match kind:
        case "cloze":
            text, parts = fields(text)
        case "numerical":
            parts = (_numerical(element),)
        case _:
            raise GradsheetError(f"a question of type '{kind}' cannot be proven here")
    idnumber = element.findtext("idnumber") or ""
    if not name:
        raise GradsheetError("it has no name")
    if len(name) > LARGEST_NAME or len(idnumber) > LARGEST_ID:
        raise GradsheetError(f"its name or its idnumber is longer than {LARGEST_NAME} or {LARGEST_ID} characters")
    page, told = page_of(text), element.findtext("generalfeedback/text") or ""
    refuse_unclosed(told)
    return Imported(
        where=where,
        type=kind,
        category=category,
        name=name,
        idnumber=idnumber,
        text=page.words,
        html=text,
        told=told,
        penalty=float(element.findtext("penalty") or _PENALTY),
        tags=tuple(tag.findtext("text") or "" for tag in element.iterfind("tags/tag")),
        parts=parts,
        files=_files(element.find("questiontext"), page.pictures),
        images=page.pictures,
    )


def _numerical(element: Element) -> Marked:
    answers = []
    for answer in element.iterfind("answer"):
        written = (answer.findtext("text") or "").strip()
        feedback = answer.findtext("feedback/text") or ""
        refuse_unclosed(feedback)
        number = None if written == "*" else _number(written)
        tolerance = _number(answer.findtext("tolerance") or "0")
        answers.append(Alternative(_fraction(answer), number, tolerance, feedback))
    return Marked(_worth(element), alternatives=earning(answers))


def _worth(element: Element) -> float:
    return _number(element.findtext("defaultgrade") or "1")


def _number(written: str) -> float:
    try:
        return stored(written)
    except ValueError:
        raise GradsheetError(f"'{written}' is no number") from None


def _fraction(answer: Element) -> float:
    """The share on Moodle's list that is meant; the import stops where there is none."""
    share = _number(answer.get("fraction") or "0") / 100
    distance, near = min((abs(abs(share) - one), one) for one in FRACTIONS)
    if distance > NEAR:
        raise GradsheetError(f"Moodle has no answer that earns {answer.get('fraction')} per cent")
    return near if share >= 0 else -near


def _files(text: Element | None, pictures: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    """The files beside a text, by their address; every picture in it is one of them."""
    found = {}
    for file in text.iterfind("file") if text is not None else ():
        name = file.get("name") or ""
        if file.get("encoding") != "base64":
            raise GradsheetError(f"the file '{name}' is not in base64")
        try:
            found[f"@@PLUGINFILE@@{file.get('path') or '/'}{quote(name)}"] = b64decode(file.text or "", validate=True)
        except Base64Error:
            raise GradsheetError(f"the file '{name}' is damaged: this is no base64") from None
    if missing := [source for source, _ in pictures if source not in found]:
        raise GradsheetError(f"there is no file for the picture {missing[0]}")
    return found
