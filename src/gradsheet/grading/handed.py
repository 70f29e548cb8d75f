"""What was handed out, as answers may name it: by id, by code, by label, by quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..assignments.redraw import Earlier
from ..assignments.seeds import read_exercise_code, read_sheet_code
from ..assignments.sheet import Sheet
from ..formula import Symbol
from ..problems.problem import Kind


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed out: whose sheet is whose, and what each asks."""

    ids: Mapping[str, Sheet]
    addresses: Mapping[str, Sheet]
    codes: Mapping[str, Sheet]
    labels: Mapping[str, None]  # in the order asked
    demanded: frozenset[str]
    quantities: Mapping[Symbol, tuple[str, ...]]
    ambiguous: frozenset[Symbol]  # asked twice on one sheet
    spares: Mapping[str, int] = field(default_factory=dict)  # the codes of spare sheets that are nobody's

    @classmethod
    def out(cls, sheets: Sequence[Sheet], earlier: Sequence[Earlier], spares: Sequence[Sheet] = ()) -> Handed:
        labels: dict[str, None] = {}
        demanded: set[str] = set()
        quantities: dict[Symbol, dict[str, None]] = {}
        ambiguous: set[Symbol] = set()
        seen: set[tuple[int, ...]] = set()
        for sheet in (*sheets, *(one.sheet for one in earlier)):
            layout = tuple(id(item.exercise.problem) for item in sheet.items)
            if layout in seen:
                continue
            seen.add(layout)
            asked = Counter(blank.symbol for blank in sheet.blanks)
            ambiguous.update(symbol for symbol, times in asked.items() if times > 1)
            for blank in sheet.blanks:
                labels[blank.label] = None
                quantities.setdefault(blank.symbol, {})[blank.label] = None
                if blank.ask.kind is not Kind.WRITTEN:
                    demanded.add(blank.label)
        was = {sheet.student.was: sheet for sheet in sheets if sheet.student.was}
        return cls(
            ids={**was, **{sheet.student.id: sheet for sheet in sheets}},
            addresses={sheet.student.email.casefold(): sheet for sheet in sheets if sheet.student.email},
            codes={sheet.code.upper(): sheet for sheet in (*(one.sheet for one in earlier), *sheets)},
            labels=labels,
            demanded=frozenset(demanded),
            quantities={symbol: tuple(found) for symbol, found in quantities.items()},
            ambiguous=frozenset(ambiguous),
            spares={sheet.code: sheet.spare for sheet in spares},
        )

    def by_id(self, typed: str) -> Sheet | None:
        """The sheet of an id, or of an address on the roster."""
        return self.ids.get(typed) or (self.addresses.get(typed.casefold()) if "@" in typed else None)

    def namings(self) -> Iterator[Mapping[str, Sheet]]:
        """What students are known by, in small letters: ids, addresses, then other columns of the roster."""
        yield {id_.casefold(): sheet for id_, sheet in self.ids.items()}
        yield self.addresses
        sheets = list({sheet.student.id: sheet for sheet in self.ids.values()}.values())
        for header in dict.fromkeys(header for sheet in sheets for header in sheet.student.other):
            found = {sheet.student.other.get(header, "").casefold(): sheet for sheet in sheets}
            if len(found) == len(sheets) and "" not in found:
                yield found

    def by_code(self, typed: str) -> Sheet | None:
        return self.codes.get(str(_code(typed))) or self.codes.get(typed.upper())

    def spare(self, typed: str) -> int | None:
        """The number of the spare sheet with this code that is nobody's."""
        return self.spares.get(str(_code(typed)))


def _code(typed: str) -> str | int | None:
    return read_sheet_code(typed) or next(iter(read_exercise_code(typed) or ()), None)
