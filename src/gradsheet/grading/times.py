"""Times as forms, learning platforms and people write them.

    2026-11-24T23:59:00+01:00      24.11.2026 23:59      Tuesday, 24 November 2026, 11:59 PM
    2026-11-24 22:59:00 UTC        11/24/2026 23:59:02   2026/11/24 11:59:02 PM GMT+1

A time without a zone is the course's, a date without a time the beginning of that day. Whether 3/4/2026 is in March
or in April is told by the other times of the column: a 24 can be no month. Where none tells, it is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

MONTHS = (
    ("jan", "januar", "ene", "enero", "janv", "janvier", "january"),
    ("feb", "februar", "febrero", "févr", "février", "february"),
    ("mar", "mär", "märz", "marzo", "mars", "march", "mrz"),
    ("apr", "april", "abr", "abril", "avr", "avril"),
    ("may", "mai", "mayo"),
    ("jun", "juni", "junio", "juin", "june"),
    ("jul", "juli", "julio", "juil", "juillet", "july"),
    ("aug", "august", "ago", "agosto", "août"),
    ("sep", "sept", "september", "septiembre", "septembre"),
    ("oct", "okt", "oktober", "octubre", "octobre", "october"),
    ("nov", "november", "noviembre", "novembre"),
    ("dec", "dez", "dezember", "dic", "diciembre", "déc", "décembre", "december"),
)
"""In English, German, Spanish and French, as Moodle writes them in these languages."""

_MONTH = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE)
_ZONE = re.compile(r"(?:UTC|GMT)?\s*([+-]\d{1,2})(?::?(\d{2}))?|UTC|GMT|Z", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?(?:\s+de)?\s+([^\W\d]+)\.?,?(?:\s+de)?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
LONGEST = 60

WAY_OUT = "write it as 2026-11-24 23:59"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no time."""

    why: str


def moments(texts: Iterable[str], zone: tzinfo) -> Mapping[str, datetime | Unclear]:
    """The time behind each text of one column, with its zone."""
    distinct = dict.fromkeys(texts)
    order = _order(distinct)
    return {text: _moment(text, zone, order) for text in distinct}


def _order(texts: Iterable[str]) -> str | None:
    """`day` or `month`, whichever stands first in 13/4/2026; None where no text tells, or two contradict."""
    proven = set()
    for text in texts:
        found = _NUMBERS.search(text) if "/" in text or "-" in text else None
        if found is not None and found[2] != "." and len(found[1]) < 3:
            first, second = int(found[1]), int(found[3])
            if max(first, second) > 12:
                proven.add("day" if first > 12 else "month")
    return proven.pop() if len(proven) == 1 else None


def _moment(text: str, zone: tzinfo, order: str | None) -> datetime | Unclear:
    found = _any_year(text, zone, order)
    # Programs write the first or the last day that they know where they have no time.
    if isinstance(found, datetime) and not datetime.min.year < found.year < datetime.max.year:
        return Unclear(f"nobody handed in in the year {found.year}; {WAY_OUT}")
    return found


def _any_year(text: str, zone: tzinfo, order: str | None) -> datetime | Unclear:
    text = " ".join(text.split())
    try:
        if text[4:5] == "-":
            return _in_zone(datetime.fromisoformat(text), zone)
    except ValueError:
        pass
    try:
        return _parsed(text[: LONGEST + 1], zone, order)
    except (ValueError, OverflowError):
        return Unclear(f"this is no date and time; {WAY_OUT}")


def _parsed(text: str, zone: tzinfo, order: str | None) -> datetime | Unclear:
    """Raises ValueError where this is no time."""
    if len(text) > LONGEST:
        raise ValueError(text)
    hour = minute = second = 0
    if clock := _CLOCK.search(text):
        hour, minute, second = _hour(int(clock[1]), clock[4]), int(clock[2]), int(clock[3] or 0)
    before, after = (text, "") if clock is None else (text[: clock.start()], text[clock.end() :].strip(" ,()"))
    named = _ZONE.fullmatch(after)
    date = _date(before if named is not None or any(c.isdigit() for c in before) else after, order)
    if isinstance(date, Unclear):
        return date
    when = datetime(*date, hour, minute, second, tzinfo=zone if named is None else _zone(named))
    if named is None and after.isalpha() and after.upper() not in (when.tzname(), "UHR"):
        return Unclear(f"the time zone '{after}' is not known; {WAY_OUT}, and +01:00 behind it for a zone of its own")
    return when


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _date(text: str, order: str | None) -> tuple[int, int, int] | Unclear:
    if numbers := _NUMBERS.search(text):
        first, second, third = int(numbers[1]), int(numbers[3]), int(numbers[4])
        if len(numbers[1]) == 4:
            return first, second, third
        year = third + 2000 if len(numbers[4]) == 2 else third
        if numbers[2] == "." or order == "day" or first == second:
            return year, second, first
        if order == "month":
            return year, first, second
        return Unclear(f"nothing in this column tells whether the day or the month stands first; {WAY_OUT}")
    if found := _DAY_FIRST.search(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_FIRST.search(text):
        return int(found[3]), _month(found[1]), int(found[2])
    raise ValueError(text)


def _month(name: str) -> int:
    number = _MONTH.get(name.casefold())
    if number is None:
        raise ValueError(name)
    return number


def _zone(found: re.Match[str]) -> tzinfo:
    hours, minutes = int(found[1] or 0), int(found[2] or 0)
    return timezone(timedelta(hours=hours, minutes=-minutes if (found[1] or "").startswith("-") else minutes))


def _in_zone(when: datetime, zone: tzinfo) -> datetime:
    return when.replace(tzinfo=zone) if when.tzinfo is None else when
