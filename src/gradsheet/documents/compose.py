"""From a sheet to what the templates arrange: the sheet as a student gets it, or its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from math import inf

from ..assignments.sheet import Blank, Item, Sheet
from ..formula import Symbol
from ..formula.naming import Naming
from ..formula.runs import Run
from ..languages import sentences
from ..problems import Ask, Kind, Problem
from ..problems.problem import Itself
from .answer_table import in_tables
from .choice_view import choice_view
from .cover_view import cover_view
from .drawings.extent import NODE_EM, runs_width, width
from .given_view import drawing_view, givens_views, matrix_words
from .glyphs import printable_name, typographic, visible
from .grid_view import grid_view
from .key_view import answer_note, answer_view, answer_widths, phase_views
from .logo import APART
from .page import Alike, Page, points_text
from .qr import qr
from .statement import Math, Text
from .table_view import table_rows
from .told_view import told_view
from .view import (
    AnswerView,
    ChoiceView,
    ExerciseView,
    GridView,
    Heading,
    PhaseView,
    ProseView,
    QuestionView,
    RowView,
    SheetView,
    TableView,
    in_rows,
)
from .words import in_words
from .writer import Writer

LARGE = "large"
"""What the roster's column `layout` says of who gets a sheet in large print; a key is for the staff, and never is."""
LEAST_WORK = 8  # rows of squares, of 6 mm
QR_WIDTH = 17.0  # mm
HEAD, AROUND_MARK = 108.0, 6.4  # mm: room for the head's lines, and what a mark such as KEY takes beside its letters
TITLE_EM, MARK_EM = 5.6, 4.5  # mm of an em of 15 and 12 pt, for letters that are bold
MOST_LEFT, MOST_WORDS = 18.0, 17.5  # mm, of what surely fits


def sheet_view(sheet: Sheet, heading: Heading, writer: Writer) -> SheetView:
    """The sheet as the student gets it: nothing of the solution but what the problem tells."""
    return _document(sheet, heading, writer, key=False)


def key_view(sheet: Sheet, heading: Heading, writer: Writer) -> SheetView:
    """The same sheet with every line worked."""
    return _document(sheet, heading, writer, key=True)


def _document(sheet: Sheet, heading: Heading, writer: Writer, *, key: bool) -> SheetView:
    said = sentences(heading.language)
    write = _worked if key else _asked
    exam = heading.exam
    versions = exam is not None and sheet.version
    large = sheet.student.layout == LARGE and not key
    printed, _ = printable_name(sheet.student, writer.engine, writer.more)
    longest = writer.longest_name * 2 // 3 if large else writer.longest_name
    logo_width = heading.logo.width + APART if heading.logo is not None and not large else 0.0
    room = HEAD - logo_width
    marks = (*((said["key"],) if key else ()), *((sheet.version,) if versions else ()))
    who = f"{said['name_is']} {printed} {said['id_is']} {sheet.student.id}"
    return SheetView(
        paper=heading.paper,
        title=heading.title,
        course=heading.course,
        name=_cut(printed, longest),
        id=_cut(visible(sheet.student.id, writer.engine, more=writer.more), longest),
        named=exam is None or exam.names,
        spare=sheet.spare > 0,
        logo_width=logo_width,
        fits=not (large or sheet.spare)
        and _wide(heading.title, TITLE_EM) + sum(_wide(mark, MARK_EM) + AROUND_MARK for mark in marks) <= room
        and max(_wide(heading.course, NODE_EM), _wide(who, NODE_EM)) <= room,
        version=said["version"].format(version=sheet.version) if versions else "",
        mark=sheet.version if versions else "",
        code=sheet.code,
        qr=qr(sheet.code),
        qr_module=QR_WIDTH / qr(sheet.code).size,
        page_words=tuple(writer.styled(Text(words)) for words in re.split(r"\{\w+\}", said["page"])),
        points=said.number(points_text(sheet.points)),
        key=key,
        large=large,
        policy="" if key else heading.policy,
        cover=cover_view(sheet, exam, said, writer) if exam is not None and exam.cover and not key else None,
        said=said,
        families=tuple(font.family for font in heading.fonts),
        exercises=tuple(
            write(item, Page(writer, said, heading.notation, heading.language, item, large)) for item in sheet.items
        ),
    )


@lru_cache(maxsize=1024)
def _wide(words: str, em: float) -> float:
    """How wide words surely are at most, in mm; infinitely where their letters are not known."""
    known = all(letter < "\u0250" for letter in words)
    return runs_width((Run(words),), em) if known else inf


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _asked(item: Item, page: Page) -> ExerciseView:
    varied = item.exercise.options or any(ask.table for ask in item.exercise.problem.asks)
    questions = tuple(_questions(item, page)) if varied else _same_questions(page.alike, Itself(item.blanks))
    return _exercise(item, page, questions=questions)


def _worked(item: Item, page: Page) -> ExerciseView:
    answers = tuple(answer_view(blank, item, page) for blank in item.blanks)
    return _exercise(
        item,
        page,
        phases=tuple(phase_views(item, page)),
        choices=tuple(
            choice_view(_row(blank, page, written=False), blank, page, answered=True)
            for blank in item.blanks
            if blank.options
        ),
        grids=tuple(grid_view(ask, item, page, answered=True) for ask in item.exercise.problem.asks if ask.table),
        answers=answers,
        answer_widths=answer_widths(answers, page),
        answer_note=answer_note(item, page),
    )


def _exercise(
    item: Item,
    page: Page,
    *,
    questions: tuple[QuestionView, ...] = (),
    phases: tuple[PhaseView, ...] = (),
    grids: tuple[GridView, ...] = (),
    choices: tuple[ChoiceView, ...] = (),
    answers: tuple[AnswerView, ...] = (),
    answer_widths: tuple[float | None, ...] = (),
    answer_note: str = "",
) -> ExerciseView:
    problem = item.exercise.problem
    tabled = in_tables(problem)
    prose, tables = _in_common(page.alike)
    return ExerciseView(
        number=str(item.number),
        title=typographic(problem.title),
        points=page.points(item.points),
        statement=page.statement,
        prose=prose,
        drawing=drawing_view(item.exercise, page, item.solution if phases else None),
        givens=tuple(givens_views(item.exercise, page)),
        matrix_words=matrix_words(item.exercise, page),
        told=told_view([symbol for symbol in problem.tell if symbol not in tabled], page),
        tables=tables,
        questions=questions,
        # The work of two blanks stands beside each other on average.
        work_rows=max(LEAST_WORK, 2 * len(item.blanks) // 3),
        phases=phases,
        grids=grids,
        choices=choices,
        answers=answers,
        answer_widths=answer_widths,
        answer_note=answer_note,
    )


# What a whole class has alike is the same object for all, so that templates write it once.


@lru_cache(maxsize=64)
def _in_common(alike: Alike) -> tuple[tuple[ProseView, ...], tuple[TableView, ...]]:
    """The statement and the tables of function values."""
    page = alike.page
    return tuple(in_rows(page.statement, page.times)), tuple(_tables(page.exercise.problem, page))


@lru_cache(maxsize=64)
def _same_questions(alike: Alike, _blanks: Itself[tuple[Blank, ...]]) -> tuple[QuestionView, ...]:
    """The questions where nothing stands in them but names and places to answer."""
    return tuple(_questions(alike.page.item, alike.page))


def _tables(problem: Problem, page: Page) -> Iterator[TableView]:
    plain = Naming(profile=page.profile)
    for rows in table_rows(problem, page.naming, widest=6 if page.large else 13):
        yield TableView(
            rows=tuple(
                (page.writer.math(page.writer.formula(head, plain)), *(page.digits(number) for number in numbers))
                for head, numbers in rows
            )
        )


def _questions(item: Item, page: Page) -> Iterator[QuestionView]:
    """The blanks in order; only a text, or another kind of answer, starts a new group."""
    groups: list[tuple[Ask, list[Blank]]] = []
    for (ask, place), blanks in groupby(item.blanks, key=lambda blank: (blank.ask, _place(blank))):
        alike = bool(groups) and _place(groups[-1][1][0]) is place is not Kind.WRITTEN
        if alike and not (ask.text or ask.table or groups[-1][0].table):
            groups[-1][1].extend(blanks)
        else:
            groups.append((ask, list(blanks)))
    for ask, together in groups:
        place = _place(together[0])
        written = place is Kind.WRITTEN
        text = ask.text or page.said.get(SAID_BEFORE.get(place, ""), "")
        rows = [_row(blank, page, written=written) for blank in together]
        yield QuestionView(
            text=page.prose(text),
            lines=tuple(rows) if written else (),
            formulas=tuple(rows) if place is Kind.FORMULA else (),
            choices=tuple(choice_view(row, blank, page) for row, blank in zip(rows, together, strict=True))
            if place is Kind.CHOICE
            else (),
            grid=grid_view(ask, item, page) if ask.table else None,
            pairs=()
            if place is not Kind.NUMBER or ask.table
            else tuple(tuple(rows[start : start + 2]) for start in range(0, len(rows), 2)),
        )


SAID_BEFORE = {Kind.WRITTEN: "written", Kind.FORMULA: "formula_in_names", Kind.CHOICE: "choose"}


def _place(blank: Blank) -> Kind:
    """The kind that has the same place to answer: without options, a choice is a number to write."""
    return Kind.NUMBER if blank.ask.kind is Kind.CHOICE and not blank.options else blank.ask.kind


def _row(blank: Blank, page: Page, *, written: bool) -> RowView:
    left = page.writer.joined([]) if written else page.writer.math(_before(blank, page))
    words = "" if written else in_words(blank.symbol, page.exercise.problem, page.said)
    return RowView(
        label=blank.label,
        quantity=left,
        words=words,
        points=page.points(blank.points),
        wide=_is_wide(blank.symbol, words, page.naming),
        tall=_is_tall(blank.symbol, page.naming),
    )


@lru_cache(maxsize=4096)
def _is_wide(symbol: Symbol, words: str, naming: Naming) -> bool:
    """Whether `symbol =` or its words may not fit beside a box; measuring them there costs as much as setting them."""
    known = all(letter < "\u0250" for letter in words)
    return not known or width(Math((symbol,)), naming, NODE_EM) > MOST_LEFT or width(Text(words), naming) > MOST_WORDS


def _is_tall(symbol: Symbol, naming: Naming) -> bool:
    """Whether `symbol =` is higher than a box: a fraction with scripts above and below a letter."""
    return symbol.by is not None and "(" in naming.glyphs(symbol.by).sup


def _before(blank: Blank, page: Page) -> str:
    return page.writer.beside(page.writer.symbol(blank.symbol, page.naming), page.writer.sign("="))
