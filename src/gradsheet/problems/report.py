"""What `gradsheet check` finds: every problem loaded, every case solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ComplaintsError, GradsheetError
from ..places import shipped
from .bank import locate
from .check import disagreements
from .load import problem_from
from .on_paper import zeros
from .toml_source import TomlSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A line per problem, what disagrees, and a line in sum."""

    lines: tuple[str, ...]
    complaints: tuple[str, ...]
    summary: str


def check_problems(paths: Sequence[str]) -> Report:
    """Loads all problems under `paths` and compares their cases; never draws."""
    lines: list[str] = []
    complaints: list[str] = []
    problems = cases = numbers = 0
    for path, shown in files(paths):
        problems += 1
        try:
            source = TomlSource.read(path, shown)
            problem = problem_from(source, name=path.stem)
        except ComplaintsError as error:
            complaints += [str(complaint) for complaint in error.complaints]
            continue
        except GradsheetError as error:
            complaints.append(str(error))
            continue
        found = [one for case in problem.cases for one in disagreements(problem, case)]
        complaints += [str(source.complaint(one.place, f"{one.text} (case '{one.case}')")) for one in found]
        compared = sum(len(case.expect) + len(case.wrong) for case in problem.cases)
        notes = [str(one) for one in zeros(problem, shown)]
        cases, numbers = cases + len(problem.cases), numbers + compared
        if not problem.cases:
            lines.append(f"{shown}: reads well; no published case to compare")
        elif not found:
            lines.append(f"{shown}: {_count(len(problem.cases), 'case')}, {_count(compared, 'number')}: all agree")
        else:
            lines.append(f"{shown}: {len(found)} of {_count(compared, 'number')} disagree")
        lines += notes
    summary = f"{_count(problems, 'problem')}, {_count(cases, 'case')}, {_count(numbers, 'number')}: "
    return Report(
        lines=tuple(lines),
        complaints=tuple(complaints),
        summary=summary + _outcome(len(complaints), numbers),
    )


def _outcome(complaints: int, numbers: int) -> str:
    if complaints:
        return _count(complaints, "complaint")
    return "all agree" if numbers else "nothing published to compare"


def files(paths: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The problem files that paths name, each with how it is called in messages."""
    own = Path("problems")
    if not paths:
        root = own if Path("assignment.toml").is_file() and any(own.rglob("*.toml")) else shipped("problem_banks")
        yield from _inside(root, root.name)
    for text in paths:
        path = Path(text)
        if path.is_dir():
            yield from _inside(path, text.rstrip("/\\"))
        elif path.is_file():
            yield path, text
        else:
            yield locate(text)


def _inside(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    found = sorted(folder.rglob("*.toml"))
    if not found:
        raise GradsheetError(f"{shown}: there is no problem file (*.toml) in this folder")
    for path in found:
        yield path, f"{shown}/{path.relative_to(folder).as_posix()}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
