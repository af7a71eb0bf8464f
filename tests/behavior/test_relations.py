"""Relations of trust.md section 2 that hold on every path, because luck is named. Each says which switches are off."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sim.replication import replicate
from sim.stats.paired import paired_difference
from tests.building import conf_scenario, plain, scenario_of, tables_of
from tests.random_scenarios import scenarios

TEAM = {"T1": {"size": 12}, "T2": {"size": 9}, "T3": {"size": 7}}


def without_policy(tables):
    """Tables but for the column that names the policy and the table that explains it."""
    return {name: table.drop("policy") for name, table in tables.items() if name != "norms"}


def assert_same_tables(a, b, *, but=()):
    assert a.keys() == b.keys()
    for name in a:
        if name not in but:
            assert_frame_equal(a[name], b[name])


def turned_away(tables) -> pl.Series:
    """People sent home on each replication and day."""
    return tables["city_daily"]["forced_remote"]


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_relation_4_no_zone_ever_holds_more_people_than_desks(scenario):
    desks = tables_of(scenario)["desks_daily"]
    assert (desks["occupied_peak"] <= desks["desks"]).all()


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_relation_5_everybody_is_in_exactly_one_place_each_day(scenario):
    places = tables_of(scenario)["locations_daily"]
    five = places.select(pl.sum_horizontal("own_premises", "other_premises", "customer", "home", "absent")).to_series()
    assert (five == places["headcount"]).all()


def test_relation_7_new_names_change_only_labels():
    renamed = {"S1": {"name": "Toinen nimi", "opens_at": 0, "closes_at": 1440}}
    before = tables_of(scenario_of(teams=TEAM, zones={"Z1": {"site_id": "S1", "desks": 12}}, behavior="municipal"))
    after = tables_of(
        scenario_of(teams=TEAM, zones={"Z1": {"site_id": "S1", "desks": 12}}, sites=renamed, behavior="municipal")
    )
    assert_same_tables(before, after, but=("sites",))
    assert_frame_equal(before["sites"].drop("name"), after["sites"].drop("name"))


def test_relation_8_the_order_in_the_file_does_not_matter():
    zones = {"Z1": {"site_id": "S1", "desks": 9}, "Z2": {"site_id": "S1", "desks": 4, "kind": "touchdown"}}
    forward = scenario_of(teams=TEAM, zones=zones, behavior="municipal", policy="team_led")
    backward = scenario_of(
        teams={name: {**team, "zone_id": "Z1"} for name, team in reversed(TEAM.items())},
        zones=dict(reversed(zones.items())),
        behavior="municipal",
        policy="team_led",
    )
    assert forward.key == backward.key
    assert_same_tables(tables_of(forward), tables_of(backward))


@pytest.mark.parametrize("policy", ["free_choice", "anchor_days", "rates", "min_days", "team_days"])
def test_relation_10_one_person_more_moves_nobody_else(policy):
    """Off: contention (enough desks). Under team_led the own team hears the new member (see the next test)."""
    zones = {"Z1": {"site_id": "S1", "desks": 99}}
    one_more = {**TEAM, "T2": {"size": 10}}
    options = {"zones": zones, "behavior": "municipal", "policy": policy, "weeks": 6}
    before = tables_of(scenario_of(teams=TEAM, **options))
    after = tables_of(scenario_of(teams=one_more, **options))
    assert_frame_equal(before["visits"], after["visits"].filter(pl.col("person_id") != "T2-10"))
    more = after["city_daily"]["people"] - before["city_daily"]["people"]
    assert set(more) == {0, 1}


@pytest.mark.parametrize("seed", range(6))
def test_relation_10_where_teams_agree_on_days_one_person_more_moves_nobody_of_another_team(seed):
    """Supervisors ask what their team wishes, so a new member may move the own team's days, and no other's."""
    zones = {"Z1": {"site_id": "S1", "desks": 99}}
    options = {"zones": zones, "behavior": "municipal", "policy": "team_led", "weeks": 6, "seed": seed}
    before = tables_of(scenario_of(teams=TEAM, **options))["visits"].filter(pl.col("team_id") != "T2")
    after = tables_of(scenario_of(teams={**TEAM, "T2": {"size": 10}}, **options))["visits"]
    assert_frame_equal(before, after.filter(pl.col("team_id") != "T2"))


@pytest.mark.parametrize("policy", ["free_choice", "team_led", "anchor_days", "rates", "min_days", "team_days"])
def test_relation_9_without_a_team_all_others_have_the_same_days(policy):
    """On: everything. Off: other zones and sites, so that all desks are one pool."""
    zones = {"Z1": {"site_id": "S1", "desks": 9}}
    options = {"zones": zones, "behavior": "municipal", "policy": policy, "weeks": 6}
    fewer = {name: team for name, team in TEAM.items() if name != "T2"}
    columns = ["replication", "date", "person_id", "wanted_zone_id", "arrival_minute", "departure_minute"]
    before = tables_of(scenario_of(teams=TEAM, **options))["visits"].filter(pl.col("team_id") != "T2")
    after = tables_of(scenario_of(teams=fewer, **options))["visits"]
    assert_frame_equal(before.select(columns), after.select(columns))


def test_relation_11_nobody_coming_gives_zeros_and_nulls_and_no_nan():
    rates = {"default": {"weekday_rates": [0.0] * 5}}
    tables = tables_of(scenario_of(teams=TEAM, policy="rates", rates=rates))
    assert tables["city_daily"]["wanted_peak"].sum() == 0
    assert len(tables["visits"]) == 0
    for name, table in tables.items():
        for column in table.select(pl.col(pl.Float64)):
            assert not column.is_nan().any(), f"{name}.{column.name}"
    assert tables["teams"]["copresence_share"].is_null().all()


def test_relation_12_everybody_coming_fills_the_office_exactly():
    """Off: absence, other zones (behavior plain)."""
    rates = {"default": {"weekday_rates": [1.0] * 5}}
    for desks, sent_home in ((28, 0), (40, 0), (25, 3)):
        zones = {"Z1": {"site_id": "S1", "desks": desks}}
        day = tables_of(scenario_of(teams=TEAM, zones=zones, policy="rates", rates=rates))["city_daily"]
        assert set(day["wanted_peak"]) == {28}
        assert set(day["occupied_peak"]) == {28 - sent_home}
        assert set(day["forced_remote"]) == {sent_home}


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 2**32))
def test_relation_13_a_higher_rate_only_adds_office_days(a, b, seed):
    """Off: contention."""
    low, high = sorted((a, b))
    seen = []
    for rate in (low, high):
        rates = {"default": {"weekday_rates": [rate] * 5}}
        scenario = scenario_of(
            teams=TEAM, zones={"Z1": {"site_id": "S1", "desks": 99}}, policy="rates", rates=rates, seed=seed
        )
        visits = replicate(scenario, 0, keep_visits=True).visits
        seen.append(set(zip(visits["visits_day"].tolist(), visits["visits_person"].tolist(), strict=True)))
    assert seen[0] <= seen[1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 14), st.integers(0, 14), st.integers(0, 2**32))
def test_relation_15_one_pool_never_sends_more_people_home_than_two(first, second, seed):
    """Off: moving between zones, and stays of less than a day (behavior plain: everybody 8 to 16)."""
    teams = {"T1": {"size": 12, "zone_id": "Z1"}, "T2": {"size": 9, "zone_id": "Z2"}}
    two = {"Z1": {"site_id": "S1", "desks": first}, "Z2": {"site_id": "S1", "desks": second}}
    one = {"Z1": {"site_id": "S1", "desks": first + second}}
    pooled = {name: {**team, "zone_id": "Z1"} for name, team in teams.items()}
    apart = turned_away(tables_of(scenario_of(teams=teams, zones=two, policy="rates", seed=seed)))
    together = turned_away(tables_of(scenario_of(teams=pooled, zones=one, policy="rates", seed=seed)))
    assert (together <= apart).all()


@pytest.mark.parametrize(
    "nothing",
    [
        plain("policy", "anchor_days") | {"weekdays": []},
        plain("policy", "anchor_days") | {"adherence": 0.0},
        plain("policy", "team_led") | {"team_days_max": 0},
        plain("policy", "full_office") | {"adherence": 0.0},
        plain("policy", "min_days") | {"office_days_min": 0},
        plain("policy", "min_days") | {"adherence": 0.0},
        plain("policy", "team_days") | {"days_per_week": 0},
        plain("policy", "rotation") | {"weekdays_a": [], "weekdays_b": []},
        plain("policy", "shared_office_days") | {"adherence": 0.0},
    ],
    ids=[
        "no anchor day",
        "nobody keeps it",
        "no team days",
        "nobody keeps the full office",
        "no minimum",
        "nobody keeps the minimum",
        "no days a week",
        "no weekdays in turn",
        "nobody keeps the shared day",
    ],
)
def test_relation_17_a_policy_that_changes_nothing_gives_the_tables_of_free_choice(nothing):
    free = without_policy(tables_of(conf_scenario("small_office", "free_choice")))
    same = without_policy(tables_of(conf_scenario("small_office", nothing)))
    if nothing.get("adherence") == 0.0:
        # A norm nobody keeps asks for days all the same: compliance is 0 rather than unknown, purposes say team day.
        for tables in (free, same):
            tables["teams"] = tables["teams"].drop("compliance_rate")
            tables["visits"] = tables["visits"].drop("purpose")
            tables["presence"] = tables["presence"].filter(pl.col("purpose").is_null())
            tables["attribution"] = tables["attribution"].filter(pl.col("kind") != "purpose")
            del tables["deciders"]
    assert_same_tables(free, same)


def test_relation_18_a_policy_against_itself_differs_by_exactly_nothing():
    """Two runs of the program, not one run twice looked at."""
    one, other = (tables_of(conf_scenario("small_office", activities="municipal"))["city_daily"] for _ in range(2))
    means = [
        daily.group_by("replication", maintain_order=True).agg(pl.col("wanted_peak").mean())["wanted_peak"].to_numpy()
        for daily in (one, other)
    ]
    result = paired_difference(*means)
    assert (result.difference, result.low, result.high, result.p_value) == (0.0, 0.0, 0.0, 1.0)
    assert result.verdict == "identical"


@pytest.mark.parametrize("policy", ["team_led", "rates", "full_office"])
def test_relation_21_the_first_weeks_of_a_long_run_are_a_short_run(policy):
    short, long = (tables_of(conf_scenario("small_office", policy, weeks=weeks)) for weeks in (5, 30))
    last = short["city_daily"]["date"].max()
    for name in ("city_daily", "site_daily", "desks_daily", "locations_daily", "visits"):
        assert_frame_equal(short[name], long[name].filter(pl.col("date") <= last))


def test_relation_22_more_replications_leave_the_first_ones_alone():
    few = tables_of(conf_scenario("small_office", replications=2))
    many = tables_of(conf_scenario("small_office", replications=4))
    for name in ("city_daily", "site_daily", "desks_daily", "locations_daily", "teams"):
        assert_frame_equal(few[name], many[name].filter(pl.col("replication") < 2))


def test_half_the_desks_send_more_people_home_and_leave_what_is_wanted():
    office = plain("office", "small_office")
    half = {name: {**zone, "desks": zone["desks"] // 2} for name, zone in office["zones"].items()}
    organization = plain("organization", "small_office")["teams"]
    full, halved = (
        tables_of(
            scenario_of(
                teams=organization, zones=zones, sites=office["sites"], behavior="municipal", policy="team_led", weeks=8
            )
        )["city_daily"]
        for zones in (office["zones"], half)
    )
    assert full["wanted_peak"].equals(halved["wanted_peak"])
    assert (halved["forced_remote"] >= full["forced_remote"]).all()
    assert halved["forced_remote"].sum() > full["forced_remote"].sum()


def test_the_same_person_is_absent_on_the_same_days_under_every_policy():
    absences = [
        tables_of(conf_scenario("small_office", policy))["locations_daily"]["absent"]
        for policy in (
            "free_choice",
            "team_led",
            "anchor_days",
            "full_office",
            "rates",
            "rotation",
            "shared_office_days",
        )
    ]
    assert all(absence.equals(absences[0]) for absence in absences)
    assert absences[0].sum() > 0


@pytest.mark.parametrize("activities", ["none", "municipal"])
@pytest.mark.parametrize("policy", ["team_led", "free_choice", "shared_office_days", "daily_cap", "rates"])
def test_the_size_of_a_block_never_changes_a_number(monkeypatch, policy, activities):
    scenario = conf_scenario("small_office", policy, weeks=9, activities=activities)
    assert_same_in_small_blocks(monkeypatch, scenario)


def test_a_manager_called_in_draws_the_team_whatever_the_size_of_a_block(monkeypatch):
    """Few gatherings, and teams that reach over the bounds of a block: members with none of their own follow."""
    group = plain("activities", "municipal")["management_group"]
    scenario = scenario_of(
        teams={"A": {"size": 40}, "B": {"size": 40}},
        changes={"weekday_choice": {"manager_effect": 2.0}},
        activities={"management_group": group | {"every_weeks": 9, "in_person_share": 1.0, "needed_share": 1.0}},
        weeks=9,
    )
    assert_same_in_small_blocks(monkeypatch, scenario)


def assert_same_in_small_blocks(monkeypatch, scenario):
    """One replication in blocks of 37 person-weeks, to the last visit."""
    before = replicate(scenario, 0, keep_visits=True)
    monkeypatch.setattr("sim.attendance.block_draws.BLOCK_PERSON_WEEKS", 37)
    after = replicate(scenario, 0, keep_visits=True)
    for name, values in before.counted.items():
        if name.startswith("teams_commute"):
            np.testing.assert_allclose(after.counted[name], values, rtol=1e-12)
        else:
            np.testing.assert_array_equal(after.counted[name], values)
    for name, values in before.visits.items():
        np.testing.assert_array_equal(after.visits[name], values)
