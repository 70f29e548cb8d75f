"""A Dask cluster, which the course has started itself: `dask scheduler`, and `dask worker` on each machine."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path

from ...errors import GradsheetError
from .crew import Crew

SECONDS = 10
PORT = 8786
"""Where Dask's scheduler listens unless it is told otherwise."""
LEAST = 8
"""Tasks are handed in for so many workers even where fewer have come: a cluster may grow when there is work."""


@contextmanager
def dask(on: str, address: str) -> Iterator[Crew]:
    """The workers of a scheduler at HOST:PORT, or of the one that wrote the file /FOLDER/scheduler.json."""
    try:
        from distributed import Client
        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise GradsheetError(f"--on {on}: Dask is not installed: pip install 'gradsheet[dask]'") from None
    # What it logs when a machine goes away is a traceback; what that means here is said by `lost`.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(_address(address), timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, KeyError) as error:
        raise GradsheetError(
            f"--on {on}: no scheduler answers there ({' '.join(str(error).split())}); start one with `dask scheduler`, "
            "or leave --on out to work on this machine"
        ) from None
    with client:
        crew = Crew(
            lambda: max(LEAST, sum(client.nthreads().values())),
            lambda _: client.get_executor(pure=False),
            where=f"--on {on}",
            lost=(CancelledError, asyncio.CancelledError, CommClosedError, KilledWorker, TimeoutError),
            remark="" if client.nthreads() else f"{on} has no worker yet; the work begins when one comes",
        )
        yield crew


def _address(address: str) -> str:
    """`tcp://HOST:PORT`, also as it stands in the file that a scheduler wrote."""
    if address.startswith("/"):
        found = json.loads(Path(address).read_text(encoding="utf-8"))
        return str(found["address"])
    return f"tcp://{address}" if ":" in address else f"tcp://{address}:{PORT}"
