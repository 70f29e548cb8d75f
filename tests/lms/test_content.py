"""What a question shows above its blanks."""

from __future__ import annotations

from gradsheet.formula.notation import profile
from gradsheet.lms.content import tables
from gradsheet.lms.maths import MATHML
from lms.drawn import written

AHEAD = """
title = "Looking ahead"
[network]
inputs = 2
layers = [{ units = 2, activation = "tanh" }, { units = 1, activation = "identity" }]
loss = "half squared error"
update = "nesterov, looking ahead"
[given]
x = { choose = [-1.5, 0.5, 2] }
W1 = { from = -0.9, to = 0.9, by = 0.1 }
b1 = 0.2
W2 = { from = -0.9, to = 0.9, by = 0.1 }
b2 = 0.3
vW1 = 0.1
d = { choose = [-2, 2] }
eta = 0.5
mu = 0.9
[draw]
without = ["separation", "same-load"]
[[ask]]
blanks = ["y1", "L", "new W1[1,1]"]
"""


def test_weights_that_students_work_out_stand_in_no_table():
    """Where an update looks ahead there are weights that are steps."""
    problem = written(AHEAD)
    found = tables(problem, problem.naming(profile("lecture")), MATHML, problem.derivation.givens.index)
    assert len(found) == 2
