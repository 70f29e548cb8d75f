"""The problems that an assignment uses: all of them found, none other than what was handed out, each copied once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..errors import Complaint, ComplaintsError, GradsheetError
from ..problems import Problem, find_problem, locate
from .assignment import Assignment
from .differences import differences
from .folder import Folder
from .frozen import frozen_copy, frozen_problem
from .record import Record


def problems_in_use(folder: Folder, assignment: Assignment) -> dict[str, Problem]:
    """Every problem in use, by its `use` string; all complaints about all of them at once."""
    found: dict[str, Problem] = {}
    complaints: list[Complaint] = []
    for line in assignment.entries:
        for problem in dict.fromkeys(use.problem for use in line.uses):
            if problem in found:
                continue
            try:
                found[problem] = find_problem(problem, folder=folder.root)
            except ComplaintsError as error:
                complaints += error.complaints
            except GradsheetError as error:
                complaints.append(Complaint(folder.assignment.name, *line.place, str(error)))
    if complaints:
        raise ComplaintsError(dict.fromkeys(complaints))
    return found


def refuse_changed(folder: Folder, record: Record, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """Stops where a problem no longer asks or computes what was handed out; else those handed out, as they were."""
    frozen = {name_: frozen_problem(folder, record.problems, name_) for name_ in problems if name_ in record.problems}
    stops = []
    for name_, before in frozen.items():
        changes = differences(before, problems[name_])
        if changes:
            _, shown = locate(name_, folder=folder.root)
            kept = folder.shown(folder.record / "problems" / record.problems[name_].file)
            own = name_ if name_.endswith(".toml") else f"problems/{name_}.toml"
            stops.append(
                f"{shown}: this is no longer the problem that was handed out:\n"
                + "".join(f"  {change}\n" for change in changes)
                + f"To go on, copy {kept} to {own}; or save the changed problem under another name and use that "
                "in assignment.toml."
            )
    if stops:
        nobody = "If nobody has got a sheet yet, delete record/, students/ and staff/, and make again."
        raise GradsheetError("\n".join([*stops, nobody, "Nothing was made."]))
    return frozen


def with_frozen(folder: Folder, record: Record, problems: Mapping[str, Problem]) -> Record:
    """The record with a copy of every problem that somebody has got."""
    frozen = dict(record.problems)
    entries = [*record.students.values(), *record.exports.values(), *record.spares.values()]
    for one in dict.fromkeys(one.problem for entry in entries for one in entry.exercises):
        if one not in frozen:
            frozen[one] = frozen_copy(folder, one, problems[one].source, [other.file for other in frozen.values()])
    return replace(record, problems=frozen)
