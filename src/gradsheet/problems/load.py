"""Problem files: from TOML to a checked `Problem`, or all complaints at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..derivation import Derivation, Family, listed
from ..errors import Complaint, ComplaintsError, FormulaError, GradsheetError
from ..formula import Formula, Symbol, changed, derivative, name, parse, parse_name, symbols_in, updated
from ..formula.operators import CONDITIONS
from ..models import LOSS, MISCONCEPTIONS, RATE, Dense, Training, with_derivatives, with_training
from . import given
from .model_tables import network_of, own_steps, size_complaint
from .problem import Ask, Case, DrawRules, Expected, Grid, Kind, OwnTolerance, Problem, Range, Wrong
from .rounding import Rounding
from .schema import AskTable, CaseTable, ProblemTable, complaints_of, nearest
from .toml_source import KEY, Steps, TomlSource


def load_problem(path: Path, *, name: str | None = None, shown: str | None = None) -> Problem:
    """The problem in a file; raises ComplaintsError with everything that is wrong in it.

    `name` is the `use` string it goes by (default: the file's stem), `shown` the file's name in complaints.
    """
    return problem_from(TomlSource.read(path, shown), name=name or path.stem)


def problem_from(source: TomlSource, *, name: str) -> Problem:
    """The problem in TOML that is already read; raises ComplaintsError."""
    loader = _Loader(source)
    problem = loader.problem(name)
    if loader.complaints or problem is None:
        raise ComplaintsError(sorted(dict.fromkeys(loader.complaints), key=lambda c: (c.line or 0, c.column or 0)))
    return problem


@dataclass
class _Loader:
    source: TomlSource
    complaints: list[Complaint] = field(default_factory=list)
    guessed: bool = False  # a size had to be guessed to read on, so that shapes mean nothing

    def complain(self, path: Steps, text: str) -> None:
        self.complaints.append(self.source.complaint(path, text))

    def problem(self, name_: str) -> Problem | None:
        table = self.table()
        if table is None:
            return None
        network, forward = self.forward(table)
        if forward is None or self.guessed:
            return None
        asks = self.asks(table, forward)
        tell = self.quantities(table.sheet.tell, ("sheet", "tell"), forward)
        conditions = list(self.conditions(table, forward, network))
        wanted = [symbol for ask in asks for symbol in ask.blanks] + list(tell)
        wanted += [s for condition, _ in conditions for s in symbols_in(condition) if s.is_derivative]
        derivation = self.whole(forward, network, wanted)
        if derivation is None:
            return None
        self.known(table, asks, tell, derivation)
        self.misconceptions(table, derivation)
        rules = tuple(self.known_conditions(conditions, derivation))
        givens = self.given(table, derivation)
        return Problem(
            name=name_,
            title=table.title,
            topics=tuple(table.topics),
            level=table.level,
            statement=table.statement,
            derivation=derivation,
            network=network,
            objective=LOSS if network is not None and network.loss is not None else None,
            given=tuple(givens),
            asks=tuple(asks),
            draw=DrawRules(
                alive_units=table.draw.alive_units,
                require=tuple(condition for condition, _ in rules),
                require_text=tuple(text for _, text in rules),
            ),
            rounding=self.rounding(table),
            tell=tuple(tell),
            key_needed=table.sheet.key == "needed",
            letters=self.letters(table, derivation),
            cases=tuple(self.cases(table, derivation, givens)),
            source=self.source.text,
        )

    # -- shape

    def table(self) -> ProblemTable | None:
        """The file's tables; what has a wrong shape is complained about and left out, to read on."""
        data = deepcopy(dict(self.source.data))
        said: set[Steps] = set()
        for _ in range(4):
            try:
                return ProblemTable.model_validate(data)
            except ValidationError as error:
                for path, text in complaints_of(error):
                    if path not in said:
                        self.complain(path, text)
                    said.add(path)
                    self.guessed |= _mended(data, path)
        return None

    # -- the model

    def forward(self, table: ProblemTable) -> tuple[Dense | None, Derivation | None]:
        models = [key for key in ("network", "steps") if getattr(table, key) is not None]
        if len(models) != 1:
            found = "both [network] and steps" if models else "neither [network] nor steps"
            self.complain((), f"a problem has one model; found {found}")
            return None, None
        if table.steps is not None:
            return None, own_steps(table.steps, table.given, self.complain)
        assert table.network is not None
        if too_large := size_complaint(table.network):
            self.complain(("network", "layers"), too_large)
            return None, None
        return network_of(table.network, self.complain)

    def whole(self, forward: Derivation, network: Dense | None, asked: Sequence[Symbol]) -> Derivation | None:
        try:
            if network is None or network.loss is None:
                return with_derivatives(forward, [s for s in asked if self.exists(s, forward)])
            parameters = tuple(member for family in network.parameters for member in family.members)
            training = Training(objective=LOSS, parameters=parameters, update=network.update)
            return with_training(forward, training, [s for s in asked if self.exists(s, forward)])
        except GradsheetError as error:
            self.complain((), str(error))
            return None

    def exists(self, symbol: Symbol, forward: Derivation) -> bool:
        """Whether a derivative is one of quantities that the derivation has; others are no matter here."""
        if symbol.is_derivative:
            return symbol.of in forward.by_symbol and symbol.by in forward.quantities
        return True

    # -- quantities

    def quantities(self, texts: Sequence[str], path: Steps, derivation: Derivation) -> tuple[Symbol, ...]:
        """The quantities that names stand for, a family's members in order."""
        found: list[Symbol] = []
        for place, text in enumerate(texts):
            try:
                found += expanded(parse_name(text), derivation)
            except FormulaError as error:
                self.complain((*path, place), f"'{text}': {error.problem}")
        return tuple(found)

    def known(self, table: ProblemTable, asks: Sequence[Ask], tell: Sequence[Symbol], derivation: Derivation) -> None:
        """Complains about every name that the finished derivation does not have."""
        del asks, tell
        for number, ask in enumerate(table.ask):
            for place, text in enumerate(_asked_texts(ask)):
                path: Steps = ("ask", number, "formula" if ask.formula is not None else "blanks", place)
                self.known_name(text, path, derivation, asked=True)
        for place, text in enumerate(table.sheet.tell):
            self.known_name(text, ("sheet", "tell", place), derivation, asked=False)

    def known_name(self, text: str, path: Steps, derivation: Derivation, *, asked: bool) -> None:
        try:
            symbols = expanded(parse_name(text), derivation)
        except FormulaError:
            return
        missing = [symbol for symbol in symbols if symbol not in derivation.quantities]
        if missing:
            self.complain(path, f"no quantity '{name(missing[0])}' in this derivation; it has {listed(derivation)}")
        elif asked and any(symbol in derivation.givens for symbol in symbols):
            self.complain(path, f"'{text}' is given and cannot be asked; ask one of {listed(derivation)}")

    # -- asks

    def asks(self, table: ProblemTable, forward: Derivation) -> list[Ask]:
        found = []
        seen: set[Symbol] = set()
        for number, ask in enumerate(table.ask):
            path: Steps = ("ask", number)
            kind = self.kind(ask, path)
            blanks = self.quantities(_asked_texts(ask), (*path, "blanks"), forward)
            if kind is Kind.WRITTEN and not blanks:
                blanks = (Symbol("written", layer=number + 1),)
            for symbol in blanks:
                if symbol in seen:
                    self.complain((*path, "blanks"), f"'{name(symbol)}' is asked twice")
                seen.add(symbol)
            if not 0 <= ask.points <= MOST_POINTS:
                self.complain((*path, "points"), f"must lie between 0 and {MOST_POINTS:,}")
            found.append(
                Ask(
                    blanks=blanks,
                    points=Decimal(ask.points),
                    kind=kind,
                    choices=ask.choices or 0,
                    unchanged=ask.unchanged,
                    tolerance=self.tolerance(ask, blanks, (*path, "tolerance")),
                    text=ask.text,
                )
            )
        return found

    def kind(self, ask: AskTable, path: Steps) -> Kind:
        words = [word for word in ("blanks", "formula") if getattr(ask, word) is not None]
        if len(words) > 1:
            self.complain(path, "an ask has either blanks or a formula; write two [[ask]] tables")
        if ask.written:
            if words:
                self.complain(path, "a written ask has no blanks; write two [[ask]] tables")
            return Kind.WRITTEN
        if not words:
            self.complain(path, 'says nothing to ask; write blanks = ["..."], formula = "..." or written = true')
        if ask.choices is not None and "blanks" not in words:
            self.complain((*path, "choices"), "stands beside blanks")
        if ask.blanks == []:
            self.complain((*path, "blanks"), "must not be empty")
        return Kind.FORMULA if ask.formula is not None else Kind.CHOICE if ask.choices else Kind.NUMBER

    def tolerance(self, ask: AskTable, blanks: Sequence[Symbol], path: Steps) -> OwnTolerance | None:
        if ask.tolerance is None:
            return None
        ways = ["absolute", "relative", "decimals", "significant"]
        if len(ask.tolerance) != 1 or not set(ask.tolerance) <= set(ways):
            self.complain(path, f"takes exactly one of {', '.join(ways)}, such as {{ absolute = 0.001 }}")
            return None
        ((how, amount),) = ask.tolerance.items()
        if how == "relative" and any(symbol.updates for symbol in blanks):
            self.complain(
                path,
                "a relative tolerance on an updated weight would accept the unchanged weight; "
                "use { absolute = ... }, or leave it out and it is derived from honest rounding",
            )
        if how in COUNTED:
            least, most = COUNTED[how]
            if amount != int(amount) or not least <= amount <= most:
                self.complain((*path, how), f"must be a whole number from {least} to {most}")
        elif given.as_decimal(amount) is None or amount <= 0:
            self.complain((*path, how), "must be positive and of a usual size, such as 0.001")
        return OwnTolerance(how=how, amount=Decimal(amount))

    # -- numbers

    def rounding(self, table: ProblemTable) -> Rounding:
        answer, keep = table.rounding.answer, table.rounding.keep
        if keep is not None and keep < answer:
            self.complain(("rounding", "keep"), f"must not be less than the {answer} decimals that students give")
        return Rounding(answer=answer, keep=answer + 1 if keep is None else keep)

    def given(self, table: ProblemTable, derivation: Derivation) -> list[Range]:
        families = given_families(derivation)
        found: list[Range] = []
        twice: dict[str, str] = {}
        for text, value in table.given.items():
            first = twice.setdefault(text.replace(" ", ""), text)
            if first != text:
                self.complain(("given", text, KEY), f"'{text}' stands here twice; delete one")
            family = self.given_family(text, ("given", text), families)
            if family is not None:
                found += given.ranges(family, value, ("given", text), self.complain)
        written = {text.replace(" ", "") for text in table.given}
        covered = given.one_of_each(found)
        for family in families.values():
            alone = {name(member) for member in family.members}
            missing = [member for member in family.members if member not in covered]
            if missing and name(family.symbol) not in written and not alone & written:
                self.complain(("given",), f"'{name(family.symbol)}' is missing; {_example(family)}")
            elif missing and alone & written and name(family.symbol) not in written:
                self.complain(("given",), f"'{name(missing[0])}' is missing; {_example(family)}")
        if not derivation.givens and not table.given:
            self.complain(("given",), "nothing is given")
        return _later_wins(found)

    def given_family(self, text: str, path: Steps, families: Mapping[Symbol, Family]) -> Family | None:
        """The family that a key of [given] names, or the family of one for a single member."""
        try:
            symbol = parse_name(text)
        except FormulaError as error:
            self.complain(path, error.problem)
            return None
        if symbol in families:
            return families[symbol]
        for family in families.values():
            if symbol in family.members:
                return Family(symbol=symbol, shape=(), role=family.role)
            if not family.shape and symbol.family == family.symbol and symbol.indices == (1,):
                return family
        known = [name(family) for family in families]
        self.complain(path, f"'{text}' is not needed here; {nearest(text, known)}")
        return None

    def letters(self, table: ProblemTable, derivation: Derivation) -> dict[str, str]:
        known = sorted({symbol.letter for symbol in derivation.quantities if symbol.letter})
        written = {letter: table.symbols.get(letter, letter) for letter in known}
        for letter, shown in table.symbols.items():
            same = [other for other in known if other != letter and written[other] == shown]
            if letter in known and same:
                self.complain(("symbols", letter), f"'{letter}' and '{same[0]}' would both be printed as '{shown}'")
            if letter not in known:
                self.complain(("symbols", letter), f"no quantity is called '{letter}'; {nearest(letter, known)}")
            if not (shown.isascii() and shown.replace("_", "").isalnum()):
                self.complain(("symbols", letter), f"'{shown}' must be letters and digits only")
        return dict(table.symbols)

    # -- conditions

    def conditions(
        self, table: ProblemTable, forward: Derivation, network: Dense | None
    ) -> Iterable[tuple[Formula, str]]:
        if table.draw.alive_units is not None and (
            network is None or not any(layer.activation == "relu" for layer in network.layers[:-1])
        ):
            self.complain(("draw", "alive_units"), "counts hidden ReLU units, and there are none; leave it out")
        elif table.draw.alive_units is not None and network is not None:
            fewest = min(layer.units for layer in network.layers[:-1] if layer.activation == "relu")
            if table.draw.alive_units > fewest:
                self.complain(
                    ("draw", "alive_units"), f"{table.draw.alive_units} can never be alive in a layer of {fewest}"
                )
        for place, text in enumerate(table.draw.require):
            path: Steps = ("draw", "require", place)
            try:
                condition = parse(text, families=forward.members, differentiated=differentiated(forward))
            except FormulaError as error:
                self.complain(path, str(error))
                continue
            if getattr(condition, "operator", "") not in CONDITIONS:
                self.complain(path, f"'{text}' is a number, not a condition; write something like '{text} > 0.1'")
            elif not any(True for _ in symbols_in(condition)):
                self.complain(
                    path, f"'{text}' names no quantity, so that no draw can change it; name one, or leave it out"
                )
            else:
                yield condition, text

    def known_conditions(
        self, conditions: Sequence[tuple[Formula, str]], derivation: Derivation
    ) -> Iterable[tuple[Formula, str]]:
        texts = self.source.data.get("draw", {}).get("require", [])
        for condition, text in conditions:
            missing = [s for s in symbols_in(condition) if s not in derivation.quantities]
            if missing:
                path: Steps = ("draw", "require", texts.index(text))
                self.complain(path, f"{_no_number(missing[0], derivation)}")
            else:
                yield condition, text

    def misconceptions(self, table: ProblemTable, derivation: Derivation) -> None:
        """The author's own misconceptions must be readable, though marking does not use them yet."""
        for number, one in enumerate(table.misconception):
            self.quantities([one.quantity], ("misconception", number, "quantity"), derivation)
            self.known_name(one.quantity, ("misconception", number, "quantity"), derivation, asked=False)
            self.published_formula(one.formula, ("misconception", number, "formula"), derivation)

    # -- cases

    def cases(self, table: ProblemTable, derivation: Derivation, ranges: Sequence[Range]) -> Iterable[Case]:
        fixed = {r.symbol: r.values[0] for r in ranges if isinstance(r, Grid) and len(r.values) == 1}
        names: set[str] = set()
        for number, case in enumerate(table.case):
            path: Steps = ("case", number)
            if case.name in names:
                self.complain((*path, "name"), f"there are two cases called '{case.name}'")
            names.add(case.name)
            numbers = fixed | self.case_given(case, path, derivation)
            free = self.quantities(case.free, (*path, "free"), derivation)
            for symbol in free:
                if symbol not in derivation.givens:
                    self.complain((*path, "free"), f"'{name(symbol)}' is not a given")
            missing = [s for s in derivation.givens if s not in numbers and s not in free]
            if missing:
                self.complain(
                    (*path, "given"),
                    f"'{name(missing[0])}' has no number in case '{case.name}'; give it, or list it under free",
                )
            yield Case(
                name=case.name,
                source=case.source,
                given={symbol: numbers[symbol] for symbol in derivation.givens if symbol in numbers},
                free=free,
                expect=tuple(self.expected(case.expect, (*path, "expect"), derivation)),
                wrong=tuple(self.wrong(case.wrong, (*path, "wrong"), derivation)),
                rounds_at=case.rounds_at,
            )

    def case_given(self, case: CaseTable, path: Steps, derivation: Derivation) -> dict[Symbol, Decimal]:
        families = given_families(derivation)
        found: dict[Symbol, Decimal] = {}
        for text, value in case.given.items():
            place: Steps = (*path, "given", text)
            family = self.given_family(text, place, families)
            if family is None:
                continue
            if isinstance(value, dict) and set(value) == {"one_hot"} and isinstance(value["one_hot"], int):
                found |= {m: Decimal(int(k == value["one_hot"])) for k, m in enumerate(family.members, start=1)}
            elif not isinstance(value, list) and len(family.members) > 1:
                self.complain(place, f"'{text}' stands for {len(family.members)} numbers; write them as a list")
            else:
                found |= given.numbers(family, value, place, self.complain)
        return found

    def expected(self, table: Mapping[str, Any], path: Steps, derivation: Derivation) -> Iterable[Expected]:
        for text, value in table.items():
            place: Steps = (*path, text)
            for symbol, leaf, where in self.published(text, value, place, derivation):
                if not isinstance(leaf, str) and given.as_decimal(leaf) is None:
                    self.complain(where, 'must be a number, or text such as "0.731", "e/(1+e)" or "e/(1+e) = 0.731"')
                    continue
                for part in leaf.split(" = ") if isinstance(leaf, str) else [leaf]:
                    formula = self.published_formula(part, where, derivation)
                    if formula is not None or is_printed(part):
                        yield Expected(symbol=symbol, text=str(part), formula=formula, place=where)

    def published_formula(self, value: object, path: Steps, derivation: Derivation) -> Formula | None:
        """The formula of a published value, None for a plain decimal and for what cannot be read."""
        if is_printed(value):
            return None
        try:
            formula = parse(str(value), families=derivation.members, differentiated=differentiated(derivation))
        except FormulaError as error:
            self.complain(path, str(error))
            return None
        unknown = [s for s in symbols_in(formula) if s not in derivation.quantities]
        if unknown:
            self.complain(path, _no_number(unknown[0], derivation))
            return None
        return formula

    def wrong(self, table: Mapping[str, Any], path: Steps, derivation: Derivation) -> Iterable[Wrong]:
        for text, value in table.items():
            place: Steps = (*path, text)
            for symbol, leaf, where in self.published(text, value, place, derivation):
                printed = leaf.get("printed") if isinstance(leaf, dict) else leaf
                by = leaf.get("by") if isinstance(leaf, dict) else None
                if not isinstance(printed, str) or (isinstance(leaf, dict) and not set(leaf) <= {"printed", "by"}):
                    self.complain(where, 'must be like { printed = "0.12", by = "updated-weights" }')
                    continue
                formula = self.published_formula(printed, where, derivation)
                if formula is None and not is_printed(printed):
                    continue
                if by is not None and by not in MISCONCEPTIONS:
                    self.complain(
                        (*where, "by"), f"'{by}' is not a misconception; {nearest(str(by), list(MISCONCEPTIONS))}"
                    )
                    continue
                yield Wrong(symbol=symbol, printed=printed, formula=formula, by=by, place=where)

    def published(self, text: str, value: Any, path: Steps, derivation: Derivation) -> list[tuple[Symbol, Any, Steps]]:
        """The quantities that a key of `expect` names, each with its own published number."""
        try:
            symbols = expanded(parse_name(text), derivation)
        except FormulaError as error:
            self.complain(path, error.problem)
            return []
        for symbol in symbols:
            parts = [symbol.of, symbol.by] if symbol.is_derivative else [symbol]
            unknown = [part for part in parts if part is not None and part not in derivation.quantities]
            if unknown and not (symbol.change and updated(replace(symbol, change=False)) in derivation.quantities):
                self.complain(path, _no_number(unknown[0], derivation))
                return []
        if len(symbols) == 1 and not isinstance(value, list):
            return [(symbols[0], value, path)]
        shape = _shape_of(symbols)
        family = Family(symbol=symbols[0].by.family if symbols[0].by else symbols[0].family, shape=shape)
        found = given.leaves(family, value if isinstance(value, list) else [value], path, self.complain)
        return [(symbol, leaf, where) for symbol, (_, leaf, where) in zip(symbols, found, strict=False)]


MOST_POINTS = 1_000_000
COUNTED = {"decimals": (0, 9), "significant": (1, 15)}
"""Tolerances that count places, with the fewest and the most."""


def differentiated(derivation: Derivation) -> set[str]:
    """What may stand on top of a derivative word in this problem's formulas."""
    return {name(symbol.family) for symbol in derivation.quantities if not symbol.is_derivative and not symbol.updates}


def expanded(symbol: Symbol, derivation: Derivation) -> tuple[Symbol, ...]:
    """The quantities that a name stands for: a family's members, whatever is done to them."""
    if symbol.of is not None and symbol.by is not None:
        return tuple(
            derivative(of, by) for of in expanded(symbol.of, derivation) for by in expanded(symbol.by, derivation)
        )
    if symbol.change:
        return tuple(changed(s) for s in expanded(replace(symbol, change=False), derivation))
    if symbol.updates:
        return tuple(updated(s) for s in expanded(replace(symbol, updates=symbol.updates - 1), derivation))
    if symbol in derivation.members:
        return derivation.members[symbol]
    if symbol.indices == (1,) and symbol.family in derivation.quantities:
        return (symbol.family,)
    return (symbol,)


def given_families(derivation: Derivation) -> dict[Symbol, Family]:
    """The families of the givens, in order."""
    declared = {family.symbol: family for family in derivation.families}
    found: dict[Symbol, Family] = {}
    for symbol in derivation.givens:
        found.setdefault(symbol.family, declared.get(symbol.family, Family(symbol=symbol.family, shape=())))
    return found


def is_printed(value: object) -> bool:
    """Whether a published value is a plain decimal as printed, such as "0.731" or "-2.4e-3"."""
    if not isinstance(value, str):
        return False
    try:
        return Decimal(value.strip()).is_finite()
    except ArithmeticError:
        return False


STAND_INS: Mapping[str | int, Any] = {"title": "", "name": "", "units": 1, "inputs": 1, "given": {}}


def _mended(data: Any, path: Steps) -> bool:
    """Takes a wrong value out of nested data, or puts something harmless where one must stand.

    Whether that was the guess of a size, with which the shapes of quantities mean nothing any more.
    """
    *way, last = (step for step in path if step != KEY)
    try:
        for step in way:
            data = data[step]
        found = data.get(last) if isinstance(data, dict) else None
        if last in ("units", "inputs") and isinstance(found, str) and found.strip().isdigit() and int(found) > 0:
            data[last] = int(found)
            return False
        if last in STAND_INS:
            data[last] = STAND_INS[last]
        else:
            del data[last]
    except (KeyError, IndexError, TypeError):
        pass
    return last in ("units", "inputs", "layers")


def _asked_texts(ask: AskTable) -> list[str]:
    if ask.formula is not None:
        return [ask.formula] if isinstance(ask.formula, str) else ask.formula
    return ask.blanks or []


def _no_number(symbol: Symbol, derivation: Derivation) -> str:
    if symbol in derivation.members:
        first = name(derivation.members[symbol][0])
        return (
            f"'{name(symbol)}' stands for several numbers; write {first}, or put it into count(), all(), any() or sum()"
        )
    return f"no quantity '{name(symbol)}' in this derivation; it has {listed(derivation)}"


def _example(family: Family) -> str:
    if family.symbol == RATE:
        return "write eta = 0.1"
    return f"write {name(family.symbol)} = {{ from = -1, to = 1, by = 0.1 }}"


def _shape_of(symbols: Sequence[Symbol]) -> tuple[int, ...]:
    indices = [(s.by if s.by is not None else s).indices for s in symbols]
    return tuple(max(column) for column in zip(*indices, strict=True))


def _later_wins(found: Sequence[Range]) -> list[Range]:
    """`W1 = ...` for all and `"W1[1,1]" = 0.5` for one: the one stands."""
    last: dict[Symbol, Range] = {}
    kept: list[Range] = []
    for one in found:
        if isinstance(one, Grid):
            last[one.symbol] = one
        else:
            kept.append(one)
    return kept + list(last.values())
