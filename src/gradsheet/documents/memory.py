"""The memory of a process that makes pages for hours."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Gives memory that is free back to the system, where the C library would keep it.

    A page leaves holes: the PDF grows at the end of the heap, then something small that lives on is put behind it, and
    the next PDF does not fit where the last one lay. With glibc a worker holds mostly holes after some thousand
    students (malloc_trim(3)); other systems let go of large pieces by themselves.
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
