"""Every place that can be exported to, a row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from textwrap import wrap

from ..errors import GradsheetError
from .blackboard import blackboard
from .canvas import canvas
from .gradescope import autograder, online, outline
from .moodle import moodle, moodle_numerical
from .olx import OLX_TARGET
from .plain import PLAIN_TARGETS
from .prairielearn import PRAIRIELEARN_TARGET
from .qti import QTI_TARGETS
from .readers import blackboard as reads_blackboard
from .readers import canvas as reads_canvas
from .readers import gradescope as reads_gradescope
from .readers import moodle as reads_moodle
from .readers import selfcheck as reads_selfcheck
from .selfcheck import selfcheck
from .target import ClassTarget, Target

ROWS: tuple[Target | ClassTarget, ...] = (
    Target(
        name="moodle",
        title="Moodle XML, cloze: an exercise is one question with all its blanks",
        keeps="every blank with its tolerance, credit for rounding early, choices, drawings, the worked solution, tags",
        loses="follow-through, named misconceptions (a blank to type in has no words of its own), expressions",
        checked="Moodle 4.5 imported and marked these forms; each file is read again here by a reader of its own",
        write=moodle,
        read=reads_moodle.read,
        lots=reads_moodle.lots,
        suffix=".xml",
    ),
    Target(
        name="moodle-numerical",
        title="Moodle XML, numerical: every blank is a question of its own, with words for known wrong numbers",
        keeps="every number with its tolerance, credit for rounding early and what a wrong number is consistent with "
        "(the nearest share that Moodle has), choices, drawings, the worked solution, tags",
        loses="follow-through, slips, expressions, the blanks of one variant together",
        checked="Moodle 4.5 imported and marked these forms; each file is read again here by a reader of its own",
        write=moodle_numerical,
        read=reads_moodle.read,
        lots=reads_moodle.lots,
        split=True,
        suffix=".xml",
    ),
    Target(
        name="canvas",
        title="Canvas QTI package: a quiz that picks a variant of every blank out of a question bank",
        keeps="every number with its tolerance, choices, drawings, the worked solution of each blank",
        loses="credit for rounding early, follow-through, named misconceptions at blanks to type in, the blanks of one "
        "variant together",
        checked="Canvas's classic importer and New Quizzes' reader read these forms; each file is read again here",
        write=canvas,
        read=reads_canvas.read,
        lots=reads_canvas.lots,
        split=True,
    ),
    *QTI_TARGETS,
    Target(
        name="blackboard",
        title="Blackboard, upload of questions: a text file for each blank with all its variants",
        keeps="every number with its tolerance, choices",
        loses="drawings, worked solutions, points, credit for rounding early, follow-through, named misconceptions",
        checked="written as Blackboard's help describes it; a Blackboard server could not be tried",
        write=blackboard,
        read=reads_blackboard.read,
        split=True,
        suffix=".txt",
    ),
    OLX_TARGET,
    PRAIRIELEARN_TARGET,
    ClassTarget(
        name="gradescope-autograder",
        title="Gradescope, programming assignment: gradsheet itself marks the sheets of the class",
        keeps="everything: the reasons, follow-through, expressions, the policy of the assignment",
        loses="written answers, decisions about one student",
        checked="run in an environment made by its own setup.sh; a Gradescope server could not be tried",
        write=autograder,
    ),
    ClassTarget(
        name="gradescope-outline",
        title="Gradescope, scanned sheets: a table of questions, points and places for the outline",
        keeps="points of every blank, and where its field stands on the page",
        loses="marking: people read the scans; sheets of the class must have one layout",
        checked="places read from the sheets that were made; not tried on Gradescope",
        write=outline,
    ),
    Target(
        name="gradescope-online",
        title="Gradescope, online assignment: Markdown to paste, a file for each variant",
        keeps="every number with its tolerance, choices, the worked solution as explanation",
        loses="drawings, numbers of their own for students, credit for rounding early, follow-through, misconceptions",
        checked="written in the syntax that Gradescope's help and public course files show; not tried on Gradescope",
        write=online,
        read=reads_gradescope.read,
        suffix=".md",
    ),
    Target(
        name="selfcheck",
        title="One page of HTML to practise with: says right, wrong or rounded early, then shows the worked solution",
        keeps="every number with its tolerances, choices, drawings, the worked solution; formulas as MathML",
        loses="follow-through, named misconceptions, expressions; nothing is sent or counted",
        checked="run in Chromium against our own marking; each file is read again here",
        write=selfcheck,
        read=reads_selfcheck.read,
        suffix=".html",
        practice=True,
    ),
    *PLAIN_TARGETS,
)
TARGETS: Mapping[str, Target | ClassTarget] = {row.name: row for row in ROWS}


_ON_PAPER = (
    "hand out PDF forms (`gradsheet make`), collect them there as files, and mark them with `gradsheet grade`; its "
    "marks are a CSV file for the gradebook"
)
ELSEWHERE: Mapping[str, str] = {
    "brightspace": f"Brightspace's import of questions (CSV) knows no numbers with a tolerance; {_ON_PAPER}",
    "sakai": f"how Sakai takes numbers with a tolerance from a file could not be checked; {_ON_PAPER}",
    "ilias": f"how ILIAS takes numbers with a tolerance from a file could not be checked; {_ON_PAPER}",
    "schoology": f"nothing certain is known of how Schoology takes questions from a file; {_ON_PAPER}",
}
"""Places that nothing is written for: why, and what to do there."""


def target_named(name: str) -> Target | ClassTarget:
    """The target; raises GradsheetError with the nearest name, or the way round, where there is none."""
    if name in TARGETS:
        return TARGETS[name]
    if name.lower() in ELSEWHERE:
        raise GradsheetError(f"there is no export to {name}: {ELSEWHERE[name.lower()]}")
    beginning = [one for one in TARGETS if one.startswith(name.lower())]
    close = beginning or get_close_matches(name.lower(), TARGETS, n=1, cutoff=0.5)
    named = " or ".join(f"'{one}'" for one in close)
    hint = f"did you mean {named}?" if close else f"there are {', '.join(TARGETS)}"
    raise GradsheetError(f"no target '{name}'; {hint} (`gradsheet export --list` says what each keeps)")


def listed() -> Iterator[str]:
    """Lines for a terminal: each target with what it keeps, what it loses, and who checked it."""
    for row in ROWS:
        yield f"{row.name}: {row.title}"
        for word, text in (("keeps", row.keeps), ("loses", row.loses), ("checked", row.checked)):
            yield from wrap(text, 116, initial_indent=f"    {word:<9}", subsequent_indent=" " * 13)
    yield f"Nothing is written for {', '.join(ELSEWHERE)}; `--to` one of them says why, and what to do there."
