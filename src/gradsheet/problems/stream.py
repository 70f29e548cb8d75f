"""Numbers at random that are the same on every machine and in every version.

HMAC-SHA-256 makes a seed that tells nothing about the secret; the expansion below only has to be
even and stable, so it is a mixing hash of our own on uint64 (the finaliser of MurmurHash3 as
improved in SplitMix64: Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import numpy as np

PUBLIC = hashlib.sha256(b"gradsheet: draws outside an assignment").digest()
"""Takes the secret's place where there is no assignment, so that `solve --draw 3` is the same for all."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def seed(secret: bytes, *fields: str) -> bytes:
    """HMAC-SHA-256 over the fields, each with its length before it, so that no two lists collide."""
    message = b"".join(len(part).to_bytes(4, "big") + part for part in (field.encode() for field in fields))
    return hmac.new(secret, message, hashlib.sha256).digest()


def public_seed(problem_name: str, number: int) -> bytes:
    """The seed of draw `number` of a problem outside any assignment.

    Only the last part of the name counts, so that draw 3 of a file is the same from every folder.
    """
    return seed(PUBLIC, str(number), problem_name.rsplit("/", 1)[-1].removesuffix(".toml"), "1")


def words(seeds: Sequence[bytes], counters: Any) -> Any:
    """64 random bits for every pair of seed and counter; `counters` has shape (seeds, ...)."""
    keys = np.frombuffer(b"".join(seeds), dtype=">u8").astype(np.uint64).reshape(len(seeds), 4)
    counters = np.asarray(counters, dtype=np.uint64)
    shape = (len(seeds),) + (1,) * (counters.ndim - 1)
    state = np.zeros(counters.shape, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for part in range(4):
            state = _mixed((state ^ keys[:, part].reshape(shape)) + (counters + np.uint64(part + 1)) * _STEP)
    return state


def below(bits: Any, size: int) -> Any:
    """A number from 0 to `size` - 1 for each word; uneven by less than size / 2^32."""
    return ((bits >> np.uint64(32)) * np.uint64(size)) >> np.uint64(32)


def _mixed(state: Any) -> Any:
    state = (state ^ (state >> np.uint64(30))) * _MIX_1
    state = (state ^ (state >> np.uint64(27))) * _MIX_2
    return state ^ (state >> np.uint64(31))
