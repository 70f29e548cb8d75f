"""XML of unknown origin, read without letting it do anything."""

from __future__ import annotations

from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from ...errors import GradsheetError


class _Tree(TreeBuilder):
    """A tree of elements; a document type could define entities that grow without end, or name other files."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        raise GradsheetError("it has a document type (<!DOCTYPE>), which is not read for safety")


def root_of(where: str, content: bytes) -> Element:
    """The root element; raises GradsheetError with `where`, line and column where this is no XML."""
    parser = XMLParser(target=_Tree())
    try:
        parser.feed(content)
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
