"""The secret of an assignment, and what is made from it: seeds, choices and codes."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection, Sequence
from pathlib import Path

from ..errors import GradsheetError
from ..problems.stream import seed
from .folder import Folder, write_whole

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
DATA, CHECK = 8, 2
_PRIME = 1021  # the largest below 32^2
_MISREAD = str.maketrans("OIL", "011", " -\t")


def student_seed(secret: bytes, student: str, problem: str, attempt: int) -> bytes:
    """The seed of one student's exercise."""
    return seed(secret, student, problem, str(attempt))


def variant_seed(secret: bytes, kind: str, number: int, problem: str, attempt: int) -> bytes:
    """The seed of a shared exercise: the variant's number stands in place of the student.

    `kind` keeps variant 7 on paper apart from variant 7 in an LMS, and from a student whose id is 7.
    """
    return seed(secret, str(number), problem, str(attempt), kind)


def chosen(secret: bytes, holder: Sequence[str], names: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` of the problem names for one student or variant, in the order they are listed."""
    ranked = sorted(names, key=lambda name: seed(secret, *holder, name, "pick"))[:count]
    return tuple(name for name in names if name in ranked)


def sheet_code(secret: bytes, holder: Sequence[str], taken: Collection[str]) -> str:
    """A code for a sheet that is not among those `taken`; it tells nothing about numbers.

    Eight characters carry 40 bits of an HMAC of their own; two check characters follow, these 40
    bits modulo 1021. They show every single wrong character and every swap of two of the eight.
    """
    for count in range(1000):
        bits = int.from_bytes(seed(secret, *holder, str(count), "sheet code")[:5], "big")
        code = _written(bits, DATA) + _written(bits % _PRIME, CHECK)
        if code not in taken:
            return code
    raise GradsheetError("no free sheet code is left; the record holds too many sheets")


def exercise_code(sheet: str, number: int) -> str:
    """`7QK3M9TX4H-2`: the second exercise on a sheet."""
    return f"{sheet}-{number}"


def read_sheet_code(text: str) -> str | None:
    """The code that somebody typed, as the record writes it; None when it is not well formed.

    Lower case, spaces and hyphens are fine, and O is read as 0, I and L as 1.
    """
    code = text.upper().translate(_MISREAD)
    if len(code) != DATA + CHECK or not set(code) <= set(ALPHABET):
        return None
    return code if _read(code[:DATA]) % _PRIME == _read(code[DATA:]) else None


def read_exercise_code(text: str) -> tuple[str, int] | None:
    """The sheet's code and the exercise's number; None when it is not well formed."""
    sheet, _, number = text.strip().rpartition("-")
    code = read_sheet_code(sheet)
    return (code, int(number)) if code is not None and re.fullmatch(r"[1-9][0-9]{0,2}", number) else None


def _written(bits: int, length: int) -> str:
    return "".join(ALPHABET[(bits >> (5 * place)) & 31] for place in reversed(range(length)))


def _read(code: str) -> int:
    value = 0
    for character in code:
        value = value * 32 + ALPHABET.index(character)
    return value


def secret_of(folder: Folder) -> bytes:
    """The assignment's secret, made the first time it is needed."""
    path = folder.secret
    if not path.exists():
        _make_secret(path)
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        secret = b""
    if len(secret) != 32:
        raise GradsheetError(
            f"{folder.shown(path)}: this is not the secret that gradsheet wrote (64 hexadecimal digits); bring it back "
            "from a copy, or delete it: numbers already handed out stay as they are in the record"
        )
    return secret


def _make_secret(path: Path) -> None:
    """Writes a new secret, unless another `make` at the same time was faster: then that one stands."""
    mine = path.with_name(f".{os.getpid()}.secret")
    write_whole(mine, secrets.token_hex(32) + "\n", mode=0o600)
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        mine.replace(path)
    finally:
        mine.unlink(missing_ok=True)
