"""Late work: how many days, and what is taken off for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

_DAY = timedelta(days=1)


def days_late(when: datetime, due: datetime) -> int:
    """How many days have begun since something was due; 0 where it came in time.

    Days end at the hour at which the work was due, by the clock of the course: the night in which clocks change is a
    day as well. Whoever hands in within the minute that the deadline names is in time.
    """
    when = when.replace(second=0, microsecond=0)
    if when.timestamp() <= due.timestamp():
        return 0
    by_the_clock = when.astimezone(due.tzinfo).replace(tzinfo=None) - due.replace(tzinfo=None)
    return max(1, -(-by_the_clock // _DAY))


def late_share(days: int, per_day: Fraction) -> Fraction:
    """The share of what was earned that is taken off: never more than all of it."""
    return min(Fraction(1), days * per_day)
