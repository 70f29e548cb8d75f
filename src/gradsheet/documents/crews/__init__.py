"""Who works on tasks: processes on this machine, or a cluster, each behind an `Executor`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import GradsheetError
from .crew import Crew
from .dask import dask
from .mpi import mpi
from .processes import as_worker, cores, processes

__all__ = ["Crew", "as_worker", "cores", "crew_of", "processes"]

CLUSTERS = {"dask": dask, "mpi": mpi}


@contextmanager
def crew_of(on: str | None = None, *, workers: int | None = None) -> Iterator[Crew | None]:
    """The crew for `--on` and `--workers`: processes on this machine unless a cluster is named.

    None in a process that has worked for another one, until that was done, and has nothing left to do.
    """
    if on is None:
        with processes(workers) as crew:
            yield crew
        return
    kind, _, address = on.partition("://")
    if kind not in CLUSTERS:
        raise GradsheetError(f"--on {on}: there are dask://HOST:PORT, dask:///FOLDER/scheduler.json and mpi")
    with CLUSTERS[kind](on, address) as crew:
        yield crew
