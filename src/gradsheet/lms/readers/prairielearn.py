"""What PrairieLearn holds after the sync of a course directory: its questions, with every variant that a seed can pick.

Source: PrairieLearn's documentation of questions and of its elements. `server.py` is not run, for it may come from
anywhere: the variants are the literal in it, and `question.html` is filled in with each. Its `grade` is taken to give
an answer that earned nothing the share of the first stretch of the variant's `known` in which it lies, and its words.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from ...errors import GradsheetError
from ..held import Files, Held, Place
from .archive import member, unpacked
from .hypertext import page_of

RELATIVE, ABSOLUTE = "1e-2", "1e-8"
"""The tolerances of a number input that says none."""
_INFO = re.compile(r"(?:.*/)?questions/(.+)/info\.json")
_FILLED = re.compile(r"\{\{\{\s*params\.(\w+)\s*\}\}\}")
_NUMBER = re.compile(r"\s*[-\u2212]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_ANSWER_PANEL = re.compile(r"<pl-answer-panel>(.*?)</pl-answer-panel>", re.DOTALL)


def read(files: Files) -> tuple[Held, ...]:
    """Every variant of every question; raises GradsheetError with the place of what PrairieLearn could not read."""
    return tuple(held for name, content in files.items() for held in _course(name, content))


def _course(file: str, content: bytes) -> Iterator[Held]:
    inside = unpacked(file, content)
    topics = {topic.get("name") for topic in _json(file, inside, "infoCourse.json").get("topics", [])}
    known: dict[str, str] = {}
    for name in sorted(inside):
        found = _INFO.fullmatch(name)
        if found is None:
            continue
        info = _json(file, inside, name)
        where = f"{file}: {name.removesuffix('/info.json')}"
        for key in ("uuid", "type", "title", "topic"):
            if not isinstance(info.get(key), str):
                raise GradsheetError(f"{where}/info.json: it has no '{key}'")
        if info["topic"] not in topics:
            raise GradsheetError(f"{where}/info.json: the topic '{info['topic']}' is not in infoCourse.json")
        if info["uuid"] in known:
            raise GradsheetError(f"{where}/info.json: its UUID is that of {known[info['uuid']]}; the sync would stop")
        known[info["uuid"]] = found[1]
        yield from _variants(file, inside, name.removesuffix("info.json"), found[1])
    if not known:
        raise GradsheetError(f"{file}: there is no questions/.../info.json in it")


def _json(file: str, inside: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        value = json.loads(member(file, inside, name, "a course"))
    except (ValueError, RecursionError) as error:
        raise GradsheetError(f"{file}: {name}: this is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise GradsheetError(f"{file}: {name}: this is no JSON object")
    return value


def _variants(file: str, inside: Mapping[str, bytes], folder: str, name: str) -> Iterator[Held]:
    where = f"{file}: {folder}server.py"
    try:
        template = member(file, inside, f"{folder}question.html", f"{folder}info.json").decode()
        program = ast.parse(member(file, inside, f"{folder}server.py", f"{folder}info.json"))
        variants = json.loads(_literal(program))
        pages = [(_filled(template, one["params"]), one["correct_answers"], _known(one["params"])) for one in variants]
    except (SyntaxError, ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        raise GradsheetError(f"{where}: its variants cannot be read: {error}") from None
    for number, (html, right, known) in enumerate(pages, start=1):
        try:
            yield _held(f"{where}: variant {number}", f"{name}#{number}", name, html, right, known)
        except GradsheetError as error:
            raise GradsheetError(f"{where}: variant {number}: {error}") from None


def _filled(template: str, params: Mapping[str, Any]) -> str:
    return _FILLED.sub(lambda found: str(params[found[1]]), template)


Known = Mapping[str, list[tuple[float, float, float, str]]]
"""By the name of a place, the share that answers from one number to another earn, and what they are told."""


def _known(params: Mapping[str, Any]) -> Known:
    return {
        name: [(float(low), float(high), float(share), str(words)) for low, high, share, words in stretches]
        for name, stretches in params.get("known", {}).items()
    }


def _literal(program: ast.Module) -> str:
    """The text in `VARIANTS = json.loads(TEXT)`."""
    for statement in program.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="VARIANTS")], value=ast.Call(args=[ast.Constant(value=str(text))])):
                return text
    raise ValueError("there is no VARIANTS = json.loads('...')")


def _held(where: str, ident: str, pool: str, html: str, right: Mapping[str, Any], known: Known) -> Held:
    told = _ANSWER_PANEL.findall(html)
    asked = _ANSWER_PANEL.sub("", html)
    elements = _Elements()
    elements.feed(asked)
    elements.close()
    page = page_of(asked)
    hints = [hint for field in elements.fields for _, hint in field.options]
    return Held(
        where=where,
        ident=ident,
        words=" ".join((page.words, *(field.given.get("label", "") for field in elements.fields))),
        feedback=(*(page_of(one).words for one in told), *hints),
        places=tuple(_place(field, right, known) for field in elements.fields),
        pool=pool,
        pictures=tuple(source for source, _ in page.pictures),
    )


class _Field:
    """A place to answer: what its element says, and each option's attributes with its text and feedback."""

    def __init__(self, tag: str, given: dict[str, str]) -> None:
        self.tag, self.given = tag, given
        self.shares: dict[str, float] = {}
        self.options: list[tuple[str, str]] = []


class _Elements(HTMLParser):
    """The elements of PrairieLearn in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[_Field] = []
        self.answer: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("pl-number-input", "pl-multiple-choice"):
            self.fields.append(_Field(tag, given))
        elif tag == "pl-answer":
            self.answer = given
        elif tag.startswith("pl-") and tag not in ("pl-question-panel", "pl-answer-panel"):
            raise GradsheetError(f"a <{tag}> is not read here")

    def handle_data(self, data: str) -> None:
        if self.answer is not None and self.fields:
            right = self.answer.get("correct") == "true"
            self.fields[-1].shares[data.strip()] = float(self.answer.get("score", 1 if right else 0))
            self.fields[-1].options.append((data.strip(), self.answer.get("feedback", "")))
            self.answer = None


def _place(field: _Field, right: Mapping[str, Any], known: Known) -> Place:
    name, worth = field.given.get("answers-name", ""), float(field.given.get("weight", "1"))
    if field.tag == "pl-multiple-choice":
        shares = field.shares
        return Place(name=name, worth=worth, earns=lambda text: shares.get(text, 0.0), options=tuple(shares))
    if not isinstance(right.get(name), int | float):
        raise GradsheetError(f"there is no right answer for '{name}'")
    is_right = _number(field.given, float(right[name]))

    def stretch(text: str) -> tuple[float, str]:
        if not _NUMBER.fullmatch(text) or is_right(text):
            return is_right(text), ""
        typed = float(text.replace("\u2212", "-"))
        return next(
            ((share, words) for low, high, share, words in known.get(name, []) if low <= typed <= high), (0, "")
        )

    return Place(name=name, worth=worth, earns=lambda text: stretch(text)[0], tells=lambda text: stretch(text)[1])


def _number(given: Mapping[str, str], right: float) -> Callable[[str], float]:
    if given.get("comparison", "relabs") != "relabs":
        raise GradsheetError(f"the comparison '{given['comparison']}' is not read here")
    reach = float(given.get("atol", ABSOLUTE)) + float(given.get("rtol", RELATIVE)) * abs(right)

    def earns(text: str) -> float:
        """As numpy's allclose compares, in doubles; fractions and complex numbers are not tried."""
        if not _NUMBER.fullmatch(text):
            return 0.0
        return float(abs(float(text.replace("\u2212", "-")) - right) <= reach)

    return earns
