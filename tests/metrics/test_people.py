"""Sums by person: a week counted on paper, and the same totals as those by team in every scenario."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from sim.metrics import people, teams
from sim.replication import replicate
from tests.metrics.handmade import PEOPLE, PLAN, WEEK, counted, scenario
from tests.random_scenarios import scenarios

#: Sums by person that are sums by team under this name.
OF_TEAMS = {
    "office_days": "office_days",
    "imposed_days": "imposed_days",
    "unwanted_remote_days": "unwanted_remote_days",
    "forced_remote_days": "forced_remote",
    "deviation_fifths": "deviation_fifths",
    "mates_days": "site_pairs",
}


@pytest.fixture(scope="module")
def week():
    found = counted(people.People, scenario(), WEEK, PLAN)
    return {name.removeprefix("people_"): values[0].tolist() for name, values in found.items()}


def test_the_days_of_the_week_fall_on_their_people(week):
    """a1 was sent home on Tuesday, a2 wished Friday; a1 on Monday and Wednesday and b1 on Thursday came for a rule."""
    assert PEOPLE == ["a0", "a1", "a2", "b0", "b1", "c0"]
    assert week["office_days"] == [2, 2, 2, 2, 1, 1]
    assert week["forced_remote_days"] == [0, 1, 0, 0, 0, 0]
    assert week["imposed_days"] == [0, 2, 0, 0, 1, 0]
    assert week["unwanted_remote_days"] == [0, 1, 1, 0, 0, 0]


def test_mates_are_those_on_the_same_site_wherever_they_sit(week):
    """Monday all of A meet, Wednesday they are at two sites; Thursday B meets."""
    assert week["mates_days"] == [2, 2, 2, 1, 1, 0]


def test_the_gap_to_the_wish_is_kept_in_fifths(week):
    """a0 2 of 3, a1 2 of 1 x 4/5, a2 2 of 2, b0 2 of 2, b1 1 of 0, c0 1 of 5."""
    assert week["deviation_fifths"] == [5, 6, 0, 0, 5, 20]


def test_the_way_is_a_round_trip_for_everybody_who_set_out(week):
    """a2 once 12 km to the home site and once 13 to the other."""
    assert week["commute_minutes"] == [2 * 20, 2 * 60, 2 * 25, 2 * 80, 2 * 50, 2 * 60]


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_sums_of_people_are_those_of_their_teams(scenario):
    found = replicate(scenario, 0).counted
    starts = scenario.organization.team_starts
    for own, of_team in OF_TEAMS.items():
        by_team = np.add.reduceat(found[f"people_{own}"].astype(np.int64), starts)
        assert (by_team == found[f"teams_{of_team}"]).all(), own
    minutes = np.add.reduceat(found["people_commute_minutes"].astype(np.int64), starts)
    assert (np.abs(minutes - found["teams_commute_minutes"]) <= 0.5 * scenario.organization.team_sizes + 1e-6).all()


def test_every_sum_has_a_partner_or_is_the_way():
    assert set(people.SUMS) == {*OF_TEAMS, "commute_minutes"}
    assert set(OF_TEAMS.values()) <= set(teams.SUMS)
