"""What one student gets back: the first slip, a row for each blank, and the worked lines where they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..assignments.sheet import Item, Sheet
from ..grading.explain import Tone, of_exercise, tone_of
from ..grading.feedback import facts, opening, reason
from ..grading.outcome import Outcome
from ..grading.verdict import Marks, Verdict
from ..grading.wording import on_one_line, without_marks
from ..languages import Language, sentences
from ..problems import Kind
from ..problems.choices import letter
from .given_view import givens_views, matrix_words
from .glyphs import clean, printable_name
from .key_view import answer_note, answer_view, phase_views
from .page import Page, points_text
from .statement import Paragraph, Part, Text
from .view import GivensView, Heading, PhaseView
from .words import in_words
from .writer import Ready, Writer

MOST_WRITTEN = {"html": 200, "latex": 60, "typst": 60}
"""Characters of an answer that are shown: a page can break them anywhere, paper cannot."""
SIGNS = {Tone.GOOD: ("✓", "√"), Tone.PARTLY: ("◐", "≈"), Tone.BAD: ("✗", "×"), Tone.ASIDE: ("–", "–")}
"""What stands beside the words of an outcome on a page, and on paper, whose fonts have fewer signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankView:
    """One row: `tone` is good, partly, bad or aside, `pointed` the answer with a caret under what cannot be read."""

    label: str
    quantity: Ready
    words: str
    written: str
    tone: str
    sign: str
    outcome: str
    points: str
    why: Ready
    pointed: str = ""
    right: Ready | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackExercise:
    """With the key: `givens`, `phases` and their `note`; without it these are empty."""

    number: str
    title: str
    points: str
    opening: Ready
    blanks: tuple[BlankView, ...]
    givens: tuple[GivensView, ...] = ()
    matrix_words: str = ""
    phases: tuple[PhaseView, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """One student's feedback: `facts` are lateness, attempts and the like, `held` says when the key follows."""

    language: str
    said: Language = field(repr=False)
    title: str
    course: str
    name: str
    id: str
    code: str
    page_words: tuple[Ready, ...]
    points: str
    facts: tuple[str, ...]
    remark: str
    exercises: tuple[FeedbackExercise, ...]
    policy: tuple[str, ...]
    with_key: bool
    held: str = ""
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is the same for the whole class: whether the key is shown, when it will be, and the policy in sentences."""

    with_key: bool
    until: str = ""
    policy: tuple[str, ...] = ()


def feedback_view(marks: Marks, heading: Heading, writer: Writer, shown: Shown, *, remark: str = "") -> FeedbackView:
    """The feedback of one student, ready for the templates of an engine."""
    said, sheet = sentences(heading.language), marks.sheet
    empty = marks.submission is None and not any(verdict.settled for verdict in marks.verdicts)
    held = said["solution_held_until"].format(when=shown.until) if shown.until else said["solution_held"]
    return FeedbackView(
        language=heading.language,
        said=said,
        title=heading.title,
        course=heading.course,
        name=_name(sheet, writer),
        id=on_one_line(sheet.student.id, writer.longest_name),
        code=sheet.code,
        page_words=tuple(writer.styled(Text(words)) for words in re.split(r"\{\w+\}", said["page"])),
        points=said["points_of"].format(
            points=said.number(points_text(marks.total)), worth=said.number(points_text(marks.out_of))
        ),
        facts=_facts(marks, said, empty=empty),
        remark=f"{remark[0].upper()}{on_one_line(remark[1:], 1000)}." if remark else "",
        exercises=tuple(
            _exercise(marks, item, Page(writer, said, heading.notation, heading.language, item), shown, empty=empty)
            for item in sheet.items
        ),
        policy=shown.policy,
        with_key=shown.with_key,
        held="" if shown.with_key else held,
        families=tuple(font.family for font in heading.fonts),
    )


def _name(sheet: Sheet, writer: Writer) -> str:
    """The student's name, where it can be written."""
    if writer.engine != "html":
        return on_one_line(printable_name(sheet.student, writer.engine, writer.more)[0], writer.longest_name)
    return on_one_line(clean(sheet.student.name), writer.longest_name) or sheet.student.id


def _facts(marks: Marks, said: Language, *, empty: bool) -> tuple[str, ...]:
    if empty:
        return (said["nothing_handed_in"],)
    submitted = marks.submission.submitted if marks.submission is not None else ""
    found = [said["handed_in"].format(when=on_one_line(submitted, 40))] if submitted else []
    found += facts(marks, said)
    if marks.earned != marks.total:
        found.append(said["blanks_earn"].format(earned=said.number(points_text(marks.earned))))
    return tuple(found)


def _exercise(marks: Marks, item: Item, page: Page, shown: Shown, *, empty: bool) -> FeedbackExercise:
    verdicts = of_exercise(marks, item)
    earned, worth = (sum(parts, Fraction(0)) for parts in ([v.points for v in verdicts], [v.worth for v in verdicts]))
    plain = FeedbackExercise(
        number=str(item.number),
        title=item.exercise.problem.title,
        points=page.said["points_of"].format(points=page.said.number(points_text(earned)), worth=page.points(worth)),
        opening=_written(() if empty else opening(marks, item, page.said), page),
        blanks=()
        if empty
        else tuple(
            _blank(verdict, replace(page, item=item.behind(verdict.blank)), with_key=shown.with_key)
            for verdict in verdicts
        ),
    )
    if not shown.with_key or item.apart:
        return plain
    return replace(
        plain,
        givens=tuple(givens_views(item.exercise, page)),
        matrix_words=matrix_words(item.exercise, page),
        phases=_phases(item, page),
        note=answer_note(item, page),
    )


def _phases(item: Item, page: Page) -> tuple[PhaseView, ...]:
    """The worked lines; a single phase needs no title under that of the solution."""
    phases = tuple(phase_views(item, page))
    return phases if len(phases) > 1 else tuple(replace(phase, title="") for phase in phases)


def _blank(verdict: Verdict, page: Page, *, with_key: bool) -> BlankView:
    blank, tone = verdict.blank, tone_of(verdict)
    words = blank.ask.kind is Kind.WRITTEN
    paper = page.writer.engine != "html"
    sign = SIGNS[tone][paper] if verdict.outcome is not Outcome.UNREADABLE else "?"
    unreadable = verdict.outcome is Outcome.UNREADABLE and not paper
    return BlankView(
        label=blank.label,
        quantity=_asked(verdict, page) if words else page.on_one_line(blank.symbol),
        words="" if words else in_words(blank.symbol, page.exercise.problem, page.said),
        written=_answer(verdict, page),
        tone=tone.value,
        sign=sign,
        outcome=verdict.outcome.said_in(page.said),
        points=page.said["points_of"].format(
            points="–" if verdict.waits else page.said.number(points_text(verdict.points)),
            worth=page.said.number(points_text(verdict.worth)),
        ),
        why=_written(reason(verdict, page.item, page.said), page),
        pointed="\n".join(verdict.note.split("\n")[1:]) if unreadable else "",
        right=_right(verdict, page) if with_key else None,
    )


def _asked(verdict: Verdict, page: Page) -> Ready:
    """The beginning of what is asked in words."""
    text = on_one_line(without_marks(verdict.blank.ask.text), 60) if page.writer.engine == "html" else ""
    return page.writer.text(text or page.said["in_words"])


def _answer(verdict: Verdict, page: Page) -> str:
    """What was written; a letter with the number that it stands for."""
    if verdict.answer is None:
        return page.said["nothing_written"] if verdict.outcome is Outcome.BLANK else ""
    text = on_one_line(clean(verdict.answer.text), MOST_WRITTEN[page.writer.engine])
    options = verdict.blank.options
    if not options or verdict.value is None or any(character.isdigit() for character in text):
        return text
    value = verdict.value
    place = min(range(len(options)), key=lambda place: abs(float(options[place].number) - value))
    return f"({letter(place)}) {page.said.number(options[place].number)}"


def _right(verdict: Verdict, page: Page) -> Ready:
    answer = answer_view(verdict.blank, page.item, page)
    if answer.number:
        return answer.answer
    return answer.formula if answer.formula is not None else page.writer.text(page.said["by_person"])


def _written(parts: Sequence[Part], page: Page) -> Ready:
    return page.writer.paragraph(Paragraph(tuple(parts)), page.naming, frozenset()) if parts else Ready("")
