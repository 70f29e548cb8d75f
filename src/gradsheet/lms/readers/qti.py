"""What a player of QTI 2.1, 2.2 or 3.0 holds after the import of a package: its items, and which test picks them.

Source: 1EdTech's QTI 2.1 information model and its content packages; 3.0 has the same words under other spellings.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ...errors import GradsheetError
from ..held import Files, Held, Lot, Lots, Place, named_once
from .archive import Archive, member, named, undamaged
from .qti_processing import Parted, Rules, Session, Value, read_value, rules_of
from .qti_words import MATHML, document, manifest

MANIFEST = "imsmanifest.xml"
SCORE = "SCORE"
_FIELDS = frozenset({"textEntryInteraction", "choiceInteraction"})
_IN_LINES = frozenset(
    {"a", "abbr", "b", "big", "code", "em", "i", "small", "span", "strong", "sub", "sup", "tt", "var"}
)
_WHOLE = frozenset({"itemBody", "modalFeedback", "simpleChoice"})
NEAR = 1e-9
TOGETHER = 16
"""Items that are worth being read by a process."""


def read(files: Files) -> tuple[Held, ...]:
    """The items of every package; raises GradsheetError with the place of what a player could not read."""
    return lots(files).all()


def lots(files: Files) -> Lots:
    """The same, some items at a time."""
    found: list[tuple[Lot, int]] = []
    for file, content in files.items():
        package = Archive(file, content)
        items, pools = _listed(file, package)
        for start in range(0, len(items), TOGETHER):
            names = items[start : start + TOGETHER]
            found.append((partial(_items, file, names, package, pools), package.size(names)))
        rest = sorted(package.keys() - set(items))
        found.append((partial(undamaged, package, rest), package.size(rest)))
    fit = partial(named_once, said="a second item '{}'; players keep one of them")
    return Lots(lots=[lot for lot, _ in found], sizes=[size for _, size in found], fit=fit)


def _listed(file: str, package: Mapping[str, bytes]) -> tuple[list[str], dict[str, str]]:
    """The files of the items, and by file the section of a test that gives each student one of its items."""
    described = manifest(f"{file}: {MANIFEST}", member(file, package, MANIFEST, "every QTI package"))
    items: list[str] = []
    pools: dict[str, str] = {}
    for resource in described.iterfind("resources/resource"):
        listed = [_path("", one.get("href", "")) for one in resource.iterfind("file")]
        kind, name = resource.get("type", ""), _path("", resource.get("href", ""))
        is_item = kind.startswith("imsqti_item_")
        for needed in (*listed, name) if is_item else listed:
            named(file, package, needed, MANIFEST)
        if is_item:
            items.append(name)
        elif kind.startswith("imsqti_test_"):
            pools |= _pools(file, package, name)
    if not items:
        raise GradsheetError(f"{file}: {MANIFEST}: the package holds no item")
    known = set(items)
    for name in pools:
        if name not in known:
            raise GradsheetError(f"{file}: a test names {name}, which {MANIFEST} does not list as an item")
    return items, pools


def _items(file: str, names: Iterable[str], package: Mapping[str, bytes], pools: Mapping[str, str]) -> list[Held]:
    found = []
    for name in names:
        where = f"{file}: {name}"
        try:
            held = _item(where, name, document(where, package[name], "assessmentItem"), package, pools.get(name, ""))
        except GradsheetError as error:
            raise GradsheetError(f"{where}: {str(error).removeprefix(f'{where}: ')}") from None
        found.append(held)
    return found


def _path(beside: str, address: str) -> str:
    """Where in the zip an address in a file leads."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), unquote(address)))


def _pools(file: str, inside: Mapping[str, bytes], name: str) -> dict[str, str]:
    """By item, the section that gives each student one of its items."""
    where = f"{file}: {name}"
    test = document(where, member(file, inside, name, MANIFEST), "assessmentTest")
    found: dict[str, str] = {}
    for section in test.iter("assessmentSection"):
        selection = section.find("selection")
        for reference in section.iterfind("assessmentItemRef"):
            path = _path(name, reference.get("href", ""))
            if path in found:
                raise GradsheetError(f"{where}: {path} stands in the test twice")
            one = selection is not None and selection.get("select") == "1"
            found[path] = section.get("identifier", "") if one else ""
    return found


@dataclass(frozen=True, slots=True)
class _Marking:
    """How an item is marked: base types, right responses and first outcomes by name, and the rules."""

    kinds: Mapping[str, str]
    right: Mapping[str, Value]
    start: Mapping[str, Value]
    rules: Rules
    parted: Parted

    def session(self, responses: Mapping[str, Value]) -> Session:
        values = {**dict.fromkeys(self.kinds), **self.start, **responses}
        return Session(values=values, right=self.right, start=self.start)

    def said(self, responses: Mapping[str, Value]) -> set[tuple[str, Value]]:
        """The outcomes and their values, each of several by itself, which feedback goes by."""
        session = self.session(responses)
        self.rules.run(session)
        outcomes = {name: session.values[name] for name in self.start}
        return {
            (name, one) for name, value in outcomes.items() for one in (value if isinstance(value, tuple) else [value])
        }

    def score(self, responses: Mapping[str, Value]) -> float:
        session = self.session(responses)
        self.rules.run(session)
        found = session.values.get(SCORE)
        if not isinstance(found, float):
            raise GradsheetError(f"its {SCORE} is '{found}', which is no number")
        return found

    def of(self, name: str) -> _Marking:
        """How one response is marked where no other is given."""
        return replace(self, rules=Rules(self.parted.left(name)))


def _item(where: str, path: str, item: Element, inside: Mapping[str, bytes], pool: str) -> Held:
    body, processing = item.find("itemBody"), item.find("responseProcessing")
    if body is None or processing is None:
        raise GradsheetError("this item has no body, or no response processing")
    declared = [(one.get("identifier", ""), one.get("baseType", ""), one) for one in item.iter("responseDeclaration")]
    outcomes = [(one.get("identifier", ""), one.get("baseType", ""), one) for one in item.iter("outcomeDeclaration")]
    kinds = {name: kind for name, kind, _ in declared}
    right = {name: _declared(one, "correctResponse", kind) for name, kind, one in declared}
    start = {name: _declared(one, "defaultValue", kind) for name, kind, one in outcomes}
    rules, empty = rules_of(processing), Session(values={**dict.fromkeys(kinds), **start}, right=right, start=start)
    marking = _Marking(kinds=kinds, right=right, start=start, rules=Rules(rules), parted=Parted(rules, empty))
    modal = {(one.get("outcomeIdentifier", ""), one.get("identifier", "")): one for one in item.iter("modalFeedback")}
    places = tuple(_place(field, marking, modal) for field in body.iter() if field.tag in _FIELDS)
    _check(item, marking, places)
    return Held(
        where=where,
        ident=item.get("identifier", ""),
        words=_words(body),
        feedback=tuple(_words(one) for one in item.iter("modalFeedback")),
        places=places,
        pool=pool,
        pictures=tuple(_pictures(path, item, inside)),
    )


def _declared(declaration: Element, what: str, kind: str) -> Value:
    """A variable's right or first value; NULL where none is said, 0 for a number to begin with."""
    text = declaration.findtext(f"{what}/value")
    if text is not None:
        return read_value(text, kind)
    return 0.0 if what == "defaultValue" and kind in ("float", "integer") else None


def _place(field: Element, marking: _Marking, modal: Mapping[tuple[str, str], Element]) -> Place:
    name = field.get("responseIdentifier", "")
    if name not in marking.kinds:
        raise GradsheetError(f"there is a place to answer '{name}', which is not declared")
    options = {_words(one): one.get("identifier", "") for one in field.iter("simpleChoice")}
    alone = marking.of(name)
    empty = alone.score({})
    worth = alone.score({name: marking.right[name]}) - empty
    if worth <= 0:
        raise GradsheetError(f"the right response to '{name}' earns nothing")

    def earns(text: str) -> float:
        response = options.get(text) if options else read_value(text, marking.kinds[name])
        return (alone.score({name: response}) - empty) / worth

    anyway = alone.said({})

    def tells(text: str) -> str:
        response = options.get(text) if options else read_value(text, marking.kinds[name])
        said = alone.said({name: response}) - anyway
        return " ".join(_words(one) for shown, one in modal.items() if shown in said)

    return Place(name=name, worth=worth, earns=earns, options=tuple(options), tells=tells)


def _check(item: Element, marking: _Marking, places: Sequence[Place]) -> None:
    """Every response has one place to answer, and all of them together earn what the item says it is worth."""
    names = [place.name for place in places]
    if sorted(names) != sorted(marking.kinds):
        raise GradsheetError(f"it declares {', '.join(marking.kinds)}, and has places to answer {', '.join(names)}")
    most = next(one.get("normalMaximum") for one in item.iter("outcomeDeclaration") if one.get("identifier") == SCORE)
    together = marking.score(marking.right)
    for said in (read_value(most or "", "float"), sum(place.worth for place in places)):
        if isinstance(said, float) and abs(said - together) > NEAR:
            raise GradsheetError(f"all right responses together earn {together}, not {said}")


def _words(element: Element) -> str:
    """What is seen of an element, and a line where an answer goes."""
    if element.tag in _FIELDS:
        return " ____ "
    inside = element.text or ""
    for child in element:
        inside += _formula(child) if child.tag.startswith(MATHML) else _words(child)
        inside += child.tail or ""
    spaced = inside if element.tag in _IN_LINES else f" {inside} "
    return " ".join(spaced.split()) if element.tag in _WHOLE else spaced


def _formula(element: Element) -> str:
    """A formula in a line: what stands above or below stays apart, numbers keep their sign, as it is typed."""
    text = ""
    for leaf in element.iter():
        if (leaf.text or "").strip() and not len(leaf):
            after_sign = not text or text[-1] in "(-,=\u2061"
            text += ("" if after_sign else " ") + str(leaf.text).strip().replace("\u2212", "-")
    return text


def _pictures(path: str, item: Element, inside: Mapping[str, bytes]) -> Iterator[str]:
    for picture in item.iter("img"):
        source = picture.get("src", "")
        if _path(path, source) not in inside:
            raise GradsheetError(f"there is no file for the picture {source}")
        yield source
