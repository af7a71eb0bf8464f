"""What a shared office day costs: the desks wanted that day, with it, and without it under the same luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from sim.records import Purpose
from sim.replication import replicate
from tests.building import plain, scenario_of, tables_of

ACTIVITIES = plain("activities", "municipal")
SHARED = ACTIVITIES["shared_office_day"] | {"every_weeks": 3}
SITES = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 4.0}}
ZONES = {"Z1": {"site_id": "S1", "desks": 14}, "Z2": {"site_id": "S2", "desks": 6}}
TEAMS = {
    "T1": {"size": 9},
    "T2": {"size": 8, "unit_id": "U2"},
    "T3": {"size": 7, "site_id": "S2", "zone_id": "Z2"},
    "T4": {"size": 5, "site_id": "S2", "zone_id": "Z2", "unit_id": "U2"},
}
POLICY = {
    "kind": "shared_office_days",
    "every_weeks": 2,
    "weekdays": ["tuesday", "wednesday"],
    "staggered": True,
    "adherence": 0.8,
}


def some(policy="team_led", shared=SHARED, *, others=True, **more):
    """Two units on two sites; all activities, and shared days every third week."""
    activities = (ACTIVITIES if others else {}) | {"shared_office_day": shared}
    options = {"sites": SITES, "zones": ZONES, "teams": TEAMS, "behavior": "municipal", "weeks": 12, **more}
    return scenario_of(policy=policy, activities=activities, **options)


@dataclass(frozen=True)
class But:
    """A shared office day that is not held by one unit on one day."""

    activity: Any
    unit: int
    day: int

    def __getattr__(self, name):
        return getattr(self.activity, name)

    def gatherings(self, context):
        """Return all of them but one."""
        found = self.activity.gatherings(context)
        return found.only(~((found.unit == self.unit) & (found.day == self.day)))


def without(scenario, unit, day):
    """The same scenario in which one unit does not hold its shared day on one day."""
    activity = But(scenario.activities["shared_office_day"], unit, day)
    return replace(scenario, activities=scenario.activities | {"shared_office_day": activity})


def columns(counted):
    names = ("day", "unit", "site", "invited", "came", "wanted_peak", "wanted_peak_without", "requests", "refused")
    return [dict(zip(names, row, strict=True)) for row in counted["shared_days"].tolist()]


@pytest.mark.parametrize("policy", ["team_led", "free_choice", "anchor_days", "rates"])
def test_the_peak_without_is_that_of_a_run_in_which_the_unit_does_not_hold_that_day(policy):
    """Every shared day in turn is removed and the whole replication run again, with all other activities on."""
    scenario = some(policy)
    workday = {day: number for number, day in enumerate(scenario.days.workdays.tolist())}
    base = replicate(scenario, 0).counted
    rows = columns(base)
    assert len(rows) >= 7
    for row in rows:
        again = replicate(without(scenario, row["unit"], row["day"]), 0).counted
        assert base["site_wanted_peak"][workday[row["day"]], row["site"]] == row["wanted_peak"]
        assert again["site_wanted_peak"][workday[row["day"]], row["site"]] == row["wanted_peak_without"]
    assert any(row["wanted_peak"] != row["wanted_peak_without"] for row in rows)


@pytest.mark.parametrize("level", ["city", "unit", "team"])
def test_under_the_policy_the_peak_without_keeps_every_other_norm(level):
    """A day that the city, the unit or a team asks for anyway loses nothing when the shared day is not held.

    Everybody is asked for the Tuesday and keeps the norm, so with and without are the same head counts.
    """
    norm = {"anchor_weekdays": ["tuesday", "wednesday"], "adherence": 1.0}
    scenario = some(
        POLICY,
        others=False,
        behavior="plain",
        norm=norm if level == "city" else None,
        units={u: {"name": u} | ({"norm": norm} if level == "unit" else {}) for u in ("U1", "U2")},
        # All on one site: whoever has another home site goes there for the shared day only, whatever else is asked.
        teams={
            t: {"size": team["size"], "unit_id": team.get("unit_id", "U1")}
            | ({"norm": norm} if level == "team" else {})
            for t, team in TEAMS.items()
        },
    )
    rows = columns(replicate(scenario, 0).counted)
    assert len(rows) == 12
    for row in rows:
        assert row["wanted_peak"] == row["wanted_peak_without"] > 0


def test_under_the_policy_without_other_norms_the_day_without_is_one_of_free_choice():
    """Off: other activities. Units take turns by weeks, so that the other one is free in that week."""
    scenario = some(POLICY | {"weekdays": ["tuesday"]}, others=False)
    free = replicate(some("free_choice", SHARED | {"in_person_share": 0.0}, others=False), 0).counted
    workday = {day: number for number, day in enumerate(scenario.days.workdays.tolist())}
    rows = columns(replicate(scenario, 0).counted)
    assert len(rows) == 12
    for row in rows:
        assert row["wanted_peak_without"] == free["site_wanted_peak"][workday[row["day"]], row["site"]]
    assert sum(row["wanted_peak"] - row["wanted_peak_without"] for row in rows) > 12


def test_a_row_says_how_many_of_the_unit_were_invited_and_came():
    """Everybody comes on every day, so all invited come who find a desk: 16 people of U1 and 13 of U2."""
    scenario = some("full_office", others=False, behavior="plain", replications=1)
    tables = tables_of(scenario)
    table = tables["shared_days"]
    size = {"U1": 16, "U2": 13}
    assert table["invited"].to_list() == [size[unit] for unit in table["unit_id"]]
    visits = tables["visits"].filter(pl.col("outcome") != "forced_remote")
    for row in table.iter_rows(named=True):
        there = visits.filter(
            (pl.col("date") == row["date"])
            & (pl.col("unit_id") == row["unit_id"])
            & (pl.col("purpose") == Purpose.SHARED_OFFICE_DAY.name.lower())
        )
        assert row["came"] == len(there) > 0


def test_who_was_displaced_to_another_site_did_not_come_to_the_shared_day():
    """S1 has 14 desks for the 17 people at home there and those called to it; whoever finds none tries S2."""
    zones = {"Z1": {"site_id": "S1", "desks": 14}, "Z2": {"site_id": "S2", "desks": 40}}
    changes = {"cascade": {"another_zone": True, "another_site_share": 1.0}}
    scenario = some("full_office", others=False, behavior="plain", zones=zones, changes=changes, replications=1)
    tables = tables_of(scenario)
    assert tables["city_daily"]["displaced"].sum() > 0
    for row in tables["shared_days"].iter_rows(named=True):
        at_site = tables["visits"].filter(date=row["date"], site_id=row["site_id"], unit_id=row["unit_id"])
        assert 0 < row["came"] <= len(at_site) < row["invited"]


def test_the_shortfalls_are_what_is_wanted_beyond_the_desks_of_the_site():
    table = tables_of(some())["shared_days"]
    desks = {"S1": 14, "S2": 6}
    assert table["desks"].to_list() == [desks[site] for site in table["site_id"]]
    for kind in ("", "_without"):
        beyond = (table[f"wanted_peak{kind}"] - table["desks"]).clip(lower_bound=0)
        assert table[f"shortfall_peak{kind}"].to_list() == beyond.to_list()


def test_rows_are_of_the_site_where_most_of_the_unit_works():
    table = tables_of(some())["shared_days"]
    assert set(table.select("unit_id", "site_id").unique().rows()) == {("U1", "S1"), ("U2", "S1")}


def test_without_shared_days_there_are_no_rows_and_all_columns():
    table = tables_of(scenario_of(teams={"T1": {"size": 4}}))["shared_days"]
    assert len(table) == 0
    assert table["wanted_peak_without"].dtype == pl.Int64


def test_every_replication_has_its_own_shared_days():
    table = tables_of(some(replications=3))["shared_days"]
    assert set(table["replication"]) == {0, 1, 2}
    dates = [table.filter(replication=r)["date"].to_list() for r in range(3)]
    assert dates[0] != dates[2]


def test_looking_at_the_day_without_changes_nothing_of_the_run():
    """The visits are the same whether or not shared days are looked at: the day is only called something else."""
    named = replicate(some(others=False), 0, keep_visits=True).visits
    renamed = replace(
        some(others=False), activities={"x": _CalledIdeation(some(others=False).activities["shared_office_day"])}
    )
    other = replicate(renamed, 0, keep_visits=True).visits
    for name in named:
        if name not in ("visits_purpose", "gatherings"):
            assert np.array_equal(named[name], other[name]), name


@dataclass(frozen=True)
class _CalledIdeation:
    activity: Any
    kind: str = "ideation"

    def __getattr__(self, name):
        return getattr(self.activity, name)

    def gatherings(self, context):
        """Return the shared days as ideations."""
        found = self.activity.gatherings(context)
        found.purpose[:] = Purpose.IDEATION
        return found
