"""Supervisors set team days: how many once a year, which weekdays once a quarter, inside the employer's bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.calendar import Calendar, Holidays
from sim.draws import Luck
from sim.policies.team_led import TeamLed, _quarter
from sim.records import Decider
from tests.building import scenario_of
from tests.chance import assert_counts

PLAIN = TeamLed(
    team_days_share=(0, 0, 1, 0, 0, 0),
    team_days_min=0,
    team_days_max=5,
    weekday_utility=(0, 0.4, 0.3, 0.3, -0.4),
    adherence=0.9,
)
TEAMS = scenario_of(teams={f"T{n:03d}": {"size": 1} for n in range(400)}).organization
LUCK = Luck(1, 0)


def norms(policy, start=date(2027, 1, 4), weeks=52, luck=LUCK, organization=TEAMS):
    calendar = Calendar(Holidays(), start, weeks)
    return policy.norms(organization, calendar, slice(0, weeks), luck)


def days_per_week(policy, **where):
    """Team days of each week and team, shape [week, team]."""
    return norms(policy, **where).required.sum(axis=0)


@given(st.tuples(*[st.integers(1, 9)] * 6), st.integers(0, 5), st.integers(0, 5), st.integers(0, 99))
def test_the_employers_bounds_hold_for_every_team_in_every_week(shares, one, other, seed):
    low, high = sorted([one, other])
    policy = replace(
        PLAIN, team_days_share=tuple(s / sum(shares) for s in shares), team_days_min=low, team_days_max=high
    )
    found = norms(policy, weeks=20, luck=Luck(seed, 0))
    assert (found is None) == (high == 0)
    if found is not None:
        per_week = found.required.sum(axis=0)
        assert low <= per_week.min()
        assert per_week.max() <= high


def test_supervisors_set_as_many_days_as_the_shares_say():
    shares = (0.15, 0.4, 0.35, 0.1, 0, 0)
    counts = np.concatenate(
        [days_per_week(replace(PLAIN, team_days_share=shares), luck=Luck(1, r))[0] for r in range(25)]
    )
    assert_counts(np.bincount(counts, minlength=4), 10_000 * np.array(shares[:4]))


def test_the_number_of_days_changes_from_year_to_year_only():
    spread = replace(PLAIN, team_days_share=(0.2, 0.2, 0.2, 0.2, 0.1, 0.1))
    per_week = days_per_week(spread, start=date(2027, 1, 4), weeks=104)
    assert (per_week[:52] == per_week[0]).all()
    assert (per_week[52:] == per_week[52]).all()
    assert (per_week[0] != per_week[52]).any()


def test_the_weekdays_change_from_quarter_to_quarter_only():
    required = norms(PLAIN).required
    quarter = np.array([_quarter(date.fromisocalendar(2027, week, 1).toordinal()) for week in range(1, 53)])
    starts = np.flatnonzero(np.diff(quarter)) + 1
    assert len(starts) == 3
    for week in range(1, 52):
        same = (required[:, week] == required[:, week - 1]).all(axis=0)
        assert same.mean() < 0.5 if week in starts else same.all()


@pytest.mark.parametrize(
    ("monday", "quarter"),
    [
        (date(2027, 1, 4), 2027 * 4),
        (date(2027, 3, 29), 2027 * 4 + 1),  # its Thursday is 1 April
        (date(2024, 12, 30), 2025 * 4),  # its Thursday is 2 January
        (date(2026, 12, 28), 2026 * 4 + 3),  # its Thursday is 31 December, week 53
    ],
)
def test_a_week_belongs_to_the_quarter_of_its_thursday(monday, quarter):
    assert _quarter(monday.toordinal()) == quarter


def test_the_weekdays_set_are_a_logit_choice_without_replacement():
    """400 teams x 4 quarters x 10 replications set 2 days; probability of a pair by both orders of choosing."""
    pairs = np.concatenate(
        [PLAIN.team_weekdays(TEAMS, 2027 * 4 + q, Luck(1, r)).T for q in range(4) for r in range(10)]
    )
    weight = np.exp(PLAIN.weekday_utility)
    expected = np.zeros((5, 5))
    for first, second in permutations(range(5), 2):
        chance = weight[first] / weight.sum() * weight[second] / (weight.sum() - weight[first])
        expected[min(first, second), max(first, second)] += chance
    two = np.array([np.flatnonzero(pair) for pair in pairs])
    observed = np.zeros((5, 5))
    np.add.at(observed, (two[:, 0], two[:, 1]), 1)
    upper = np.triu_indices(5, 1)
    assert_counts(observed[upper], len(pairs) * expected[upper])


def test_one_team_less_moves_no_other_teams_days():
    fewer = replace(TEAMS, teams={t: team for t, team in TEAMS.teams.items() if t != "T007"})
    with_it = np.delete(norms(PLAIN).required, 7, axis=2)
    assert np.array_equal(norms(PLAIN, organization=fewer).required, with_it)


def test_a_run_that_starts_later_in_the_year_asks_the_same_days():
    whole = norms(PLAIN).required
    assert np.array_equal(norms(PLAIN, start=date(2027, 8, 2), weeks=22).required, whole[:, 30:])


def test_team_days_belong_to_the_team_and_are_kept_with_the_adherence():
    found = norms(PLAIN)
    assert found.decided_by is Decider.TEAM
    assert (found.adherence == 0.9).all()


def test_a_bound_of_no_team_days_asks_nothing():
    assert norms(replace(PLAIN, team_days_max=0)) is None


@pytest.mark.parametrize("start", [date(2027, 1, 4), date(2025, 12, 29), date(2026, 1, 1)])
def test_the_norms_table_tells_the_team_days_of_the_year_that_is_simulated(start):
    spread = replace(PLAIN, team_days_share=(0.2, 0.2, 0.2, 0.2, 0.1, 0.1))
    calendar = Calendar(Holidays(), start, 4)
    rows = spread.explain(TEAMS, calendar, [Luck(1, 0)])
    told = [row.value for row in rows if row.rule == "team_days_per_week"]
    per_week = days_per_week(spread, start=start, weeks=4)[0]
    assert told == [f"{days}.00 on average, {days} to {days}" for days in per_week]


def test_the_norms_table_tells_the_range_over_all_years_of_a_run():
    spread = replace(PLAIN, team_days_share=(0.2, 0.2, 0.2, 0.2, 0.1, 0.1))
    rows = spread.explain(TEAMS, Calendar(Holidays(), date(2027, 1, 4), 104), [Luck(1, 0)])
    per_week = days_per_week(spread, weeks=104)
    low, high = per_week.min(axis=0), per_week.max(axis=0)
    told = [row.value.split(", ")[1] for row in rows if row.rule == "team_days_per_week"]
    assert told == [f"{a} to {b}" for a, b in zip(low, high, strict=True)]
