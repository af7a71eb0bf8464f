"""A whole run of the small office with too few rooms: every column of rooms recomputed from the list of requests."""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl
import pytest

from sim.requests import RoomOutcome
from tests.building import plain, scenario_of, tables_of

FATES = {
    "served": "served",
    "larger": "served_larger",
    "waited": "waited",
    "moved": "moved",
    "online": "made_online",
    "no_show": "no_shows",
}


@pytest.fixture(scope="module")
def tables():
    return tables_of(
        scenario_of(
            rooms={
                "booth": {"seats": 1, "kind": "booth"},
                "small": {"seats": 4, "count": 2, "opens_at": 480},
                "large": {"seats": 12},
            },
            room_bookings={
                "closed": {"room_id": "large", "weekdays": [2], "starts_at": 600, "ends_at": 660, "people": 0},
                "lesson": {"room_id": "small-01", "weekdays": [3], "starts_at": 720, "ends_at": 780, "people": 4},
            },
            policy="team_led",
            activities=plain("activities", "municipal"),
            behavior="municipal",
            changes={"bookings": {"room_release_minutes": 45}},
            calendar="finland",
            weeks=13,
        ),
        visits_of=(0, 1),
    )


def peak(intervals):
    """The most at one time, by looking at every minute."""
    most = Counter(minute for start, end in intervals for minute in range(start, end))
    return max(most.values(), default=0)


def test_every_fate_occurs(tables):
    assert set(tables["gatherings"]["outcome"]) == {outcome.name.lower() for outcome in RoomOutcome}
    daily = tables["rooms_daily"]
    assert 0 < daily["released"].sum() < daily["no_shows"].sum()


def test_rooms_daily_is_the_list_of_requests_counted(tables):
    seats_of_room = dict(tables["rooms"].select("room_id", "seats").rows())
    found = defaultdict(lambda: defaultdict(list))
    for row in tables["room_log"].iter_rows(named=True):
        asked_for = found[row["replication"], row["date"], row["site_id"], row["seats"]]
        asked_for[FATES[row["outcome"]]].append(1)
        asked_for["requests"].append(1)
        came = row["outcome"] != "no_show"
        wanted = (row["asked_minute"], row["asked_end_minute"])
        if came:
            asked_for["wanted"].append(wanted)
        elif row["end_minute"] < wanted[1]:
            asked_for["released"].append(1)
        if row["room_id"] is None:
            assert row["outcome"] == "online"
            continue
        held = found[row["replication"], row["date"], row["site_id"], seats_of_room[row["room_id"]]]
        held["held"].append((row["start_minute"], row["end_minute"]))
        if row["booked"]:
            held["booked_minutes"].append(wanted[1] - wanted[0])
        if came and row["people"] > 0:
            held["used_minutes"].append(row["end_minute"] - row["start_minute"])
    daily = tables["rooms_daily"]
    assert len(daily) == 2 * len(set(daily["date"])) * 3
    sums = [*FATES.values(), "requests", "released", "booked_minutes", "used_minutes"]
    for row in daily.iter_rows(named=True):
        one = found.pop((row["replication"], row["date"], row["site_id"], row["seats"]), defaultdict(list))
        assert {name: row[name] for name in sums} == {name: sum(one[name]) for name in sums}
        assert row["wanted_peak"] == peak(one["wanted"])
        assert row["in_use_peak"] == peak(one["held"]) <= row["rooms"]
    assert not found, "nothing is asked for on a day or a site without a row"


def test_requests_are_the_sum_of_their_fates_and_released_are_part_of_the_no_shows(tables):
    for name in ("rooms_daily", "room_requests"):
        table = tables[name]
        assert (table["requests"] == table.select(pl.sum_horizontal(FATES.values())).to_series()).all()
        assert (table["released"] <= table["no_shows"]).all()
    assert tables["rooms_daily"]["requests"].sum() == len(tables["gatherings"])


def test_room_requests_is_the_list_of_requests_grouped(tables):
    key = ["replication", "site_id", "seats", "activity"]
    used = (
        pl.when((pl.col("outcome") != "no_show") & pl.col("room_id").is_not_null() & (pl.col("people") > 0))
        .then(pl.col("end_minute") - pl.col("start_minute"))
        .otherwise(0)
    )
    grouped = (
        tables["room_log"]
        .group_by(key)
        .agg(
            pl.len().alias("requests"),
            *((pl.col("outcome") == outcome).sum().alias(fate) for outcome, fate in FATES.items()),
            single_requests=(pl.col("people") == 1).sum(),
            used_minutes=used.sum().cast(pl.Float64),
            single_minutes=used.filter(pl.col("people") == 1).sum().cast(pl.Float64),
        )
    )
    table = tables["room_requests"].drop("scenario", "policy", "released")
    grouped = grouped.select(table.columns).cast(dict(table.schema))
    assert table.sort(key).equals(grouped.sort(key))


def test_minutes_used_are_the_same_by_size_of_the_room_and_by_size_asked_for(tables):
    daily = tables["rooms_daily"].group_by("replication").agg(pl.col("used_minutes").sum()).sort("replication")
    asked = tables["room_requests"].group_by("replication").agg(pl.col("used_minutes").sum()).sort("replication")
    assert daily.equals(asked)


def test_key_figures_of_rooms_are_means_over_replications_of_shares_of_the_table(tables):
    daily, requests = tables["rooms_daily"], tables["room_requests"]
    days = len(set(daily["date"]))
    open_minutes = (tables["rooms"]["closes_at_minute"] - tables["rooms"]["opens_at_minute"]).sum() * days
    shares = []
    for replication in (0, 1):
        of, asked = daily.filter(replication=replication), requests.filter(replication=replication)
        used = of["used_minutes"].sum()
        refused = of["made_online"].sum() / (of["requests"].sum() - of["no_shows"].sum())
        shares.append((refused, used / open_minutes, asked["single_minutes"].sum() / used))
    for n, name in enumerate(("refused_share", "use_share", "single_share")):
        mean = (shares[0][n] + shares[1][n]) / 2
        rows = tables["summary"].filter(metric=f"room_{name}")
        assert rows["estimate"].to_list() == pytest.approx([mean, mean])
        of_demand = tables["room_demand"].filter((pl.col("metric") == name) & pl.col("seats").is_null())
        assert of_demand.select("estimate", "ci_low", "ci_high").equals(rows.select("estimate", "ci_low", "ci_high"))


def test_visitors_of_a_day_are_those_of_its_requests(tables):
    """Every gathering of the municipal activities that has visitors needs a room."""
    key = ["replication", "date", "site_id"]
    came = tables["room_log"].group_by(key).agg(pl.col("visitors").sum())
    daily = tables["site_daily"].join(came, on=key, how="left", suffix="_of_requests")
    assert daily["visitors"].sum() > 0
    assert (daily["visitors"] == daily["visitors_of_requests"].fill_null(0)).all()
