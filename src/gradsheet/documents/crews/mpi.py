"""Processes that MPI has started: `mpiexec -n 33 gradsheet make --on mpi`, or `srun`. The first one leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import GradsheetError
from .crew import Crew


@contextmanager
def mpi(on: str, _: str) -> Iterator[Crew | None]:
    """The crew in the first process; None in the others, when they have worked for the first one to its end."""
    try:
        from mpi4py import MPI
        from mpi4py.futures import MPICommExecutor
    except (ImportError, RuntimeError) as error:  # the latter where the package finds no MPI
        raise GradsheetError(
            f"--on {on}: {error}; it needs an MPI on this machine, and pip install 'gradsheet[mpi]'"
        ) from None
    world = MPI.COMM_WORLD
    if world.Get_size() == 1:
        raise GradsheetError(
            f"--on {on}: there is one process only; start several: mpiexec -n 8 gradsheet make --on {on}"
        )
    with MPICommExecutor(world, root=0) as executor:
        yield None if executor is None else Crew(lambda: world.Get_size() - 1, lambda _: executor, where=f"--on {on}")
