"""The memory of a process that makes pages for hours."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Gives memory that is free back to the system, where the C library would keep it.

    Typst keeps a little of each page, and between such pieces glibc keeps holes: after a thousand students a worker
    with two threads had 72 MB in use and 76 MB free (mallinfo(3)). Told to, glibc gives the pages of holes back too
    (malloc_trim(3)); other systems let go of large pieces by themselves.
    """
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    if sys.platform == "linux":
        try:
            return ctypes.CDLL(None).malloc_trim
        except (OSError, AttributeError):  # another C library than glibc
            pass
    return lambda _: None
