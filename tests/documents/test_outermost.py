"""Where a long formula may be cut."""

from __future__ import annotations

import pytest

from gradsheet.documents.latex_writer import LatexWriter
from gradsheet.documents.typst_writer import TypstWriter


@pytest.mark.parametrize(
    ("source", "parted"),
    [
        ("a + b(c - d) - e", r"a \orhere + b(c - d) \orhere - e"),
        ("2((a - b)^{2} + (c - d)^{2})", r"2((a - b)^{2} \orhere + (c - d)^{2})"),
        (r"2 \cdot \frac{a + b}{c}", r"2 \cdot \frac{a + b}{c}"),
        (r"2 \left(\frac{a}{b} + c\right)", r"2 \left(\frac{a}{b} + c\right)"),
        ("-a - b", r"-a \orhere - b"),
    ],
)
def test_latex_may_break_before_the_outermost_signs_of_what_can_be_broken(source, parted):
    assert LatexWriter().parted(source) == parted


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (r'a_"1" + b \(c - d\) - e', [r'a_"1"', r"+ med b \(c - d\)", "- med e"]),
        (r'"2" dot.op frac(a + b, c)', None),
        (r'"2" lr((frac(a, b) + c))', None),
        (r'x^"(1)" - sqrt(a + b)', [r'x^"(1)"', "- med sqrt(a + b)"]),
        ("- a - b", ["- a", "- med b"]),
    ],
)
def test_typst_has_terms_that_are_cut_at_the_outermost_signs_and_never_within_a_call(source, parts):
    assert TypstWriter().parted(source) == (" ".join(f'class("binary", {part})' for part in parts) if parts else source)
