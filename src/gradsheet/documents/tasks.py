"""A task: some students' files to be made, described so that any process on any machine can do it.

Sheets travel as they are, solved and proven; their problems as the texts of their files, which each process
reads once. Files go straight to their store, and only what the ledger notes of them comes back.
"""

from __future__ import annotations

import pickle
import socket
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from ..assignments.ledger import Noted, noted
from ..assignments.sheet import Item, Sheet
from ..assignments.stores import Store
from ..errors import EngineError, GradsheetError
from ..problems import Exercise, Problem, problem_from
from ..problems.toml_source import TomlSource
from . import typst
from .kinds import KINDS, Setting
from .memory import give_back
from .own_folder import own_folder
from .sources import edition
from .view import Heading


@dataclass(frozen=True, kw_only=True)
class Run:
    """What all tasks of a run share: how pages look, a teacher's templates by name, and where files go.

    `edition` is what makes the pages on the machine that asked for them.
    """

    heading: Heading
    engine: str
    fillable: bool
    templates: Mapping[str, bytes]
    store: Store
    edition: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to be made: which of `KINDS`, its path in the store, and the hash of its source."""

    kind: int
    path: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Files of a few students: what is wanted for each of the sheets. `run` and `sheets` are packed.

    `beside` says that other tasks are worked on at the same time, which leave no core over.
    """

    run: bytes
    problems: Mapping[str, str]
    sheets: bytes
    wanted: tuple[tuple[Wanted, ...], ...]
    beside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a task: the files as noted, how many have other bytes now, and what the engine refused.

    `stopped` says why the task ended early, where others would for the same reason.
    """

    files: Mapping[str, Noted]
    written: int
    refused: tuple[str, ...] = ()
    stopped: str = ""


def task_of(run: bytes, wanted: Iterable[tuple[Sheet, tuple[Wanted, ...]]], *, beside: bool = False) -> Task:
    sheets, files = zip(*wanted, strict=True)
    problems, packed = _packed(sheets)
    return Task(run=run, problems=problems, sheets=packed, wanted=files, beside=beside)


def packed_run(run: Run) -> bytes:
    return pickle.dumps(run)


def work(task: Task) -> Done:
    """Composes, typesets and writes a task's files. Whatever a user can mend comes back as words."""
    files: dict[str, Noted] = {}
    refused: list[str] = []
    written, stopped = 0, ""
    alone = typst.alone.set(task.beside)
    try:
        for sheet, wanted, made in _made(task):
            store = _opened(task.run).store
            if isinstance(made, EngineError):
                refused.append(f"{store.name(wanted.path)}: student {sheet.student.id}: {made}")
                continue
            written += store.write(wanted.path, made)
            files[store.name(wanted.path)] = noted(wanted.source, made)
    except GradsheetError as error:
        stopped = str(error)
    except OSError as error:
        place = error.filename or f"a temporary file in {tempfile.gettempdir()}"
        stopped = f"{place}: cannot be written ({error.strerror or error})"
    finally:
        typst.alone.reset(alone)
        give_back()
    return Done(files=files, written=written, refused=tuple(refused), stopped=stopped)


def _made(task: Task) -> Iterator[tuple[Sheet, Wanted, bytes | EngineError]]:
    run = _opened(task.run)
    _refuse_elsewhere(run)
    sheets = _unpacked(task.sheets, task.problems)
    setting = Setting(heading=run.heading, engine=run.engine, fillable=run.fillable, own=_own(task.run))
    for maker in dict.fromkeys(kind.made for kind in KINDS):
        chosen = [
            (sheet, one)
            for number, kind in enumerate(KINDS)
            if kind.made is maker
            for sheet, wanted in zip(sheets, task.wanted, strict=True)
            for one in wanted
            if one.kind == number
        ]
        try:
            made = maker([(sheet, KINDS[one.kind].key) for sheet, one in chosen], setting)
            yield from ((sheet, one, content) for (sheet, one), content in zip(chosen, made, strict=True))
        except EngineError as error:
            raise EngineError(f"{error} (on {socket.gethostname()})") from None


def _refuse_elsewhere(run: Run) -> None:
    """Pages made by other programs would have other bytes, and a folder of another machine is not the one meant."""
    if not run.store.is_here():
        raise GradsheetError(
            f"the worker on {socket.gethostname()} does not see this assignment's folder: share it with that machine, "
            "under the same path, or have the files go to a store that both reach: --store s3://bucket/hw1"
        )
    here = edition(run.engine)
    if other := [name for name, one in run.edition.items() if here.get(name) != one]:
        said = "; ".join(f"{name}: {here.get(name) or 'none'}, not {run.edition[name] or 'none'}" for name in other)
        raise GradsheetError(
            f"the worker on {socket.gethostname()} would make other pages than this machine ({said}); "
            "install the same versions on both"
        )


@lru_cache(maxsize=2)
def _opened(run: bytes) -> Run:
    opened: Run = pickle.loads(run)
    return opened


@lru_cache(maxsize=2)
def _own(run: bytes) -> Path | None:
    """A teacher's templates as files of this process, for they may have been sent from elsewhere."""
    templates = _opened(run).templates
    if not templates:
        return None
    folder = own_folder("templates")
    place = folder / f"{len(list(folder.iterdir()))}"
    for name, content in templates.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return place


_FIELDS_ONLY = (Sheet, Item, Exercise)
"""What remembers things that can be found again, with pieces of the problem in them."""


class _Packer(pickle.Pickler):
    """Writes a problem as its name, for functions lie in it, and remembers its text."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.problems: dict[str, str] = {}

    def persistent_id(self, thing: Any) -> str | None:
        if not isinstance(thing, Problem):
            return None
        self.problems[thing.name] = thing.source
        return thing.name

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, _FIELDS_ONLY) and vars(thing).keys() != {field.name for field in fields(thing)}:
            return replace(thing).__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: BytesIO, problems: Mapping[str, str]) -> None:
        super().__init__(file)
        self._problems = problems

    def persistent_load(self, name: str) -> Problem:
        return _problem(name, self._problems[name])


def _packed(sheets: tuple[Sheet, ...]) -> tuple[Mapping[str, str], bytes]:
    file = BytesIO()
    packer = _Packer(file)
    packer.dump(sheets)
    return packer.problems, file.getvalue()


def _unpacked(packed: bytes, problems: Mapping[str, str]) -> tuple[Sheet, ...]:
    sheets: tuple[Sheet, ...] = _Unpacker(BytesIO(packed), problems).load()
    return sheets


@lru_cache(maxsize=512)
def _problem(name: str, source: str) -> Problem:
    return problem_from(TomlSource.parse(source, name), name=name)
