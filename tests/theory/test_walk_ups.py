"""Walk-ups are the Poisson stream that queueing theory asks for, at any tick; and there may be several streams."""

import numpy as np
import polars as pl
import pytest

from sim.config import load
from tests.building import scenario_of, tables_of

HOUSE = {
    "sites": {"S1": {"name": "Only site", "opens_at": 0, "closes_at": 1440}},
    "rooms": {"R1": {"seats": 4, "count": 5}},
    "rates": {"default": {"weekday_rates": [0] * 5}},
    "policy": "rates",
}


def stream(**settings):
    return {
        "kind": "walk_up",
        "per_hour": 6,
        "earliest_start": 0,
        "latest_start": 1440,
        "length": {"kind": "fixed", "minutes": 30},
        **settings,
    }


def all_tables(tick_seconds, changes=None, **activities):
    scenario = scenario_of(
        **HOUSE, activities=activities, changes=changes, weeks=4, replications=1, tick_seconds=tick_seconds
    )
    return tables_of(scenario)


def played(tick_seconds, changes=None, **activities):
    return all_tables(tick_seconds, changes, **activities)["room_log"]


def test_with_ticks_of_a_second_walk_ups_come_at_any_second():
    # Rooms are given back at the second at which they were taken half an hour before, so waits show the seconds.
    waits = played(1, {"rooms": {"patience_minutes": 1440}}, parties=stream(per_hour=12))["wait_minutes"]
    seconds = np.rint(waits.filter(waits > 0).to_numpy() * 60) % 60
    assert np.bincount(seconds.astype(int), minlength=60).min() > 0


def test_slots_hold_at_any_tick():
    assert set(played(1, parties=stream(slot_minutes=15))["asked_minute"] % 15) == {0}


def test_a_slot_of_a_minute_is_none_at_ticks_of_a_minute():
    assert played(60, parties=stream()).equals(played(60, parties=stream(slot_minutes=1)))


def test_two_streams_have_different_luck():
    both = played(60, one=stream(people=[1]), other=stream(people=[2]))
    one, other = (both.filter(both["people"] == people)["asked_minute"].to_list() for people in (1, 2))
    assert one != other
    assert len(one) + len(other) == pytest.approx(2 * 20 * 24 * 6, rel=0.1)


def test_a_stream_beside_another_keeps_its_luck():
    alone = played(60, one=stream(people=[1]))["asked_minute"].to_list()
    beside = played(60, one=stream(people=[1]), other=stream(people=[2]))
    assert beside.filter(beside["people"] == 1)["asked_minute"].sort().to_list() == sorted(alone)


def test_several_streams_of_walk_ups_are_accepted_at_the_border():
    assert len(load("theory/o2", []).scenario.activities) == 2


def test_whoever_waits_beyond_midnight_takes_a_room_of_no_day():
    # Twice as many parties as the rooms can serve: the queue at midnight is hours long.
    tables = all_tables(60, {"rooms": {"patience_minutes": 1440}}, parties=stream(per_hour=20))
    assert (tables["room_log"]["start_minute"] > 1440).any()
    assert set(tables["rooms_daily"]["in_use_peak"]) == {5}
    held = tables["room_log"].filter(pl.col("room_id").is_not_null(), pl.col("start_minute") < 1440)
    used = (held["end_minute"].clip(None, 1440) - held["start_minute"]).sum()
    assert tables["rooms_daily"]["used_minutes"].sum() == used
