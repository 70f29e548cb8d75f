"""A writer whose formulas can be said: an engine's own, with the words of whatever it writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from ..formula import Apply, Formula, Number, Symbol
from ..formula.naming import Glyphs, Naming
from ..formula.pattern import filled_in, put_in
from ..formula.speech import glyphs_to_words, to_words
from ..languages.spoken import spoken
from .statement import Text
from .writer import Heard, Ready, Writer

_AND = "\0"  # which neither has


class _Source(str):
    """A piece of a formula, and how it is said."""

    __slots__ = ("say",)
    say: Callable[[], str]


def _source(written: str, say: Callable[[], str]) -> _Source:
    made = _Source(written)
    made.say = say
    return made


def _words(piece: str) -> str:
    """How a piece is said; what another module put together itself is left unsaid."""
    return piece.say() if isinstance(piece, _Source) else ""


class AloudWriter(Writer):
    """Writes what `inner` writes, with words in a language: an engine that wants alternative texts finds them there."""

    def __init__(self, inner: Writer, language: str) -> None:
        self.inner = inner
        self.engine = inner.engine
        self.approximately, self.more = inner.approximately, inner.more
        self._language = language
        self._spoken = lru_cache(maxsize=1024)(filled_in(partial(to_words, language=language)))
        self._put_in = put_in(self._both)
        self._said = spoken(language)

    def text(self, text: str) -> Ready:
        return self.inner.text(text)

    def styled(self, text: Text) -> Ready:
        return self.inner.styled(text)

    def math(self, source: str) -> Ready:
        return Heard.of(self.inner.math(source), lambda: _words(source))

    def displayed(self, source: str) -> Ready:
        return Heard.of(self.inner.displayed(source), lambda: _words(source))

    def formula(self, formula: Formula, naming: Naming) -> str:
        return _source(self.inner.formula(formula, naming), lambda: self._spoken(formula, naming))

    def put_in(self, formula: Formula, numbers: Mapping[Symbol, Number], naming: Naming) -> str:
        source, _, words = self._put_in(formula, numbers, naming).partition(_AND)
        return _source(source, lambda: words)

    def _both(self, formula: Formula, naming: Naming) -> str:
        """Source and words in one, so that digits are filled in once: both write them alike."""
        return f"{self.inner.formula(formula, naming)}{_AND}{to_words(formula, naming, self._language)}"

    def symbol(self, symbol: Symbol, naming: Naming) -> str:
        return _source(self.inner.symbol(symbol, naming), lambda: self._spoken(symbol, naming))

    def glyphs(self, glyphs: Glyphs) -> str:
        return _source(self.inner.glyphs(glyphs), lambda: glyphs_to_words(glyphs, self._language))

    def digits(self, text: str) -> str:
        return _source(self.inner.digits(text), lambda: text.replace("-", f"{self._said['neg']} "))

    def slashed(self, of: str, by: str) -> str:
        return _source(self.inner.slashed(of, by), lambda: self._derivative(of, by))

    def partial(self, of: str, by: str) -> str:
        return _source(self.inner.partial(of, by), lambda: self._derivative(of, by))

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        return _source(self.inner.matrix(rows), lambda: self._matrix(rows))

    def turned(self, source: str) -> str:
        return self._around("transpose", self.inner.turned(source), stem=source)

    def ones(self) -> str:
        return _source(self.inner.ones(), lambda: f"{self._said['ones']} {self._said['*']}")

    def entry(self, number: Number, naming: Naming) -> str:
        return _source(self.inner.entry(number, naming), lambda: self._spoken(number, naming))

    def marked(self, label: str) -> str:
        return self.inner.marked(label)

    def labelled(self, label: str, entry: str) -> str:
        written = self.inner.labelled(label, entry)
        return _source(written, lambda: self._said["entry of"].format(label=label, entry=_words(entry)))

    def in_parentheses(self, source: str) -> str:
        return self._around("()", self.inner.in_parentheses(source), inside=source)

    def sign(self, sign: str) -> str:
        return _source(self.inner.sign(sign), lambda: self._said["*" if sign in ("times", "product") else sign])

    def squared(self, source: str) -> str:
        return self._around("squares", self.inner.squared(source), stem=source)

    def over(self, top: str, bottom: str) -> str:
        return self._around("fraction", self.inner.over(top, bottom), top=top, bottom=bottom)

    def called(self, operator: str, inside: str, naming: Naming) -> str:
        return _source(
            self.inner.called(operator, inside, naming), lambda: self._called(operator, _words(inside), naming)
        )

    def right_side(self, relation: str, source: str) -> Ready:
        sign = self._said["=" if relation == "=" else "≈"]
        return Heard.of(self.inner.right_side(relation, source), lambda: f"{sign} {_words(source)}")

    def parted(self, source: str) -> str:
        return _source(self.inner.parted(source), lambda: _words(source))

    def as_one(self, first: Ready, second: Ready) -> Ready | None:
        one = self.inner.as_one(first, second)
        if one is None or not isinstance(first, Heard) or not isinstance(second, Heard):
            return one
        return Heard.of(one, lambda: f"{first.words} {second.words}")

    def aside(self, words: str, formula: Ready) -> Ready:
        return self.inner.aside(words, self._whole(formula))

    def joined(self, parts: Sequence[Ready]) -> Ready:
        return self.inner.joined([self._whole(part) for part in parts])

    def heard(self, formula: Heard) -> Ready:
        if formula.shown is None:  # what a class has in common is asked for by every page
            formula.shown = self.inner.heard(formula)
        return formula.shown

    def among_words(self, formula: Ready) -> Ready:
        return self.inner.among_words(self._whole(formula))

    def beside(self, *parts: str) -> str:
        return _source(self.inner.beside(*parts), lambda: " ".join(filter(None, map(_words, parts))))

    def _whole(self, part: Ready) -> Ready:
        return self.heard(part) if isinstance(part, Heard) else part

    def _around(self, name: str, written: str, **parts: str) -> str:
        return _source(
            written, lambda: self._said[name].format(**{place: _words(part) for place, part in parts.items()})
        )

    def _derivative(self, of: str, by: str) -> str:
        return self._said["derivative"].format(of=_words(of), by=_words(by))

    def _matrix(self, rows: Sequence[Sequence[str]]) -> str:
        said = self._said
        size = said["size"].format(rows=len(rows), columns=len(rows[0]))
        lines = (
            said["row"].format(number=number, entries=", ".join(map(_words, row)))
            for number, row in enumerate(rows, start=1)
        )
        return said["matrix"].format(size=size, rows=" ".join(lines))

    def _called(self, operator: str, inside: str, naming: Naming) -> str:
        if operator == "softmax":
            call = self._said["call"].format(function=self._said["softmax"])
            return f"{call} {self._said['()'].format(inside=inside)}"
        stand_in = to_words(_INSIDE, naming, self._language)
        return to_words(Apply(operator, (_INSIDE,)), naming, self._language).replace(stand_in, inside)


_INSIDE = Symbol("Q")
