"""A TOML file with the place of every value, so that each complaint can name file, line and column.

tomllib alone decides the values; tree-sitter only says where they stand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import Complaint, ComplaintsError
from ..places import content_of

Steps = tuple[str | int, ...]  # a path into the data: keys, and positions from 0
DEEPEST = 50
KEY = -1  # at the end of a path: the place of the key itself, not of its value; no key is a number, not even ""


@dataclass(frozen=True, kw_only=True)
class TomlSource:
    """The values of a file and where they stand; `file` is the name that complaints show."""

    file: str
    text: str
    data: Mapping[str, Any]
    places: Mapping[Steps, tuple[int, int]] = field(repr=False)

    @classmethod
    def read(cls, path: Path, shown: str | None = None) -> TomlSource:
        """Reads a file; raises ComplaintsError when it is no TOML, GradsheetError when it is not there."""
        file = shown or str(path)
        raw = content_of(path, file)
        try:
            return cls.parse(raw.decode("utf-8-sig"), file)
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            complaint = Complaint(file, line, None, "this is not UTF-8; save the file with the encoding UTF-8")
            raise ComplaintsError([complaint]) from None

    @classmethod
    def parse(cls, text: str, file: str) -> TomlSource:
        text = text.replace("\r\n", "\n")
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise ComplaintsError([_syntax_complaint(file, text, str(error))]) from None
        except (ValueError, ArithmeticError):
            raise ComplaintsError([Complaint(file, None, None, "a number here has too many digits")]) from None
        except RecursionError:
            raise ComplaintsError([_too_deep(file)]) from None
        if _depth(data) > DEEPEST:
            raise ComplaintsError([_too_deep(file)])
        return cls(file=file, text=text, data=data, places=_places(text))

    def place(self, path: Steps) -> tuple[int | None, int | None]:
        """Line and column of a value, or of the nearest table around it; both count from 1."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (None, None)

    def complaint(self, path: Steps, text: str) -> Complaint:
        shown = dotted(path)
        return Complaint(self.file, *self.place(path), f"{shown}: {text}" if shown else text)

    def complaint_within(self, path: Steps, start: int, text: str) -> Complaint:
        """A complaint at what stands in a text, `start` characters after its beginning."""
        value = self.data
        for step in path:
            value = value[step]  # type: ignore[index]
        before = str(value)[:start].split("\n")
        row, column = self.place((*path, len(before) - 1) if (*path, 0) in self.places else path)
        if row is not None and column is not None:
            line = self.text.split("\n")[row - 1]
            following = str(value)[start:].split("\n")[0]
            found = line.find(following, column - 1) if following else -1
            column = column if found < 0 else found + 1
        return Complaint(self.file, row, column, f"{dotted(path)}: {text}")


def dotted(path: Steps) -> str:
    """`network.layers[1].activation`: positions count from 1, as quantities do."""
    written = ""
    for step in path:
        if step == KEY:
            continue
        if isinstance(step, int):
            written += f"[{step + 1}]"
        else:
            bare = step if re.fullmatch(r"[A-Za-z0-9_-]+", step) else f'"{step}"'
            written += f".{bare}" if written else bare
    return written


def _depth(data: Any) -> int:
    """How deeply lists and tables are nested, without recursion."""
    level, depth = [data], 0
    while level and depth <= DEEPEST:
        inner = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level, depth = [part for one in inner for part in one], depth + bool(inner)
    return depth


def _too_deep(file: str) -> Complaint:
    return Complaint(file, None, None, f"lists or tables are nested too deeply; at most {DEEPEST} levels")


def _syntax_complaint(file: str, text: str, message: str) -> Complaint:
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    if found is None:
        return Complaint(file, None, None, message)
    line, column = (int(found[1]), int(found[2])) if found[1] else (text.count("\n") + 1, None)
    problem = message[: found.start()]
    if twice := re.fullmatch(r"Cannot declare \('(.+)',\) twice", problem):
        return Complaint(file, line, column, f"[{twice[1]}] stands here twice; write its keys under one of them")
    if problem == "Cannot overwrite a value":
        return Complaint(file, line, column, "this key stands here twice; delete one")
    return Complaint(file, line, column, f"this is no TOML: {problem[:1].lower()}{problem[1:]}")


def _places(text: str) -> dict[Steps, tuple[int, int]]:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
    lines = text.encode().split(b"\n")

    def place(node: Any) -> tuple[int, int]:
        row, column = node.start_point
        return row + 1, len(lines[row][:column].decode()) + 1

    places: dict[Steps, tuple[int, int]] = {(): (1, 1)}
    counts: dict[Steps, int] = {}

    def header(keys: tuple[str, ...], *, array: bool) -> Steps:
        """The full path of a table header: through arrays of tables it means the latest element."""
        path: Steps = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if array and number == len(keys) - 1:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def value(node: Any, path: Steps) -> None:
        places[path] = place(node)
        if node.type == "string":
            lines_of(node, path)
        elif node.type == "inline_table":
            pairs(node, path)
        elif node.type == "array":
            elements = [child for child in node.named_children if child.type != "comment"]
            for number, element in enumerate(elements):
                value(element, (*path, number))

    def lines_of(node: Any, path: Steps) -> None:
        """The lines of a long text are places of their own, counted as the text's lines are."""
        first, last = node.start_point[0], node.end_point[0]
        opening = lines[first][node.start_point[1] :]
        if last > first:
            # A newline right after the opening quotes is no part of the text.
            begins = first + (len(opening.strip()) == 3)
            for number, row in enumerate(range(begins, last + 1)):
                indent = len(lines[row]) - len(lines[row].lstrip())
                places[(*path, number)] = (row + 1, indent + 1)

    def pairs(node: Any, path: Steps) -> None:
        for child in node.named_children:
            if child.type != "pair":
                continue
            key, *rest = [part for part in child.named_children if part.type != "comment"]
            full = (*path, *_keys(key))
            if rest:
                value(rest[-1], full)
                places[(*full, KEY)] = place(key)

    pairs(tree.root_node, ())
    for child in tree.root_node.named_children:
        if child.type in ("table", "table_array_element"):
            head = next(part for part in child.named_children if part.type.endswith("key"))
            path = header(tuple(_keys(head)), array=child.type == "table_array_element")
            places[path] = place(child)
            pairs(child, path)
    return places


def _keys(node: Any) -> Iterator[str]:
    if node.type == "dotted_key":
        for child in node.named_children:
            yield from _keys(child)
    elif node.type == "quoted_key":
        yield next(iter(tomllib.loads(f"{node.text.decode()} = 0")))
    else:
        yield node.text.decode()
