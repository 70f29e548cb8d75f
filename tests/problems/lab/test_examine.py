"""The laboratory: what is wrong with a problem is said by name, and its numbers come out by other means as well."""

from __future__ import annotations

import json

import numpy as np
import pytest

from gradsheet.errors import DrawError
from gradsheet.formula import name, parse_name
from gradsheet.problems import draw, find_problem, public_seed
from gradsheet.problems.fairness import Fairness
from gradsheet.problems.lab import Verdict, as_data, examine, in_lines, in_sum
from gradsheet.problems.lab.trial import Trial
from problems.banks import CIRCUIT, NEURON, read

EVERY_RULE = '[draw]\nwithout = ["zeros", "same-load", "magnitude", "ties", "kinks", "moves"]\n'
SUM = '[[misconception]]\nname = "plus"\nquantity = "f"\nformula = "q + z"\n'


def shown(found) -> str:
    return "\n".join(in_lines(found))


def test_a_rule_that_never_holds_is_named():
    found = examine(read(NEURON + '[draw]\nrequire = ["y1[1] > 2"]\n'), draws=500)
    assert found.verdict is Verdict.UNFAIR
    assert "`require: y1[1] > 2` never holds in 500 draws" in found.faults
    assert any("loosen it" in one for one in found.advice)
    assert "no draw of 500 is fair" in shown(found)


def test_a_wrong_method_a_hair_away_is_named_with_its_way_out_by_make_and_here():
    text = CIRCUIT + '[[misconception]]\nname = "hair"\nquantity = "f"\nformula = "q*z + 0.00001"\n'
    found = examine(read(text), draws=500)
    assert found.verdict is Verdict.UNFAIR
    (advice,) = (one for one in found.advice if "`hair` at f" in one)
    assert "alone rejects" in advice
    with pytest.raises(DrawError) as refused:
        draw(read(text), [public_seed("x", 1)])
    way_out = 'keep 6 decimals, or drop it: drop = ["hair at f"]'
    assert way_out in advice
    assert way_out in str(refused.value)


def test_the_way_out_for_a_new_weight_names_rate_and_gradient():
    """A rate that moves nothing far enough: raise it, or ask for what it multiplies."""
    text = NEURON.replace("eta = 0.5", "eta = 0.0005").replace('"z1", "y1", ', "")
    found = examine(read(text + '[draw]\nwithout = ["moves", "same-load"]\n'), draws=1000)
    advice = "\n".join(found.advice)
    assert "raise eta, ask for dL/dW1[1,1] instead, keep 6 decimals, or drop it" in advice


def test_a_tolerance_that_swallows_a_misconception_is_refused_with_its_place():
    text = NEURON + "tolerance = { absolute = 0.5 }\n"
    place = "test/problem.toml:16:13: ask[1].tolerance: absolute = 0.5 takes the wrong number of `"
    found = examine(read(text), draws=500)
    assert found.verdict is Verdict.UNFAIR
    assert any(one.startswith(place) for one in found.faults)
    with pytest.raises(DrawError) as refused:
        draw(read(text), [public_seed("x", 1)])
    assert str(refused.value).startswith(place)
    assert "leave the tolerance out" in str(refused.value)


def test_a_tolerance_that_honest_rounding_misses_is_named():
    text = NEURON.replace('"z1", "y1", "new W1[1,1]"', '"y1"') + "tolerance = { decimals = 6 }\n"
    found = examine(read(text), draws=500)
    assert any("y1[1]: honest students who keep 5 decimals are marked wrong" in one for one in found.faults)


@pytest.mark.parametrize(
    ("step", "asked", "said"),
    [
        ("g = z/z", "g", "g is the same number in every draw"),
        ("g = z + 0", "g", "g equals the given z"),
        ("g = x/4", "g", "g has only 9 different answers"),
        ("g = x*y*z*3 + x", "g", "g is always a whole number"),
        ("g = x*y*z/7\nh = g + 0", "g\", \"h", "h equals the answer g"),
    ],
)  # fmt: skip
def test_an_answer_that_can_be_guessed_is_named(step, asked, said):
    text = CIRCUIT.replace("f = q * z", f"f = q * z\n{step}").replace('"f", "df/dx", "df/dq"', f'"{asked}"')
    found = examine(read(text + EVERY_RULE), draws=2000)
    assert found.verdict is Verdict.REMARKS
    assert said in shown(found)


def test_spread_and_separation_are_what_numpy_gives():
    problem = read(CIRCUIT.replace('"f", "df/dx", "df/dq"', '"f"') + EVERY_RULE + SUM)
    trial = Trial(Fairness(problem), 3000)
    x, y, z = (trial.givens[parse_name(letter)][trial.left] for letter in "xyz")
    right, wrong = (x + y) * z, (x + y) + z
    # One product rounds: half a kept unit and half an answer unit; a sum is exact: half an answer unit.
    allowed, beside = 1.05 * 0.5e-5 + 0.5e-4, 0.5e-4
    apart = np.abs(right - wrong)
    fair = apart > 1e-3  # whoever adds must be seen
    (spread,), pair = examine(problem, draws=3000).spreads, examine(problem, draws=3000).pairs[-1]
    assert (spread.least, spread.largest) == (right[fair].min(), right[fair].max())
    assert (spread.lower, spread.median, spread.upper) == tuple(np.percentile(right[fair], (25, 50, 75)))
    assert spread.distinct == len(set(right[fair]))
    assert sum(spread.bins) == fair.sum()
    assert spread.negative == pytest.approx(np.mean(right[fair] < 0))
    assert pair.misconception == "plus"
    assert pair.same == 0
    assert pair.smallest == pytest.approx(apart[apart > 0].min() / (allowed + beside), rel=0.01)


def test_drift_is_what_rounding_by_hand_gives():
    problem = read(NEURON.replace('"z1", "y1", "new W1[1,1]"', '"y1"'))
    trial = Trial(Fairness(problem), 1000)
    given = {name(symbol): value for symbol, value in trial.fair.items()}
    drifts = {one.keep: one for one in examine(problem, draws=1000).drifts}
    for keep in (3, 4, 5, 6):

        def r(value, keep=keep):
            return np.round(value, keep)

        z = r(given["W1[1,1]"] * given["x[1]"]) + r(given["W1[1,2]"] * given["x[2]"]) + given["b1[1]"]
        by_hand = r(1 / (1 + r(np.exp(-z))))
        exact = 1 / (
            1 + np.exp(-(given["W1[1,1]"] * given["x[1]"] + given["W1[1,2]"] * given["x[2]"] + given["b1[1]"]))
        )
        assert drifts[keep].worst == pytest.approx(np.abs(by_hand - exact).max(), abs=1e-12)
        assert drifts[keep].median == pytest.approx(np.median(np.abs(by_hand - exact)), abs=1e-12)
    assert drifts[5].right == 1 == drifts[6].right
    assert drifts[3].right < 1


def test_the_lectures_own_numbers_are_reported_as_what_they_are():
    """All inputs 1, a symmetric matrix, both units alive: no index, gate or factor of these can be told from another."""
    (case,) = examine(find_problem("lecture/relu-sigmoid-bce"), draws=300).published
    assert {"ones", "symmetric", "equal-inputs", "alive-units"} <= set(case.broken)
    hidden = {
        "transposed-forward", "relu-gate-ignored", "relu-gate-on-upstream", "no-hidden-activation",
        "forgot-hidden-derivative", "activation-for-input", "sum-for-activation",
    }  # fmt: skip
    assert hidden <= set(case.hidden)
    assert len(case.hidden) <= 10
    assert case.known >= 20
    told = {"ascent-sign", "forgot-rate", "gradient-reported", "change-reported", "log10", "log2", "updated-weights"}
    assert told.isdisjoint(case.hidden)


def test_what_survives_is_what_the_sampler_accepts():
    problem = read(NEURON)
    found = examine(problem, draws=1500)
    trial = Trial(Fairness(problem), 1500)
    slots = len(problem.given)
    from gradsheet.problems.stream import words

    picks = words([public_seed("laboratory", 0)], np.arange(1500 * slots).reshape(1, 1500, slots))[0]
    fair = np.logical_and.reduce([rule.holds for rule in Fairness(problem).judged(picks)])
    assert found.survival.fair == fair.sum() == trial.count
    assert sum(one.only for one in found.rejections) <= 1500 - fair.sum()


def test_fewer_decimals_cost_draws_and_more_do_not():
    prices = {(one.answer, one.keep): one for one in examine(find_problem("lecture/softmax-ce"), draws=2000).prices}
    assert prices[4, 5].own
    assert prices[3, 3].draws >= prices[3, 5].draws >= prices[4, 5].draws
    assert prices[4, 5].draws <= 3


def test_dropped_pairs_and_classes_are_listed():
    found = examine(read(NEURON + '[draw]\ndrop = ["ascent-sign at new W1[1,1]"]\n'), draws=500)
    assert [(id, name(blank)) for id, blank in found.dropped] == [("ascent-sign", "new W1[1,1]")]
    assert "ascent-sign at new W1[1,1]" in shown(found)
    alike = examine(find_problem("backpropagation/sigmoid-3-2-1-half-squared-error"), draws=1000).alike
    assert ("forgot-output-derivative", "cross-entropy-delta") in alike


def test_everybody_finds_the_same_but_for_the_times():
    one, other = (as_data(examine(read(NEURON), draws=400)) for _ in range(2))
    assert one.pop("seconds").keys() == other.pop("seconds").keys()
    assert json.dumps(one, allow_nan=False) == json.dumps(other, allow_nan=False)
    assert list(one)[:2] == ["problem", "verdict"]
    assert {"survival", "rejections", "spreads", "pairs", "drifts", "prices", "published", "advice"} <= one.keys()


def test_a_line_in_sum_says_verdict_share_and_cost():
    assert in_sum(examine(read(CIRCUIT), draws=300)).startswith("test/problem ")
