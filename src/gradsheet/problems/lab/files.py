"""The laboratory for files: what each problem is like, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...errors import GradsheetError
from ..load import problem_from
from ..report import files
from ..toml_source import TomlSource
from .examine import DRAWS, examine
from .findings import Findings, Verdict

BANK = "problem_banks/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    findings: tuple[Findings, ...]
    complaints: tuple[str, ...]

    @property
    def all_fair(self) -> bool:
        """Whether everything could be read and nothing is unfair."""
        return not self.complaints and all(one.verdict is not Verdict.UNFAIR for one in self.findings)


def examine_files(
    paths: Sequence[str], *, draws: int = DRAWS, progress: Callable[[int, int], None] = lambda done, total: None
) -> Examined:
    """The problems that `check` would read, each examined; nothing is proven and no case compared."""
    found: list[Findings] = []
    complaints: list[str] = []
    chosen = list(files(paths))
    for number, (path, shown) in enumerate(chosen, start=1):
        try:
            name = shown.removesuffix(".toml").removeprefix(BANK)
            found.append(examine(problem_from(TomlSource.read(path, shown), name=name), draws=draws))
        except GradsheetError as error:
            complaints += str(error).splitlines()
        if len(chosen) > 1:
            progress(number, len(chosen))
    return Examined(findings=tuple(found), complaints=tuple(complaints))
