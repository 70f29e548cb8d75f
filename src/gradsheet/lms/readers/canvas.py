"""What Canvas holds after the import of a QTI 1.2 package: a quiz, its groups and question banks, their questions.

Classic quizzes and New Quizzes read the same file, each in its own way; what is returned is what both do. Sources:
Canvas's importer and its sample packages for names and places (`question_type`, `sourcebank_ref`, `general_fb`); its
quiz pages, which round what is typed to four decimals; the marking of classic quizzes, decimal and inclusive, with the
margin taken from the upper bound; the QTI reader of New Quizzes, which takes it from the lower one, as a double.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from ...errors import GradsheetError
from ..held import Files, Held, Lot, Lots, Place, Seen, named_once
from .archive import Archive, undamaged
from .hypertext import Page, Words, page_of, refuse_unclosed
from .xml import root_of

DECIMALS = 4
MANIFEST = "imsmanifest.xml"
BASE = "$IMS-CC-FILEBASE$/"
QUIZ, OTHER, FILE = "imsqti_xmlv1p2", "associatedcontent/imscc_xmlv1p1/learning-application-resource", "webcontent"
FAR = 0.001
"""Whatever lies farther outside of the margin (beyond 1: so large a share) no rounding to `DECIMALS` brings back."""
ENOUGH = 2_000_000
TYPABLE = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")

_WIDE = Context(prec=400)
_LAST = Decimal(1).scaleb(-DECIMALS)
_HALVES = 2 * 10**DECIMALS
_NAMESPACE = re.compile(rb'\A((?:<\?xml[^>]*>)?\s*<\w+(?: [\w:]+="[^"<]*")*?) xmlns="[^"<]*"')
_EQUATION = re.compile(r'<img class="equation_image"[^>]* data-equation-content="([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A row of the manifest; `file` is where it lies in the package."""

    ident: str
    kind: str
    file: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions of which a student gets so many, out of a bank; `bank` is its `ident`."""

    where: str
    bank: str
    picks: str


def read(files: Files) -> tuple[Held, ...]:
    """The questions of every package; raises GradsheetError with the place that Canvas would refuse or change."""
    return lots(files).all()


def lots(files: Files) -> Lots:
    """The same, a file of a package at a time; a question's pool is its bank, or its group."""
    found: list[tuple[Lot, int]] = []
    groups: list[Group] = []
    for name, content in files.items():
        package = Archive(name, content)
        if MANIFEST not in package:
            raise GradsheetError(f"{name}: there is no {MANIFEST} in it, so that Canvas would import nothing")
        resources = _resources(name, package)
        pictures = frozenset(f"{BASE}{one.file}" for one in resources if one.kind == FILE)
        banks = [one.file for one in resources if one.kind == OTHER]
        quizzes = [one.file for one in resources if one.kind == QUIZ]
        if not quizzes:
            raise GradsheetError(f"{name}: {MANIFEST} names no quiz, so that Canvas would import none")
        for file in banks:
            found.append((partial(_bank, name, file, package, pictures), package.size([file])))
        for file in quizzes:
            sections = _root(name, file, package).findall("assessment/section")
            where = f"{name}: {file}"
            groups += [group for section in sections for group in _groups(where, section)]
            found.append((partial(_quiz, where, sections, pictures), package.size([file])))
        rest = sorted(package.keys() - {*banks, *quizzes})
        found.append((partial(undamaged, package, rest), package.size(rest)))
    parts = list(_enough(found))
    return Lots(lots=[lot for lot, _ in parts], sizes=[size for _, size in parts], fit=partial(_fit, groups))


def _fit(groups: Iterable[Group], questions: Sequence[Seen]) -> None:
    """Every question has a name of its own, and a group out of a bank finds it, and enough in it."""
    named_once(questions, "a second question {}; Canvas would keep one of them")
    sizes = Counter(one.group for one in questions)
    for group in groups:
        if group.bank not in sizes:
            raise GradsheetError(f"{group.where} draws from {group.bank}, and there is no such bank")
        _picks(group, sizes[group.bank])


def _picks(group: Group, size: int) -> None:
    if not group.picks.isdecimal() or not 1 <= int(group.picks) <= size:
        raise GradsheetError(f"{group.where} picks {group.picks} of {size} questions")


def _enough(lots: Iterable[tuple[Lot, int]]) -> Iterator[tuple[Lot, int]]:
    """The lots with their sizes in their order, so many joined that reading them is worth a process."""
    some: list[Lot] = []
    size = 0
    for lot, more in lots:
        some.append(lot)
        size += more
        if size >= ENOUGH:
            yield partial(_all, tuple(some)), size
            some, size = [], 0
    if some:
        yield partial(_all, tuple(some)), size


def _all(lots: Iterable[Lot]) -> list[Held]:
    return [held for lot in lots for held in lot()]


def _bank(file: str, name: str, package: Mapping[str, bytes], pictures: Container[str]) -> list[Held]:
    """The questions of a bank; settings have none."""
    where, root, found = f"{file}: {name}", _root(file, name, package), []
    if root.tag == "quiz" and not (root.findtext("title") or "").strip():
        raise GradsheetError(f"{where}: the quiz has no title")
    for bank in root.iterfind("objectbank"):
        title = _fields(bank).get("bank_title", "")
        for place, item in enumerate(bank.iterfind("item"), start=1):
            found.append(_item(f"{where} ({title})", place, item, title, pictures, bank.get("ident", "")))
    return found


def _root(file: str, name: str, package: Mapping[str, bytes]) -> Element:
    """The root of an XML file in the package, names of elements without their namespaces, as Canvas takes them."""
    content, head = package[name], b""
    if found := _NAMESPACE.match(content):  # without it, there is nothing to take away from each name
        head = found[1].ljust(found.end())
    root = root_of(f"{file}: {name}", head, memoryview(content)[len(head) :])
    if content.count(b"xmlns") > bool(head):
        local = _Local()
        for element in root.iter():
            element.tag = local[element.tag]
    return root


class _Local(dict[str, str]):
    """The last part of each name of an element."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition("}")[2]
        return local


def _resources(file: str, package: Mapping[str, bytes]) -> list[Resource]:
    where, found = f"{file}: {MANIFEST}", []
    for element in _root(file, MANIFEST, package).iterfind("resources/resource"):
        names = [unquote(one.get("href", "")) for one in element.iterfind("file")]
        if missing := [name for name in names if name not in package]:
            raise GradsheetError(f"{where}: it names {missing[0]}, which is not in the package")
        if names:
            needs = tuple(one.get("identifierref", "") for one in element.iterfind("dependency"))
            found.append(
                Resource(ident=element.get("identifier", ""), kind=element.get("type", ""), file=names[0], needs=needs)
            )
    known = [one.ident for one in found]
    for one in found:
        if known.count(one.ident) > 1:
            raise GradsheetError(f"{where}: two resources are called {one.ident}")
        if unknown := set(one.needs) - set(known):
            raise GradsheetError(f"{where}: {one.ident} depends on {min(unknown)}, which is no resource")
    return found


def _groups(where: str, section: Element) -> Iterator[Group]:
    """The groups out of banks; of one that has its questions with it, whether it has enough."""
    selection = section.find("selection_ordering/selection")
    if selection is not None:
        bank = selection.findtext("sourcebank_ref")
        group = Group(
            where=f"{where}: the group '{section.get('title', '')}'",
            bank=bank or "",
            picks=selection.findtext("selection_number") or "1",
        )
        if bank is None:
            _picks(group, len(section.findall("item")))
        else:
            yield group
    for below in section.iterfind("section"):
        yield from _groups(where, below)


def _quiz(where: str, sections: Iterable[Element], pictures: Container[str]) -> list[Held]:
    """The questions that stand in the quiz itself."""
    return [held for section in sections for held in _section(where, section, pictures)]


def _section(where: str, section: Element, pictures: Container[str]) -> Iterator[Held]:
    for place, below in enumerate(section, start=1):
        if below.tag == "item":
            yield _item(where, place, below, section.get("title", ""), pictures)
        elif below.tag == "section":
            yield from _section(where, below, pictures)


def _item(where: str, place: int, item: Element, pool: str, pictures: Container[str], bank: str = "") -> Held:
    where = f"{where}: question {place} ({item.get('title', '')})"
    try:
        return _held(item, where, pool, bank, pictures)
    except GradsheetError as error:
        raise GradsheetError(f"{where}: {error}") from None


def _held(item: Element, where: str, pool: str, bank: str, pictures: Container[str]) -> Held:
    fields = _fields(item)
    page = _page(_first(_along(item, "presentation", "material", "mattext")))
    if missing := [source for source, _ in page.pictures if source.startswith(BASE) and source not in pictures]:
        raise GradsheetError(f"there is no file for the picture {missing[0]}")
    feedback = {one.get("ident", ""): _first(one.iter("mattext")) for one in item.findall("itemfeedback")}
    for told in feedback.values():
        refuse_unclosed(_formulas(told))
    for shown in _along(item, "resprocessing", "respcondition", "displayfeedback"):
        if shown.get("linkrefid") not in feedback:
            raise GradsheetError(f"the feedback {shown.get('linkrefid')} is shown, and there is none")
    kind = fields.get("question_type", "")
    if kind not in _KINDS:
        raise GradsheetError(f"a question of type '{kind}' cannot be proven here")
    try:
        worth = float(fields.get("points_possible", ""))
    except ValueError:
        raise GradsheetError("its points are no number") from None
    return Held(
        where=where,
        ident=item.get("ident", ""),
        words=page.words,
        feedback=Words(tuple(feedback.values()), _page),
        places=(_KINDS[kind](item, worth),),
        pool=pool,
        group=bank,
        pictures=tuple(source for source, _ in page.pictures),
    )


def _numerical(item: Element, worth: float) -> Place:
    typed_into = _along(item, "presentation", "response_str")
    response = next((one for one in typed_into if one.find("render_fib") is not None), None)
    if response is None:
        raise GradsheetError("there is no place to type a number")
    condition = _right(item)
    exact, low, high = (_bound(condition, how, response) for how in ("varequal", "vargte", "varlte"))
    if not low <= exact <= high:
        raise GradsheetError(f"{exact} does not lie from {low} to {high}")
    classic, other = _WIDE.subtract(high, exact), float(exact) - float(low)
    if abs(float(classic) - other) > 1e-9 * max(1.0, abs(float(exact))):
        raise GradsheetError(f"classic quizzes would take {classic} for the margin, New Quizzes {other}")

    middle, lowest, highest = float(exact), _WIDE.subtract(exact, classic), _WIDE.add(exact, classic)
    far = max(float(classic), other) + FAR * max(1.0, abs(middle))

    def earns(text: str) -> float:
        text = text.strip()
        if not TYPABLE.fullmatch(text):
            return 0.0
        typed = float(text)
        if abs(typed - middle) > far:
            return 0.0
        sent = _sent(typed)
        there = lowest <= Decimal(sent) <= highest
        if float(sent) == typed and there != (abs(typed - middle) <= other):
            raise GradsheetError(f"classic quizzes and New Quizzes do not agree on {text}")
        return float(there)

    return Place(name=response.get("ident", ""), worth=worth, earns=earns, decimals=DECIMALS)


def _sent(typed: float) -> str:
    """What the page of a classic quiz sends: JavaScript's toFixed(4) of the number as a double."""
    if typed * _HALVES % 2 == 1:  # it may be a tie, which Python rounds to even
        return f"{Decimal(typed).quantize(_LAST, ROUND_HALF_UP, _WIDE):f}"
    return f"{typed:.{DECIMALS}f}"


def _multiple_choice(item: Element, worth: float) -> Place:
    response = item.find("presentation/response_lid")
    if response is None:
        raise GradsheetError("there is nothing to choose from")
    options = {
        label.get("ident", ""): _page(label.findtext("material/mattext") or "").words.strip()
        for label in response.iterfind("render_choice/response_label")
    }
    right = (_right(item).findtext("varequal") or "").strip()
    if right not in options:
        raise GradsheetError(f"the right option, {right}, is not among those to choose from")
    texts = tuple(options.values())
    if len(set(texts)) < len(texts):
        raise GradsheetError("two options read the same")
    return Place(
        name=response.get("ident", ""),
        worth=worth,
        earns=lambda text: float(text == options[right]),
        options=texts,
    )


_KINDS: Mapping[str, Callable[[Element, float], Place]] = {
    "numerical_question": _numerical,
    "multiple_choice_question": _multiple_choice,
}


def _right(item: Element) -> Element:
    """The condition that earns everything; Canvas's numbers and choices know no other share."""
    found = [
        condition
        for condition in _along(item, "resprocessing", "respcondition")
        if any(float(one.text or "0") == 100 for one in condition.findall("setvar"))
    ]
    if len(found) != 1 or (meets := found[0].find("conditionvar")) is None:
        raise GradsheetError("exactly one answer must earn everything")
    return meets


def _bound(condition: Element, how: str, response: Element) -> Decimal:
    element = next(condition.iter(how), None)
    if element is None or element.get("respident") != response.get("ident"):
        raise GradsheetError(f"its marking has no {how} for {response.get('ident')}")
    try:
        return Decimal((element.text or "").strip())
    except InvalidOperation:
        raise GradsheetError(f"'{element.text}' is no number") from None


def _fields(parent: Element) -> dict[str, str]:
    """The metadata of a bank, or of an item."""
    return {
        one.findtext("fieldlabel") or "": one.findtext("fieldentry") or ""
        for around in (parent, *parent.findall("itemmetadata"))
        for one in _along(around, "qtimetadata", "qtimetadatafield")
    }


def _along(element: Element, *path: str) -> list[Element]:
    """The elements at the end of a path; those of ElementTree take several times as long."""
    found = [element]
    for name in path:
        found = [below for one in found for below in one.findall(name)]
    return found


def _first(elements: Iterable[Element]) -> str:
    """The text of the first one."""
    return next((one.text or "" for one in elements), "")


def _page(html: str) -> Page:
    """The page as a student sees it."""
    return page_of(_formulas(html))


def _formulas(html: str) -> str:
    """The page with each picture of a formula replaced by the formula."""
    pieces = _EQUATION.split(html)
    pieces[1::2] = [f" {formula} " for formula in pieces[1::2]]
    return "".join(pieces)
