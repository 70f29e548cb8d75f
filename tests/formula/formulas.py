"""Random formulas for the tests of the printers and the parser."""

from decimal import Decimal

from hypothesis import strategies as st

from gradsheet.formula import OPERATORS, Apply, Formula, Number, Symbol, changed, derivative, updated
from gradsheet.formula.operators import Shape

W = Symbol("W", layer=2, indices=(1, 3))
NAMES = (
    Symbol("x"),
    Symbol("x", layer=0),
    Symbol("d", indices=(1,)),
    Symbol("z", layer=1, indices=(2,)),
    Symbol("y", layer=2, indices=(1,)),
    Symbol("alpha"),
    Symbol("h_t"),
    Symbol("velocity", indices=(12, 3)),
    W,
    updated(W),
    updated(updated(W)),
    changed(W),
    changed(updated(W)),
)
DERIVATIVES = (
    derivative(Symbol("L"), W),
    derivative(NAMES[4], NAMES[3]),
    derivative(updated(Symbol("L")), updated(W)),
    derivative(updated(updated(Symbol("L", indices=(3,)))), updated(updated(W))),
)


def decimals() -> st.SearchStrategy[Number]:
    usual = st.integers(-2000, 2000).map(lambda n: Number(Decimal(n) / 100))
    strange = st.builds(
        lambda digits, exponent: Number(Decimal(digits).scaleb(exponent)),
        st.integers(-(10**12), 10**12),
        st.integers(-40, 40),
    )
    return usual | strange


def applied(parts: st.SearchStrategy[Formula], conditions: bool) -> st.SearchStrategy[Formula]:
    def row(name: str) -> st.SearchStrategy[Formula]:
        operator = OPERATORS[name]
        if operator.shape is Shape.ELEMENT:
            several = st.lists(parts, min_size=1, max_size=3)
            return several.flatmap(
                lambda them: st.integers(1, len(them)).map(lambda k: Apply(name, (Number.of(k), *them)))
            )
        if operator.arity is None:
            return st.lists(parts, min_size=1, max_size=3).map(lambda them: Apply(name, tuple(them)))
        return st.tuples(*[parts] * operator.arity).map(lambda them: Apply(name, them))

    names = [name for name, operator in OPERATORS.items() if conditions or name not in CONDITIONAL]
    return st.sampled_from(names).flatmap(row).filter(readable)


CONDITIONAL = frozenset({"<", ">", "<=", ">=", "==", "and", "or", "not", "count", "all", "any"})


def readable(formula: Formula) -> bool:
    """Whether an author can write this tree: `-(3)` is read as a number, `e^x` as exp(x)."""
    match formula:
        case Apply("neg", (Number(value),)):
            return value <= 0
        case Apply("^", (base, _)):
            return base != Apply("e", ())
    return True


def formulas(*, derivatives: bool = False, conditions: bool = False, most: int = 12) -> st.SearchStrategy[Formula]:
    symbols = NAMES + (DERIVATIVES if derivatives else ())
    leaves = decimals() | st.sampled_from(symbols)
    return st.recursive(leaves, lambda parts: applied(parts, conditions), max_leaves=most)
