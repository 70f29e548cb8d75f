"""What `[given]` may say: numbers, lists of numbers, and ranges to draw from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from ..derivation import Family, Role
from ..formula import Symbol, name
from .problem import Grid, OneHot, Range
from .toml_source import Steps

Complain = Callable[[Steps, str], None]
MOST_CHOICES = 100_000
SMALLEST, LARGEST = Decimal("1e-30"), Decimal("1e30")
FAR = "this is too large or too small to compute with; numbers go from 1e-30 to 1e30"
FORMS = "a number, a list, { choose = [...] }, { from = -1, to = 1, by = 0.1 } or { one_hot = 2 }"


def ranges(family: Family, value: Any, path: Steps, complain: Complain) -> list[Range]:
    """The ranges of a family's members; a scalar may stand for a family of one and the other way round."""
    if isinstance(value, dict) and "one_hot" in value:
        rows = groupby(family.members, key=lambda member: member.indices[:-1])
        return [one for _, row in rows for one in _one_hot(tuple(row), value, path, complain)]
    return [
        Grid(symbol=member, values=_choices(leaf, place, complain))
        for member, leaf, place in leaves(family, value, path, complain)
    ]


def numbers(family: Family, value: Any, path: Steps, complain: Complain) -> dict[Symbol, Decimal]:
    """The numbers of a family in a case, where everything is fixed."""
    found = {}
    for member, leaf, place in leaves(family, value, path, complain):
        number = as_decimal(leaf)
        if number is None:
            complain(place, FAR if _is_far(leaf) else f"must be a number; found {_shown(leaf)}")
        else:
            found[member] = number
    return found


def leaves(family: Family, value: Any, path: Steps, complain: Complain) -> list[tuple[Symbol, Any, Steps]]:
    """Each member with its part of a nested list; one value that is no list goes to every member."""
    if not isinstance(value, list):
        return [(member, value, path) for member in family.members]
    if not family.shape and len(value) == 1:
        return [(family.symbol, value[0], (*path, 0))]
    if len(family.shape) == 2 and 1 in family.shape and not any(isinstance(part, list) for part in value):
        value = [value] if family.shape[0] == 1 else [[part] for part in value]
        return _matched(family, value, path, complain, flat=True)
    return _matched(family, value, path, complain, flat=False)


def as_decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if not isinstance(value, int | Decimal) or not Decimal(value).is_finite() or _is_far(value):
        return None
    return Decimal(value)


def _is_far(value: Any) -> bool:
    """Whether this is a number that floating point, or a person, cannot work with."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not value:
        return False
    size = abs(Decimal(value))
    return size.is_finite() and not SMALLEST <= size <= LARGEST


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else str(value)


def _matched(
    family: Family, value: list[Any], path: Steps, complain: Complain, *, flat: bool
) -> list[tuple[Symbol, Any, Steps]]:
    found: list[tuple[Symbol, Any, Steps]] = []
    for member in family.members:
        leaf: Any = value
        place = path
        for depth, index in enumerate(member.indices):
            size = family.shape[depth]
            if not isinstance(leaf, list) or len(leaf) != size:
                complain(path, f"must be {_shape_words(family)}, for {name(family.symbol)}; found {_size(value)}")
                return []
            leaf = leaf[index - 1]
            place = place if flat and size == 1 else (*place, index - 1)
        if isinstance(leaf, list) or not member.indices:
            complain(path, f"must be {_shape_words(family)}, for {name(family.symbol)}; found {_size(value)}")
            return []
        found.append((member, leaf, place))
    return found


def _shape_words(family: Family) -> str:
    ends = " (to, from)" if family.role is Role.WEIGHT else ""
    match list(family.shape):
        case []:
            return "one number"
        case [size]:
            return f"a list of {size} number(s)"
        case [rows, columns]:
            return f"a list of {rows} row(s) with {columns} number(s) each{ends}"
    return f"a nested list of {' x '.join(map(str, family.shape))}"


def _size(value: list[Any]) -> str:
    if value and all(isinstance(row, list) for row in value):
        return f"{len(value)} row(s) of {', '.join(sorted({str(len(row)) for row in value}))}"
    return f"a list of {len(value)}"


def _one_hot(members: tuple[Symbol, ...], value: dict[str, Any], path: Steps, complain: Complain) -> list[Range]:
    hot, size = value["one_hot"], len(members)
    if set(value) != {"one_hot"}:
        complain(path, "one_hot stands alone: { one_hot = 2 }")
    if hot == "any":
        return [OneHot(members=members, hot=None)]
    if isinstance(hot, bool) or not isinstance(hot, int) or not 1 <= hot <= size:
        complain((*path, "one_hot"), f'must be the number of a class from 1 to {size}, or "any"; found {hot!r}')
        return []
    return [OneHot(members=members, hot=hot)]


def _choices(value: Any, path: Steps, complain: Complain) -> tuple[Decimal, ...]:
    number = as_decimal(value)
    if number is not None:
        return (number,)
    if _is_far(value):
        complain(path, FAR)
        return ()
    if isinstance(value, dict) and set(value) == {"choose"}:
        return _listed(value["choose"], (*path, "choose"), complain)
    if isinstance(value, dict) and set(value) == {"from", "to", "by"}:
        return _stepped(value, path, complain)
    if isinstance(value, dict) and (odd := [key for key in value if key not in ("choose", "from", "to", "by")]):
        complain((*path, odd[0]), f"'{odd[0]}' is not known here; write {FORMS}")
    else:
        complain(path, f"this is no range; write {FORMS}")
    return ()


def _listed(value: Any, path: Steps, complain: Complain) -> tuple[Decimal, ...]:
    found = [as_decimal(one) for one in value] if isinstance(value, list) else []
    if not found or None in found:
        far = [place for place, one in enumerate(value) if _is_far(one)] if isinstance(value, list) else []
        complain((*path, far[0]) if far else path, FAR if far else "must be a list of numbers, at least one")
        return ()
    return tuple(one for one in found if one is not None)


def _stepped(value: dict[str, Any], path: Steps, complain: Complain) -> tuple[Decimal, ...]:
    start, end, by = (as_decimal(value[key]) for key in ("from", "to", "by"))
    if start is None or end is None or by is None:
        far = [key for key in ("from", "to", "by") if _is_far(value[key])]
        complain((*path, far[0]) if far else path, FAR if far else "from, to and by must be numbers")
        return ()
    if by <= 0 or end < start:
        complain(path, f"from {start} to {end} by {by} holds no numbers; `by` is positive and `to` not below `from`")
        return ()
    count = int((end - start) / by) + 1
    if count > MOST_CHOICES:
        complain(path, f"holds {count:,} numbers; at most {MOST_CHOICES:,}")
        return ()
    return tuple(start + step * by for step in range(count))


def one_of_each(found: Iterable[Range]) -> set[Symbol]:
    """The symbols that ranges cover."""
    covered: set[Symbol] = set()
    for given in found:
        covered.update(given.members if isinstance(given, OneHot) else (given.symbol,))
    return covered
