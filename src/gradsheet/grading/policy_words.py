"""The policy in plain sentences, as students and teachers read it: on the sheet, on feedback and in `status`.

The words stand in the tables of languages. What earns nothing, or takes nothing off, is not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ..languages import ENGLISH, Language
from ..problems.rounding import Rounding, fixed, without_zeros
from .outcome import Outcome
from .policy import Policy
from .wording import percent

CREDITS = (
    Outcome.FOLLOW_THROUGH,
    Outcome.ROUNDED_EARLY,
    Outcome.DECIMAL_SLIP,
    Outcome.SIGN_SLIP,
    Outcome.LAST_DIGIT_SLIP,
    Outcome.MISCONCEPTION,
)
"""What can earn something without being right, in the order in which it is said."""

_SHARES = {Fraction(1, 2): "half", Fraction(1, 4): "a_quarter", Fraction(3, 4): "three_quarters"}
_UNITS = {Fraction(1): "whole_points", Fraction(1, 2): "half_points", Fraction(1, 4): "quarter_points"}


def policy_sentences(policy: Policy, roundings: Iterable[Rounding] = (), said: Language = ENGLISH) -> tuple[str, ...]:
    """Everything that decides about marks. `roundings` are those of the exercises: said where all have the same."""
    return (
        *_decimals(tuple(dict.fromkeys(roundings)), said),
        *(
            said["policy_earns"].format(what=_capital(said.listed(what, "or")), share=_earned(share, said))
            for share, what in _partial(policy, said).items()
        ),
        *_late(policy, said),
        said[f"policy_{policy.attempts}"],
        *([said["policy_round"].format(unit=_unit(policy.round_to, said))] if policy.round_to is not None else []),
        *([said["policy_comma"]] if policy.decimal_comma else []),
        *([said["policy_percent"]] if policy.percent else []),
    )


def sheet_sentences(policy: Policy, said: Language = ENGLISH) -> tuple[str, ...]:
    """At most two: what earns points without being right, and what lateness costs."""
    partial = [
        said["policy_short"].format(what=said.listed(what, "or"), share=_earned(share, said))
        for share, what in _partial(policy, said).items()
    ]
    whole = _capital(said["semicolon"].join(partial))
    return (*([said["full_stop"].format(sentence=whole)] if partial else []), *_late(policy, said))


def _decimals(roundings: Sequence[Rounding], said: Language) -> Iterator[str]:
    if len(roundings) == 1:
        (rounding,) = roundings
        words = said["policy_whole" if rounding.is_whole else "policy_decimals"]
        yield words.format(keep=said.decimals(rounding.keep), answer=rounding.answer)


def _partial(policy: Policy, said: Language) -> dict[Fraction, list[str]]:
    """What earns the same, together: the most first."""
    found: dict[Fraction, list[str]] = {}
    for outcome in CREDITS:
        if share := policy.credit.get(outcome, Fraction(0)):
            found.setdefault(share, []).append(said[f"credit_{outcome.value}"])
    return dict(sorted(found.items(), reverse=True))


def _late(policy: Policy, said: Language) -> Iterator[str]:
    if policy.late_per_day >= 1:
        yield said["policy_late_all"]
    elif policy.late_per_day:
        yield said["policy_late"].format(share=percent(policy.late_per_day, said))


def _earned(share: Fraction, said: Language) -> str:
    if share == 1:
        return said["full_points"]
    return said["share_of_points"].format(share=said[_SHARES[share]] if share in _SHARES else percent(share, said))


def _unit(unit: Fraction, said: Language) -> str:
    if unit in _UNITS:
        return said[_UNITS[unit]]
    return said["multiples_of_points"].format(unit=said.number(without_zeros(fixed(float(unit), 4))))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
