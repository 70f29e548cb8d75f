"""The files of a course directory, in a zip."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from ...documents.glyphs import printable
from ..carried import Pool, carried
from ..course import Course
from ..known_wrong import known_wrong
from ..names import distinct
from ..package import Package, zipped
from ..question import Question, worked_ahead
from .variant import variant

FILE = "prairielearn.zip"
COLOURS = ("blue2", "green2", "orange2", "purple2", "red2", "turquoise2", "brown2", "pink2")

QUESTION = """\
<pl-question-panel>
{{{params.question}}}
</pl-question-panel>
<pl-answer-panel>
{{{params.solution}}}
</pl-answer-panel>
"""
SERVER = '''\
"""Picks one of the variants by the seed of the student's instance."""

import json

VARIANTS = json.loads(
    {variants}
)


def generate(data):
    variant = VARIANTS[int(data["variant_seed"]) % len(VARIANTS)]
    data["params"].update(variant["params"])
    data["correct_answers"].update(variant["correct_answers"])


def grade(data):
    """Gives what is known and not right its share of the points, and says what it is consistent with."""
    scores = data["partial_scores"]
    for name, known in data["params"]["known"].items():
        typed, marked = data["submitted_answers"].get(name), scores.get(name)
        if marked and not marked.get("score") and isinstance(typed, (int, float)):
            found = [(share, words) for low, high, share, words in known if low <= typed <= high]
            if found:
                marked["score"], marked["feedback"] = found[0]
    earned = sum(one.get("weight", 1) * (one.get("score") or 0) for one in scores.values())
    data["score"] = earned / sum(one.get("weight", 1) for one in scores.values()) if scores else 0
'''
LIMITS = (
    "PrairieLearn marks each blank by itself, and only when every blank holds a number: one that cannot be read sends "
    "all back.",
    "Put questions/ beside the questions of your course, and their topics into its infoCourse.json; then sync.",
    "The right answers are in server.py: keep the course's repository to the staff.",
)


def prairielearn(whole: Sequence[Question], course: Course) -> Package:
    """A course directory; equal exercises give equal bytes, and a question keeps its UUID."""
    found = carried(whole, "PrairieLearn")
    topics = sorted({_topic(pool) for pool in found.pools})
    files = {
        "infoCourse.json": _json(
            {
                "name": "gradsheet",
                "title": printable(course.title),
                "topics": [
                    {"name": topic, "color": COLOURS[place % len(COLOURS)], "description": f"Exercises on {topic}"}
                    for place, topic in enumerate(topics)
                ],
            }
        )
    }
    names = distinct((pool.name for pool in found.pools), _spelled)
    for pool in found.pools:
        folder = f"questions/{names[pool.name]}"
        files[f"{folder}/info.json"] = _json(_info(pool))
        files[f"{folder}/question.html"] = QUESTION.encode()
        files[f"{folder}/server.py"] = _server(pool, course)
    return Package(files=((FILE, zipped(files)),), notes=(*found.notes, *LIMITS))


def _info(pool: Pool) -> dict[str, object]:
    problem = pool.variants[0].problem
    return {
        "uuid": str(uuid5(NAMESPACE_URL, f"gradsheet:{pool.name}")),
        "type": "v3",
        "title": printable(problem.title),
        "topic": _topic(pool),
        "tags": ["gradsheet", problem.level],
        "partialCredit": True,
    }


def _server(pool: Pool, course: Course) -> bytes:
    """A program with the variants as one literal string: nothing in them can become code."""
    known = known_wrong(pool.variants)
    variants = [variant(question, course, known) for question in worked_ahead(pool.variants)]
    return SERVER.format(variants=ascii(json.dumps(variants, sort_keys=True))).encode("ascii")


def _topic(pool: Pool) -> str:
    topics = pool.variants[0].problem.topics
    return printable(topics[0]) if topics else "Neural networks"


def _spelled(name: str) -> str:
    """A problem's name as a path of folders."""
    return re.sub(r"[^A-Za-z0-9_/-]", "_", name)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
