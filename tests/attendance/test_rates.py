"""Attendance as coins of known bias, with team days on which another bias holds for the whole team."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attendance.planning import planned
from tests.building import scenario_of, tables_of
from tests.chance import assert_share

RATES = [0.1, 0.9, 0.5, 0.0, 1.0]


def group(rates=RATES, **team_days):
    return {"default": {"weekday_rates": list(rates), **team_days}}


def plan_of(rates, size=50, teams=4, weeks=100, seed=1, **more):
    many = {f"T{n}": {"size": size} for n in range(teams)}
    return planned(scenario_of(policy="rates", rates=rates, teams=many, weeks=weeks, seed=seed, **more))[0]


def test_each_weekday_has_exactly_its_probability():
    """Binomial of 200 people x 100 weeks on every weekday; 0 is never and 1 is always."""
    office = plan_of(group())["office"]
    for weekday, rate in enumerate(RATES):
        assert_share(office[:, :, weekday].sum(), 20_000, rate)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=6).map(sorted), st.integers(0, 2**32))
def test_a_higher_rate_keeps_every_day_of_a_lower_one(rates, seed):
    found = [plan_of(group([rate] * 5), size=5, weeks=10, seed=seed)["office"] for rate in rates]
    for low, high in pairwise(found):
        assert (high >= low).all()


def test_each_team_has_the_rates_of_its_group():
    rates = {"a": {"weekday_rates": [1, 1, 1, 1, 1]}, "b": {"weekday_rates": [0, 0, 0, 0, 0]}}
    teams = {"T1": {"size": 3, "rate_group": "b"}, "T2": {"size": 4, "rate_group": "a"}}
    plan, population = planned(scenario_of(policy="rates", rates=rates, teams=teams))
    assert (plan["office"] == (population.team == 1)[:, None, None]).all()


def test_a_team_day_holds_for_the_whole_team():
    """Nobody comes but on team days, on which everybody comes: a team is complete or not there."""
    office = plan_of(group([0] * 5, team_day_probability=0.3, team_day_rate=1.0))["office"].reshape(4, 50, 100, 5)
    together = office.sum(axis=1)
    assert set(np.unique(together)) == {0, 50}
    assert_share((together == 50).sum(), 4 * 500, 0.3)


def test_teams_have_their_team_days_independently():
    """Two teams on the same day with chance .3 x .3: exact binomial of 2 x 500 pair-days."""
    office = plan_of(group([0] * 5, team_day_probability=0.3), size=1)["office"].reshape(4, -1)
    both = (office[0] & office[1]).sum() + (office[2] & office[3]).sum()
    assert_share(both, 1_000, 0.09)


def test_on_a_team_day_everybody_comes_with_the_team_day_rate():
    """Days of team days known from `rule`: binomial with .8 there and with .2 on the others."""
    plan = plan_of(group([0.2] * 5, team_day_probability=0.5, team_day_rate=0.8))
    asked = plan["asked"]
    assert_share((plan["office"] & asked).sum(), asked.sum(), 0.8)
    assert_share((plan["office"] & ~asked).sum(), (~asked).sum(), 0.2)


def test_the_team_decides_only_days_that_the_ordinary_rate_would_not_have_given():
    """Office days on team days: .2 by the person's own rate, .6 added by the team; never otherwise."""
    rates = group([0.2] * 5, team_day_probability=0.5, team_day_rate=0.8)
    plain_plan, plan = plan_of(group([0.2] * 5)), plan_of(rates)
    assert np.array_equal(plan["wished"], plain_plan["office"]), "the ordinary draw is the counterfactual"
    added = plan["office"] & ~plan["wished"]
    assert not (added & ~plan["asked"]).any()
    assert_share(added.sum(), plan["asked"].sum(), 0.6)


def test_a_lower_rate_on_team_days_only_takes_days_away():
    plan = plan_of(group([0.8] * 5, team_day_probability=0.5, team_day_rate=0.3))
    assert not (plan["office"] & ~plan["wished"]).any()
    taken = plan["wished"] & ~plan["office"]
    assert not (taken & ~plan["asked"]).any()
    assert_share(taken.sum(), plan["asked"].sum(), 0.5)


def test_visits_say_who_decided_and_why():
    rates = group([0.2] * 5, team_day_probability=0.5, team_day_rate=1.0)
    scenario = scenario_of(policy="rates", rates=rates, teams={"T1": {"size": 5}}, weeks=20, replications=1)
    plan, _ = planned(scenario)
    visits = tables_of(scenario)["visits"]
    counted = {
        (who, why): int(visits.filter(decided_by=who, purpose=why).height)
        for who in ("person", "team")
        for why in ("team_day", "desk_work")
    }
    office, wished, asked = plan["office"], plan["wished"], plan["asked"]
    assert counted == {
        ("person", "team_day"): int((wished & asked).sum()),
        ("person", "desk_work"): int((wished & ~asked).sum()),
        ("team", "team_day"): int((office & ~wished & asked).sum()),
        ("team", "desk_work"): 0,
    }
    assert min(value for key, value in counted.items() if key != ("team", "desk_work")) > 0


def test_nobody_has_wishes_under_rates():
    assert (plan_of(group(), weeks=2)["wished_fifths"] == -1).all()


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_team_days_never_or_always(probability):
    plan = plan_of(group([0] * 5, team_day_probability=probability), weeks=4)
    assert plan["office"].all() if probability else not plan["office"].any()
