"""Names in plain text as they stand on the sheet."""

import pytest

from gradsheet.formula import Symbol, parse_name
from gradsheet.formula.naming import Naming
from gradsheet.formula.notation import PROFILES
from gradsheet.formula.plain import symbol_to_plain


@pytest.mark.parametrize(
    ("name", "lecture", "brackets"),
    [
        ("z1[2]", "z_2^1", "z_2^[1]"),
        ("new W2[1,1]", "w_31(t+1)", "w_11^[2],new"),
        ("change W1[1,2]", "Δw_12", "Δw_12^[1]"),
        ("dL/dz2[1]", "∂div/∂z_1^2", "∂L/∂z_1^[2]"),
        ("d[1]", "d", "y"),
        ("eta", "η", "η"),
    ],
)
def test_the_name_is_that_of_the_sheet(name, lecture, brackets):
    for profile, expected in (("lecture", lecture), ("brackets", brackets)):
        naming = Naming(profile=PROFILES[profile], units=(2, 2, 1), lone=frozenset({Symbol("d")}))
        assert symbol_to_plain(parse_name(name), naming) == expected
