"""What a problem file may ask and this version cannot yet print: said with its place and the way out."""

from __future__ import annotations

from ..errors import Complaint
from .problem import Kind, Problem
from .toml_source import TomlSource

_REFUSED = {
    Kind.FORMULA: "this version cannot print or mark answers that are formulas; "
    "ask for numbers with blanks = [...], or for words with written = true",
}
_OTHERWISE = {
    Kind.CHOICE: "this version prints no choices: students write the number itself; leave choices out to say so",
}


def refused(problem: Problem, file: str) -> list[Complaint]:
    """The asks that no sheet can hold yet."""
    return _found(problem, file, _REFUSED)


def otherwise(problem: Problem, file: str) -> list[Complaint]:
    """The asks that a sheet holds in another form than the author wrote."""
    return _found(problem, file, _OTHERWISE)


def _found(problem: Problem, file: str, texts: dict[Kind, str]) -> list[Complaint]:
    kinds = [(number, ask.kind) for number, ask in enumerate(problem.asks) if ask.kind in texts]
    source = TomlSource.parse(problem.source, file) if kinds else None
    return [source.complaint(("ask", number), texts[kind]) for number, kind in kinds if source is not None]
