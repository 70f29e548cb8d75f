"""Who works on tasks: this process, processes on this machine, or a cluster, each behind an `Executor`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from ..errors import GradsheetError


class Crew:
    """A number of workers, and the executor that hands them tasks; after it broke there is another one.

    `start` makes an executor for a number of tasks.
    """

    def __init__(self, workers: int, start: Callable[[int], Executor]) -> None:
        self.workers = workers
        self._start = start
        self._executor: Executor | None = None

    def executor(self, tasks: int) -> Executor:
        if self._executor is None:
            self._executor = self._start(tasks)
        return self._executor

    def broke(self) -> None:
        """Lets go of an executor whose workers died."""
        self._executor = None

    def end(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


class AtOnce(Executor):
    """Works in this very process, when a task is handed in."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def crew_of(on: str | None = None, workers: int | None = None) -> Iterator[Crew]:
    """The crew for `--on` and `--workers`: processes on this machine unless something else is named."""
    if on is not None:
        raise GradsheetError(f"--on {on}: nothing is known under this name")
    with _processes(workers or _cores()) as crew:
        yield crew


@contextmanager
def _processes(workers: int) -> Iterator[Crew]:
    crew = Crew(workers, lambda tasks: AtOnce() if min(workers, tasks) == 1 else _pool(min(workers, tasks)))
    before = set(multiprocessing.active_children())
    try:
        yield crew
    except BaseException:
        # Whoever interrupts does not want to wait for what is under way: it is made anew next time.
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
        raise
    finally:
        crew.end()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Forking a process that has threads can hang it; a server forks better where there is one.
    forks = sys.platform not in ("win32", "darwin")
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["gradsheet.documents.tasks"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_as_worker)


def _as_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends when it is gone, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _cores() -> int:
    """As many as this process may use, which on a cluster may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
