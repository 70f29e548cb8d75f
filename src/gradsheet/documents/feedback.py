"""Feedback of an assignment: a page of HTML for each student, and PDFs where they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from pathlib import Path

from ..assignments.assignment import Assignment
from ..assignments.folder import Folder, write_whole
from ..assignments.ledger import Ledger, noted
from ..assignments.rebuilt import holders
from ..assignments.record import read_record
from ..assignments.stores import in_folder
from ..errors import EngineError
from ..grading.grade import marked
from ..grading.graded import Graded
from ..grading.look_up import look_up
from ..grading.outputs import comments
from ..grading.policy_words import policy_sentences
from ..grading.verdict import Marks
from ..languages import sentences
from .feedback_view import FeedbackView, Shown, feedback_view
from .font import refuse_unprintable
from .heading import heading_of
from .html import html_page
from .html_writer import HtmlWriter
from .sources import Sources, own_templates
from .templates import source_of
from .typeset import ENGINES, best_engine
from .view import Heading
from .writer import Ready, Writer
from .writers import writer_for

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was made: for how many students, how many files have other bytes now, and whether with the key."""

    students: int
    written: int
    with_key: bool
    until: datetime | None
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """`Feedback for 12 student(s) in staff/feedback/, with the worked solution; 12 file(s) changed.`"""
        key = "with" if self.with_key else "without"
        when = f", held back until {self.until:%Y-%m-%d %H:%M}" if self.until and not self.with_key else ""
        return (
            f"Feedback for {self.students} student(s) in staff/feedback/, {key} the worked solution{when}; "
            f"{self.written} file(s) changed."
        )


def give_feedback(
    folder: Folder,
    only: Sequence[str] = (),
    *,
    now: datetime,
    with_key: bool | None = None,
    pdf: bool = False,
    engine: str | None = None,
    progress: Progress = lambda *_: None,
) -> Given:
    """Writes a page for everybody, or for those named in `only`, from what lies in answers/.

    The worked solution stands on it when everybody's deadline has passed, or as `with_key` says.
    """
    ids = [look_up(folder, who).id for who in only]
    graded = marked(folder, only=ids or None)
    until = last_deadline(folder, graded.assignment)
    shown = _shown(until, now, with_key)
    heading, writer = heading_of(graded.assignment, folder.root), HtmlWriter()
    templates = folder.templates if folder.templates.is_dir() else None
    views = Views(graded, heading, shown)
    written = 0
    for done, one in enumerate(graded.marks, start=1):
        page = html_page("feedback.html", views.of(one, writer), templates)
        written += write_whole(_path(graded, one, "html"), page)
        progress(done, len(graded.marks))
    if pdf:
        written += _print(views, engine or graded.assignment.engine or best_engine(heading.fonts), templates)
    if not ids:
        for path, content in comments(graded).items():
            write_whole(path, content)
    return Given(students=len(graded.marks), written=written, with_key=shown.with_key, until=until,
                 notes=tuple(map(str, graded.complaints)))  # fmt: skip


def last_deadline(folder: Folder, assignment: Assignment) -> datetime | None:
    """When the time of the last student is over; None where nobody has a deadline."""
    everybody = holders(folder, read_record(folder))
    found = [due for student in everybody if (due := assignment.due_for(student)) is not None]
    return max(found, default=None)


def _shown(until: datetime | None, now: datetime, with_key: bool | None) -> Shown:
    over = until is None or now > until
    when = f"{until:%Y-%m-%d %H:%M}" if until is not None else ""
    return Shown(with_key=over if with_key is None else with_key, until="" if over else when)


@dataclass(frozen=True)
class Views:
    """Everybody's feedback, for any engine."""

    graded: Graded
    heading: Heading
    shown: Shown

    def of(self, marks: Marks, writer: Writer) -> FeedbackView:
        roundings = [item.exercise.problem.rounding for item in marks.sheet.items]
        said = sentences(self.heading.language)
        shown = replace(self.shown, policy=policy_sentences(self.graded.policy, roundings, said))
        remark = self.graded.remarks.get(marks.sheet.student.id, "")
        return feedback_view(marks, self.heading, writer, shown, remark=remark)


def _print(views: Views, engine: str, templates: Path | None) -> int:
    """Typesets what is not up to date; how many PDFs have other bytes now."""
    graded, fonts = views.graded, views.heading.fonts
    refuse_unprintable(views.heading.language, engine, fonts)
    writer = writer_for(engine, fonts, views.heading.language)
    folder, ledger = graded.folder, Ledger(graded.folder)
    sources = Sources(views.heading, engine, own_templates(folder.templates))
    looks = in_folder(folder).looker()
    stale: list[tuple[Marks, Path, Ready]] = []
    for one in graded.marks:
        source, path = (
            source_of(views.of(one, writer), engine, templates, fonts),
            _path(graded, one, "pdf"),
        )
        if not ledger.is_current(folder.shown(path), sources.of(source), looks):
            stale.append((one, path, source))
    written, refused = 0, []
    pdfs = ENGINES[engine]((source for *_, source in stale), templates, repeat(None), fonts, views.heading)
    for (one, path, source), made in zip(stale, pdfs, strict=True):
        if isinstance(made, EngineError):
            refused.append(f"student {one.sheet.student.id}: {made}")
            continue
        written += write_whole(path, made)
        ledger.note({folder.shown(path): noted(sources.of(source), made)})
    if stale:
        ledger.fold()
    if refused:
        raise EngineError("\n".join(refused))
    return written


def _path(graded: Graded, marks: Marks, suffix: str) -> Path:
    return graded.folder.feedback / f"{graded.files[marks.sheet.student.id]}.{suffix}"
