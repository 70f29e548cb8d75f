"""Whose sheet is meant: by id, by the code of a sheet, or by part of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from ..assignments.folder import Folder
from ..assignments.rebuilt import holders
from ..assignments.record import read_record
from ..assignments.seeds import read_exercise_code, read_sheet_code
from ..assignments.sheet import Student
from ..errors import GradsheetError
from .wording import on_one_line

MOST_LISTED = 12


def look_up(folder: Folder, who: str) -> Student:
    """The student of this id, or whose sheet has this code, or the only one with this in the name."""
    record = read_record(folder)
    if not record.students:
        raise GradsheetError("nothing has been handed out yet; `gradsheet make` comes first")
    people = holders(folder, record)
    ids = {one.was: one for one in people if one.was} | {one.id: one for one in people}
    if student := ids.get(who.strip()):
        return student
    code = read_sheet_code(who) or next(iter(read_exercise_code(who) or ()), None)
    owner = record.owners.get(str(code)) or record.owners.get(who.strip().upper())
    if student := next((one for one in people if one.id == owner), None):
        return student
    return _only(_named(people, who), people, who)


def _named(people: Iterable[Student], who: str) -> list[Student]:
    """Everybody with this in the id or in the name, whatever its case and accents; whole words before parts."""
    wanted = _plain(who)
    if not wanted:
        return []
    found = [one for one in people if wanted in _plain(one.id) or wanted in _plain(one.name)]
    whole = [one for one in found if f" {wanted} " in f" {_plain(one.id)} {_plain(one.name)} "]
    return whole if len(whole) == 1 else found


def _only(found: list[Student], people: tuple[Student, ...], who: str) -> Student:
    if len(found) == 1:
        return found[0]
    shown = on_one_line(who, 40)
    if found:
        more = len(found) - MOST_LISTED
        lines = [f"  {one.id}  {on_one_line(one.name)}".rstrip() for one in found[:MOST_LISTED]]
        lines += [f"  and {more} more"] if more > 0 else []
        raise GradsheetError("\n".join([f"'{shown}' may be {len(found)} students; give the id of one:", *lines]))
    names = {_plain(word): one.id for one in people for word in (one.id, one.name, *one.name.split()) if word}
    close = get_close_matches(_plain(who), names, n=1)
    hint = f"did you mean {names[close[0]]}?" if close else "give an id, the code on a sheet, or part of a name"
    raise GradsheetError(f"nobody with a sheet is called '{shown}'; {hint}")


def _plain(text: str) -> str:
    """Letters without accents and case, single spaces."""
    split = unicodedata.normalize("NFKD", text)
    return " ".join("".join(one for one in split if not unicodedata.combining(one)).casefold().split())
