"""Attention of one head: scores, softmax weights and weighted sums, for every token or for one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from ..derivation import Derivation, Family, Phase, Role, Step
from ..formula import ZERO, Apply, Formula, Number, Symbol
from ..formula.algebra import total
from .dense import LOSS
from .losses import Loss, loss_formula
from .updates import Update

MATRICES = {"q": "W_q", "k": "W_k", "v": "W_v"}
"""The weight matrices that make queries, keys and values of the inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Queries q and keys k of `dimension` numbers, values v of `value_dimension`, one row for each token.

    With `inputs` numbers for each token they are made from x by weight matrices, whose rows are the
    numbers they go into, or, where `rows_from`, the ones they come from (x W). `one_query` leaves a
    single query, of the last token where it is made from inputs. `causal` hides the tokens that follow.
    """

    tokens: int
    dimension: int
    value_dimension: int
    inputs: int | None = None
    rows_from: bool = False
    scale: bool = True
    causal: bool = False
    one_query: bool = False
    loss: Loss | None = None
    update: Update | None = None

    @property
    def objective(self) -> Symbol | None:
        return None if self.loss is None else LOSS

    @property
    def parameters(self) -> tuple[Family, ...]:
        if self.inputs is None:
            return ()
        sizes = (self.dimension, self.dimension, self.value_dimension)
        return tuple(
            Family(
                symbol=Symbol(letter),
                shape=(self.inputs, size) if self.rows_from else (size, self.inputs),
                role=Role.WEIGHT,
            )
            for letter, size in zip(MATRICES.values(), sizes, strict=True)
        )


def attend(attention: Attention) -> Derivation:
    """The forward steps: q, k, v where they are made, scores s, weights a, outputs y, and the loss.

    s[2,1] is how well the query of token 2 fits the key of token 1; a[2,1] is the weight it gives to
    the value of token 1. What a mask hides has no score and the weight 0. A single query has no
    index of its own: s[1], a[1], y[1].
    """
    n = attention.tokens
    asking = ((),) if attention.one_query else tuple((token,) for token in range(1, n + 1))
    q = _family("q", (*_shape(attention), attention.dimension))
    k = _family("k", (n, attention.dimension))
    v = _family("v", (n, attention.value_dimension))
    s, a = (_family(letter, (*_shape(attention), n)) for letter in "sa")
    y = _family("y", (*_shape(attention), attention.value_dimension))
    steps: list[Step] = []
    if attention.inputs is None:
        sources = [Family(symbol=one.symbol, shape=one.shape, role=Role.INPUT) for one in (q, k, v)]
        families = [*sources, s, a, y]
    else:
        sources = [_family("x", (n, attention.inputs), Role.INPUT), *attention.parameters]
        families = [*sources, q, k, v, s, a, y]
        for made in (q, k, v):
            steps += [Step(symbol=symbol, formula=_made(attention, symbol)) for symbol in made.members]
    steps += [
        Step(symbol=_at("s", *row, token), formula=_score(attention, row, token))
        for row, token in product(asking, range(1, n + 1))
        if _sees(attention, row, token)
    ]
    steps += [
        Step(symbol=_at("a", *row, token), formula=_weight(attention, row, token))
        for row, token in product(asking, range(1, n + 1))
    ]
    steps += [
        Step(
            symbol=symbol,
            formula=_sum_of_products(
                [_at("a", *symbol.indices[:-1], token) for token in range(1, n + 1)],
                [_at("v", token, symbol.indices[-1]) for token in range(1, n + 1)],
            ),
        )
        for symbol in y.members
    ]
    if attention.loss is not None:
        targets = _family("d", y.shape, Role.TARGET)
        sources.append(targets)
        families += [targets, _family(LOSS.letter, (), Role.LOSS)]
        formula = loss_formula(attention.loss, y.members, targets.members)
        steps.append(Step(symbol=LOSS, formula=formula, phase=Phase.LOSS))
    givens = tuple(member for family in sources for member in family.members)
    return Derivation(givens=givens, steps=tuple(steps), families=tuple(families))


def _shape(attention: Attention) -> tuple[int, ...]:
    """The rows of what every query has one of."""
    return () if attention.one_query else (attention.tokens,)


def _family(letter: str, shape: tuple[int, ...], role: Role = Role.OTHER) -> Family:
    return Family(symbol=Symbol(letter), shape=shape, role=role)


def _at(letter: str, *indices: int) -> Symbol:
    return Symbol(letter, indices=indices)


def _made(attention: Attention, symbol: Symbol) -> Formula:
    """One number of a query, key or value, from the inputs of its token."""
    assert attention.inputs is not None
    token = symbol.indices[0] if len(symbol.indices) == 2 else attention.tokens
    to, places = symbol.indices[-1], range(1, attention.inputs + 1)
    matrix = MATRICES[symbol.letter]
    inputs = [_at("x", token, place) for place in places]
    if attention.rows_from:
        return _sum_of_products(inputs, [_at(matrix, place, to) for place in places])
    return _sum_of_products([_at(matrix, to, place) for place in places], inputs)


def _sees(attention: Attention, row: tuple[int, ...], token: int) -> bool:
    return not (attention.causal and row and token > row[0])


def _score(attention: Attention, row: tuple[int, ...], token: int) -> Formula:
    places = range(1, attention.dimension + 1)
    product_ = _sum_of_products(
        [_at("q", *row, place) for place in places], [_at("k", token, place) for place in places]
    )
    if not attention.scale:
        return product_
    return Apply("/", (product_, Apply("sqrt", (Number.of(attention.dimension),))))


def _weight(attention: Attention, row: tuple[int, ...], token: int) -> Formula:
    """The softmax over the tokens that the query sees; 0 for the others."""
    if not _sees(attention, row, token):
        return ZERO
    seen = [_at("s", *row, other) for other in range(1, attention.tokens + 1) if _sees(attention, row, other)]
    return Apply("softmax", (Number.of(token), *seen))


def _sum_of_products(first: Sequence[Symbol], second: Sequence[Symbol]) -> Formula:
    return total([Apply("*", pair) for pair in zip(first, second, strict=True)])
