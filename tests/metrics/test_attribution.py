"""Who was there at the peak of the busy day: by purpose, decider and unit, each adding up to that peak."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.metrics import attribution
from sim.metrics.attribution import Attribution, busy_days
from sim.metrics.site_daily import SiteDaily
from sim.records import Decider, Purpose
from tests.building import plain, scenario_of, tables_of
from tests.metrics.handmade import FRI, MON, TEAM, TUE, WEEK, Visit, counted, scenario
from tests.random_scenarios import scenarios


def table_of(visits, some=None):
    some = some or scenario()
    stack = counted(Attribution, some, visits) | counted(SiteDaily, some, visits)
    return attribution.rows(some, stack)


def people(table, site_id, kind, column="desks"):
    """What is not 0, by name."""
    rows = table.filter(site_id=site_id, kind=kind).select("name", column).rows()
    return {name: value for name, value in rows if value}


DAY = [
    Visit(MON, "a0", "Z1", "Z1", at=480, until=600),
    Visit(MON, "a1", "Z1", "Z1", at=540, until=720, **TEAM),
    Visit(MON, "a2", "Z1", "", at=570, until=720),
    Visit(MON, "b0", "Z2", "Z2", at=600, until=660, decided_by=Decider.ACTIVITY, purpose=Purpose.NEGOTIATION),
    Visit(MON, "b1", "Z2", "Z1", at=660, until=700),
    Visit(TUE, "a0", "Z1", "Z1"),
    Visit(FRI, "c0", "Z3", "Z3", decided_by=Decider.EMPLOYER, purpose=Purpose.TEAM_DAY),
]


def test_those_present_at_the_first_peak_minute_are_counted_and_who_was_sent_home_as_well():
    """S1 on Monday: three want a desk from 9:30 (a0 a1 a2), again from 10:00 (a1 a2 b0): the first three count."""
    table = table_of(DAY)
    assert people(table, "S1", "purpose") == {"desk_work": 2, "team_day": 1}
    assert people(table, "S1", "decider") == {"person": 2, "team": 1}
    assert people(table, "S1", "unit") == {"U1": 3}


def test_a_later_higher_peak_is_the_one_that_counts():
    later = [*DAY, Visit(MON, "c0", "Z2", "Z2", at=610, until=640)]
    assert people(table_of(later), "S1", "purpose") == {"desk_work": 2, "team_day": 1, "negotiation": 1}
    assert people(table_of(later), "S1", "decider") == {"person": 2, "team": 1, "activity": 1}


def test_each_site_has_its_own_busy_day_and_minute():
    table = table_of(DAY)
    assert people(table, "S2", "purpose") == {"team_day": 1}
    assert people(table, "S2", "decider") == {"employer": 1}


def test_shares_are_of_the_peak_and_null_where_nobody_came():
    table = table_of(DAY)
    assert people(table, "S1", "decider", "share") == {"person": pytest.approx(2 / 3), "team": pytest.approx(1 / 3)}
    nobody = table_of(DAY[:1])
    assert nobody.filter(site_id="S2")["share"].is_null().all()
    assert set(nobody.filter(site_id="S2")["desks"]) == {0}


def test_there_is_a_row_for_every_site_and_every_purpose_decider_and_unit():
    table = table_of(WEEK)
    assert len(table.unique(["site_id", "kind", "name"])) == len(table) == 2 * (len(Purpose) + len(Decider) + 2)


def test_replications_are_averaged():
    some = scenario()
    parts = [counted(Attribution, some, week) | counted(SiteDaily, some, week) for week in (DAY, DAY[5:])]
    stack = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    assert people(attribution.rows(some, stack), "S1", "decider") == {"person": 1.5, "team": 0.5}


@given(st.lists(st.lists(st.integers(0, 4), min_size=41, max_size=41), min_size=1, max_size=3), st.integers(1, 41))
def test_the_busy_day_is_the_first_of_the_value_of_rank_ceil_95_percent(peaks, days):
    """In a plain sort."""
    wanted = np.array(peaks)[:, :days]
    rank = -(-95 * days // 100)
    for found, row in zip(busy_days(wanted), wanted.tolist(), strict=True):
        assert found == row.index(sorted(row)[rank - 1])


@pytest.mark.parametrize(("days", "rank"), [(1, 1), (19, 19), (20, 19), (21, 20), (40, 38), (100, 95), (252, 240)])
def test_the_rank_is_not_moved_by_rounding(days, rank):
    assert busy_days(np.arange(1, days + 1)[None]).tolist() == [rank - 1]


def assert_adds_up(tables):
    """Each kind of every site adds up to the mean over replications of the peak of the busy day."""
    sites, table = tables["site_daily"], tables["attribution"]
    for site_id in tables["sites"]["site_id"]:
        peaks = []
        for _, of_replication in sites.filter(site_id=site_id).group_by("replication", maintain_order=True):
            wanted = sorted(of_replication["wanted_peak"].to_list())
            peaks.append(wanted[math.ceil(0.95 * len(wanted) - 1e-9) - 1])
        for kind in ("purpose", "decider", "unit"):
            of_kind = table.filter(site_id=site_id, kind=kind)
            assert of_kind["desks"].sum() == pytest.approx(np.mean(peaks), abs=1e-9)
            if max(peaks) > 0:
                assert of_kind["share"].sum() == pytest.approx(1, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_every_kind_adds_up_to_the_peak_of_the_busy_day_on_every_site(scenario):
    assert_adds_up(tables_of(scenario, visits_of=()))


@pytest.mark.parametrize("policy", ["team_led", "shared_office_days", "daily_cap", "rotation"])
def test_so_it_does_with_all_activities(policy):
    sites = {"S1": {"name": "One"}, "S2": {"name": "Two", "x_km": 3.0}}
    zones = {"Z1": {"site_id": "S1", "desks": 12}, "Z2": {"site_id": "S2", "desks": 9}}
    teams = {
        "T1": {"size": 9},
        "T2": {"size": 8, "unit_id": "U2"},
        "T3": {"size": 7, "site_id": "S2", "zone_id": "Z2"},
        "T4": {"size": 9, "site_id": "S2", "zone_id": "Z2", "unit_id": "U2"},
    }
    some = scenario_of(
        sites=sites,
        zones=zones,
        teams=teams,
        policy=policy,
        activities=plain("activities", "municipal"),
        behavior="municipal",
        weeks=8,
    )
    tables = tables_of(some, visits_of=())
    assert_adds_up(tables)
    purposes = tables["attribution"].filter((pl.col("kind") == "purpose") & (pl.col("desks") > 0))
    assert len(set(purposes["name"])) >= 3
