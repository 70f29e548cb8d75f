"""The report's page: what may be read, laid out for a template that neither computes nor decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from ...formula import Formula, Symbol, to_text
from ...formula.mathml import symbol_to_mathml, to_mathml
from ...formula.notation import LECTURE, Profile
from ...grading.analysis import FEWEST, KINDS
from ...grading.verdict import Marks
from ...problems import Problem
from ...problems.rounding import fixed
from ..html import html_page
from .advice import alpha_words, in_short, remark
from .pictures import COLOURS, heat, histogram, scatter, stacked
from .rows import BlankRow, Count, DifferenceRow, Published
from .slides import Line, Slide, slides
from .views import BlankView, DifferenceView, HeatRow, ProblemView, RelationView, ReportView, SlideView, StepView

NOTHING = "–"


def page(found: Published, profile: Profile = LECTURE, *, templates: Path | None = None) -> str:
    """The report as one self-contained HTML page; a teacher's own `templates` folder is looked at first."""
    problems = tuple({one.problem.name: one.problem for one in found.blanks}.values())
    view = ReportView(
        found=found,
        fewest=FEWEST,
        kinds=tuple((kind.words, COLOURS[kind.id]) for kind in KINDS),
        in_short=tuple(in_short(found)),
        parts=tuple(
            (one.name, _count(one.count), *(_mark(v) for v in (one.mean, one.lower, one.median, one.upper)))
            for one in found.parts
        ),
        most=f"{found.most:g}",
        histogram=histogram(found),
        alpha="" if found.alpha is None else alpha_words(found.alpha),
        problems=tuple(_problem(found, one, profile) for one in problems),
        scatter=scatter(found.blanks),
        relations=tuple(_relation(found, place, profile) for place in range(len(found.relations))),
        differences=(
            ("Variants of the sheet", _differences(found.variants, profile)),
            ("Groups", _differences(found.groups, profile)),
        ),
        slides=tuple(_slide(one, profile) for one in slides(found)),
        has_hidden=any(None in one.outcomes for one in found.blanks),
        people=tuple(_person(one) for one in found.people),
    )
    return html_page("report.html", view, templates)


def _person(marks: Marks) -> tuple[str, str, str, str]:
    student = marks.sheet.student
    return (student.id, student.name, student.group, _mark(float(marks.total)))


def _count(count: Count) -> str:
    return NOTHING if count is None else f"{count:,}"


def _mark(value: float | None) -> str:
    return NOTHING if value is None else fixed(value, 2)


def _percent(share: float | None, *, rough: bool = False) -> str:
    return NOTHING if share is None else f"{'≈ ' if rough else ''}{share:.0%}"


def _symbol(symbol: Symbol, problem: Problem, profile: Profile) -> Markup:
    # MathML is made by a library from the course's letters, which it escapes.
    return Markup(symbol_to_mathml(symbol, problem.naming(profile)))


def _formula(formula: Formula, problem: Problem, profile: Profile) -> Markup:
    return Markup(to_mathml(formula, problem.naming(profile)))


def _problem(found: Published, problem: Problem, profile: Profile) -> ProblemView:
    blanks = [one for one in found.blanks if one.problem.name == problem.name]
    most_shown: dict[str, int] = {}
    for shows in (shows for one in blanks for shows in one.shows):
        most_shown[shows.ids] = max(shows.count or 0, most_shown.get(shows.ids, 0))
    ids = sorted(most_shown, key=lambda one: -most_shown[one])
    counted = [one for one in found.steps if one.problem.name == problem.name]
    most = max((one.count or 0 for one in counted), default=1) or 1
    return ProblemView(
        title=problem.title,
        labels=f"{blanks[0].label} to {blanks[-1].label}" if len(blanks) > 1 else blanks[0].label,
        blanks=tuple(_blank(one, profile) for one in blanks),
        columns=tuple(one.label for one in blanks if one.shows),
        heat=tuple(_heat_row(id, [one for one in blanks if one.shows]) for id in ids),
        steps=tuple(
            StepView(
                symbol=_symbol(one.symbol, problem, profile),
                asked="" if one.asked else "not asked",
                share=0.0 if one.count is None else 100 * one.count / most,
                count=_count(one.count) if found.names or one.count is None else f"about {one.count}",
                who=", ".join(one.who),
            )
            for one in counted
        ),
    )


def _blank(one: BlankRow, profile: Profile) -> BlankView:
    return BlankView(
        label=one.label,
        symbol=Markup("<em>in words</em>") if one.written else _symbol(one.symbol, one.problem, profile),
        count=one.count,
        bar=stacked(one),
        counts=tuple("" if count == 0 else _count(count) for count in one.outcomes),
        facility=_percent(one.facility, rough=one.rough),
        discrimination=_mark(one.discrimination),
        upper_lower=_mark(one.upper_lower),
        remark=remark(one),
    )


def _heat_row(ids: str, blanks: Sequence[BlankRow]) -> HeatRow:
    cells, people, title = [], [], ids
    for blank in blanks:
        shows = next((one for one in blank.shows if one.ids == ids), None)
        if shows is None:
            cells.append(("", "#ffffff", "#1a1a1a"))
            continue
        title = shows.titles
        people += [f"{blank.label}: {', '.join(shows.who)}"] if shows.who else []
        cells.append((_count(shows.count), *heat(0.0 if shows.count is None else shows.count / blank.count)))
    return HeatRow(ids=ids or "no known method", title=title, cells=tuple(cells), who=tuple(people))


def _relation(found: Published, place: int, profile: Profile) -> RelationView:
    one = found.relations[place]
    about = "" if found.names else "about "
    return RelationView(
        label=one.label,
        symbol=_symbol(one.symbol, one.problem, profile),
        formula=_formula(one.formula, one.problem, profile),
        alike="; ".join(map(to_text, one.alike)),
        count=f"{about}{one.count}",
        wrong=f"{about}{one.wrong}",
        chance="one and the same number for all of them" if one.chance is None else "",
        toml=one.toml,
        who=", ".join(one.who),
    )


def _differences(some: Sequence[DifferenceRow], profile: Profile) -> tuple[DifferenceView, ...]:
    """The rows of one table: every part has a column, also where some had no such blank."""
    names = tuple(dict.fromkeys(part for one in some for part in one.parts))
    return tuple(_difference(one, names, profile) for one in some)


def _difference(one: DifferenceRow, names: Sequence[str], profile: Profile) -> DifferenceView:
    shares = {
        part: NOTHING if right is None or not count else f"{right / count:.0%} of {count}"
        for part, right, count in zip(one.parts, one.right, one.counts, strict=True)
    }
    return DifferenceView(
        label=one.label,
        symbol=_symbol(one.symbol, one.problem, profile),
        names=tuple(names),
        shares=tuple(shares.get(part, "") for part in names),
        best=one.best,
        worst=one.worst,
        chance="below 0.001" if one.chance < 0.001 else f"{one.chance:.1g}",
    )


def _slide(one: Slide, profile: Profile) -> SlideView:
    causes = one.shows.causes
    return SlideView(
        headline=f"{one.count} of {one.blank.count} did this: what happened?",
        where=Markup("{}, {}").format(one.blank.label, _symbol(one.blank.symbol, one.blank.problem, profile)),
        titles=tuple(f"{cause.title} ({cause.id})" for cause in causes),
        right=tuple(_line(line, one, profile) for line in one.right),
        wrong=tuple(_line(line, one, profile) for line in one.wrong),
        ends=(_minus(one.ends[0]), _minus(one.ends[1])),
        questions=tuple(dict.fromkeys(cause.feedback for cause in causes)),
        several=len(causes) > 1,
    )


def _line(line: Line, slide: Slide, profile: Profile) -> Markup:
    problem = slide.blank.problem
    sides = [_symbol(line.symbol, problem, profile), *(_formula(one, problem, profile) for one in line.formulas)]
    joined = Markup(" = ").join(dict.fromkeys(sides))
    return Markup("{} ≈ {}").format(joined, _minus(line.value))


def _minus(number: str) -> str:
    return number.replace("-", "\u2212")
