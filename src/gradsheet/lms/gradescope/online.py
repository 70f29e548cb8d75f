"""Gradescope's online assignments: the text of each question, to be pasted into its problem field.

`[____](=0.7311+-0.00051)` is a number within a tolerance, `(x) 0.5` the right option among `( ) 0.6`, `[[words]]` what
is shown when grades are out, `$$x$$` a formula, also within a line. Whether a number on the bound is taken is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...grading.wording import counted
from ..carried import carried
from ..course import Course
from ..html import Dialect
from ..package import Package
from ..pages import solution, stem
from ..part import Part
from ..plain.markdown import MATHS, markdown, raw
from ..question import Question

ONLINE = Dialect(target="plain", maths=MATHS, source=lambda file: file)

LIMITS = (
    "Gradescope has no import: make an online assignment, and paste the text below each line of `====` into a question "
    "of its own, with the points that the line says.",
    "Everybody gets the same numbers in an online assignment: each file is one variant; other sections can get others.",
    "Gradescope marks numbers right or wrong: rounding early, follow-through, slips and misconceptions earn nothing; "
    "`--to gradescope-autograder` marks as gradsheet does.",
    "Drawings are left out; put them in by hand where a question needs one.",
)


def online(whole: Sequence[Question], course: Course) -> Package:
    """A Markdown file for each variant, with the questions of all problems."""
    found = carried(whole, "Gradescope's online assignments")
    files: dict[str, list[str]] = {}
    for pool in found.pools:
        for number, question in enumerate(pool.variants, start=1):
            inside = files.setdefault(f"gradescope-online/variant-{number}.md", [])
            inside.append(_question(len(inside) + 1, question, course))
    return Package(
        files=tuple((name, "\n".join(inside).encode()) for name, inside in files.items()),
        notes=(*found.notes, *LIMITS),
    )


def _question(number: int, question: Question, course: Course) -> str:
    text = _written(stem(question, course, ONLINE, lambda part: raw(_field(part, course))))
    worked = _written(solution(question, course, ONLINE)).strip().replace("]]", "] ]")
    title = " ".join(question.problem.title.split())
    return f"==== Question {number}: {title}, {counted(question.lowered.points)}\n\n{text}\n[[{worked}]]\n"


def _written(page: str) -> str:
    return markdown(page, "$${}$$".format)


def _field(part: Part, course: Course) -> str:
    if part.blank.options:
        return "\n" + "".join(f"\n({'x' if option.is_right else ' '}) {option.number}" for option in part.blank.options)
    return f"[____](={Decimal(part.key):f}+-{part.right_within(course.rounded_early):f})"
