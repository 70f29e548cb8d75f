"""Names as a target spells them, which has no sign for everything that stands in a problem's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256


def distinct(names: Iterable[str], spelled: Callable[[str], str]) -> Mapping[str, str]:
    """By name, how a target spells it; those that would read alike, whatever the case, end in some of their hash."""
    found = {name: spelled(name) for name in names}
    alike = Counter(one.lower() for one in found.values())
    return {
        name: one if alike[one.lower()] == 1 else f"{one}-{sha256(name.encode()).hexdigest()[:6]}"
        for name, one in found.items()
    }
