"""XML of unknown origin, read without letting it do anything."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from ...errors import GradsheetError


def root_of(where: str, *pieces: bytes | memoryview) -> Element:
    """The root element of a file in pieces; raises GradsheetError with `where`, line and column where it is no XML."""
    parser = XMLParser()
    try:
        _without_doctype(pieces)
        for piece in pieces:
            parser.feed(piece)
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        reason = str(error).rpartition(": line ")[0]
        raise GradsheetError(f"{where}:{line}:{column + 1}: this is no whole XML file: {reason}") from None
    except GradsheetError as error:
        raise GradsheetError(f"{where}: {error}") from None
    except (ValueError, LookupError) as error:
        raise GradsheetError(f"{where}: this is no XML file: {error}") from None
    return root


class _RootError(Exception):
    """The root element begins: no document type can follow."""


def _without_doctype(pieces: Iterable[bytes | memoryview]) -> None:
    """Looks at what stands before the root: a tree whose builder asks for itself takes twice as long."""
    scanner = expat.ParserCreate()
    scanner.StartDoctypeDeclHandler = _refuse
    scanner.StartElementHandler = _begin
    with suppress(_RootError, expat.ExpatError):  # of what is no XML, the tree's parser says where
        for piece in pieces:
            scanner.Parse(piece, False)
        scanner.Parse(b"", True)


def _refuse(*_: object) -> NoReturn:
    """It could define entities that grow without end, or name other files."""
    raise GradsheetError("it has a document type (<!DOCTYPE>), which is not read for safety")


def _begin(*_: object) -> NoReturn:
    raise _RootError
