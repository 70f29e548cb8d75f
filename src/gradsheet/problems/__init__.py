"""Floor 4: what authors write: bank files, draws, exercises, tolerances."""

from .bank import bank_names, find_problem, locate
from .check import Disagreement, bank_exercise, case_exercise, disagreements
from .draw import draw
from .exercise import Exercise, Solution, finite, solve_exercises, with_options
from .kept import Kept, kept
from .load import load_problem, problem_from
from .on_paper import otherwise, refused
from .problem import Ask, Case, Kind, Problem
from .rounding import Rounding
from .stream import public_seed, seed
from .toml_source import TomlSource

__all__ = [
    "Ask",
    "Case",
    "Disagreement",
    "Exercise",
    "Kept",
    "Kind",
    "Problem",
    "Rounding",
    "Solution",
    "TomlSource",
    "bank_exercise",
    "bank_names",
    "case_exercise",
    "disagreements",
    "draw",
    "find_problem",
    "finite",
    "kept",
    "load_problem",
    "locate",
    "otherwise",
    "problem_from",
    "public_seed",
    "refused",
    "seed",
    "solve_exercises",
    "with_options",
]
