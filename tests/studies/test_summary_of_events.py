"""Key figures about gatherings: busy shared office days, visitors, and who takes part online."""

from __future__ import annotations

import numpy as np
import polars as pl

from tests.building import conf_scenario, scenario_of, tables_of

NEGOTIATION = {
    "negotiation": {
        "kind": "negotiation",
        "per_team_year": 52,
        "experts": 1,
        "visitors": 3,
        "at_customer_share": 0.0,
        "earliest_start": 540,
        "latest_start": 540,
        "minutes": 60,
        "priority": 1,
    }
}


def test_the_busy_shared_day_is_a_quantile_over_the_days_that_have_one():
    """The policy gives units U1 and U2 a day every other week; 2 x 60 of them make days enough for a quantile."""
    policy = {
        "kind": "shared_office_days",
        "every_weeks": 1,
        "weekdays": [2, 3],
        "staggered": True,
        "adherence": 1.0,
    }
    scenario = conf_scenario("small_office", policy, weeks=80, activities="municipal", replications=2)
    tables = tables_of(scenario, visits_of=())
    row = tables["summary"].filter((pl.col("metric") == "shared_day_wanted_peak_p95") & pl.col("site_id").is_null())
    days = tables["shared_days"].select("replication", "date").unique()
    peaks = tables["city_daily"].join(days, on=["replication", "date"])["wanted_peak"].to_numpy()
    allowed = int(0.05 * len(peaks))
    assert row["estimate"].item() == np.sort(peaks)[len(peaks) - 1 - allowed]


def test_without_shared_days_their_key_figure_is_null():
    summary = tables_of(scenario_of(teams={"T1": {"size": 5}}))["summary"]
    assert summary.filter(pl.col("metric") == "shared_day_wanted_peak_p95")["estimate"].is_null().all()


def test_visitors_are_counted_on_the_day_and_site_of_their_gathering():
    tables = tables_of(scenario_of(teams={"T1": {"size": 5}}, activities=NEGOTIATION, weeks=3, replications=1))
    came = tables["gatherings"].group_by("date", "site_id").agg(pl.col("visitors").sum())
    assert came["visitors"].to_list() == [3, 3, 3]
    daily = tables["site_daily"].join(came, on=["date", "site_id"], how="left", suffix="_of_gatherings")
    assert (daily["visitors"] == daily["visitors_of_gatherings"].fill_null(0)).all()
    assert tables["city_daily"]["visitors"].sum() == 9


def test_an_exception_may_hold_an_activity_online_for_one_person():
    """Wishes are 0, the negotiation needs both: only the one without the exception comes."""
    options = {
        "teams": {"T1": {"size": 2}},
        "activities": NEGOTIATION,
        "weeks": 3,
        "replications": 1,
        "policy": "anchor_days",
        "changes": {"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}},
    }
    options["policy"] = {"kind": "anchor_days", "weekdays": [], "adherence": 1.0}
    exception = {"E1": {"team_id": "T1", "members": [2], "norm": {"online_activities": ["negotiation"]}}}
    both, one = (tables_of(scenario_of(**options, exceptions=e))["visits"] for e in ({}, exception))
    assert both.group_by("person_id").len().sort("person_id").rows() == [("T1-01", 3), ("T1-02", 3)]
    assert one.group_by("person_id").len().rows() == [("T1-01", 3)]


def test_visitors_do_not_come_where_nobody_is_there_to_receive_them():
    """The quota leaves no place for the hosts, so their negotiations are online, ask for no room and bring nobody."""
    policy = {"kind": "daily_cap", "cap_share_of_desks": 0.0}
    tables = tables_of(scenario_of(teams={"T1": {"size": 5}}, activities=NEGOTIATION, policy=policy, weeks=3))
    assert len(tables["gatherings"]) == 0
    assert tables["site_daily"]["visitors"].sum() == 0


def test_a_fixed_date_takes_the_place_of_the_series_on_that_day():
    activities = {
        "shared_office_day": {
            "kind": "shared_office_day",
            "every_weeks": 1,
            "weekday_utility": [0, 0, 8, 0, 0],
            "earliest_start": 540,
            "latest_start": 540,
            "minutes": 60,
            "in_person_share": 1.0,
            "needed_share": 1.0,
            "priority": 1,
            "fixed_dates": ["2027-01-13", "2027-01-14"],
        }
    }
    tables = tables_of(scenario_of(teams={"T1": {"size": 5}}, activities=activities, weeks=3, replications=1))
    days = [day.isoformat() for day in tables["shared_days"]["date"]]
    assert days == ["2027-01-06", "2027-01-13", "2027-01-14", "2027-01-20"]
