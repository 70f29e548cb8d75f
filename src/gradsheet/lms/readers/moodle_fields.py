"""How Moodle marks what is typed: numbers, intervals, options, and the cloze fields that hold them.

`{weight:NUMERICAL:=answer:tolerance#feedback~%50%answer:tolerance}`. Source: Moodle's documentation of "Embedded
answers (Cloze)" and of the numerical question type; numbers are stored with 14 significant digits, intervals are
closed and wider by 1e-14 of their numbers, the first alternative that matches wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from math import inf

from ...errors import GradsheetError
from .hypertext import refuse_unclosed

TYPES = (
    "NUMERICAL|NM|MULTICHOICE|MC|MULTICHOICE_V|MCV|MULTICHOICE_H|MCH|SHORTANSWER|SA|MW|SHORTANSWER_C|SAC|MWC|"
    "MULTICHOICE_S|MCS|MULTICHOICE_VS|MCVS|MULTICHOICE_HS|MCHS|MULTIRESPONSE|MR|MULTIRESPONSE_H|MRH"
)
FIELD = re.compile(r"\{(?P<weight>[0-9]*):(?P<type>" + TYPES + r"):(?P<body>(?:[^}\\]|\\.)*?)\}", re.DOTALL)
PLACEHOLDER = re.compile(r"\{#\d+\}")
NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
DIGITS = 14
EPSILON = 1e-14

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_POWER = re.compile(r"(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?\d+)")
_RESPONSE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")
_ALTERNATIVES = re.compile(r"(?<!\\)~")
_ALTERNATIVE = re.compile(
    rf"(?P<share>=|%-?[0-9]+(?:[.,][0-9]*)?%)?(?P<answer>{NUMBER}|\*)(?::(?P<tolerance>{NUMBER}))?(?:#(?P<feedback>.*))?",
    re.DOTALL,
)
_OPTION = re.compile(
    r"(?P<share>=|%-?[0-9]+(?:[.,][0-9]*)?%)?(?P<answer>(?:[^#~\\}&]|&(?!#)|&#\d+;)+)(?:#(?P<feedback>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A number that earns `fraction` within its tolerance, both as the database keeps them; `None` is any answer."""

    fraction: float
    answer: float | None
    tolerance: float = 0.0
    feedback: str = ""

    @property
    def interval(self) -> tuple[float, float]:
        if self.answer is None:
            return -inf, inf
        reach = self.tolerance + EPSILON * max(abs(self.tolerance), abs(self.answer), EPSILON)
        return self.answer - reach, self.answer + reach


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option of a multiple choice: its text and feedback are HTML, decoded once."""

    fraction: float
    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One place to answer: alternatives for a number, or options of which one is marked."""

    weight: float
    alternatives: tuple[Alternative, ...] = ()
    options: tuple[Chosen, ...] = ()

    @property
    def feedback(self) -> tuple[str, ...]:
        """What is told with each alternative or option, as HTML."""
        return (*(one.feedback for one in self.alternatives), *(one.feedback for one in self.options))

    def fraction(self, response: str) -> float:
        """The share that a typed response earns; of options, the one marked."""
        return self.marking()(response)

    def marking(self) -> Callable[[str], float]:
        """`fraction`, ready for many responses."""
        if self.options:
            shares = {one.answer: one.fraction for one in self.options}
            return lambda response: shares.get(response, 0.0)
        intervals = [(*one.interval, one.fraction) for one in self.alternatives]
        anything = next((one.fraction for one in self.alternatives if one.answer is None), 0.0)

        def earns(response: str) -> float:
            value = number_typed(response)
            if value is not None:
                for low, high, fraction in intervals:
                    if low <= value <= high:
                        return fraction
            return anything if response.strip() else 0.0

        return earns


def number_typed(response: str) -> float | None:
    """The number that Moodle makes of what a student typed: the one it begins with, or None."""
    if _PLAIN.fullmatch(response):
        return float(response)
    text = _POWER.sub(r"e\1", response.replace(" ", "")).replace(",", "")
    found = _RESPONSE.match(text)
    return float(found[0]) if found else None


def stored(written: str) -> float:
    """A number after the database: 14 significant digits."""
    return float(f"{float(written.replace(',', '.')):.{DIGITS}g}")


def fields(text: str) -> tuple[str, tuple[Marked, ...]]:
    """A cloze text with `{#1}` for each of its fields, and the fields."""
    if "{#" in text and (taken := PLACEHOLDER.search(text)) is not None:
        raise GradsheetError(f"{taken[0]} stands in the text, which Moodle takes for a field")
    found: list[Marked] = []
    pieces: list[str] = []
    place = 0
    for one in FIELD.finditer(text):
        found.append(_field(one))
        pieces += [text[place : one.start()], f"{{#{len(found)}}}"]
        place = one.end()
    if not found:
        raise GradsheetError("it has no field to answer")
    return "".join([*pieces, text[place:]]), tuple(found)


def _field(found: re.Match[str]) -> Marked:
    weight = int(found["weight"] or 1)
    if found["type"] in ("MULTICHOICE_V", "MCV"):
        return Marked(weight, options=_chosen(found["body"]))
    if found["type"] not in ("NUMERICAL", "NM"):
        raise GradsheetError(f"a field of type {found['type']} cannot be proven here")
    alternatives = []
    for written in _ALTERNATIVES.split(found["body"]):
        one = _ALTERNATIVE.fullmatch(written)
        if one is None:
            raise GradsheetError(f"'{written}' is no number")
        answer = None if one["answer"] == "*" else stored(one["answer"])
        feedback = unescape(one["feedback"] or "")
        alternatives.append(Alternative(_share(one["share"]), answer, stored(one["tolerance"] or "0"), feedback))
    return Marked(weight, alternatives=earning(alternatives))


def earning(alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """The alternatives, of which one must be a number that earns everything."""
    if all(one.fraction != 1 or one.answer is None for one in alternatives):
        raise GradsheetError("no answer earns everything")
    return tuple(alternatives)


def _chosen(body: str) -> tuple[Chosen, ...]:
    options = []
    for written in _ALTERNATIVES.split(body):
        one = _OPTION.fullmatch(written)
        if one is None:
            raise GradsheetError(f"'{written}' is no option")
        feedback = unescape(one["feedback"] or "")
        refuse_unclosed(feedback)
        options.append(Chosen(_share(one["share"]), unescape(one["answer"]).strip(), feedback))
    if all(one.fraction != 1 for one in options):
        raise GradsheetError("no option earns everything")
    if len({one.answer for one in options}) < len(options):
        raise GradsheetError("two options read the same")
    return tuple(options)


def _share(written: str | None) -> float:
    if written is None:
        return 0.0
    return 1.0 if written == "=" else float(written.strip("%").replace(",", ".")) / 100
