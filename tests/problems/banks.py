"""Small problem files for tests, as authors write them."""

from __future__ import annotations

from gradsheet.errors import ComplaintsError
from gradsheet.problems import Problem, TomlSource, problem_from

NEURON = """
title = "One neuron"
[network]
inputs = 2
layers = [{ units = 1, activation = "sigmoid" }]
loss = "half squared error"
update = "gradient descent"
[given]
x = { choose = [-1, 0.5, 1.5] }
W1 = { from = -1, to = 1, by = 0.1 }
b1 = 0.5
d = { choose = [0, 1] }
eta = 0.5
[[ask]]
blanks = ["z1", "y1", "new W1[1,1]"]
"""

CIRCUIT = '''
title = "A circuit"
steps = """
q = x + y   # the sum
f = q * z
"""
[given]
x = { from = -4, to = 4, by = 1 }
y = { from = -4, to = 4, by = 1 }
z = { choose = [-3, 2] }
[[ask]]
blanks = ["f", "df/dx", "df/dq"]
'''


def read(text: str, name: str = "test/problem") -> Problem:
    return problem_from(TomlSource.parse(text, "problem.toml"), name=name)


def complaints(text: str) -> list[str]:
    """What is wrong with a problem file, line by line; nothing when it reads well."""
    try:
        read(text)
    except ComplaintsError as error:
        return [str(complaint) for complaint in error.complaints]
    return []
