"""Everything that is made for a class: the record first, then lists, sheets and keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..assignments.assignment import ENGINES
from ..assignments.folder import Folder, write_whole
from ..assignments.hand_out import HandOut, hand_out
from ..assignments.sheet import Blank, Sheet
from ..assignments.table import guarded, parse_table, to_csv
from ..errors import ComplaintsError, EngineError, GradsheetError
from . import Heading, best_engine, missing_glyphs, printable_name, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What `make` did: the sheets made, and how many PDFs were new or had changed."""

    engine: str
    sheets: int
    written: int


def _silent(*_: object) -> None:
    pass


def make(
    folder: Folder,
    *,
    only: Sequence[str] = (),
    engine: str | None = None,
    say: Callable[[str], None] = _silent,
    progress: Callable[[int, int], None] = _silent,
) -> Made:
    """Makes the record, the lists, and a sheet and a key for each student or for those in `only`.

    `say` hears what the teacher should know, `progress` how many of how many PDFs are done. PDFs
    that would not change are left alone; after an interrupt the finished ones are whole.
    """
    handed = hand_out(folder)
    for note in handed.notes:
        say(note)
    chosen = _chosen(handed, only)
    used = engine or handed.assignment.engine or best_engine()
    say(f"PDFs by the {used} engine{_pinned(handed, used)}")
    for note in (*_without_glyphs(chosen, used), *_lists(folder, handed)):
        say(note)
    for file in handed.left:
        for where in (folder.students, folder.keys):
            (where / f"{file}.pdf").unlink(missing_ok=True)
    printing = _Printing(folder, handed, used, progress, total=2 * len(chosen))
    printing.run(chosen)
    return Made(engine=used, sheets=len(chosen), written=printing.written)


@dataclass(slots=True)
class _Printing:
    folder: Folder
    handed: HandOut
    engine: str
    progress: Callable[[int, int], None]
    total: int
    done: int = 0
    written: int = 0

    def run(self, sheets: Sequence[Sheet]) -> None:
        assignment = self.handed.assignment
        heading = Heading(
            title=assignment.title,
            course=assignment.course,
            notation=assignment.notation,
            language=assignment.language,
        )
        templates = self.folder.templates if self.folder.templates.is_dir() else None
        refused = []
        for worked, where in ((False, self.folder.students), (True, self.folder.keys)):
            try:
                for sheet, pdf in typeset(sheets, heading, engine=self.engine, worked=worked, templates=templates):
                    self.written += write_whole(where / f"{self.handed.files[sheet.student.id]}.pdf", pdf)
                    self.done += 1
                    self.progress(self.done, self.total)
            except EngineError as error:
                refused.append(f"{self.folder.shown(where)}: {error}")
        if refused:
            raise EngineError("\n".join(refused))


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


def _without_glyphs(sheets: Iterable[Sheet], engine: str) -> Iterable[str]:
    """One sentence about names that the engine cannot print."""
    missing: dict[str, None] = {}
    ids = []
    for sheet in sheets:
        characters = printable_name(sheet.student, engine)[1]
        if characters:
            missing.update(dict.fromkeys(characters))
            ids.append(sheet.student.id)
    if ids:
        fonts = ", ".join(dict.fromkeys(map(_font_for, missing)))
        others = [other for other in ENGINES if other != engine and not missing_glyphs("".join(missing), other)]
        yield (
            f"the {engine} engine has no glyphs for {' '.join(list(missing)[:20])} in {len(ids)} name(s) "
            f"({', '.join(ids[:5])}{', ...' if len(ids) > 5 else ''}): these sheets carry `print_name` of the roster, "
            f"or else the id; {f'the {others[0]} engine has them' if others else f'fonts that have them: {fonts}'}"
        )


def _font_for(character: str) -> str:
    """A free font with the script of a character."""
    if not unicodedata.category(character).startswith(("L", "M")):
        return "Noto Emoji"
    script = unicodedata.name(character, "SYMBOLS").split()[0].title()
    return "Noto Sans CJK" if script in ("Cjk", "Hiragana", "Katakana", "Hangul", "Bopomofo") else f"Noto Sans {script}"


def _lists(folder: Folder, handed: HandOut) -> Iterable[str]:
    """Writes the hand-out list and the template for answers; yields what the teacher should know."""
    rows = [
        [
            *map(guarded, (sheet.student.id, sheet.student.name, sheet.student.email, sheet.student.group)),
            f"{handed.files[sheet.student.id]}.pdf",
            sheet.code,
        ]
        for sheet in handed.sheets
    ]
    write_whole(folder.hand_out, to_csv(["id", "name", "email", "group", "file", "code"], rows))
    labels = _labels(handed.sheets)
    ids = [guarded(sheet.student.id) for sheet in handed.sheets]
    template = to_csv(["id", *labels], [[id_, *[""] * len(labels)] for id_ in ids])
    path = folder.answers_template
    if not path.exists() or not _filled(path.read_bytes()):
        write_whole(path, template)
    elif path.read_text(encoding="utf-8", errors="replace") != template:
        yield f"{folder.shown(path)} is filled in and was left alone; move it to answers/ to have it graded"


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
