"""`desks_daily`, `site_daily` and `city_daily` of a week written by hand."""

from __future__ import annotations

import pytest

from sim.metrics import desks_daily, site_daily
from tests.metrics.handmade import MON, WEEK, Visit, counted, scenario

DAY = [
    Visit(MON, "a0", "Z1", "Z1", at=480, until=600),
    Visit(MON, "a1", "Z1", "Z1", at=540, until=720),
    Visit(MON, "a2", "Z1", "Z2", at=570, until=720),
    Visit(MON, "b0", "Z2", "Z2", at=600, until=660),
    Visit(MON, "b1", "Z2", "", at=610, until=700),
    Visit(MON, "c0", "Z3", "Z3", at=660, until=720),
]


def first_day(family, rows, visits=DAY):
    some = scenario()
    table = rows(some, [0], counted(family, some, visits))
    return table.filter(table["date"] == table["date"].min())


def test_a_zone_counts_what_was_wanted_what_was_held_and_the_fate_of_all_who_set_out():
    """Z1: three want it from 9:30 to 10:00. Z2 holds a2 and b0 at once from 10:00; b0 and b1 both want it then."""
    table = first_day(desks_daily.DesksDaily, desks_daily.rows)
    columns = [
        "wanted_peak",
        "occupied_peak",
        "arrivals",
        "first_choice",
        "displaced_in",
        "displaced_out",
        "forced_remote",
    ]
    assert dict(zip(table["zone_id"], table.select(columns).rows(), strict=True)) == {
        "Z1": (3, 2, 3, 2, 0, 1, 0),
        "Z2": (2, 2, 2, 1, 1, 0, 1),
        "Z3": (1, 1, 1, 1, 0, 0, 0),
    }


def test_the_mean_occupancy_of_a_zone_is_desk_minutes_over_opening_minutes():
    table = first_day(desks_daily.DesksDaily, desks_daily.rows)
    held = {"Z1": 120 + 180, "Z2": 150 + 60, "Z3": 60}
    assert dict(zip(table["zone_id"], table["occupied_mean"], strict=True)) == {
        zone: pytest.approx(minutes / 720) for zone, minutes in held.items()
    }


def test_a_sites_peaks_are_simultaneous_and_a_city_peak_over_sites_too():
    """S1: four want a desk from 9:30-10:00 + b0, b1: a1 a2 b0 b1 at 10:10; three sit. The city never has more."""
    columns = ["desks", "wanted_peak", "occupied_peak", "people", "arrivals", "displaced", "forced_remote"]
    sites = first_day(site_daily.SiteDaily, site_daily.rows)
    assert sites.select("site_id", *columns).rows() == [("S1", 4, 4, 3, 4, 5, 1, 1), ("S2", 4, 1, 1, 1, 1, 0, 0)]
    city = first_day(site_daily.SiteDaily, site_daily.city_rows)
    assert city.select(columns).rows() == [(8, 4, 3, 5, 6, 1, 1)]


def test_who_leaves_and_who_arrives_in_the_same_minute_are_never_counted_together():
    visits = [Visit(MON, "a0", "Z1", "Z1", at=480, until=600), Visit(MON, "a1", "Z1", "Z1", at=600, until=700)]
    assert first_day(desks_daily.DesksDaily, desks_daily.rows, visits)["wanted_peak"].to_list() == [1, 0, 0]


def test_a_day_without_visits_is_a_row_of_zeros():
    some = scenario()
    table = desks_daily.rows(some, [0], counted(desks_daily.DesksDaily, some, WEEK))
    friday = table.filter(table["date"] == table["date"].max())
    assert friday.select("wanted_peak", "arrivals", "occupied_mean").rows() == [(0, 0, 0.0)] * 3
