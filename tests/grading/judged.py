"""What the marks of a simulated class are worth: harmed, named, missed, lost, given by accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grading.classroom import ANSWERED_WITH_A_NUMBER, NONSENSE, Classroom, Paper
from grading.earned import Earned
from gradsheet.formula import Symbol, name
from gradsheet.grading import Marks, Outcome, Verdict, mark


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The least share of the papers of a kind that come out as they should; without one, it is only counted."""

    kind: str
    what: str
    least: float = 0.0

    def is_kept(self, tally: Tally) -> bool:
        share = tally.share(self)
        return share is None or share >= self.least


HONEST = ("careful", "rounding", "honest, blanks left out")
BY_ACCIDENT = ("two misconceptions", *NONSENSE)
PROMISED = (
    Promise(kind="misconception", what="named", least=0.995),
    Promise(kind="misconception, rounding", what="named", least=0.995),
    Promise(kind="misconception, blanks left out", what="named"),
    Promise(kind="slip at an asked blank", what="exactly that blank", least=0.99),
    Promise(kind="slip at an unasked step", what="one blank", least=0.95),
    Promise(kind="slip at an unasked step, blanks left out", what="one blank"),
    Promise(kind="slip at a blank left empty", what="one blank"),
    Promise(kind="two slips", what="exactly those blanks"),
    Promise(kind="misconception and a slip", what="named"),
)
FINE = {"right", "no accident", *(promise.what for promise in PROMISED)}


@dataclass
class Tally:
    """Papers by kind and by what became of them, credits by blank, and papers to read where it went otherwise."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    credits: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    misconceptions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def papers(self) -> int:
        return sum(self.counts.values())

    @property
    def harmed(self) -> int:
        return sum(self.counts[kind, "harmed"] for kind in HONEST)

    def of(self, kind: str) -> int:
        return sum(count for (one, _), count in self.counts.items() if one == kind)

    def share(self, promise: Promise) -> float | None:
        return self.counts[promise.kind, promise.what] / self.of(promise.kind) if self.of(promise.kind) else None

    def others(self, promise: Promise) -> list[tuple[str, int]]:
        return [(w, n) for (k, w), n in sorted(self.counts.items()) if k == promise.kind and w != promise.what]

    def add(self, paper: Paper, what: str, marks: Marks) -> None:
        self.counts[paper.kind, what] += 1
        if what in FINE:
            return
        problem = paper.item.exercise.problem.name
        about = paper.held[0] if len(paper.held) == 1 else problem
        self.problems[paper.kind, what, problem] += 1
        if len(paper.held) == 1:
            self.misconceptions[paper.kind, what, about] += 1
        lines = self.examples.setdefault(f"{paper.kind}: {what}: {about}", [])
        if len(lines) < 2:
            lines.append(f"{problem}: {shown(paper, marks)}")

    def join(self, other: Tally) -> None:
        for mine, theirs in (
            (self.counts, other.counts),
            (self.credits, other.credits),
            (self.problems, other.problems),
            (self.misconceptions, other.misconceptions),
        ):
            mine.update(theirs)
        for key, lines in other.examples.items():
            self.examples.setdefault(key, []).extend(lines)


def judged(classroom: Classroom) -> Tally:
    """The whole class marked at once, and each paper judged."""
    papers = list(classroom.papers())
    sheets = [paper.sheet(number) for number, paper in enumerate(papers)]
    handed = [paper.submission(number) for number, paper in enumerate(papers)]
    earned, tally = Earned(classroom.problem), Tally()
    for paper, marks in zip(papers, mark(sheets, {one.student: one for one in handed}), strict=True):
        if paper.kind in BY_ACCIDENT:
            found = Counter(_credit(paper, verdict, marks, earned) for verdict in answered(paper, marks))
            tally.credits.update({(paper.kind, what): count for what, count in found.items()})
            accident = any(what.startswith("by accident") for what in found)
            tally.add(paper, "credit by accident" if accident else "no accident", marks)
        else:
            tally.add(paper, _JUDGES[paper.kind.split(",")[0]](paper, marks), marks)
            if paper.slip is not None:
                tally.credits[f"{paper.kind}: wrong steps", _blamed(paper, marks)] += 1
    return tally


def answered(paper: Paper, marks: Marks) -> list[Verdict]:
    return [verdict for verdict in marks.verdicts if verdict.blank.symbol in paper.written]


def lost(paper: Paper, marks: Marks) -> set[Symbol]:
    """Where an answer earned less than the blank is worth."""
    return {verdict.blank.symbol for verdict in answered(paper, marks) if verdict.points < verdict.worth}


def _honest(paper: Paper, marks: Marks) -> str:
    fine = all(v.outcome is Outcome.RIGHT and v.points == v.worth for v in answered(paper, marks))
    return "right" if fine and not marks.wrong_steps else "harmed"


def _named(paper: Paper, marks: Marks) -> str:
    """What the sheet as a whole says: every class that is named anywhere on it has to hold the misconception.

    All that nobody can tell from it must be named with it, else the one was guessed; none that can be told.
    """
    causes = [one.causes for one in (*marks.verdicts, *marks.wrong_steps) if one.causes]
    classes = [frozenset(misconception.id for misconception in one) for one in causes]
    if not classes:
        return "missed"
    if any(paper.held[0] not in one for one in classes):
        return "named wrongly"
    sheet = frozenset.intersection(*classes)
    if not paper.must <= sheet:
        return "guessed"
    return "named" if sheet <= paper.may else "named with others"


def _named_beside_a_slip(paper: Paper, marks: Marks) -> str:
    """What else is named may be the slip: a sign that is wrong looks like many a method."""
    causes = {misconception.id for one in (*marks.verdicts, *marks.wrong_steps) for misconception in one.causes}
    return "named" if paper.held[0] in causes else "missed" if not causes else "named wrongly"


def _slip_at_asked(paper: Paper, marks: Marks) -> str:
    where = lost(paper, marks)
    if where == {paper.slip}:
        return "exactly that blank"
    return "no blank" if not where else "another blank" if paper.slip not in where else f"{len(where)} blanks"


def _slip_at_unasked(paper: Paper, marks: Marks) -> str:
    count = len(lost(paper, marks))
    return {0: "no blank", 1: "one blank"}.get(count, f"{count} blanks")


def _slips(paper: Paper, marks: Marks) -> str:
    where = lost(paper, marks)
    return "exactly those blanks" if where == paper.slips else f"{len(where)} blanks"


def _blamed(paper: Paper, marks: Marks) -> str:
    """Which steps feedback calls wrong. Several unasked ones may explain a sheet alike."""
    symbols = [one.symbol for one in marks.wrong_steps]
    return "that one" if symbols == [paper.slip] else "one other" if len(symbols) == 1 else f"{len(symbols)} steps"


_JUDGES: Mapping[str, Callable[[Paper, Marks], str]] = {
    "careful": _honest,
    "rounding": _honest,
    "honest": _honest,
    "misconception": _named,
    "slip at an asked blank": _slip_at_asked,
    "slip at an unasked step": _slip_at_unasked,
    "slip at a blank left empty": _slip_at_unasked,
    "two slips": _slips,
    "misconception and a slip": _named_beside_a_slip,
}


def _credit(paper: Paper, verdict: Verdict, marks: Marks, earned: Earned) -> str:
    """Whether a credit that is not for the right number was earned; by nonsense none is."""
    if verdict.outcome is Outcome.RIGHT:
        return "right number"
    if not verdict.points:
        return "no credit"
    if paper.held and earned.is_earned(paper, verdict.blank.symbol, lost(paper, marks)):
        return "earned"
    return f"by accident ({verdict.outcome.value})"


def shown(paper: Paper, marks: Marks) -> str:
    """A paper with its marks, to be read and worked again by hand."""
    what = f"slip at {name(paper.slip)}, {paper.how}" if paper.slip else ", ".join(paper.held) or paper.how
    lines = [f"{what}; givens " + ", ".join(f"{name(s)}={v}" for s, v in paper.item.exercise.givens.items())]
    if len(paper.held) == 1:
        lines.append(f"    class {sorted(paper.must)}, perhaps {sorted(paper.may - paper.must)}")
    for one in marks.wrong_steps:
        implied = "" if one.asked else f" (not asked, implied {one.value})"
        lines.append(f"    wrong step {name(one.symbol)} at {one.label}{implied} {[c.id for c in one.causes]}")
    for verdict in marks.verdicts:
        if verdict.blank.ask.kind in ANSWERED_WITH_A_NUMBER:
            symbol, solution = verdict.blank.symbol, paper.item.solution
            lines.append(
                f"    {verdict.blank.label} {name(symbol):<16} {paper.written.get(symbol, ''):<14} right "
                f"{solution.values[symbol]:.7g} +- {solution.bands[symbol].tolerance:.2g}  {verdict.outcome.value} "
                f"{[c.id for c in verdict.causes] or ''} {list(verdict.believed) or ''}".rstrip()
            )
    return "\n".join(lines)
