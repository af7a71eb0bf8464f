"""How many replications are enough."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.stats.day_quantile import day_quantile
from sim.stats.interval import mean_interval
from sim.stats.share_of_days import none_in
from sim.stats.stopping import Decision, decide, mean_half_widths, quantile_half_widths


def widths(*steps):
    """Half widths from (value, how often)."""
    return [value for value, times in steps for _ in range(times)]


def study(values_of, targets, most=400, **ends):
    """Run batches as a study does; return the values at the end and every decision."""
    decisions = []
    done = 0
    while True:
        values = values_of(done)
        found = {metric: mean_half_widths(values, ends=ends.get(metric)) for metric in targets}
        decisions.append(decide(found, targets, most))
        if not decisions[-1].go_on:
            return values, decisions
        done += decisions[-1].more


# --- half widths ---


def test_half_widths_of_a_mean_are_those_of_its_intervals():
    values = np.array([3.0, 5.0, math.nan, 4.0, 9.0])
    found = mean_half_widths(values)
    assert found[0] is None
    for n in range(2, 6):
        interval = mean_interval(values[:n])
        assert found[n - 1] == pytest.approx((interval.high - interval.low) / 2)


@given(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=2, max_size=30))
def test_half_widths_agree_with_intervals_whatever_the_values(values):
    interval = mean_interval(np.array(values))
    if len(set(values)) > 1:
        expected = (interval.high - interval.low) / 2
        assert mean_half_widths(np.array(values))[-1] == pytest.approx(expected, rel=1e-4, abs=1e-3)


def test_values_that_agree_have_no_width_unless_they_may_be_rare_ones():
    assert mean_half_widths(np.full(3, 0.3)) == [None, 0, 0]
    assert mean_half_widths(np.full(3, 0.3), ends=(0, 1)) == [None, 0, 0]
    assert mean_half_widths(np.zeros(3)) == [None, math.inf, math.inf]
    assert mean_half_widths(np.zeros(3), ends=(0, 1)) == [None, pytest.approx(none_in(2)), pytest.approx(none_in(3))]
    assert mean_half_widths(np.ones(2), ends=(0, 1)) == [None, pytest.approx(none_in(2))]
    assert mean_half_widths(np.zeros(2), ends=(0, 260)) == [None, pytest.approx(260 * none_in(2))]


def test_rare_replications_are_counted_with_two_more_at_each_end():
    # 1 of 4: share (1 + 2) / (4 + 4) = .375, t of three degrees 3.1824.
    expected = 3.182446 * math.sqrt(0.375 * 0.625 / 8)
    assert mean_half_widths(np.array([0.0, 0, 1, 0]), ends=(0, 1))[-1] == pytest.approx(expected)
    assert mean_half_widths(np.array([1.0, 1, 0, 1]), ends=(0, 1))[-1] == pytest.approx(expected)
    assert mean_half_widths(np.array([0.0, 0, 260, math.nan, 0]), ends=(0, 260))[-1] == pytest.approx(260 * expected)
    # Any value between makes it a mean like others.
    between = np.array([0.0, 0, 1, 0, 0.5])
    assert mean_half_widths(between, ends=(0, 1))[-1] == mean_half_widths(between)[-1]


def test_nulls_have_no_half_width():
    assert mean_half_widths(np.full(3, math.nan)) == [None, None, None]
    assert mean_half_widths(np.array([math.nan, 1.0, 1.0])) == [None, None, 0]
    assert mean_half_widths(np.array([])) == []


def test_half_widths_of_a_quantile_are_those_of_its_limits():
    values = np.random.default_rng(1).binomial(100, 0.4, (6, 100))
    found = quantile_half_widths(values, 0.95)
    assert found[0] is None
    for n in range(2, 7):
        limits = day_quantile(values[:n], 0.95)
        assert found[n - 1] == (limits.high - limits.low) / 2
    assert quantile_half_widths(values[:, :58], 0.95) == [None] * 6


# --- decisions ---


def test_nothing_is_judged_before_the_first_fifteen():
    assert decide({}, {"m": 1}, 100).more == 15
    assert decide({"m": widths((0.0, 9))}, {"m": 1}, 100).more == 6
    assert decide({"m": widths((0.0, 9))}, {"m": 1}, 12).more == 3


def test_a_study_without_luck_stops_after_fifteen():
    found = decide({"m": mean_half_widths(np.full(15, 2.5))}, {"m": 0.1}, 100)
    assert found == Decision(go_on=False, more=0, reason="every target was met for 5 replications in a row after 10")


def test_every_target_has_to_be_met_for_five_replications_more():
    half_widths = {"a": widths((9.0, 22), (1.0, 6)), "b": widths((1.0, 28))}
    found = decide(half_widths, {"a": 5, "b": 5}, 100)
    assert found == Decision(go_on=False, more=0, reason="every target was met for 5 replications in a row after 23")
    found = decide({"a": half_widths["a"][:-1], "b": half_widths["b"][:-1]}, {"a": 5, "b": 5}, 100)
    assert (found.go_on, found.more) == (True, 2)
    assert found.reason == "every target is met, but only for 4 of 5 replications in a row"


def test_a_relapse_counts_from_the_start_again():
    relapsed = widths((1.0, 15), (6.0, 1), (1.0, 2))
    assert decide({"a": relapsed}, {"a": 5}, 100).more == 4
    assert decide({"a": relapsed}, {"a": 5}, 18).reason == (
        "the limit of 18 replications was reached; the targets were met for 1 replications in a row only, not for 5"
    )


def test_the_next_batch_follows_from_the_worst_metric():
    # 20 (6 / 5)^2 = 28.8, so 29 and 5 more to look ahead: 14 to go. Twice as much is the most at once.
    assert decide({"a": widths((6.0, 20)), "b": widths((1.0, 20))}, {"a": 5, "b": 5}, 1000).more == 14
    assert decide({"a": widths((60.0, 20))}, {"a": 5}, 1000).more == 20
    assert decide({"a": widths((60.0, 20))}, {"a": 5}, 33).more == 13
    assert decide({"a": widths((60.0, 21))}, {"a": 5}, 1000).more == 22


def test_the_limit_is_named_with_what_is_not_known_well_enough():
    half_widths = {"desk_wanted_peak_p95": widths((7.13, 100)), "attendance_rate_mean": widths((0.001, 100))}
    targets = {"desk_wanted_peak_p95": 5, "attendance_rate_mean": 0.01}
    found = decide(half_widths, targets, 100, units={"desk_wanted_peak_p95": "desks"})
    assert found == Decision(
        go_on=False,
        more=0,
        reason="the limit of 100 replications was reached; "
        "desk_wanted_peak_p95 is known to ±7.2 desks, not to ±5 desks",
    )


def test_a_miss_never_reads_as_if_it_were_none():
    assert "±5.1, not to ±5" in decide({"m": widths((5.001, 20))}, {"m": 5}, 20).reason
    assert "±0.0021, not to ±0.002" in decide({"m": widths((0.00201, 20))}, {"m": 0.002}, 20).reason
    assert "±130, not to ±120" in decide({"m": widths((123.0, 20))}, {"m": 120}, 20).reason


def test_a_metric_that_stays_null_is_left_out_and_named():
    found = decide({"m": widths((None, 15)), "a": widths((1.0, 15))}, {"m": 5, "a": 5}, 100)
    assert not found.go_on
    assert found.reason.endswith("after 10 (m cannot be judged: null in these replications)")
    found = decide({"m": widths((None, 15))}, {"m": 5}, 100)
    assert found.reason == "no target can be judged (m cannot be judged: null in these replications)"


def test_what_was_never_seen_does_not_end_a_study():
    found = decide({"m": mean_half_widths(np.zeros(15))}, {"m": 0.1}, 100)
    assert (found.go_on, found.more) == (True, 16)
    assert found.reason == "m was 0 in every replication, which does not say how rare it is"


@pytest.mark.parametrize("targets", [{}, {"m": 0}, {"m": -1}, {"m": math.nan}, {"m": math.inf}])
def test_targets_that_say_nothing_are_refused(targets):
    with pytest.raises(ValueError, match="target"):
        decide({"m": [None]}, targets, 100)


def test_half_widths_of_different_replications_and_no_replications_are_refused():
    with pytest.raises(ValueError, match="same replications"):
        decide({"a": [None], "b": [None, 1.0]}, {"a": 1, "b": 1}, 100)
    with pytest.raises(ValueError, match="at most 0 replications"):
        decide({}, {"a": 1}, 0)


@given(
    st.lists(st.none() | st.floats(0, 100) | st.just(math.inf), max_size=60),
    st.floats(0.01, 50),
    st.integers(1, 80),
)
def test_a_decision_never_exceeds_the_limit_and_always_ends(half_widths, target, most):
    found = decide({"m": half_widths}, {"m": target}, most)
    assert found.go_on == (found.more > 0)
    assert found.reason
    if found.go_on:
        assert len(half_widths) + found.more <= most
        assert found.more >= min(2, most - len(half_widths))
        assert found.more <= max(len(half_widths) + 1, 15)


# --- whole studies ---


def test_the_mean_is_covered_at_the_stop():
    rng = np.random.default_rng(20270104)
    covered, used = 0, []
    for _ in range(2000):
        luck = rng.normal(100, 20, 400)
        values, decisions = study(lambda n, luck=luck: luck[:n], {"m": 8})
        assert decisions[-1].reason.startswith("every target was met")
        interval = mean_interval(values)
        covered += interval.low <= 100 <= interval.high
        assert (interval.high - interval.low) / 2 <= 8
        used.append(len(values))
    assert covered / 2000 >= 0.93
    assert 20 <= np.mean(used) <= 45  # 27 would do if the spread were known: (1.96 x 20 / 8)^2 = 24


def test_a_rare_event_is_covered_at_the_stop_and_not_taken_for_none():
    rng = np.random.default_rng(20270104)
    covered, fewest = 0, 10_000
    for _ in range(300):
        luck = (rng.random(3000) < 0.05).astype(float)
        values, _ = study(lambda n, luck=luck: luck[:n], {"m": 0.02}, most=3000, m=(0, 1))
        interval = mean_interval(values)
        covered += interval.low <= 0.05 <= interval.high
        fewest = min(fewest, len(values))
    assert covered / 300 >= 0.9  # measured with 1,000 studies: 93 %
    assert fewest > 200  # 456 would do if the share were known: (1.96 / .02)^2 x .05 x .95


def test_an_event_that_never_comes_ends_when_it_can_only_be_rare():
    values, decisions = study(np.zeros, {"m": 0.02}, most=3000, m=(0, 1))
    assert none_in(len(values) - 5) <= 0.02
    assert len(values) < 200  # ln .05 / ln .98 = 148.3; batches are sized for half widths that fall like 1 / sqrt(n)
    assert len(decisions) < 8
