"""Blackboard's upload of questions: a line for each blank, its fields parted by tabs; a file for each blank's variants.

`NUM, question, answer, tolerance` and `MC, question, option, correct, option, incorrect` and so on, as its help pages
say: UTF-8, no header, no empty line, at most 500 lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from ..errors import GradsheetError
from .course import Course
from .html import Dialect
from .maths import latex_maths
from .names import distinct
from .package import Package
from .pages import picture, stem
from .question import Question, left_out

MOST = 500
ANSWER_BELOW = "?"

LIMITS = (
    "Upload each file into a question pool of its own, and set the points there: the files hold none.",
    r"Formulas are LaTeX between \( and \): whether your Blackboard shows them as formulas could not be checked; look "
    "at one question before you use the others.",
    "Worked solutions are left out: such a file has no place for feedback.",
    "Blackboard marks numbers right or wrong: rounding early, follow-through, slips and misconceptions earn nothing.",
)

BLACKBOARD = Dialect(
    target="blackboard",
    maths=latex_maths(lambda latex: Markup(r"\({}\)").format(latex)),
    source=lambda file: file,
)


def blackboard(questions: Sequence[Question], course: Course) -> Package:
    """A text file for each blank with its variants, in several where these are more than Blackboard takes at once."""
    files: dict[str, bytes] = {}
    notes = list(left_out(questions))
    drawn: dict[str, None] = {}
    asked = [question for question in questions if question.parts]
    names = distinct((question.pool for question in asked), _spelled)
    for pool, together in groupby(asked, lambda question: question.pool):
        variants = list(together)
        if picture(variants[0], course) is not None:
            drawn[variants[0].problem.name] = None
        parts = [variants[start : start + MOST] for start in range(0, len(variants), MOST)]
        for number, some in enumerate(parts, start=1):
            name = f"{names[pool]}-{number}" if len(parts) > 1 else names[pool]
            files[f"blackboard/{name}.txt"] = "".join(f"{_line(question, course)}\n" for question in some).encode()
    if not files:
        raise GradsheetError("\n".join(["Blackboard can ask nothing of this:", *dict.fromkeys(notes)]))
    if drawn:
        notes.append(f"Drawings are left out, for such a file has no place for them: {', '.join(drawn)}")
    return Package(files=tuple(files.items()), notes=(*dict.fromkeys(notes), *LIMITS))


def _spelled(pool: str) -> str:
    """`lecture-softmax-ce-a`."""
    return re.sub(r"[^0-9A-Za-z]+", "-", pool).strip("-")


def _line(question: Question, course: Course) -> str:
    (part,) = question.parts
    text = stem(question, course, BLACKBOARD, lambda _: ANSWER_BELOW)
    if part.blank.options:
        fields = [field for option in part.blank.options
                  for field in (option.number, "correct" if option.is_right else "incorrect")]  # fmt: skip
        return "\t".join(_in_a_field(one) for one in ("MC", text, *fields))
    key, reach = Decimal(part.key), part.right_within(course.rounded_early)
    return "\t".join(_in_a_field(one) for one in ("NUM", text, f"{key:f}", f"{reach:f}"))


def _in_a_field(text: str) -> str:
    """On one line and without a tab, either of which would begin something new."""
    return " ".join(text.split())
