"""What stands in the certificate, and that nothing is handed out whose key is not proven."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pytest

from assignments.homework import ASSIGNMENT, ROSTER
from gradsheet.assignments.certificate import Certificate, Separation, read_certificate, write_certificate
from gradsheet.assignments.folder import Folder
from gradsheet.assignments.hand_out import hand_out
from gradsheet.assignments.rebuilt import handed_out
from gradsheet.assignments.variants import drawn_variants
from gradsheet.errors import GradsheetError
from gradsheet.formula.operators import OPERATORS
from gradsheet.problems.proof import Proof

LECTURE, SMALL = "lecture/relu-sigmoid-bce", "problems/small.toml"


def document(folder: Folder) -> Any:
    return json.loads((folder.record / "certificate.json").read_text(encoding="utf-8"))


def files(folder: Folder) -> dict[str, bytes]:
    return {folder.shown(path): path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}


def test_the_record_says_what_was_proven_how_much_of_it_and_by_which_versions(folder: Folder) -> None:
    handed = hand_out(folder)
    found = document(folder)["students"]
    assert found["by"] == {
        "digits": 50, "gradsheet": version("gradsheet"), "mpmath": version("mpmath"), "numpy": version("numpy")
    }  # fmt: skip
    assert set(found["problems"]) == {LECTURE, SMALL}
    for item in handed.sheets[0].items:
        steps = item.exercise.problem.derivation.steps
        assert found["problems"][item.exercise.problem.name] == {
            "exercises": 3,
            "derivatives": 3 * sum(step.symbol.is_derivative for step in steps),
            "numbers": 3 * len(steps),
            "at_kinks": 0,
        }


def test_one_line_says_it() -> None:
    proofs = {
        "a": Proof(exercises=60, derivatives=1200, numbers=200),
        "b": Proof(exercises=30, derivatives=60, numbers=100),
    }
    assert str(Certificate(proofs=proofs)) == (
        "Proven: 90 exercises, 1,260 derivatives against finite differences, 300 numbers in 50 digits."
    )
    kinked = replace(proofs["b"], at_kinks=2)
    assert "60 derivatives against finite differences (2 at kinks left out), " in str(Certificate(proofs={"b": kinked}))


def wrong_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OPERATORS, "sigmoid", replace(OPERATORS["sigmoid"], derivatives=("sigmoid(a)",)))


def test_nothing_is_handed_out_that_is_not_proven(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.secret.write_text(bytes(32).hex())
    before = files(folder)
    wrong_rule(monkeypatch)
    with pytest.raises(GradsheetError) as error:
        hand_out(folder)
    first, *_, last = str(error.value).splitlines()
    assert first.startswith(f"{LECTURE}, sheet ")
    assert " of s001, exercise 1: dL/dz2[1] is " in first
    assert " in the key, but finite differences of L give " in first
    assert "nothing was made" in last
    assert files(folder) == before


def test_nothing_is_exported_that_is_not_proven(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_out(folder)
    before = files(folder)
    wrong_rule(monkeypatch)
    with pytest.raises(GradsheetError, match="finite differences"):
        drawn_variants(folder, 2).keep()
    assert files(folder) == before


def test_sheets_and_exports_have_a_certificate_each(folder: Folder) -> None:
    hand_out(folder)
    students = document(folder)["students"]
    drawn_variants(folder, 2).keep()
    assert document(folder)["students"] == students
    assert read_certificate(folder, "exports").proofs[LECTURE].exercises == 2


def test_a_second_export_of_the_same_changes_no_byte(folder: Folder) -> None:
    drawn_variants(folder, 2).keep()
    before = files(folder)
    drawn_variants(folder, 2).keep()
    assert files(folder) == before


def test_numbers_that_several_share_are_proven_once(folder: Folder, write: Callable[..., Folder]) -> None:
    write(assignment=f"variants = 2\n{ASSIGNMENT}")
    hand_out(folder)
    assert {proof.exercises for proof in read_certificate(folder, "students").proofs.values()} == {2}


def test_a_late_enrolment_is_counted(folder: Folder, write: Callable[..., Folder]) -> None:
    hand_out(folder)
    write(roster=ROSTER + "s009,N,,\n")
    hand_out(folder)
    assert read_certificate(folder, "students").proofs[SMALL].exercises == 4


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"format": 99}', "gone"])
def test_a_certificate_that_is_damaged_or_gone_is_made_again(folder: Folder, damage: str) -> None:
    hand_out(folder)
    before = files(folder)
    path = folder.record / "certificate.json"
    if damage == "gone":
        path.unlink()
    else:
        path.write_text(damage)
    assert len(handed_out(folder)) == 3
    hand_out(folder)
    assert files(folder) == before


def test_it_holds_the_smallest_separation_on_each_sheet(folder: Folder) -> None:
    certificate = Certificate(
        proofs={SMALL: Proof(exercises=1, derivatives=1, numbers=3)},
        separations={"7QK3M9TX4H": Separation(amount="0.0123", misconception="ascent-sign", blank="new W2[1,1]")},
    )
    write_certificate(folder, "students", certificate)
    assert document(folder)["students"]["sheets"] == {
        "7QK3M9TX4H": {"separation": {"amount": "0.0123", "misconception": "ascent-sign", "blank": "new W2[1,1]"}}
    }
    assert read_certificate(folder, "students") == certificate
