"""The choice of weekdays: the highest scores win, kept norm days first, as many as are wished."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sim.attendance.weekly_choice import (
    _FIRST,
    _HIGHEST_SCORE,
    _TIE_BITS,
    _UNAVAILABLE,
    choose,
    put_first,
    target_days,
)
from sim.behavior import WeekdayChoice
from tests.attendance.planning import planned
from tests.building import scenario_of
from tests.chance import assert_counts, assert_share, assert_uniform

SCORES = hnp.arrays(np.int32, (5, 2, 3), elements=st.integers(-3, 3) | st.integers(-(2**31), 2**31 - 1))
DAYS = hnp.arrays(np.int8, (2, 3), elements=st.integers(0, 5))


@given(SCORES, DAYS)
def test_exactly_as_many_days_are_chosen_as_are_wanted(score, days):
    assert np.array_equal(choose(score, days).sum(axis=0), days)


@given(SCORES, DAYS)
def test_the_days_chosen_are_those_a_plain_sort_puts_first(score, days):
    chosen = choose(score, days)
    for week in range(2):
        for person in range(3):
            best = sorted(range(5), key=lambda day: (-int(score[day, week, person]), day))[: days[week, person]]
            assert set(np.flatnonzero(chosen[:, week, person])) == set(best)


@given(st.integers(0, 5), st.integers(0, 5))
def test_wished_days_shrink_with_the_days_available_and_are_rounded_half_up(wished, available):
    expected = int(wished * available / 5 + 0.5)
    found = target_days(np.array([[wished]], dtype=np.int8), np.array([[available]], dtype=np.int8))
    assert found.tolist() == [[expected]]
    assert 0 <= expected <= available


@given(hnp.arrays(np.int32, (5, 1, 1), elements=st.integers(-(2**29), 2**29 - 1)),
       hnp.arrays(bool, (5, 1, 1)), hnp.arrays(bool, (5, 1, 1)), st.integers(-5 * 512, 5 * 512))  # fmt: skip
def test_norm_days_beat_all_other_days_and_unavailable_days_are_beaten_by_all(score, kept, available, manager):
    """For every score within the bounds, with the strongest manager effect allowed on any of the days."""
    kept &= available
    score = np.where(available, score, _UNAVAILABLE).astype(np.int32)
    score[::2] += np.int32(manager << _TIE_BITS)
    order = put_first(score, kept)
    assert order.dtype == np.int32
    exact = score.astype(np.int64) + kept * int(_FIRST)
    assert np.array_equal(order, exact), "no overflow"
    for better, worse in ((kept, available & ~kept), (available, ~available)):
        if better.any() and worse.any():
            assert order[better].min() > order[worse].max()


def test_the_ranges_of_scores_never_meet_at_their_ends():
    highest, manager = (_HIGHEST_SCORE << _TIE_BITS) + 2**16 - 1, 5 * 512 << _TIE_BITS
    lowest = -_HIGHEST_SCORE << _TIE_BITS
    assert highest + manager + int(_FIRST) < 2**31
    assert lowest - manager + int(_FIRST) > highest + manager
    assert int(_UNAVAILABLE) + manager < lowest - manager
    assert int(_UNAVAILABLE) - manager >= -(2**31)
    bounds = WeekdayChoice.__annotations__["manager_effect"]
    assert "ge=-5, le=5" in str(bounds)


def test_pairs_of_weekdays_come_as_a_logit_without_replacement_says():
    """100 people wish 2 days in each of 400 weeks; ten pairs, each the sum of its two orders of choosing."""
    utility = [0.0, 0.6, 0.5, 0.3, -0.7]
    plan, _ = planned(
        scenario_of(teams={"T1": {"size": 100}}, changes={"weekday_choice": {"weekday_utility": utility}}, weeks=400)
    )
    weight, expected = np.exp(utility), np.zeros((5, 5))
    for first, second in permutations(range(5), 2):
        chance = weight[first] / weight.sum() * weight[second] / (weight.sum() - weight[first])
        expected[min(first, second), max(first, second)] += chance
    chosen = plan["office"].reshape(-1, 5)
    observed = (chosen[:, :, None] & chosen[:, None, :]).sum(axis=0)
    pairs = np.triu_indices(5, 1)
    assert_counts(observed[pairs], len(chosen) * expected[pairs])


def test_without_tastes_shocks_and_utilities_all_weekdays_are_chosen_as_often():
    plan, _ = planned(
        scenario_of(
            teams={"T1": {"size": 100}}, changes={"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}}, weeks=400
        )
    )
    assert_uniform(np.nonzero(plan["office"])[2], 5)


def test_days_of_one_person_are_independent_between_weeks_without_tastes():
    """Same single day two weeks in a row with chance 1/5: exact binomial."""
    plan, _ = planned(
        scenario_of(
            teams={"T1": {"size": 100}}, changes={"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}}, weeks=400
        )
    )
    day = plan["office"].argmax(axis=2)
    assert_share((day[:, 1::2] == day[:, ::2]).sum(), day.size // 2, 0.2)


def test_an_own_taste_makes_people_return_on_the_same_weekday():
    changes = {"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}, "weekday_choice": {"taste_sd": 3.0}}
    plan, _ = planned(scenario_of(teams={"T1": {"size": 100}}, changes=changes, weeks=50))
    day = plan["office"].argmax(axis=2)
    assert (day[:, 1:] == day[:, :-1]).mean() > 0.5


def together_share(choice):
    """How often two people of one team, and of different teams, choose the same single day."""
    changes = {"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}, "weekday_choice": choice}
    teams = {f"T{n:03d}": {"size": 3} for n in range(60)}
    plan, _ = planned(scenario_of(teams=teams, changes=changes, weeks=200))
    day = plan["office"].argmax(axis=2).reshape(60, 3, -1)
    same_team = (day[:, 1] == day[:, 2]).mean()
    return same_team, (day[:-1, 1] == day[1:, 2]).mean()


def test_a_shared_shock_brings_a_team_together_and_leaves_other_teams_alone():
    """12,000 pair-weeks: strangers meet by chance, 1/5 +- 4.89 sqrt(.2 x .8 / 12,000) = .018."""
    mates, strangers = together_share({"team_shock_sd": 2.0})
    assert mates > 0.35
    assert abs(strangers - 0.2) < 0.018


def test_without_shock_team_mates_meet_by_chance():
    mates, strangers = together_share({})
    assert abs(mates - 0.2) < 0.018
    assert abs(strangers - 0.2) < 0.018


@pytest.mark.parametrize(("effect", "sign"), [(2.0, 1), (-2.0, -1)])
def test_the_managers_presence_draws_or_drives_away_exactly_as_its_sign_says(effect, sign):
    """One day wished, manager in on one day: the exact share of people coming that day is e^m / (4 + e^m)."""
    changes = {"wishes": {"office_days_share": [0, 1, 0, 0, 0, 0]}, "weekday_choice": {"manager_effect": effect}}
    teams = {f"T{n:03d}": {"size": 11} for n in range(20)}
    plan, population = planned(scenario_of(teams=teams, changes=changes, weeks=100))
    day = plan["office"].argmax(axis=2)
    manager_day = day[population.is_manager][population.team]
    met = (day == manager_day)[~population.is_manager]
    share = np.exp(effect) / (4 + np.exp(effect))
    assert_share(met.sum(), met.size, share)
    assert sign * (share - 0.2) > 0


def test_managers_do_not_attract_themselves():
    """Their own days are the same with and without the effect."""
    days = []
    for effect in (0.0, 3.0):
        changes = {"weekday_choice": {"manager_effect": effect, "taste_sd": 0.5}}
        plan, population = planned(scenario_of(teams={"A": {"size": 5}, "B": {"size": 6}}, changes=changes, weeks=30))
        days.append(plan["office"][population.is_manager])
    assert np.array_equal(days[0], days[1])
