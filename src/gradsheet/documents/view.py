"""What the templates arrange: every string ready, every choice made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, zip_longest
from math import cos, radians, sin

from ..assignments.exam import Exam
from ..formula.naming import Naming
from ..formula.notation import LECTURE, Profile
from ..languages import Language
from ..problems.rounding import fixed
from .drawings import Drawing
from .font import Font
from .logo import Logo
from .paper import A4, Paper
from .qr import Qr
from .writer import Ready

LONG_RUN, HALF = 6, 76.0  # formulas in a column would take the page, and how wide two beside each other may be (mm)
LONG = 85.0
MOST_TOGETHER = 4  # bands of givens, or rows of steps that are told, which no page parts
SURELY_FITS = 200  # characters of source, for equations beside each other
BlockView = tuple[tuple[Ready, ...], ...]  # rows of equations


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands on every sheet of an assignment; `notation` is the course's, `policy` what its marking promises.

    `fonts` are a course's own, for letters that the engine lacks.
    """

    title: str
    course: str = ""
    notation: Profile = LECTURE
    language: str = "en"
    paper: Paper = A4
    exam: Exam | None = None
    logo: Logo | None = None
    policy: str = ""
    fonts: tuple[Font, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ParagraphView:
    """`width` is about how wide a displayed formula is, in mm; a `long` one may need two lines.

    What `leads` to a displayed formula stays on its page.
    """

    content: Ready
    entry: bool
    display: bool
    width: float = 0.0
    leads: bool = False

    @property
    def long(self) -> bool:
        return self.display and self.width > LONG


@dataclass(frozen=True, kw_only=True)
class ProseView:
    """Paragraphs below each other, or short formulas in `rows` of two, to be read across."""

    paragraphs: tuple[ParagraphView, ...] = ()
    rows: tuple[tuple[ParagraphView, ...], ...] = ()


def in_rows(paragraphs: tuple[ParagraphView, ...], times: float) -> Iterator[ProseView]:
    """A statement as it stands on paper, where it is printed `times` as large as usual."""
    followed = (
        replace(one, leads=not one.display and not one.entry and after is not None and after.display)
        for one, after in zip_longest(paragraphs, paragraphs[1:])
        if one is not None
    )
    for short, together in groupby(followed, key=lambda one: one.display and times * one.width <= HALF):
        run = tuple(together)
        if short and len(run) >= LONG_RUN:
            yield ProseView(rows=tuple(run[start : start + 2] for start in range(0, len(run), 2)))
        else:
            yield ProseView(paragraphs=run)


@dataclass(frozen=True, kw_only=True)
class NoteView:
    """Where something is written on a drawing, in millimetres, and the turn as a matrix."""

    x: float
    y: float
    angle: float
    content: Ready
    covers: bool

    @property
    def turn(self) -> Ready:
        """The four numbers of the rotation's matrix."""
        return _turn(self.angle)


@lru_cache(maxsize=4096)
def _turn(angle: float) -> Ready:
    c, s = cos(radians(angle)), sin(radians(angle))
    return Ready(" ".join(fixed(part, 4) for part in (c, s, -s, c)))


@dataclass(frozen=True, kw_only=True)
class DrawingView:
    """A drawing, with what is written on it in an engine's source; `naming` is for who writes that in its own way."""

    drawing: Drawing
    naming: Naming = field(repr=False)
    scale: float
    nodes: tuple[NoteView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One place to answer; `words` say what the quantity is.

    `wide`: one of these may be too wide for its place; `tall`: the quantity is higher than it.
    """

    label: str
    quantity: Ready
    words: str
    points: str
    wide: bool = True
    tall: bool = False


@dataclass(frozen=True, kw_only=True)
class CellView:
    """A place in a table: with a label it is a box to answer in. On a key, its answer stands there too."""

    content: Ready
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class GridView:
    """A table of blanks: heads and widths (mm) of its columns, then rows of cells; `points` are those of each box."""

    widths: tuple[float, ...]
    heads: tuple[Ready, ...]
    rows: tuple[tuple[CellView, ...], ...]
    points: str = ""

    @property
    def width(self) -> float:
        return sum(self.widths)


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """A letter to mark and its number; on a key `words` say what it comes from, or that it is `right`."""

    letter: str
    content: Ready
    words: str = ""
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class ChoiceView:
    """A blank with options in lines, each `width` mm wide; on a key there is one in each line."""

    row: RowView
    width: float
    lines: tuple[tuple[OptionView, ...], ...]


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """Blanks that stand together, with the author's text above them.

    `lines` are answered in words, `formulas` in long boxes; `pairs` in boxes, two beside each other,
    or all in a `grid`; `choices` by marking a letter.
    """

    text: tuple[ParagraphView, ...]
    lines: tuple[RowView, ...]
    formulas: tuple[RowView, ...]
    pairs: tuple[tuple[RowView, ...], ...]
    grid: GridView | None = None
    choices: tuple[ChoiceView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PieceView:
    """One side of a worked line; `solid` cannot be broken over lines."""

    content: Ready
    solid: bool


@dataclass(frozen=True, kw_only=True)
class LineView:
    """`wide`: the left side, or one of the pieces, may be too wide for its place."""

    label: str
    left: Ready
    pieces: tuple[PieceView, ...]
    wide: bool


@dataclass(frozen=True, kw_only=True)
class PhaseView:
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """A row of the table of answers; `exact` is parted at its point, so that a column of them aligns.

    For who places it himself, `exact_whole` is the same in one and `before` how wide it is up to its point; `widths`
    are those of answer, low and high. They are in em, None where it is not known. Where a formula is asked, `formula`
    stands in the place of all numbers.
    """

    label: str
    quantity: Ready
    answer: Ready
    exact: tuple[Ready, Ready]
    exact_whole: Ready
    low: Ready
    high: Ready
    points: str
    number: bool
    before: float | None = None
    widths: tuple[float | None, ...] = ()
    formula: Ready | None = None


@dataclass(frozen=True, kw_only=True)
class GivensView:
    """Blocks of equations beside each other, or one matrix on a line of its own.

    `wide`: the blocks may be wider than the page.
    """

    blocks: tuple[BlockView, ...] = ()
    matrix: Ready | None = None

    @property
    def wide(self) -> bool:
        columns = [column for block in self.blocks for column in zip_longest(*block, fillvalue="")]
        return sum(max(map(len, column)) for column in columns) > SURELY_FITS


@dataclass(frozen=True, kw_only=True)
class ToldView:
    """Steps that are told, in rows of cells that are each `width` mm wide."""

    width: float
    rows: tuple[tuple[Ready, ...], ...]

    @property
    def together(self) -> bool:
        """Whether they are few enough for one page."""
        return len(self.rows) <= MOST_TOGETHER


@dataclass(frozen=True, kw_only=True)
class TableView:
    """Function values: in each row the function, then numbers; the first row holds the arguments."""

    rows: tuple[tuple[Ready, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ExerciseView:
    number: str
    title: str
    points: str
    statement: tuple[ParagraphView, ...]
    drawing: DrawingView | None
    givens: tuple[GivensView, ...]
    matrix_words: str
    told: ToldView | None
    prose: tuple[ProseView, ...] = ()
    tables: tuple[TableView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    work_rows: int = 0
    grids: tuple[GridView, ...] = ()
    choices: tuple[ChoiceView, ...] = ()
    phases: tuple[PhaseView, ...] = ()
    answers: tuple[AnswerView, ...] = ()
    answer_widths: tuple[float | None, ...] = ()
    answer_note: str = ""

    @property
    def givens_together(self) -> bool:
        """Whether they are few enough for one page."""
        return len(self.givens) <= MOST_TOGETHER


@dataclass(frozen=True, kw_only=True)
class WorthView:
    """A column of the table of points: an exercise, or the total, and what it is worth."""

    head: str
    points: str


@dataclass(frozen=True, kw_only=True)
class CoverView:
    """The first page of an exam: facts side by side, rules, the points; `signed` where names stand on pages."""

    facts: tuple[str, ...]
    rules: tuple[Ready, ...]
    tables: tuple[tuple[WorthView, ...], ...]
    signed: bool


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """One document. A sheet has questions, a key has phases and answers.

    `named`: a name and an id stand in the head; `spare`: with lines to write them on. `version` is an exam's,
    `mark` its name alone. `logo_width` is what the head leaves to a logo, in mm; beside it each line of the head
    surely `fits`, or may not.
    """

    paper: Paper
    title: str
    course: str
    name: str
    id: str
    named: bool
    spare: bool
    logo_width: float
    fits: bool
    version: str
    mark: str
    code: str
    qr: Qr
    qr_module: float
    page_words: tuple[Ready, ...]
    points: str
    key: bool
    large: bool = False
    policy: str = ""
    cover: CoverView | None = None
    said: Language = field(repr=False)
    families: tuple[str, ...] = ()
    exercises: tuple[ExerciseView, ...]
