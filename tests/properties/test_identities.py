"""Sums that must come out on every path, in every table (DESIGN section 3), over random scenarios."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from tests.building import tables_of
from tests.random_scenarios import scenarios

PLACES = ["own_premises", "other_premises", "customer", "home", "absent"]
SITE_DAY = ["replication", "date", "site_id"]


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_the_identities_of_the_model_hold(scenario):
    tables = tables_of(scenario, visits_of=tuple(range(scenario.run.replications)))
    desks, sites, city = tables["desks_daily"], tables["site_daily"], tables["city_daily"]

    assert (desks["arrivals"] == desks["first_choice"] + desks["displaced_out"] + desks["forced_remote"]).all()
    by_day = desks.group_by("replication", "date").agg(pl.col("displaced_in", "displaced_out").sum())
    assert (by_day["displaced_in"] == by_day["displaced_out"]).all(), "who leaves a zone sits in another"

    places = tables["locations_daily"]
    assert (places.select(pl.sum_horizontal(PLACES)).to_series() == places["headcount"]).all()
    assert places.select(pl.min_horizontal(PLACES).min()).item() >= 0

    assert (desks["occupied_peak"] <= desks["desks"]).all()
    assert (sites["occupied_peak"] <= sites["desks"]).all()
    kept = tables["visits"].filter((pl.col("outcome") == "no_show") & pl.col("zone_id").is_not_null())
    kept = sites.join(kept.group_by(SITE_DAY).len("kept"), on=SITE_DAY, how="left")["kept"].fill_null(0)
    assert (sites["occupied_peak"] <= sites["people"] + kept).all(), "desks are held by people and for no-shows"
    assert (sites["people_peak"] <= sites["people"]).all()
    assert (sites["people_peak"] <= sites["occupied_peak"]).all(), "who is there holds a desk"
    assert (desks["occupied_mean"] <= desks["occupied_peak"] + 1e-9).all()

    zones_of_site = desks.group_by(SITE_DAY).agg(
        pl.col("wanted_peak", "occupied_peak", "arrivals", "displaced_in").sum()
    )
    joined = sites.join(zones_of_site, on=SITE_DAY, suffix="_of_zones")
    assert len(joined) == len(sites)
    for peak in ("wanted_peak", "occupied_peak"):
        assert (joined[peak] <= joined[f"{peak}_of_zones"]).all(), "a site's peak is never more than its zones' peaks"
    assert (joined["arrivals"] == joined["arrivals_of_zones"]).all()
    assert (joined["displaced"] == joined["displaced_in"]).all(), "displaced are counted where they sit"

    of_sites = sites.group_by("replication", "date").agg(
        pl.col("people", "arrivals", "displaced", "forced_remote").sum(),
        pl.col("wanted_peak").max().alias("highest"),
        pl.col("wanted_peak").sum().alias("all_peaks"),
    )
    both = city.join(of_sites, on=["replication", "date"], suffix="_of_sites")
    for name in ("people", "arrivals", "displaced", "forced_remote"):
        assert (both[name] == both[f"{name}_of_sites"]).all()
    assert (both["highest"] <= both["wanted_peak"]).all()
    assert (both["wanted_peak"] <= both["all_peaks"]).all()

    on_site = places.group_by("replication", "date").agg(
        (pl.col("own_premises").sum() + pl.col("other_premises").sum()).alias("on_site")
    )
    both = city.join(on_site, on=["replication", "date"])
    assert len(both) == len(city)
    assert (both["on_site"] == both["people"]).all()


def simultaneous(stays: pl.DataFrame, name: str) -> pl.DataFrame:
    """The most stays at one moment by site and day; who leaves in a minute is gone before others come."""
    steps = pl.concat(
        [
            stays.select(*SITE_DAY, minute="arrival_minute", order=pl.lit(1), step=pl.lit(1)),
            stays.select(*SITE_DAY, minute="departure_minute", order=pl.lit(0), step=pl.lit(-1)),
        ]
    ).sort(*SITE_DAY, "minute", "order")
    present = steps.with_columns(pl.col("step").cum_sum().over(SITE_DAY).alias("present"))
    return present.group_by(SITE_DAY).agg(pl.col("present").max().alias(name))


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_visits_reproduce_the_site_table(scenario):
    tables = tables_of(scenario)
    everybody = tables["visits"]
    visits = everybody.filter(pl.col("outcome") != "no_show")
    site_of_zone = dict(tables["zones"].select("zone_id", "site_id").iter_rows())
    of_replication = tables["site_daily"].filter(pl.col("replication") == 0)

    def count(rows: pl.DataFrame, name: str) -> pl.DataFrame:
        return rows.group_by(SITE_DAY).len(name)

    seated = visits.filter(pl.col("outcome") != "forced_remote")
    held = everybody.filter(pl.col("zone_id").is_not_null())
    wanted = visits.with_columns(pl.col("wanted_zone_id").replace_strict(site_of_zone).alias("site_id"))
    rebuilt = of_replication.select(SITE_DAY)
    names = ["people", "displaced", "forced_remote", "arrivals"]
    parts = [
        count(seated, "people"),
        count(visits.filter(pl.col("outcome") == "displaced"), "displaced"),
        count(visits.filter(pl.col("outcome") == "forced_remote"), "forced_remote"),
        count(wanted, "arrivals"),
    ]
    if scenario.run.tick_seconds == 60:
        names += ["wanted_peak", "people_peak", "occupied_peak", "occupied_minutes"]
        opening = tables["sites"].select("site_id", "opens_at_minute", "closes_at_minute")
        until = pl.min_horizontal("departure_minute", "closes_at_minute")
        minutes = (until - pl.max_horizontal("arrival_minute", "opens_at_minute")).clip(lower_bound=0)
        parts += [
            simultaneous(wanted, "wanted_peak"),
            simultaneous(seated, "people_peak"),
            simultaneous(held, "occupied_peak"),
            held.join(opening, on="site_id").group_by(SITE_DAY).agg(minutes.sum().alias("occupied_minutes")),
        ]
        open_minutes = pl.col("closes_at_minute") - pl.col("opens_at_minute")
        of_replication = of_replication.join(opening, on="site_id").with_columns(
            (pl.col("occupied_mean") * open_minutes).round().alias("occupied_minutes")
        )
    for part in parts:
        rebuilt = rebuilt.join(part, on=SITE_DAY, how="left")
    assert_frame_equal(
        rebuilt.with_columns(pl.col(names).fill_null(0).cast(pl.Int64)).sort(SITE_DAY),
        of_replication.select(*SITE_DAY, pl.col(names).cast(pl.Int64)).sort(SITE_DAY),
    )
    assert (held["site_id"] == held["zone_id"].replace_strict(site_of_zone)).all()
    assert visits.filter(pl.col("outcome") == "forced_remote")["zone_id"].is_null().all()


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_every_request_for_a_room_has_one_fate(scenario):
    tables = tables_of(scenario)
    daily, by_activity, listed = tables["rooms_daily"], tables["room_requests"], tables["gatherings"]
    fates = ["served", "served_larger", "waited", "moved", "made_online", "no_shows"]
    for table in (daily, by_activity):
        assert (table["requests"] == table.select(pl.sum_horizontal(fates)).to_series()).all()
        assert (table["released"] <= table["no_shows"]).all()
    assert (daily["in_use_peak"] <= daily["rooms"]).all()
    assert (by_activity["single_minutes"] <= by_activity["used_minutes"]).all()
    if scenario.office.rooms:
        key = ["replication", "site_id", "seats"]
        sums = [frame.group_by(key).agg(pl.col("requests", *fates).sum()) for frame in (daily, by_activity)]
        nonzero = sums[0].filter(pl.col("requests") > 0)
        assert_frame_equal(nonzero.sort(key), sums[1].sort(key))
        assert daily.filter(pl.col("replication") == 0)["requests"].sum() == len(listed)
    else:
        assert len(daily) == len(by_activity) == 0
        assert listed["room_id"].is_null().all()
        assert set(listed["outcome"]) <= {"served"}


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_desks_are_passive_for_no_longer_than_they_are_held(scenario):
    table = tables_of(scenario)["desk_use"]
    empty = table["meeting_minutes"] + table["lunch_minutes"] + table["away_minutes"]
    assert (empty <= table["held_minutes"]).all()
    assert (table["away_steps"] <= table["steps"]).all()
    assert (table["passive_share"].is_null() == (table["held_minutes"] == 0)).all()
    assert (table["away_starts"] <= table["away_steps"]).all()


@settings(max_examples=20, deadline=None)
@given(scenarios())
def test_every_daily_table_has_a_row_for_every_workday_and_thing(scenario):
    tables = tables_of(scenario)
    days = [day for day in scenario.days.dates if day.isoformat() != "2027-01-06"]
    assert scenario.days.dates == days, "Epiphany is no workday"
    per_day = scenario.run.replications * len(days)
    for table, things in (
        ("city_daily", 1),
        ("site_daily", len(scenario.office.sites)),
        ("desks_daily", len(scenario.office.zones)),
        ("locations_daily", len(scenario.organization.teams)),
        ("rooms_daily", len(scenario.office.room_classes)),
        ("desk_use", len(scenario.office.sites)),
    ):
        assert len(tables[table]) == per_day * things
        assert sorted(set(tables[table]["date"])) == (days if things else [])
    shares = tables["deciders"].drop_nulls().group_by("site_id").agg(pl.col("office_days_share").sum())
    assert ((shares["office_days_share"] - 1).abs() < 1e-9).all()
