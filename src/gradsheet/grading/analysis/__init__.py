"""What a class's marks say: spread, difficulty, outcomes, wrong methods, differences, evidence; exact, nothing hidden.

Whoever shows any of it to others hides small numbers first, with `few`.
"""

from .classwork import Classwork, Column
from .differences import LEAST, LEVEL, Difference, between_groups, between_variants
from .difficulty import OUTER, Difficulty, alpha, difficulties
from .few import FEWEST, about, shown
from .findings import Blank, Evidence, Findings, evidence, findings
from .others_sheets import Misplaced, misplaced
from .relations import Relation, relations
from .shared_digits import SharedDigits, shared_digits
from .spread import Spread, spread
from .suggestion import suggestion
from .tally import KINDS, FirstError, FirstErrors, Kind, Shown, first_errors, misconceptions, outcomes

__all__ = [
    "FEWEST",
    "KINDS",
    "LEAST",
    "LEVEL",
    "OUTER",
    "Blank",
    "Classwork",
    "Column",
    "Difference",
    "Difficulty",
    "Evidence",
    "Findings",
    "FirstError",
    "FirstErrors",
    "Kind",
    "Misplaced",
    "Relation",
    "SharedDigits",
    "Shown",
    "Spread",
    "about",
    "alpha",
    "between_groups",
    "between_variants",
    "difficulties",
    "evidence",
    "findings",
    "first_errors",
    "misconceptions",
    "misplaced",
    "outcomes",
    "relations",
    "shared_digits",
    "shown",
    "spread",
    "suggestion",
]
