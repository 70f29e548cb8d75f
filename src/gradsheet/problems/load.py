"""Problem files: from TOML to a checked `Problem`, or all complaints at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from ..derivation import Derivation, Family, Role, resolve
from ..errors import Complaint, ComplaintsError, GradsheetError
from ..formula import Symbol, name, symbols_in
from ..formula.names import RESERVED
from ..formula.operators import OPERATORS
from ..models import MISCONCEPTIONS, Model, seen_again, with_derivatives, with_training
from ..models.updates import GRADIENT, STEP_NUMBER
from . import calculator, given
from .asks import asks_of, check_names
from .cases import cases_of
from .conditions import conditions_of, rules_of
from .function_tables import function_tables
from .narrow import narrowed
from .problem import DrawRules, Grid, OneHot, Problem, Range
from .prose import faults
from .quantities import family_named, given_families, named
from .rounding import Rounding
from .schema import ProblemTable, complaints_of, mended
from .tables import MODELS, own_steps
from .tables.table import nearest
from .toml_source import KEY, Steps, TomlSource
from .wrong_methods import dropped, dropped_rules, hidden, own_misconceptions


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
        model = self.model(table)
        if model is None or self.guessed:
            return None
        training = model.training
        vocabulary = self.whole(model, seen_again(model.forward, training) if training is not None else ())
        if vocabulary is None:
            return None
        asks = asks_of(table, vocabulary, self.complain)
        tell = named(table.sheet.tell, ("sheet", "tell"), vocabulary, self.complain)
        conditions = list(conditions_of(table, vocabulary, model.network, self.complain))
        wanted = [symbol for ask in asks for symbol in ask.blanks] + list(tell)
        wanted += [s for condition, _ in conditions for s in symbols_in(condition)]
        derivation = self.whole(model, [symbol for symbol in wanted if self.exists(symbol, vocabulary)])
        if derivation is None:
            return None
        check_names(table, derivation, self.complain)
        self.check_prose(table, derivation, model)
        own = tuple(own_misconceptions(table, derivation, self.complain))
        by_id = {misconception.id: misconception for misconception in own}
        rules = tuple(rules_of(table, conditions, derivation, self.complain))
        givens = self.given(table, derivation, model.usual)
        self.check_targets(model, derivation, givens)
        problem = Problem(
            name=name_,
            title=table.title,
            topics=tuple(table.topics),
            level=table.level,
            statement=table.statement,
            derivation=derivation,
            architecture=model.architecture,
            objective=model.objective,
            update=model.update,
            about=model.about,
            about_numbers=model.about_numbers,
            given=tuple(givens),
            asks=tuple(asks),
            draw=DrawRules(
                alive_units=table.draw.alive_units,
                require=tuple(condition for condition, _ in rules),
                require_text=tuple(text for _, text in rules),
                without=dropped_rules(table, self.complain),
                hidden=hidden(table, by_id, self.complain),
                dropped=dropped(table, derivation, by_id, self.complain),
            ),
            rounding=self.rounding(table),
            tell=tuple(tell),
            key_needed=table.sheet.key == "needed",
            matrices=table.sheet.matrices,
            formulas=table.sheet.formulas,
            exact=table.exact,
            calculator_free=table.calculator.none,
            letters=self.letters(table, derivation),
            cases=tuple(cases_of(table, derivation, givens, self.complain, misconceptions=[*MISCONCEPTIONS, *by_id])),
            own_misconceptions=own,
            source=self.source.text,
        )
        problem = replace(problem, given=narrowed(problem))
        return self.without_calculator(problem) if problem.calculator_free and not self.complaints else problem

    def without_calculator(self, problem: Problem) -> Problem:
        for fault in calculator.faults(problem):
            self.complain(("calculator", "none"), fault)
        return problem if self.complaints else replace(problem, tables=function_tables(problem))

    def table(self) -> ProblemTable | None:
        """The file's tables; what has a wrong shape is complained about and left out, to read on."""
        data = deepcopy(dict(self.source.data))
        said: set[Steps] = set()
        for _ in range(4):
            try:
                return ProblemTable.model_validate(data)
            except ValidationError as error:
                for path, text in complaints_of(error):
                    if not any(one[: len(path)] == path for one in said):
                        self.complain(path, text)
                    said.add(path)
                    self.guessed |= mended(data, path)
        return None

    def model(self, table: ProblemTable) -> Model | None:
        kinds = [*MODELS, "steps"]
        found = [key for key in kinds if getattr(table, key) is not None]
        if len(found) != 1:
            if not found and any(kind in self.source.data for kind in kinds):
                return None  # and the complaint about it is made
            what = " and ".join(found) if found else f"none of {', '.join(kinds)}"
            self.complain((), f"a problem has one model; found {what}")
            return None
        if table.steps is None:
            return MODELS[found[0]](getattr(table, found[0]), self.complain)
        forward = own_steps(table.steps, table.given, self.complain)
        return Model(forward=forward) if forward is not None else None

    def whole(self, model: Model, asked: Sequence[Symbol]) -> Derivation | None:
        """The model's whole derivation, with a line for every derivative that is asked."""
        training = model.training
        try:
            if training is None:
                whole = with_derivatives(model.forward, asked)
            else:
                whole = with_training(model.forward, training, asked)
            for symbol in (s for s in asked if s.is_derivative):
                whole = resolve(whole, symbol)  # 0 where nothing depends on the quantity below
            return whole
        except GradsheetError as error:
            self.complain((), str(error))
            return None

    def check_prose(self, table: ProblemTable, derivation: Derivation, model: Model) -> None:
        """Formulas in prose that would not be printed as they are meant, each with its own place."""
        update = model.update
        letters = () if update is None else (line.letter for line in (*dict(update.lines), *update.constants, GRADIENT))
        known = frozenset(letters)
        texts: dict[Steps, str] = {("ask", number, "text"): ask.text for number, ask in enumerate(table.ask)}
        for path, text in {("statement",): table.statement, **texts}.items():
            for fault in faults(text, derivation, known):
                self.complaints.append(
                    self.source.complaint_within(path, fault.start, f"${fault.written}$: {fault.problem}")
                )

    def exists(self, symbol: Symbol, vocabulary: Derivation) -> bool:
        """Whether a derivative is one of quantities that the derivation has; others are no matter here."""
        if symbol.is_derivative:
            return symbol.of in vocabulary.by_symbol and symbol.by in vocabulary.quantities
        return True

    def rounding(self, table: ProblemTable) -> Rounding:
        answer, keep = table.rounding.answer, table.rounding.keep
        if keep is not None and keep < answer:
            self.complain(("rounding", "keep"), f"must not be less than the {answer} decimals that students give")
        return Rounding(answer=answer, keep=answer + 1 if keep is None else keep)

    def given(self, table: ProblemTable, derivation: Derivation, usual: Mapping[str, str]) -> list[Range]:
        families = given_families(derivation)
        found: list[Range] = []
        twice: dict[str, str] = {}
        for text, value in table.given.items():
            first = twice.setdefault(text.replace(" ", ""), text)
            if first != text:
                self.complain(("given", text, KEY), f"'{text}' stands here twice; delete one")
            family = family_named(text, ("given", text), families, self.complain)
            if family is not None:
                found += given.ranges(family, value, ("given", text), self.complain)
        found += _starting_values(families.values(), given.one_of_each(found))
        written = {text.replace(" ", "") for text in table.given}
        covered = given.one_of_each(found)
        for family in families.values():
            alone = {name(member) for member in family.members}
            missing = [member for member in family.members if member not in covered]
            if missing and name(family.symbol) not in written and not alone & written:
                self.complain(("given",), f"'{name(family.symbol)}' is missing; {_example(family, usual)}")
            elif missing and alone & written and name(family.symbol) not in written:
                self.complain(("given",), f"'{name(missing[0])}' is missing; {_example(family, usual)}")
        if not derivation.givens and not table.given:
            self.complain(("given",), "nothing is given")
        return _later_wins(found)

    def check_targets(self, model: Model, derivation: Derivation, givens: Sequence[Range]) -> None:
        """A loss that wants targets of -1 and 1 has a slope for others too, and a wrong one."""
        loss = model.network.loss if model.network is not None else None
        if loss is None or not loss.targets:
            return
        drawn = {
            value
            for one in givens
            if isinstance(one, Grid) and _is_target(one.symbol, derivation)
            for value in one.values
        }
        if any(isinstance(one, OneHot) and _is_target(one.members[0], derivation) for one in givens):
            drawn |= {Decimal(0), Decimal(1)}
        if drawn - set(loss.targets):
            low, high = loss.targets
            how = "{ one_hot = 1 }" if low == 0 else f"{{ choose = [{low}, {high}] }}"
            self.complain(("given", "d"), f"targets of this loss are {low} and {high}; write {how}")

    def letters(self, table: ProblemTable, derivation: Derivation) -> dict[str, str]:
        known = sorted({symbol.letter for symbol in derivation.quantities if symbol.letter})
        written = {letter: table.symbols.get(letter, letter) for letter in known}
        for letter, shown in table.symbols.items():
            same = [other for other in known if other != letter and written[other] == shown]
            if letter in known and same:
                self.complain(("symbols", letter), f"'{letter}' and '{same[0]}' would both be printed as '{shown}'")
            if letter not in known:
                self.complain(("symbols", letter), f"no quantity is called '{letter}'; {nearest(letter, known)}")
            if shown in RESERVED or shown in OPERATORS:
                self.complain(
                    ("symbols", letter), f"'{shown}' has a meaning of its own in formulas; take another letter"
                )
            if not (shown.isascii() and shown.replace("_", "").isalnum()):
                self.complain(("symbols", letter), f"'{shown}' must be letters and digits only")
        return dict(table.symbols)


def _is_target(symbol: Symbol, derivation: Derivation) -> bool:
    return derivation.role(symbol) is Role.TARGET


def _starting_values(families: Iterable[Family], covered: set[Symbol]) -> Iterable[Range]:
    """What an optimiser remembers starts at 0, and its steps are counted from 1, where the file says nothing."""
    for family in families:
        if family.role is Role.MEMORY or family.symbol == STEP_NUMBER:
            start = Decimal(family.role is not Role.MEMORY)
            yield from (Grid(symbol=s, values=(start,)) for s in family.members if s not in covered)


def _example(family: Family, usual: Mapping[str, str]) -> str:
    written = name(family.symbol)
    if family.role is Role.TARGET:
        return f"write {written} = {{ choose = [0, 1] }}"
    return f"write {written} = {usual.get(written, '{ from = -1, to = 1, by = 0.1 }')}"


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
