"""Processes on this machine, one for each core."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from .crew import AtOnce, Crew

LONGEST = 70
"""Bytes of the folder for temporary files: a socket below it has an address of at most 107."""


@contextmanager
def processes(workers: int | None = None) -> Iterator[Crew]:
    most = workers or cores()
    crew = Crew(lambda: most, lambda tasks: AtOnce() if min(most, tasks) == 1 else _pool(min(most, tasks)))
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
    # Forking a process that has threads can hang it; a server forks better where there is one, and room for its socket.
    forks = sys.platform not in ("win32", "darwin") and len(os.fsencode(tempfile.gettempdir())) <= LONGEST
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["gradsheet.documents.tasks", "pikepdf", "jinja2"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=as_worker)


def as_worker() -> None:
    """Leaves Ctrl-C to the parent, and ends when it is gone, however it ended."""
    gc.freeze()  # to look through what there was before the fork would copy all of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def cores() -> int:
    """As many as this process may use, which on a cluster may be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
