"""Memory that is free goes back to the system, as the kernel counts it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

HOLES = """
import ctypes
from pathlib import Path
from gradsheet.documents.memory import give_back

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes, libc.memset.argtypes = [ctypes.c_void_p], [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

pages = []
for _ in range(1000):
    pages.append(libc.malloc(100_000))
    libc.memset(pages[-1], 1, 100_000)
    libc.malloc(5_000)  # lives on, behind it
for page in pages:
    libc.free(page)
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps holes until it is told")
def test_holes_between_what_lives_on_are_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 90_000_000
