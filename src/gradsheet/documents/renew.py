"""Makes the files of students that are not up to date, task by task, and notes each task when it is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from ..assignments.folder import Folder
from ..assignments.ledger import Ledger
from ..assignments.sheet import Sheet
from ..errors import EngineError, GradsheetError
from .crews import Crew
from .kinds import KINDS, Kind
from .sources import Sources
from .tasks import Done, Run, Task, Wanted, packed_run, task_of, work

MOST, LEAST = 100, 10
"""Students in a task. Fewer than ten do not pay for what an engine needs to begin; what is under way when a run is
killed is made anew."""
ROUNDS = 4
"""Tasks for each worker at least, where there are students enough, so that none is idle at the end for long."""
MOST_BREAKS = 3
TOLD = 20

Progress = Callable[[int, int], None]
_Stale = tuple[Sheet, tuple[Wanted, ...]]


def renew(
    folder: Folder,
    sheets: Sequence[Sheet],
    files: Mapping[str, str],
    run: Run,
    crew: Crew,
    progress: Progress,
    *,
    without: Collection[Kind] = (),
) -> int:
    """Makes what is missing, or was made from something else; how many files have other bytes now.

    Kinds of file that a run is to be `without` are left as they are. `files` are the names of files by the sheets'
    codes. A sheet that an engine refuses costs no other: the EngineError
    that names it is raised at the end.
    """
    ledger = Ledger(folder)
    stale = list(_stale(sheets, files, run, ledger, without))
    total = sum(len(wanted) for _, wanted in stale)
    size = min(MOST, max(LEAST, -(-len(stale) // (crew.workers * ROUNDS))))
    done = written = 0
    refused: list[str] = []
    if stale:
        progress(done, total)
    try:
        for one in _worked(_tasks(stale, run, size), crew, lambda: crew.executor(-(-len(stale) // size))):
            if one.files:
                ledger.note(one.files)
            if one.stopped:
                raise GradsheetError(one.stopped)
            refused += one.refused
            written += one.written
            done += len(one.files)
            progress(done, total)
    finally:
        if done:
            ledger.fold()
    if refused:
        more = [f"and {len(refused) - TOLD} more"] if len(refused) > TOLD else []
        raise EngineError("\n".join([*refused[:TOLD], *more]))
    return written


def _stale(
    sheets: Sequence[Sheet], files: Mapping[str, str], run: Run, ledger: Ledger, without: Collection[Kind]
) -> Iterator[_Stale]:
    """The sheets of which a file is to be made, each with these files."""
    sources = Sources(run.heading, run.engine, run.templates)
    looks = run.store.looker()
    for sheet in sheets:
        wanted = []
        for number, kind in enumerate(KINDS):
            if kind in without:
                continue
            path = kind.path(files[sheet.code], spare=sheet.spare > 0)
            source = sources.of_sheet(sheet, f"{kind.folder} {kind.suffix} {kind.form and run.fillable}")
            if not ledger.is_current(run.store.name(path), source, looks):
                wanted.append(Wanted(kind=number, path=path, source=source))
        if wanted:
            yield sheet, tuple(wanted)


def _tasks(stale: Sequence[_Stale], run: Run, size: int) -> Iterator[Task]:
    """The work in pieces, each packed when it is asked for."""
    packed = packed_run(run)
    for start in range(0, len(stale), size):
        yield task_of(packed, stale[start : start + size], beside=len(stale) > size)


def _worked(tasks: Iterator[Task], crew: Crew, executor: Callable[[], Executor]) -> Iterator[Done]:
    """What became of the tasks, as they get done."""
    waiting: dict[Future[Done], Task] = {}
    breaks = 0
    again: list[Task] = []
    try:
        while True:
            most = crew.workers + crew.workers // 2  # so that the next ones lie ready
            while len(waiting) < most and (task := again.pop() if again else next(tasks, None)):
                waiting[_handed_in(task, crew, executor)] = task
            if not waiting:
                return
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                try:
                    yield future.result()
                    del waiting[future]
                except crew.lost as error:
                    raise GradsheetError(
                        f"{crew.where}: whoever worked there is gone ({type(error).__name__}); what was made stays, "
                        "and the next `make` goes on from there"
                    ) from None
                except BrokenExecutor:
                    breaks += 1
                    if breaks > MOST_BREAKS:
                        raise GradsheetError(_died(waiting.values())) from None
                    again += waiting.values()
                    waiting.clear()
                    crew.broke()
                    break
    finally:
        for future in waiting:
            future.cancel()


def _handed_in(task: Task, crew: Crew, executor: Callable[[], Executor]) -> Future[Done]:
    """What a task comes to; where the workers are gone already, a future that fails as one does whose worker goes."""
    gone: tuple[type[BaseException], ...] = (BrokenExecutor, *crew.lost)
    try:
        return executor().submit(work, task)
    except gone as error:
        failed: Future[Done] = Future()
        failed.set_exception(error)
        return failed


def _died(tasks: Iterable[Task]) -> str:
    paths = [wanted.path for task in tasks for one in task.wanted for wanted in one]
    return (
        f"workers died {MOST_BREAKS + 1} times, the last time at {paths[0]} or one of {len(paths) - 1} more files: the "
        "machine may be short of memory, so try fewer with --workers 1; what was made stays"
    )
