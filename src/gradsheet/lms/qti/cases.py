"""In which cases an answer to a part earns what, and what is said of it once the attempt has ended.

The first case that holds counts: the right number, one that was rounded early, then the known wrong ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from ...problems import Problem
from ...problems.choices import letter
from ...problems.rounding import significant
from ..course import Course
from ..html import Dialect
from ..known_wrong import Wrong
from ..maths import MATHML
from ..part import Part
from ..told import of_causes, of_rounding_early
from .versions import Version

DIALECT = Dialect(target="qti", maths=MATHML, source=lambda file: f"images/{file}")


@dataclass(frozen=True, slots=True)
class Case:
    """Answers that earn one share: the expression that holds for them, and words, HTML with a name, if any are said."""

    holds: Element
    share: Decimal
    name: str = ""
    words: str = ""


def response(part: Part) -> str:
    """The variable that holds what is answered."""
    return f"RESPONSE_{part.blank.label}"


def cases(part: Part, problem: Problem, course: Course, version: Version, wrong: Sequence[Wrong]) -> list[Case]:
    """All cases of a part; whatever is in none of them earns nothing."""
    of_part = _chosen(part, problem, course) if part.blank.options else _typed(part, problem, course, version, wrong)
    return list(of_part)


def word(identifier: str) -> Element:
    value = Element("baseValue", baseType="identifier")
    value.text = identifier
    return value


def number(parent: Element, text: str) -> None:
    SubElement(parent, "baseValue", baseType="float").text = text


def _chosen(part: Part, problem: Problem, course: Course) -> Iterator[Case]:
    for place, option in enumerate(part.blank.options):
        chosen = Element("match")
        SubElement(chosen, "variable", identifier=response(part))
        if option.is_right:
            SubElement(chosen, "correct", identifier=response(part))
            yield Case(chosen, Decimal(1))
        else:
            chosen.append(word(letter(place)))
            words = of_causes(option.causes, problem, course, DIALECT)
            yield Case(chosen, course.misconception, f"WRONG_{part.blank.label}_{letter(place)}", words)


def _typed(part: Part, problem: Problem, course: Course, version: Version, wrong: Sequence[Wrong]) -> Iterator[Case]:
    name, key = response(part), Decimal(part.key)
    near = _near if version.bounds else _tolerant
    yield Case(near(name, key, Decimal(part.tolerance)), Decimal(1))
    if part.has_early:
        told = "" if course.rounded_early == 1 else of_rounding_early(problem, course, DIALECT)
        early = near(name, key, Decimal(part.early))
        yield Case(early, course.rounded_early, f"EARLY_{part.blank.label}" if told else "", told)
    places = {causes: place for place, causes in enumerate(dict.fromkeys(one.causes for one in wrong), start=1)}
    for one in wrong:
        words = of_causes(one.causes, problem, course, DIALECT)
        within = _between(name, significant(one.low), significant(one.high))
        yield Case(within, course.misconception, f"WRONG_{part.blank.label}_{places[one.causes]}", words)


def _near(name: str, key: Decimal, tolerance: Decimal) -> Element:
    return _between(name, f"{key - tolerance:f}", f"{key + tolerance:f}")


def _between(name: str, low: str, high: str) -> Element:
    answered = Element("and")
    SubElement(SubElement(SubElement(answered, "not"), "isNull"), "variable", identifier=name)
    for comparison, bound in (("gte", low), ("lte", high)):
        inside = SubElement(answered, comparison)
        SubElement(inside, "variable", identifier=name)
        number(inside, bound)
    return answered


def _tolerant(name: str, _: Decimal, tolerance: Decimal) -> Element:
    """Within a tolerance of the right response."""
    near = Element(
        "equal",
        {
            "toleranceMode": "absolute",
            "tolerance": f"{tolerance} {tolerance}",
            "includeLowerBound": "true",
            "includeUpperBound": "true",
        },
    )
    SubElement(near, "variable", identifier=name)
    SubElement(near, "correct", identifier=name)
    return near
