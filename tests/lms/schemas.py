"""Schemas that standards bodies and vendors publish, read without a network from beside the checkout."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

XSD = Path(os.environ.get("GRADSHEET_SHARED") or Path(__file__).parents[3] / "shared") / "xsd"
needs_schemas = pytest.mark.skipif(not XSD.is_dir(), reason="the schemas are not beside this checkout")


@cache
def schema(place: str):
    """The compiled XML schema of a file under `xsd/`; what it imports from the web is found by its name."""
    etree = pytest.importorskip("lxml.etree", reason="lxml checks XML against schemas")
    local = {path.name: path for path in XSD.rglob("*.xsd")}

    class Offline(etree.Resolver):
        def resolve(self, url, _public, context):
            name = url.rpartition("/")[2]
            return self.resolve_filename(str(local[name]), context) if "://" in url and name in local else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline())
    return etree.XMLSchema(etree.parse(str(XSD / place), parser))


def complaints(place: str, content: bytes) -> list[str]:
    """What a schema has against a document."""
    from lxml import etree

    found = schema(place)
    found.validate(etree.fromstring(content))
    return [f"{error.line}: {error.message}" for error in found.error_log]
