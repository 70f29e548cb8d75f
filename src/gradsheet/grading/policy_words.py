"""The policy in plain sentences, as students and teachers read it: on the sheet, on feedback and in `status`.

All words stand in one table. What earns nothing, or takes nothing off, is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ..problems.rounding import Rounding, fixed, without_zeros
from .outcome import Outcome
from .policy import Policy

WORDS: Mapping[str, str] = {
    "decimals": "Keep {keep} decimals on the way and give {answer}: whatever that can give is right, "
    "and so is full precision.",
    "whole numbers": "Give whole numbers; how you found them is up to you.",
    "earns": "{what} earns {share}.",
    "short": "{share} for {what}",
    "late": "Each day that begins after the deadline takes off {share} of what you earned.",
    "late, all": "What comes in after the deadline earns nothing.",
    "best": "If you hand in more than once, your best attempt counts.",
    "last": "If you hand in more than once, your last attempt counts.",
    "round": "The total is rounded to {unit}; what lies in the middle is rounded up.",
    "percent": "A percent sign is read: 25 % is 0.25.",
    "comma": "You may write a decimal comma.",
    "or": " or ",
    "full points": "full points",
    "of the points": "{share} of the points",
    "half": "half",
    "a quarter": "a quarter",
    "three quarters": "three quarters",
    "whole points": "whole points",
    "half points": "half points",
    "quarter points": "quarter points",
    "multiples": "multiples of {unit} points",
}

ANSWERS: Mapping[Outcome, str] = {
    Outcome.FOLLOW_THROUGH: "a number that follows rightly from your own earlier numbers",
    Outcome.ROUNDED_EARLY: "a number that was rounded too early",
    Outcome.DECIMAL_SLIP: "the right digits with the decimal point in the wrong place",
    Outcome.SIGN_SLIP: "the right number with the wrong sign",
    Outcome.LAST_DIGIT_SLIP: "a number whose last digit is off",
    Outcome.MISCONCEPTION: "a number that a known wrong method gives",
}
"""What the credit of an outcome is for, in the order in which it is said."""

_SHARES = {Fraction(1, 2): "half", Fraction(1, 4): "a quarter", Fraction(3, 4): "three quarters"}
_UNITS = {Fraction(1): "whole points", Fraction(1, 2): "half points", Fraction(1, 4): "quarter points"}


def policy_sentences(policy: Policy, roundings: Iterable[Rounding] = ()) -> tuple[str, ...]:
    """Everything that decides about marks. `roundings` are those of the exercises: said where all have the same."""
    return (
        *_decimals(tuple(dict.fromkeys(roundings))),
        *(
            WORDS["earns"].format(what=_capital(_either(what)), share=_earned(share))
            for share, what in _partial(policy).items()
        ),
        *_late(policy),
        WORDS[policy.attempts],
        *([WORDS["round"].format(unit=_unit(policy.round_to))] if policy.round_to is not None else []),
        *([WORDS["comma"]] if policy.decimal_comma else []),
        *([WORDS["percent"]] if policy.percent else []),
    )


def sheet_sentences(policy: Policy) -> tuple[str, ...]:
    """At most two: what earns points without being right, and what lateness costs."""
    partial = [
        WORDS["short"].format(what=_either(what), share=_earned(share)) for share, what in _partial(policy).items()
    ]
    return (*([f"{_capital('; '.join(partial))}."] if partial else []), *_late(policy))


def _decimals(roundings: Sequence[Rounding]) -> Iterator[str]:
    if len(roundings) == 1:
        (rounding,) = roundings
        words = WORDS["whole numbers" if rounding.is_whole else "decimals"]
        yield words.format(keep=rounding.keep, answer=rounding.answer)


def _partial(policy: Policy) -> dict[Fraction, list[str]]:
    """What earns the same, together: the most first."""
    found: dict[Fraction, list[str]] = {}
    for outcome, words in ANSWERS.items():
        if share := policy.credit.get(outcome, Fraction(0)):
            found.setdefault(share, []).append(words)
    return dict(sorted(found.items(), reverse=True))


def _late(policy: Policy) -> Iterator[str]:
    if policy.late_per_day >= 1:
        yield WORDS["late, all"]
    elif policy.late_per_day:
        yield WORDS["late"].format(share=percent(policy.late_per_day))


def _either(what: Sequence[str]) -> str:
    """`a, b or c`."""
    return WORDS["or"].join([", ".join(what[:-1]), what[-1]]) if len(what) > 1 else what[0]


def _earned(share: Fraction) -> str:
    if share == 1:
        return WORDS["full points"]
    return WORDS["of the points"].format(share=_share(share))


def _share(share: Fraction) -> str:
    return WORDS[_SHARES[share]] if share in _SHARES else percent(share)


def _unit(unit: Fraction) -> str:
    if unit in _UNITS:
        return WORDS[_UNITS[unit]]
    return WORDS["multiples"].format(unit=without_zeros(fixed(float(unit), 4)))


def percent(share: Fraction) -> str:
    """`12.5 %`."""
    return f"{without_zeros(fixed(float(100 * share), 2))} %"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
