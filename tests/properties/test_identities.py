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
    tables = tables_of(scenario)
    desks, sites, city = tables["desks_daily"], tables["site_daily"], tables["city_daily"]

    assert (desks["arrivals"] == desks["first_choice"] + desks["displaced_out"] + desks["forced_remote"]).all()
    by_day = desks.group_by("replication", "date").agg(pl.col("displaced_in", "displaced_out").sum())
    assert (by_day["displaced_in"] == by_day["displaced_out"]).all(), "who leaves a zone sits in another"

    places = tables["locations_daily"]
    assert (places.select(pl.sum_horizontal(PLACES)).to_series() == places["headcount"]).all()
    assert places.select(pl.min_horizontal(PLACES).min()).item() >= 0

    assert (desks["occupied_peak"] <= desks["desks"]).all()
    assert (sites["occupied_peak"] <= sites["desks"]).all()
    assert (sites["occupied_peak"] <= sites["people"]).all()
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


@settings(max_examples=30, deadline=None)
@given(scenarios())
def test_visits_reproduce_the_site_table(scenario):
    tables = tables_of(scenario)
    visits = tables["visits"]
    site_of_zone = dict(tables["zones"].select("zone_id", "site_id").iter_rows())
    of_replication = tables["site_daily"].filter(pl.col("replication") == 0)

    def count(rows: pl.DataFrame, name: str) -> pl.DataFrame:
        return rows.group_by(SITE_DAY).len(name)

    seated = visits.filter(pl.col("outcome") != "forced_remote")
    wanted = visits.with_columns(pl.col("wanted_zone_id").replace_strict(site_of_zone).alias("site_id"))
    steps = pl.concat(
        [
            wanted.select(*SITE_DAY, minute="arrival_minute", order=pl.lit(1), step=pl.lit(1)),
            wanted.select(*SITE_DAY, minute="departure_minute", order=pl.lit(0), step=pl.lit(-1)),
        ]
    ).sort(*SITE_DAY, "minute", "order")
    peak = (
        steps.with_columns(pl.col("step").cum_sum().over(SITE_DAY).alias("present"))
        .group_by(SITE_DAY)
        .agg(pl.col("present").max().alias("wanted_peak"))
    )
    rebuilt = of_replication.select(SITE_DAY)
    for part in (
        count(seated, "people"),
        count(visits.filter(pl.col("outcome") == "displaced"), "displaced"),
        count(visits.filter(pl.col("outcome") == "forced_remote"), "forced_remote"),
        peak if scenario.run.tick_seconds == 60 else of_replication.select(*SITE_DAY, "wanted_peak"),
    ):
        rebuilt = rebuilt.join(part, on=SITE_DAY, how="left")
    names = ["people", "displaced", "forced_remote", "wanted_peak"]
    assert_frame_equal(
        rebuilt.with_columns(pl.col(names).fill_null(0).cast(pl.Int64)).sort(SITE_DAY),
        of_replication.select(*SITE_DAY, *names).sort(SITE_DAY),
    )
    assert (seated["site_id"] == seated["zone_id"].replace_strict(site_of_zone)).all()
    assert visits.filter(pl.col("outcome") == "forced_remote")["zone_id"].is_null().all()


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
    ):
        assert len(tables[table]) == per_day * things
        assert sorted(set(tables[table]["date"])) == days
    shares = tables["deciders"].drop_nulls().group_by("site_id").agg(pl.col("office_days_share").sum())
    assert ((shares["office_days_share"] - 1).abs() < 1e-9).all()
