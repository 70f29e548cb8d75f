"""A course's own fonts, for scripts that the engines have no letters for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import EngineError, GradsheetError
from ..languages import sentences
from ..places import content_of
from .glyphs import missing_glyphs
from .own_folder import own_folder

FACES = {"zh": " SC"}
"""How the name of the right face ends where a file holds one for each country, by language."""
MOST_LOOKED_AT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A file of a font, known by the hash of its bytes; `family` and number name the `face` that is used."""

    path: Path = field(repr=False, compare=False)
    digest: str
    family: str
    face: int


def read_fonts(paths: Sequence[Path], language: str) -> tuple[Font, ...]:
    """The fonts in files; raises GradsheetError where one is away or is no font."""
    return tuple(_read(path, language) for path in paths)


def _read(path: Path, language: str) -> Font:
    content = content_of(path, f"font {path}")
    digest = hashlib.sha256(content).hexdigest()
    faces = _faces(_placed(path, digest))
    if not faces:
        raise GradsheetError(f"font {path}: this is no TrueType or OpenType font (.ttf, .otf, .ttc)")
    ending = FACES.get(language, "")
    family, number = next((face for face in faces if ending and face[0].endswith(ending)), faces[0])
    return Font(path=path.resolve(), digest=digest, family=family, face=number)


def _faces(folder: Path) -> list[tuple[str, int]]:
    import typst

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    return sorted(((face.family, face.index) for face in found), key=lambda face: face[1])


@cache
def _placed(path: Path, digest: str) -> Path:
    """A folder that holds this font alone: the engine reads folders, and whatever else lay there would change pages."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EngineError(f"font {path}: cannot be read here ({error.strerror}); every worker needs it") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise EngineError(f"font {path}: this is another file here than where the sheets were asked for")
    folder = own_folder("fonts") / digest
    folder.mkdir(exist_ok=True)
    (folder / f"font{path.suffix}").write_bytes(content)
    return folder


@cache
def engine_fonts(fonts: tuple[Font, ...]) -> Any:
    """What the embedded engine sets type with: its own fonts and these, and none of the machine's."""
    import typst

    folders = [_placed(font.path, font.digest) for font in fonts]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@cache
def letters_of(fonts: tuple[Font, ...]) -> frozenset[int]:
    """The characters that these fonts have."""
    return frozenset[int]().union(*(_letters(font.path, font.face) for font in fonts))


def _letters(path: Path, face: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=face, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, AssertionError) as error:
        raise GradsheetError(f"font {path}: its table of characters cannot be read ({error})") from None


def refuse_unprintable(language: str, engine: str, fonts: tuple[Font, ...] = ()) -> None:
    """Raises EngineError with the way out where an engine cannot print the language, or take the fonts."""
    if fonts and engine == "latex":
        raise EngineError(
            f"the latex engine (pdfLaTeX) sets type with its own fonts only and cannot take {fonts[0].path.name}: "
            'use the embedded engine (engine = "typst" in assignment.toml, or --engine typst), or leave the font out'
        )
    missing = _missing_letters(language, engine, fonts)
    if not missing:
        return
    found = installed_with(missing)
    engines = "" if engine == "typst" else 'engine = "typst" and '
    raise EngineError(
        f'language = "{language}" needs letters that the {engine} engine has not ({missing[:8]}...): '
        f'name a font that has them, with {engines}font = "NotoSansCJK-Regular.ttc" in assignment.toml, or with '
        f"{'' if engine == 'typst' else '--engine typst '}--font FILE; "
        + (f"on this machine there is {found}" if found else "Noto Sans CJK is free (on Debian: fonts-noto-cjk)")
    )


@cache
def _missing_letters(language: str, engine: str, fonts: tuple[Font, ...]) -> str:
    words = "".join(character for text in sentences(language).values() for character in text if character.isalpha())
    return missing_glyphs(words, engine, letters_of(fonts))


def installed_with(letters: str) -> Path | None:
    """A font of this machine that has all the letters."""
    import typst

    faces = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    likely = sorted(
        (face for face in faces if face.path),
        key=lambda face: ("CJK" not in face.family, "Noto Sans" not in face.family, face.weight != 400, face.path),
    )
    looked_at: dict[str, int] = {}
    for face in likely:
        looked_at.setdefault(str(face.path), face.index)
    for path, number in list(looked_at.items())[:MOST_LOOKED_AT]:
        try:
            if set(map(ord, letters)) <= _letters(Path(path), number):
                return Path(path)
        except GradsheetError:
            continue
    return None
