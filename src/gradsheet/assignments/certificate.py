"""The certificate: what of the sheets was proven, how much of it and by what.

It lies beside the record, and only what was handed out stands there for good: it can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal

from ..errors import GradsheetError
from ..problems import Problem
from ..problems.rounding import fixed
from ..problems.separation import Nearest, nearest
from .folder import Folder, write_whole
from .sheet import Sheet

if TYPE_CHECKING:  # whoever only reads and marks has no need of 50 digits, which take long to import
    from ..problems.proof import Draw, Proof

FORMAT = 1
Kind = Literal["students", "exports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """How near a wrong method comes to a right number on a sheet: its distance, in both tolerances, and where."""

    amount: str
    misconception: str
    blank: str


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The proof of each problem, and the smallest separation on each sheet, by its code."""

    proofs: Mapping[str, Proof]
    separations: Mapping[str, Separation] = field(default_factory=dict)

    def __str__(self) -> str:
        """`Proven: 90 exercises, 1,260 derivatives against finite differences, 300 numbers in 50 digits.`

        And which wrong method comes nearest to a right number.
        """
        from ..problems.precise import DIGITS

        proofs = self.proofs.values()
        exercises, derivatives, numbers, at_kinks = (
            sum(getattr(proof, what) for proof in proofs)
            for what in ("exercises", "derivatives", "numbers", "at_kinks")
        )
        left_out = f" ({at_kinks:,} at kinks left out)" if at_kinks else ""
        return (
            f"Proven: {exercises:,} exercise{'s' * (exercises != 1)}, "
            f"{derivatives:,} derivatives against finite differences{left_out}, "
            f"{numbers:,} numbers in {DIGITS} digits.{self._nearest}"
        )

    @property
    def _nearest(self) -> str:
        """The smallest separation of all sheets in a sentence; nothing where no wrong method can change anything."""
        if not self.separations:
            return ""
        code, one = min(self.separations.items(), key=lambda found: float(found[1].amount))
        return (
            f"\nOf all known wrong methods, {one.misconception} comes nearest to a right number: "
            f"{one.amount} times both tolerances away (sheet {code}, {one.blank})."
        )


def certified(sheets: Sequence[Sheet]) -> Certificate:
    """The certificate of sheets; raises GradsheetError with every number that cannot be proven.

    Exercises that several sheets share are proven once.
    """
    from ..problems.proof import prove

    holders: dict[int, dict[tuple[object, ...], str]] = {}
    problems: dict[int, Problem] = {}
    draws: dict[int, list[Draw]] = {}
    for sheet in sheets:
        for item in sheet.items:
            exercise, key = item.exercise, id(item.exercise.problem)
            problems[key] = exercise.problem
            numbers = tuple(exercise.givens.values())
            if numbers not in holders.setdefault(key, {}):
                holders[key][numbers] = f"sheet {sheet.code} of {sheet.student.id}, exercise {item.number}"
                draws.setdefault(key, []).append(exercise.givens)
    proofs = {problem.name: prove(problem, draws[key]) for key, problem in problems.items()}
    failed = [
        f"{problem.name}, {list(holders[key].values())[failure.draw]}: {failure}"
        for key, problem in problems.items()
        for failure in proofs[problem.name].failures
    ]
    if failed:
        raise GradsheetError("\n".join([*failed, _NOT_PROVEN]))
    nearest_of = {
        key: dict(zip(holders[key], nearest(problem, draws[key]), strict=True)) for key, problem in problems.items()
    }
    separations = {sheet.code: found for sheet in sheets if (found := _smallest(sheet, nearest_of)) is not None}
    return Certificate(proofs=proofs, separations=separations)


def _smallest(sheet: Sheet, nearest_of: Mapping[int, Mapping[tuple[object, ...], Nearest | None]]) -> Separation | None:
    """Where a wrong method comes nearest to being right on a sheet."""
    found: list[tuple[Nearest, int]] = []
    for item in sheet.items:
        exercise = item.exercise
        one = nearest_of[id(exercise.problem)][tuple(exercise.givens.values())]
        if one is not None:
            found.append((one, item.number))
    if not found:
        return None
    least, number = min(found, key=lambda pair: pair[0].ratio)
    return Separation(
        amount=fixed(least.ratio, 3),
        misconception=least.misconception,
        blank=next(blank.label for blank in sheet.items[number - 1].blanks if blank.symbol == least.blank),
    )


_NOT_PROVEN = (
    "These keys would be wrong, so nothing was made. Where a formula of the file takes away large numbers that are "
    "almost equal, write it otherwise or narrow its ranges in [given]; else this is a fault of gradsheet: please "
    "report it with the problem's file, and use another problem until it is mended."
)


def write_certificate(folder: Folder, kind: Kind, certificate: Certificate) -> None:
    """Notes the certificate of all sheets of one kind; that of the other kind stays."""
    document = {**_read(folder), "format": FORMAT, kind: _document(certificate)}
    write_whole(folder.record / "certificate.json", json.dumps(document, indent=1, sort_keys=True) + "\n")


def read_certificate(folder: Folder, kind: Kind) -> Certificate:
    """The certificate as it was written last; an empty one where there is none."""
    from ..problems.proof import Proof

    found = _read(folder).get(kind, {"problems": {}})
    return Certificate(
        proofs={problem: Proof(**proof) for problem, proof in found["problems"].items()},
        separations={code: Separation(**one["separation"]) for code, one in found.get("sheets", {}).items()},
    )


def _document(certificate: Certificate) -> dict[str, Any]:
    from ..problems.precise import DIGITS

    proofs = {problem: _without_failures(proof) for problem, proof in certificate.proofs.items()}
    sheets = {code: {"separation": asdict(one)} for code, one in certificate.separations.items()}
    by = {library: version(library) for library in ("gradsheet", "mpmath", "numpy")} | {"digits": DIGITS}
    return {"by": by, "problems": proofs} | ({"sheets": sheets} if sheets else {})


def _without_failures(proof: Proof) -> dict[str, int]:
    return {what: number for what, number in asdict(proof).items() if what != "failures"}


def _read(folder: Folder) -> dict[str, Any]:
    """What is written there; nothing where it cannot be read, for it is made anew then."""
    try:
        document = json.loads((folder.record / "certificate.json").read_text(encoding="utf-8"))
        return document if document["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
