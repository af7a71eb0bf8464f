"""Supervisors set team days after hearing their teams: how many once a year, which weekdays once a quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.calendar import Calendar, Holidays, quarter_of
from sim.draws import SCORES_PER_UNIT, Luck
from sim.policies.norm import Setting
from sim.policies.team_led import TeamLed
from sim.population import draw_population
from sim.records import Decider
from tests.building import scenario_of
from tests.chance import assert_counts, assert_mean, assert_share

#: Everybody wishes 2 days and supervisors ask for all of them: two team days for every team.
PLAIN = TeamLed(
    share_of_wished_days=1.0,
    supervisor_sd_days=0.0,
    team_days_min=0,
    team_days_max=5,
    weekday_utility=(0, 0.4, 0.3, 0.3, -0.4),
    meeting_day_utility=0.0,
    adherence=0.9,
    adherence_sd=0.0,
)
SPREAD = replace(PLAIN, supervisor_sd_days=1.5)
SINGLES = {f"T{n:03d}": {"size": 1} for n in range(400)}
TEAMS = scenario_of(teams=SINGLES)
LUCK = Luck(1, 0)


def setting(start=date(2027, 1, 4), weeks=52, luck=LUCK, scenario=TEAMS, **more):
    """What the policy sees of the people of a scenario."""
    population = draw_population(scenario.organization, scenario.office, scenario.behavior, luck)
    return Setting(scenario.organization, Calendar(Holidays(), start, weeks), population, luck, slice(0, weeks), **more)


def asked(policy, **where):
    """Days asked, shape [weekday, week, team]."""
    return policy.norms(setting(**where)).level > 0


def days_per_week(policy, **where):
    """Team days of each week and team, shape [week, team]."""
    return asked(policy, **where).sum(axis=0)


def wishing(shares, size=1, teams=400, **more):
    """A scenario whose people wish 0 to 5 days with these shares."""
    many = {f"T{n:03d}": {"size": size} for n in range(teams)}
    return scenario_of(teams=many, changes={"wishes": {"office_days_share": shares}, **more})


@given(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1), st.floats(0, 5), st.integers(0, 99))
def test_the_employers_bounds_hold_for_every_team_in_every_week(one, other, share, spread, seed):
    low, high = sorted([one, other])
    policy = replace(
        PLAIN, share_of_wished_days=share, supervisor_sd_days=spread, team_days_min=low, team_days_max=high
    )
    per_week = days_per_week(policy, weeks=20, luck=Luck(seed, 0))
    assert low <= per_week.min()
    assert per_week.max() <= high


@pytest.mark.parametrize(("share", "days"), [(1.0, [0, 1, 2, 3, 4, 5]), (0.5, [0, 1, 1, 2, 2, 3]), (0.0, [0] * 6)])
def test_without_a_style_of_their_own_supervisors_ask_the_stated_share_of_the_days_wished(share, days):
    """A team of one wishes a whole number; its share is rounded half up."""
    scenario = wishing([1 / 6] * 6)
    where = setting(scenario=scenario, weeks=1)
    policy = replace(PLAIN, share_of_wished_days=share)
    expected = np.array(days)[where.population.wished_days]
    assert np.array_equal((policy.norms(where).level > 0).sum(axis=0)[0], expected)


def test_the_days_asked_follow_the_mean_wish_of_the_whole_team():
    scenario = wishing([1 / 6] * 6, size=7, teams=60)
    where = setting(scenario=scenario, weeks=1)
    mean = where.population.wished_days.reshape(60, 7).mean(axis=1)
    expected = np.floor(0.5 * mean + 0.5)
    found = (replace(PLAIN, share_of_wished_days=0.5).norms(where).level > 0).sum(axis=0)[0]
    assert len(set(expected)) > 1
    assert np.array_equal(found, expected)


def test_a_supervisors_style_is_normal_with_the_stated_spread():
    """All wish 2 days: P(k days) = P(k - 1/2 <= 2 + 1.5 z < k + 1/2), cut at 0 and 5; chi-square of 10,000 teams."""
    counts = np.concatenate([days_per_week(SPREAD, luck=Luck(1, r), weeks=1)[0] for r in range(25)])
    below = stats.norm.cdf((np.arange(5) + 0.5 - 2) / 1.5)
    expected = np.diff([0, *below, 1])
    assert_counts(np.bincount(counts, minlength=6), 10_000 * expected)


def test_the_number_of_days_changes_from_year_to_year_only():
    per_week = days_per_week(SPREAD, start=date(2027, 1, 4), weeks=104)
    assert (per_week[:52] == per_week[0]).all()
    assert (per_week[52:] == per_week[52]).all()
    assert (per_week[0] != per_week[52]).any()


def test_the_weekdays_change_from_quarter_to_quarter_only():
    found = asked(PLAIN)
    quarter = np.array([quarter_of(date.fromisocalendar(2027, week, 1).toordinal()) for week in range(1, 53)])
    starts = np.flatnonzero(np.diff(quarter)) + 1
    assert len(starts) == 3
    for week in range(1, 52):
        same = (found[:, week] == found[:, week - 1]).all(axis=0)
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
    assert quarter_of(monday.toordinal()) == quarter


def one_week_of_each_quarter(policy, **where):
    """Days asked in the first week of the four quarters of ten replications, shape [team-quarters, weekday]."""
    return np.concatenate([asked(policy, luck=Luck(1, r), **where)[:, [0, 13, 26, 39]] for r in range(10)], axis=1).T


def test_the_weekdays_set_are_a_logit_choice_without_replacement():
    """400 teams x 4 quarters x 10 replications set 2 days; probability of a pair by both orders of choosing."""
    pairs = one_week_of_each_quarter(PLAIN).reshape(-1, 5)
    assert len(pairs) == 16_000
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


def test_the_day_of_the_team_meeting_is_liked_by_its_utility():
    """One team day, all weekdays alike but Wednesday's meeting: e / (4 + e), an exact binomial of 16,000 choices."""
    policy = replace(PLAIN, share_of_wished_days=0.5, weekday_utility=(0,) * 5, meeting_day_utility=1.0)
    wednesdays = np.full((52, 400), 2)
    found = one_week_of_each_quarter(policy, meeting_weekdays=wednesdays).reshape(-1, 5)
    assert (found.sum(axis=1) == 1).all()
    assert_share(found[:, 2].sum(), len(found), np.e / (4 + np.e))


def test_the_mean_taste_of_the_team_weighs_like_a_utility():
    """Pairs with strong tastes of their own: the chance of each weekday is the softmax of the mean taste.

    Sum over 400 teams of (chosen - chance) is 0 on every weekday, weighted by the taste itself (the score of a logit).
    """
    policy = replace(PLAIN, share_of_wished_days=0.5, weekday_utility=(0,) * 5)
    scenario = wishing([0, 0, 1, 0, 0, 0], size=2, weekday_choice={"taste_sd": 2.0})
    score = []
    for replication in range(10):
        where = setting(scenario=scenario, luck=Luck(1, replication), weeks=1)
        taste = where.population.taste.reshape(5, 400, 2).mean(axis=2) / SCORES_PER_UNIT
        chance = np.exp(taste) / np.exp(taste).sum(axis=0)
        chosen = policy.norms(where).level[:, 0] > 0
        score.append(((chosen - chance) * taste).sum(axis=0))
    assert_mean(np.concatenate(score), 0)


def test_one_team_less_moves_no_other_teams_days():
    fewer = scenario_of(teams={team: size for team, size in SINGLES.items() if team != "T007"})
    with_it = np.delete(asked(SPREAD), 7, axis=2)
    assert np.array_equal(asked(SPREAD, scenario=fewer), with_it)


def test_a_run_that_starts_later_in_the_year_asks_the_same_days():
    whole = asked(SPREAD)
    assert np.array_equal(asked(SPREAD, start=date(2027, 8, 2), weeks=22), whole[:, 30:])


def test_team_days_belong_to_the_team_and_are_kept_with_the_adherence():
    found = PLAIN.norms(setting())
    assert set(np.unique(found.level)) == {0, Decider.TEAM}
    assert (found.adherence == 0.9).all()


def test_teams_differ_in_how_well_they_keep_their_days_but_stay_between_a_half_and_one():
    """Normal with mean .7 and spread .1: the mean by a t-test, the share above .8 and the cuts by exact binomials."""
    policy = replace(PLAIN, adherence=0.7, adherence_sd=0.1)
    found = np.concatenate([policy.norms(setting(luck=Luck(1, r), weeks=1)).adherence for r in range(25)])
    assert (found.min(), found.max() <= 1) == (0.5, True)
    assert_share((found > 0.8).sum(), len(found), stats.norm.sf(1))
    assert_share((found == 0.5).sum(), len(found), stats.norm.cdf(-2))


def test_a_team_keeps_its_days_as_well_all_year():
    policy = replace(PLAIN, adherence_sd=0.1)
    one, other = (
        policy.norms(setting(start=start, weeks=4)).adherence for start in (date(2027, 1, 4), date(2027, 9, 6))
    )
    assert np.array_equal(one, other)


def test_a_bound_of_no_team_days_asks_nothing():
    assert replace(PLAIN, team_days_max=0).norms(setting()).asks_nothing


@pytest.mark.parametrize("start", [date(2027, 1, 4), date(2025, 12, 29), date(2026, 1, 1)])
def test_the_norms_table_tells_the_team_days_of_the_year_that_is_simulated(start):
    where = setting(start=start, weeks=4)
    told = [row.value for row in SPREAD.explain(where, [LUCK]) if row.rule == "team_days_per_week"]
    per_week = days_per_week(SPREAD, start=start, weeks=4)[0]
    assert told == [f"{days}" for days in per_week]


def test_the_norms_table_tells_every_number_of_days_over_all_years_of_a_run():
    where = setting(weeks=104)
    told = [row.value for row in SPREAD.explain(where, [LUCK]) if row.rule == "team_days_per_week"]
    per_week = days_per_week(SPREAD, weeks=104)
    assert told == [", ".join(str(days) for days in sorted(set(of_team))) for of_team in per_week.T.tolist()]
