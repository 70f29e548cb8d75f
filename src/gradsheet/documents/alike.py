"""A tag of templates: `alike a, b ... endalike` is written once for the same objects, for a class has much in common.

What stands between the tags may name only what those objects hold, and words of the language: a student's name there
would be everybody's. Whoever writes such a template is told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from threading import Lock
from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from ..problems.problem import Itself

MOST = 256  # pieces that an environment remembers
COMMON = {"said", "loop"}


class Alike(Extension):
    tags = {"alike"}  # noqa: RUF012 as Jinja wants it

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self._places = count()
        self._written: dict[tuple[Any, ...], str] = {}
        self._lock = Lock()  # a worker of a cluster may have threads

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        place = nodes.Const(next(self._places))  # another one where a template was changed and is read again
        objects = parser.parse_tuple(with_condexpr=False)
        body = parser.parse_statements(("name:endalike",), drop_needle=True)
        several = objects.items if isinstance(objects, nodes.Tuple) else [objects]
        if found := next(_others(nodes.Template(body), several), None):
            parser.fail(
                f"'{found.name}' may differ from student to student: move it out of alike ... endalike", found.lineno
            )
        call = self.call_method("_once", [place, nodes.Name("said", "load"), objects])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _once(self, place: int, said: Any, objects: Any, caller: Callable[[], str]) -> str:
        several = objects if isinstance(objects, tuple) else (objects,)
        key = (place, Itself(said), *map(Itself, several))
        with self._lock:
            text = self._written.pop(key, None)
        if text is None:
            text = caller()
        with self._lock:
            self._written[key] = text  # as the last one to go
            while len(self._written) > MOST:
                del self._written[next(iter(self._written))]
        return text


def _others(body: nodes.Node, objects: Sequence[nodes.Node]) -> Iterator[nodes.Name]:
    """The names that are asked for beside the objects, what was made of them, and the words."""
    made = {one.name for one in body.find_all(nodes.Name) if one.ctx != "load"}

    def asked(node: nodes.Node) -> Iterator[nodes.Name]:
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in made | COMMON:
            yield node
        for below in node.iter_child_nodes():
            if below not in objects:
                yield from asked(below)

    return asked(body)
