"""Everything that is made for a class: the record first, then lists, sheets and keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..assignments.assignment import ENGINES
from ..assignments.folder import Folder, write_whole
from ..assignments.hand_out import HandOut, hand_out
from ..assignments.lock import one_at_a_time
from ..assignments.order import in_order
from ..assignments.rebuilt import version_of
from ..assignments.record import read_record
from ..assignments.sheet import Blank, Sheet
from ..assignments.stores import Store, in_folder, store_at
from ..assignments.table import guarded, parse_table, to_csv
from ..errors import ComplaintsError, GradsheetError
from ..grading import answered
from . import best_engine, missing_glyphs, printable_name
from .crews import Crew, processes
from .font import letters_of, refuse_unprintable
from .glyphs import clean
from .heading import heading_of
from .kinds import KEYS, KINDS, SHEETS, TWINS
from .printing import print_file
from .renew import Progress, renew
from .sources import edition, own_templates
from .tasks import Run
from .view import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What `make` did: how many sheets, how many files were new or had changed, what was proven, where files lie."""

    engine: str
    sheets: int
    written: int
    proven: str
    spares: int
    sheets_in: str
    keys_in: str


def _silent(*_: object) -> None:
    pass


def make(
    folder: Folder,
    *,
    only: Sequence[str] = (),
    engine: str | None = None,
    fonts: Sequence[Path] = (),
    fillable: bool = True,
    html: bool = True,
    sort: Sequence[str] = (),
    spares: int = 0,
    store: str | None = None,
    crew: Crew | None = None,
    say: Callable[[str], None] = _silent,
    progress: Progress = _silent,
) -> Made:
    """Makes the record, the lists, and a sheet and a key for each student or for those in `only`.

    Sheets are forms to be filled in on a screen unless `fillable` is False; beside each lies the same sheet as a
    page of HTML unless `html` is False. `say` hears what the teacher should know, `progress` how many of the files
    to be made are done. Files that are up to date are left alone; after an interrupt the finished ones are whole,
    and stay. With `sort`, columns of the roster, all sheets and all keys also lie in one file each in that order,
    for the printer. There are `spares` sheets for nobody then, or as many as before. `store` is the URL of another
    place for these files, `crew` who makes them: a process on each core unless others are given.
    """
    at_url = None if store is None else store_at(store)
    with ExitStack() as during:
        workers = crew or during.enter_context(processes())
        holder = during.enter_context(one_at_a_time(folder))
        place = at_url or in_folder(folder, holder)
        handed = hand_out(folder, spares=spares, answered=lambda: answered(folder))
        place.tidy({one for kind in KINDS for one in (kind.folder, kind.spares)})
        _remove_left(folder, handed, place)
        for note in (*handed.notes, *([workers.remark] if workers.remark else [])):
            say(note)
        chosen = in_order(_chosen(handed, only), sort) if sort else _chosen(handed, only)
        everything = chosen if only else (*chosen, *handed.spares)
        heading = heading_of(handed.assignment, folder.root, fonts)
        used = engine or handed.assignment.engine or best_engine(heading.fonts)
        refuse_unprintable(heading.language, used, heading.fonts)
        say(f"PDFs by the {used} engine{_pinned(handed, used)}")
        for note in (*_without_glyphs(chosen, used, letters_of(heading.fonts)), *_lists(folder, handed)):
            say(note)
        run = Run(
            heading=heading,
            engine=used,
            fillable=fillable,
            templates=own_templates(folder.templates),
            store=place,
            edition=edition(used),
        )
        names = {one.code: handed.file(one) for one in everything}
        written = renew(folder, everything, names, run, workers, progress, without=() if html else (TWINS,))
        if sort:
            _print_files(folder, handed, everything, heading, place, by_group=sort[0] == "group")
        elif written and folder.for_printer.is_dir():
            say(f"{folder.shown(folder.for_printer)} holds sheets as they were before: make it again with --sort")
    return Made(
        engine=used,
        sheets=len(chosen),
        written=written,
        proven=str(handed.certificate),
        spares=len(handed.spares),
        sheets_in=place.name(f"{SHEETS.folder}/"),
        keys_in=place.name(f"{KEYS.folder}/"),
    )


def _remove_left(folder: Folder, handed: HandOut, store: Store) -> None:
    """Takes away what was made for students under ids that they no longer have."""
    for file in handed.left:
        for kind in KINDS:
            store.remove(kind.path(file))
            store.remove(kind.path(file, spare=True))
        for path in (
            folder.explanations / f"{file}.txt",
            folder.feedback / f"{file}.html",
            folder.feedback / f"{file}.pdf",
        ):
            path.unlink(missing_ok=True)


def _print_files(
    folder: Folder, handed: HandOut, sheets: Sequence[Sheet], heading: Heading, store: Store, *, by_group: bool
) -> None:
    own = folder.templates if folder.templates.is_dir() else None
    for of, kind in (("sheets", SHEETS), ("keys", KEYS)):
        pdfs = (store.read(kind.path(handed.file(sheet), spare=sheet.spare > 0)) for sheet in sheets)
        content = print_file(sheets, pdfs, heading, of=of, by_group=by_group, own=own)
        write_whole(folder.for_printer / f"{of}.pdf", content)


def _chosen(handed: HandOut, only: Sequence[str]) -> tuple[Sheet, ...]:
    known = {sheet.student.id: sheet for sheet in handed.sheets}
    if unknown := [id_ for id_ in only if id_ not in known]:
        close = get_close_matches(unknown[0], known, n=1)
        raise GradsheetError(
            f"no student '{unknown[0]}' on the roster; {f'did you mean {close[0]}?' if close else 'give an id of it'}"
        )
    return tuple(known[id_] for id_ in dict.fromkeys(only)) if only else handed.sheets


def _pinned(handed: HandOut, used: str) -> str:
    pinned = handed.assignment.engine
    if pinned is None:
        return f'; write engine = "{used}" into assignment.toml to keep the same pages'
    return "" if pinned == used else f" (assignment.toml pins {pinned})"


def _without_glyphs(sheets: Iterable[Sheet], engine: str, more: AbstractSet[int]) -> Iterable[str]:
    """One sentence about names that the engine cannot print, and that have no `print_name` to print."""
    missing: dict[str, None] = {}
    ids = []
    for sheet in sheets:
        printed, characters = printable_name(sheet.student, engine, more)
        if characters and printed != clean(sheet.student.print_name):
            missing.update(dict.fromkeys(characters))
            ids.append(sheet.student.id)
    if ids:
        fonts = ", ".join(dict.fromkeys(map(_font_for, missing)))
        others = [other for other in ENGINES if other != engine and not missing_glyphs("".join(missing), other)]
        yield (
            f"the {engine} engine has no glyphs for {' '.join(list(missing)[:20])} in {len(ids)} name(s) "
            f"({', '.join(ids[:5])}{', ...' if len(ids) > 5 else ''}): write a print_name for them in roster.csv; "
            "until then these sheets carry the id; "
            + (
                f"the {others[0]} engine has the glyphs"
                if others
                else f"fonts that have the glyphs: {fonts}; the typst engine takes one with --font FILE"
            )
        )


def _font_for(character: str) -> str:
    """A free font with the script of a character."""
    if not unicodedata.category(character).startswith(("L", "M")):
        return "Noto Emoji"
    script = unicodedata.name(character, "SYMBOLS").split()[0].title()
    return "Noto Sans CJK" if script in ("Cjk", "Hiragana", "Katakana", "Hangul", "Bopomofo") else f"Noto Sans {script}"


def _lists(folder: Folder, handed: HandOut) -> Iterable[str]:
    """Writes the hand-out list and the template for answers; yields what the teacher should know."""
    seated = handed.assignment.exam is not None
    rows = [
        [
            *map(guarded, (sheet.student.id, sheet.student.name, sheet.student.email, sheet.student.group)),
            f"{handed.files[sheet.student.id]}.pdf",
            sheet.code,
            *((guarded(sheet.student.seat), sheet.version) if seated else ()),
        ]
        for sheet in handed.sheets
    ]
    header = ["id", "name", "email", "group", "file", "code", *(("seat", "version") if seated else ())]
    write_whole(folder.hand_out, to_csv(header, rows))
    _list_spares(folder)
    labels = _labels(handed.sheets)
    ids = [guarded(sheet.student.id) for sheet in handed.sheets]
    template = to_csv(["id", *labels], [[id_, *[""] * len(labels)] for id_ in ids])
    path = folder.answers_template
    if not path.exists() or not _filled(path.read_bytes()):
        write_whole(path, template)
    elif path.read_text(encoding="utf-8", errors="replace") != template:
        yield f"{folder.shown(path)} is filled in and was left alone; move it to answers/ to have it graded"


def _list_spares(folder: Folder) -> None:
    """Writes which spare sheets there are, and whose they are by now."""
    record = read_record(folder)
    rows = [
        [number, entry.code, version_of(entry), f"{entry.file}.pdf", guarded(record.owners.get(entry.code, ""))]
        for number, entry in sorted(record.spares.items(), key=lambda one: int(one[0]))
    ]
    if rows:
        write_whole(folder.spares_list, to_csv(["spare", "code", "version", "file", "id"], rows))


def _labels(sheets: Iterable[Sheet]) -> list[str]:
    """Every label that occurs, exercise by exercise."""
    found: dict[str, Blank] = {blank.label: blank for sheet in sheets for blank in sheet.blanks}
    return sorted(found, key=lambda label: (found[label].exercise, len(label), label))


def _filled(content: bytes) -> bool:
    """Whether somebody wrote into the template; what cannot be read counts as written."""
    try:
        table = parse_table(content.decode("utf-8-sig"), "answers_template.csv")
    except (UnicodeDecodeError, ComplaintsError):
        return bool(content.strip())
    return bool(table.complaints) or any(any(row.cells[1:]) for row in table.rows)
