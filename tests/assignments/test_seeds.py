"""Seeds and codes, against HMAC-SHA-256 and base 32 written out here once more."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import stat
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from gradsheet.assignments.folder import Folder
from gradsheet.assignments.seeds import (
    ALPHABET,
    chosen,
    read_exercise_code,
    read_sheet_code,
    secret_of,
    sheet_code,
    student_seed,
    variant_seed,
)
from gradsheet.errors import GradsheetError

SECRET = bytes(range(32))


def by_hand(*fields: bytes) -> bytes:
    message = b"".join(len(one).to_bytes(4, "big") + one for one in fields)
    return hmac.new(SECRET, message, hashlib.sha256).digest()


def test_a_students_seed_is_the_hmac_of_id_problem_and_attempt() -> None:
    seed = student_seed(SECRET, "Zoë", "lecture/softmax-ce", 1)
    assert seed == by_hand("Zoë".encode(), b"lecture/softmax-ce", b"1")
    assert seed.hex() == "b097a81951f81423e6de5b107f8a4f80bd0a0808b8578ebdf4c8243e839cae1a"


def test_no_two_lists_of_fields_share_a_seed() -> None:
    assert student_seed(SECRET, "a", "bc", 1) != student_seed(SECRET, "ab", "c", 1)
    seeds = {
        student_seed(SECRET, "7", "p", 1),
        student_seed(SECRET, "7", "p", 2),
        variant_seed(SECRET, "variants", 7, "p", 1),
        variant_seed(SECRET, "exports", 7, "p", 1),
    }
    assert len(seeds) == 4


def test_a_sheet_code_is_eight_characters_of_an_hmac_of_its_own_and_two_that_check_them() -> None:
    bits = int.from_bytes(by_hand(b"s001", b"0", b"sheet code")[:5], "big")
    written = ""
    for value, length in ((bits, 8), (bits % 1021, 2)):
        part = ""
        for _ in range(length):
            value, digit = divmod(value, 32)
            part = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[digit] + part
        written += part
    assert sheet_code(SECRET, ["s001"], ()) == written


def test_a_code_that_is_taken_is_given_to_nobody_else() -> None:
    first = sheet_code(SECRET, ["s001"], ())
    second = sheet_code(SECRET, ["s001"], {first})
    assert first != second
    assert read_sheet_code(second) == second


def test_what_people_type_is_forgiven_where_it_can_mean_one_thing_only() -> None:
    code = next(
        one for one in (sheet_code(SECRET, [str(n)], ()) for n in range(1000)) if "0" in one[:8] and "1" in one[:8]
    )
    typed = code.lower().replace("0", "o").replace("1", "l")
    assert read_sheet_code(f" {typed[:5]}-{typed[5:]} ") == code
    assert read_sheet_code(code.replace("1", "I").replace("0", "O")) == code
    assert read_exercise_code(f"{typed}-12") == (code, 12)


@pytest.mark.parametrize("text", ["", "ABC", "7QK3M9TX4U", "7QK3M9TX4H7", "7QK3M9TX4é"])
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert read_sheet_code(text) is None
    assert read_exercise_code(f"{text}-1") is None


@pytest.mark.parametrize("number", ["", "0", "01", "²", "x", "9" * 5000])
def test_an_exercise_code_ends_in_a_plain_number(number: str) -> None:
    assert read_exercise_code(f"{sheet_code(SECRET, ['s001'], ())}-{number}") is None


def test_every_wrong_character_and_every_swap_of_two_data_characters_is_noticed() -> None:
    code = sheet_code(SECRET, ["s001"], ())
    for place in range(10):
        for other in ALPHABET:
            if other != code[place]:
                assert read_sheet_code(code[:place] + other + code[place + 1 :]) is None
    random = Random(1)
    for _ in range(20):
        code = sheet_code(SECRET, [str(random.random())], ())
        for one, two in combinations(range(8), 2):
            swapped = list(code)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            if "".join(swapped) != code:
                assert read_sheet_code("".join(swapped)) is None


def test_a_pick_is_even_and_does_not_move_when_the_pool_grows_unless_the_new_one_wins() -> None:
    pool = ["a", "b", "c"]
    before = {str(n): chosen(SECRET, [str(n)], pool, 1) for n in range(600)}
    counts = [sum(picked == (name,) for picked in before.values()) for name in pool]
    assert all(150 < count < 250 for count in counts)
    after = {student: chosen(SECRET, [student], [*pool, "d"], 1) for student in before}
    assert all(after[student] in (picked, ("d",)) for student, picked in before.items())


def test_a_pick_of_several_keeps_the_order_of_the_list() -> None:
    assert all(
        chosen(SECRET, [str(n)], "abcd", 3) == tuple(sorted(chosen(SECRET, [str(n)], "abcd", 3))) for n in range(50)
    )


def test_the_secret_is_made_once_of_32_bytes_for_the_teachers_eyes_only(folder: Folder) -> None:
    secret = secret_of(folder)
    assert len(secret) == 32
    assert secret_of(folder) == secret
    assert stat.S_IMODE(folder.secret.stat().st_mode) == 0o600


def test_a_damaged_secret_is_not_used(folder: Folder) -> None:
    folder.secret.write_text("1234\n")
    with pytest.raises(GradsheetError, match="not the secret that gradsheet wrote"):
        secret_of(folder)


def test_of_two_secrets_made_at_the_same_time_the_first_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another `make` writes its secret after this one has looked, and before it writes its own."""
    folder = Folder(tmp_path)
    token_hex = secrets.token_hex

    def late(count: int) -> str:
        folder.secret.write_text("ab" * 32 + "\n")
        return token_hex(count)

    monkeypatch.setattr("secrets.token_hex", late)
    assert secret_of(folder) == bytes.fromhex("ab" * 32)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
