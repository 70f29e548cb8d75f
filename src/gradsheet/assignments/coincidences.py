"""Numbers that coincide: ranges too narrow for a class."""

from __future__ import annotations

from collections.abc import Iterable

from .record import Entry, Givens, Holder, Record


def coincidences(record: Record, entries: Iterable[Entry]) -> Iterable[str]:
    """One sentence for each problem in which two students, or two variants, have the same numbers."""
    uses: dict[str, dict[Holder, Givens]] = {}
    for entry in entries:
        for one in entry.exercises:
            uses.setdefault(one.use, {})[entry.holder] = record.draws[entry.holder, one.use].givens
    for use, holders in uses.items():
        different = len({tuple(sorted(givens.items())) for givens in holders.values()})
        if different < len(holders):
            whom = "students" if all(holder.kind == "students" for holder in holders) else "variants"
            sets = f"{different} different sets" if different > 1 else "1 set"
            yield f"{use}: {sets} of numbers for {len(holders)} {whom}; widen its ranges in [given]"
