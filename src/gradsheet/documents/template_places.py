"""Where in a template something failed: its file and line, never those of the source that was made from it.

Jinja's own errors name the template. For what an engine says, the page is made once more with a mark before each line
of every template; the marks that stand before the place of the error say where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import extract_tb

from ..errors import GradsheetError
from ..places import shipped

_MARK = re.compile("\x02([^:\x03]+):([0-9]+)\x03")


def marked_lines(source: str, name: str) -> str:
    """A template in which each line begins with its place."""
    lines = source.splitlines(keepends=True)
    return "".join(f"\x02{name}:{number}\x03{line}" for number, line in enumerate(lines, start=1))


def origins(made: str, places: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, int]]:
    """The template and the line behind each line and column of what marked templates gave."""
    lines = made.split("\n")
    for line, column in places:
        if line <= len(lines):
            yield _origin(lines, line - 1, column)


def _origin(lines: list[str], at: int, column: int) -> tuple[str, int]:
    """The last mark before the column, in this line or in one above."""
    seen = plain = 0
    found = None
    for mark in _MARK.finditer(lines[at]):
        plain += mark.start() - seen
        if found is not None and plain >= column:
            break
        found, seen = mark, mark.end()
    for line in reversed(lines[:at]):
        if found is not None:
            break
        found = next(iter([*_MARK.finditer(line)][::-1]), None)
    return (found[1], int(found[2])) if found is not None else ("", 0)


def shown(engine: str, name: str, own: Path | None) -> str:
    """A template as messages call it."""
    mine = own is not None and (own / engine / name).is_file()
    return f"templates/{engine}/{name}" if mine else f"gradsheet's own template {engine}/{name}"


def rendered(render: Callable[[], str], engine: str, own: Path | None) -> str:
    """What `render` gives; GradsheetError with the template's file and line where it fails."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        return render()
    except UnicodeDecodeError:
        raise GradsheetError(f"templates/{engine}/: a template is not UTF-8; save it as UTF-8") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        place = _failed_at(error, engine, own)
        if place is None:
            raise
        what = str(error) or type(error).__name__
        if isinstance(error, TemplateNotFound):
            what = f"there is no template {error.name}"
        elif isinstance(error, TemplateSyntaxError):
            what = error.message or what
        raise GradsheetError(f"{place}: {what}") from None


def _failed_at(error: Exception, engine: str, own: Path | None) -> str | None:
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError) and error.name is not None:
        return f"{shown(engine, error.name, own)}:{error.lineno}"
    folders = [folder / engine for folder in (own, shipped("templates")) if folder is not None]
    for frame in reversed(extract_tb(error.__traceback__)):
        for folder in folders:
            if Path(frame.filename).is_relative_to(folder):
                return f"{shown(engine, Path(frame.filename).relative_to(folder).as_posix(), own)}:{frame.lineno}"
    return None
