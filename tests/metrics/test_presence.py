"""The `presence` table: people at the first moment of every five minutes, by weekday and purpose."""

from __future__ import annotations

import numpy as np
import pytest

from sim.metrics import presence
from sim.records import Purpose
from sim.replication import replicate
from tests.building import scenario_of
from tests.metrics.handmade import MON, TEAM, TUE, Visit, counted, scenario


def table_of(visits, some=None):
    some = some or scenario()
    return presence.rows(some, counted(presence.Presence, some, visits))


def people(table, weekday, site_id="S1", purpose=None, column="people_mean"):
    """Number of people by minute, where it is not 0."""
    rows = table.filter(weekday=weekday + 1, site_id=site_id)
    rows = rows.filter(rows["purpose"].is_null() if purpose is None else rows["purpose"] == purpose)
    return {minute: count for minute, count in rows.select("minute", column).rows() if count}


def test_a_person_is_there_from_the_minute_of_arrival_to_the_one_before_leaving():
    """8:00 to 8:15 fills three bins; 8:01 to 8:14 is not there at 8:00 and is at 8:10; 8:01 to 8:04 is never seen."""
    assert people(table_of([Visit(MON, "a0", "Z1", "Z1", at=480, until=495)]), MON) == {480: 1, 485: 1, 490: 1}
    assert people(table_of([Visit(MON, "a0", "Z1", "Z1", at=481, until=494)]), MON) == {485: 1, 490: 1}
    assert people(table_of([Visit(MON, "a0", "Z1", "Z1", at=481, until=484)]), MON) == {}


def test_people_are_counted_where_they_sit_and_not_at_all_when_sent_home():
    visits = [
        Visit(MON, "a0", "Z1", "Z3", at=480, until=485),
        Visit(MON, "a1", "Z1", "", at=480, until=485),
        Visit(MON, "b0", "Z2", "Z2", at=480, until=485),
    ]
    table = table_of(visits)
    assert people(table, MON) == {480: 1}
    assert people(table, MON, "S2") == {480: 1}


def test_purposes_add_up_to_all():
    visits = [Visit(MON, "a0", "Z1", "Z1", at=480, until=490), Visit(MON, "a1", "Z1", "Z1", at=485, until=490, **TEAM)]
    table = table_of(visits)
    assert people(table, MON) == {480: 1, 485: 2}
    assert people(table, MON, purpose="desk_work") == {480: 1, 485: 1}
    assert people(table, MON, purpose="team_day") == {485: 1}


def test_every_site_weekday_and_bin_of_the_opening_hours_has_a_row():
    table = table_of([Visit(TUE, "a0", "Z1", "Z1")])
    everybody = table.filter(table["purpose"].is_null())
    assert len(everybody) == 2 * 5 * (1_140 - 420) // 5
    assert everybody["minute"].unique().sort().to_list() == list(range(420, 1_140, 5))


def test_bins_begin_at_the_first_opening_and_end_with_the_last_closing():
    some = scenario()
    sites = {"S1": {"name": "One", "opens_at": 423, "closes_at": 611}}
    other = scenario_of(sites=sites, weeks=1)
    assert presence.bins(some) == (84, 144)
    assert presence.bins(other) == (84, 39)


@pytest.mark.parametrize(("days", "rank"), [(1, 1), (19, 19), (20, 19), (40, 38), (100, 95)])
def test_the_p95_is_the_smallest_count_with_at_most_one_day_in_twenty_above(days, rank):
    """With 1, 2, ... n people on n equal weekdays the answer is the day of rank ceil(.95 n)."""
    some = scenario(weeks=days)
    _, bins = presence.bins(some)
    stack = np.zeros((1, 5 * days, 2, len(Purpose), bins), dtype=np.int32)
    stack[0, 0::5, 0, 0, 0] = np.arange(1, days + 1)
    table = presence.rows(some, {"presence_people": stack})
    assert people(table, MON, column="people_p95") == {420: rank}
    assert people(table, MON) == {420: pytest.approx((days + 1) / 2)}


def test_a_weekday_that_is_always_a_holiday_has_no_rows():
    some = scenario(calendar="finland", start_date="2027-01-04")
    table = table_of([Visit(MON, "a0", "Z1", "Z1")], some)
    assert table["weekday"].unique().sort().to_list() == [1, 2, 4, 5]


def test_more_people_than_16_bits_hold_are_counted_on_one_site():
    scenario_of_a_city = scenario_of(
        zones={"Z1": {"site_id": "S1", "desks": 70_000}},
        teams={"T1": {"size": 70_000}},
        policy="full_office",
        weeks=1,
    )
    assert replicate(scenario_of_a_city, 0).counted["presence_people"].max() == 70_000
