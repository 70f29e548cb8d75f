"""What only the key shows: every line worked, and what is accepted at each blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from ..assignments.sheet import Blank, Item
from ..formula import Apply, Formula, Number, Symbol, decimal_text
from ..formula.naming import Naming
from ..problems import Kind
from ..problems.choices import letter
from ..problems.rounding import significant, within
from ..problems.working import Working, workings
from .family_view import FamilyLine, family_line, family_view, has_circles, prove_family
from .page import Page, points_text
from .statement import Text
from .view import AnswerView, LineView, PhaseView, PieceView
from .writer import SURELY_FITS, Ready, Writer

SURELY_FITS_LEFT = 60
DIGIT, MINUS, POINT = 0.5, 0.778, 0.278  # em, in Computer Modern
LETTER, BOLD = 2.2, 0.58  # em: of `(B) `, and what bold letters have on average


def phase_views(item: Item, page: Page) -> Iterator[PhaseView]:
    """The worked lines, phase by phase."""
    labels: dict[Symbol, str] = {}
    for blank in item.blanks:
        labels[blank.symbol] = f"{labels[blank.symbol]}, {blank.label}" if blank.symbol in labels else blank.label
    phases = {step.phase for step in item.exercise.problem.derivation.steps}
    for phase, lines in groupby(workings(item.exercise, item.solution), key=lambda line: line.phase):
        yield PhaseView(
            title=page.said[phase.value if len(phases) > 1 else "solution"],
            lines=tuple(_lines(tuple(lines), labels, page)),
        )


def _lines(lines: Sequence[Working], labels: Mapping[Symbol, str], page: Page) -> Iterator[LineView]:
    """A family of steps on one line where that is shorter, else a line for each."""
    written = page.kept
    for _, group in groupby(lines, key=lambda line: line.symbol.family):
        together = tuple(group)
        whole = family_line(together, page) if page.exercise.problem.matrices else None
        if whole is None:
            yield from (_line(line, labels.get(line.symbol, ""), page) for line in together)
        else:
            prove_family(whole, page, written.numbers, written.decimals)
            yield family_view(whole, labels, page, written.numbers)


def _families(item: Item, page: Page) -> Iterator[FamilyLine]:
    """The families that have one line."""
    if item.exercise.problem.matrices:
        for _, group in groupby(
            workings(item.exercise, item.solution), key=lambda line: (line.phase, line.symbol.family)
        ):
            if whole := family_line(tuple(group), page):
                yield whole


def _line(line: Working, label: str, page: Page) -> LineView:
    """Sides that look the same as the one before are left out: `ReLU(1) = 1` needs no second 1."""
    writer, naming = page.writer, page.naming
    value = writer.put_in(line.symbol, {line.symbol: line.value}, naming)
    pieces: list[PieceView] = []
    before = ""
    for source, piece in _sides(line, page):
        if source not in (before, value):
            pieces.append(piece)
        before = source
    pieces.append(_piece("=" if line.exact else writer.approximately, value, True, writer))
    if line.beside is not None:
        exactly = writer.aside(page.said["exactly"], writer.displayed(writer.formula(line.beside, naming)))
        pieces.append(PieceView(content=exactly, solid=True))
    left = page.symbol(line.symbol)
    wide = len(left) > SURELY_FITS_LEFT or any(len(piece.content) > SURELY_FITS for piece in pieces)
    together = tuple(pieces) if wide else tuple(_together(pieces, writer))
    return LineView(label=label, left=left, pieces=together, wide=wide)


def _together(pieces: Sequence[PieceView], writer: Writer) -> Iterator[PieceView]:
    """Neighbours in one piece where the engine has them so."""
    before, *rest = pieces
    for piece in rest:
        one = writer.as_one(before.content, piece.content)
        if one is None:
            yield before
        before = piece if one is None else PieceView(content=one, solid=False)
    yield before


def _sides(line: Working, page: Page) -> Iterator[tuple[str, PieceView]]:
    """The sides of a line before its value: first in names, then with the numbers put in."""
    plan, writer, naming = line.plan, page.writer, page.naming
    for formula in plan.in_names:
        yield _in_names(formula, writer, naming)
    if plan.has_put_in and plan.typed_as_written:
        source = writer.put_in(plan.step.formula, line.numbers, naming)
        yield source, _piece("=", source, _is_solid(plan.step.formula), writer)
    elif plan.has_put_in:
        source = writer.formula(line.put_in, naming)
        yield source, _piece("=", source, _is_solid(line.put_in), writer)
    if line.closed is not None:
        source = writer.formula(line.closed, naming)
        yield source, _piece("=", source, _is_solid(line.closed), writer)


@lru_cache(maxsize=4096)
def _in_names(formula: Formula, writer: Writer, naming: Naming) -> tuple[str, PieceView]:
    """A side that a whole class has."""
    source = writer.formula(formula, naming)
    return source, _piece("=", source, _is_solid(formula), writer)


def _piece(relation: str, source: str, solid: bool, writer: Writer) -> PieceView:
    parted = source if solid or len(source) <= SURELY_FITS else writer.parted(source)
    return PieceView(content=writer.right_side(relation, parted), solid=solid)


def _is_solid(formula: Formula) -> bool:
    return not (isinstance(formula, Apply) and formula.operator in ("+", "-", "*", "neg"))


def answer_note(item: Item, page: Page) -> str:
    """Why both the answer and the exact value stand there, and where they part."""
    rounding, found = item.exercise.problem.rounding, page.kept
    said, keep = page.said, rounding.keep
    whole = rounding.is_whole and found.decimals == keep
    notes = [
        said["answer_note_whole" if whole else "answer_note"].format(
            answer=said.decimals(rounding.answer), keep=said.decimals(found.decimals)
        )
    ]
    differ = [
        blank.label
        for blank in item.blanks
        if blank.symbol in found.answers
        and blank.ask.kind not in (Kind.WRITTEN, Kind.FORMULA)
        and not blank.options
        and found.answers[blank.symbol] != rounding.answered(item.solution.bands[blank.symbol].exact)
    ]
    if any(has_circles(whole.node) for whole in _families(item, page)):
        notes.insert(0, said["entry_by_entry"])
    if differ:
        notes.append(said["answers_differ"].format(labels=said["comma"].join(differ)))
    if found.decimals > keep:
        notes.append(said["more_decimals"].format(decimals=said.decimals(found.decimals), keep=keep))
    return said.joined(notes)


def answer_view(blank: Blank, item: Item, page: Page) -> AnswerView:
    rounding = item.exercise.problem.rounding
    band = item.solution.bands.get(blank.symbol)
    if blank.ask.kind in (Kind.WRITTEN, Kind.FORMULA) or band is None:
        nothing = page.writer.joined([])
        step = item.exercise.problem.derivation.by_symbol.get(blank.symbol)
        return AnswerView(
            label=blank.label, quantity=nothing, answer=nothing, exact=(nothing, nothing), exact_whole=nothing,
            low=nothing, high=nothing,
            points=page.said.number(points_text(blank.points)), number=False,
            formula=page.equation(blank.symbol, step.formula) if blank.ask.kind is Kind.FORMULA and step else None,
        )  # fmt: skip
    low, high = within(band.exact - band.tolerance, band.exact + band.tolerance, rounding.typable)
    exact = _plain(significant(band.exact))
    return AnswerView(
        label=blank.label,
        quantity=page.on_one_line(blank.symbol),
        answer=_answer(blank, page.kept.answers[blank.symbol], page),
        exact=_parted(exact, page),
        exact_whole=page.digits(exact),
        before=_em(exact.partition(".")[0]) if "e" not in exact else None,
        low=page.digits(low),
        high=page.digits(high),
        points=page.said.number(points_text(blank.points)),
        number=True,
        widths=(_answer_em(blank, page.kept.answers[blank.symbol]), _em(low), _em(high)),
    )


def answer_widths(answers: Sequence[AnswerView], page: Page) -> tuple[float | None, ...]:
    """The widths of the columns of answers, low and high ends with their heads (em), None where one is not known."""
    return tuple(
        None if None in found else max(_bold_em(page.said[head]), *(width for width in found if width is not None))
        for head, found in zip(
            ("answer", "accepted", "to"),
            zip(*(answer.widths for answer in answers if answer.number), strict=True),
            strict=False,
        )
    )


def _answer(blank: Blank, answer: str, page: Page) -> Ready:
    """`0.5969`, or `(B) 0.5969` where there was something to choose from."""
    right = next((place for place, option in enumerate(blank.options) if option.is_right), None)
    if right is None:
        return page.digits(answer)
    return page.writer.joined(
        [page.writer.styled(Text(f"({letter(right)}) ")), page.digits(blank.options[right].number)]
    )


def _answer_em(blank: Blank, answer: str) -> float | None:
    right = next((option.number for option in blank.options if option.is_right), None)
    width = _em(answer if right is None else right)
    return width if width is None or right is None else width + LETTER


def _em(number: str) -> float | None:
    """How wide a number is in Computer Modern; None for one with a power of ten."""
    if "e" in number:
        return None
    return DIGIT * len(number) + (MINUS - DIGIT) * number.count("-") + (POINT - DIGIT) * number.count(".")


def _bold_em(words: str) -> float:
    """About as wide as bold words are."""
    return sum(BOLD if character < "\u0250" else 1.05 for character in words)


def _plain(number: str) -> str:
    """Without a power of ten, unless that would be long."""
    return decimal_text(Number.of(number)) if "e" in number else number


def _parted(number: str, page: Page) -> tuple[Ready, Ready]:
    """`12` and `.0415945788`; a power of ten stays whole."""
    whole, point, rest = number.partition(".")
    if "e" in number or not point:
        return page.digits(number), page.writer.joined([])
    return page.digits(whole), page.digits(f".{rest}")
