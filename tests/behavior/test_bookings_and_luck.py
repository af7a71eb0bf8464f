"""What bookings and rooms must leave alone: fairness of days at home, quotas, names of luck, days without anybody."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import sim.replication
from sim.replication import replicate
from tests.building import merged, plain, scenario_of, tables_of

ROOMS = {"booth": {"seats": 1, "kind": "booth", "count": 2}, "small": {"seats": 4, "count": 2}, "large": {"seats": 14}}


def office(**more):
    """Thirty people of three teams in one house with five rooms, all activities."""
    options = {
        "zones": {"Z1": {"site_id": "S1", "desks": 30}},
        "sites": {"S1": {"name": "House", "opens_at": 420, "closes_at": 1_140}},
        "teams": {"T1": {"size": 10}, "T2": {"size": 10}, "T3": {"size": 10, "unit_id": "U2"}},
        "rooms": ROOMS,
        "behavior": "municipal",
        "activities": plain("activities", "municipal"),
        "weeks": 8,
    }
    return scenario_of(**(options | more))


def seen(monkeypatch, scenario):
    """Plans and visits of one replication, as observers see them."""
    blocks = []

    class Spy:
        def __init__(self, _):
            pass

        def observe(self, plan, visits):
            blocks.append((plan, visits))

        def arrays(self):
            return {}

    monkeypatch.setattr(sim.replication, "FAMILIES", (Spy,))
    replicate(scenario, 0, checked=True)
    return blocks


def test_a_day_with_a_desk_booked_and_not_used_is_no_unwanted_remote_day():
    """Path: the more no-shows, the fewer days on which somebody is kept at home against the own wish."""
    changes = {"bookings": {"desk_booked_share": 1.0}}
    without, with_them = (
        tables_of(
            office(activities={}, weeks=26, changes=merged(changes, {"bookings": {"desk_no_show_share": share}})),
            visits_of=(),
        )["teams"]["unwanted_remote_days"].sum()
        for share in (0.0, 0.5)
    )
    assert with_them <= without


def test_a_no_show_takes_a_place_of_the_quota(monkeypatch):
    """Path: seats, no-shows with a desk and nobody else hold places, and a place always comes with a desk."""
    changes = {"bookings": {"desk_booked_share": 1.0, "desk_no_show_share": 0.3}}
    policy = plain("policy", "daily_cap") | {"cap_share_of_desks": 0.3}
    for plan, visits in seen(monkeypatch, office(policy=policy, changes=changes)):
        holding = np.bincount(visits.day[visits.zone >= 0], minlength=40)
        holding += np.bincount(plan.no_shows.day[plan.no_shows.zone >= 0], minlength=40)
        assert holding.max() <= 9
        assert plan.no_place.size > 0
        assert (plan.no_shows.zone < 0).any(), "some who would not have come got no place either"
        sent_home = np.flatnonzero(visits.zone < 0)
        assert set(sent_home) == set(plan.no_place), "nobody with a place is sent home for want of a desk"


def test_people_bound_to_the_site_and_people_needed_there_come_when_they_have_booked(monkeypatch):
    changes = {"bookings": {"desk_booked_share": 1.0, "desk_no_show_share": 1.0}, "people": {"site_bound_share": 0.3}}
    scenario = office(changes=changes)
    purposes = set()
    for plan, visits in seen(monkeypatch, scenario):
        assert plan.no_show.any()
        assert len(visits) > 0
        purposes |= set(visits.purpose.tolist())
    assert len(purposes) > 3, "gatherings still bring people in"


@pytest.mark.parametrize("change", [{"policy": "team_led"}, {"zones": {"Z1": {"site_id": "S1", "desks": 5}}}])
def test_whether_a_party_turns_up_and_what_it_likes_hangs_on_the_gathering_alone(monkeypatch, change):
    """Path: the same gathering has the same luck about rooms under another policy, and with fewer desks."""
    changes = {"bookings": {"room_no_show_share": 0.5}, "rooms": {"larger_room_share": 0.5}}
    luck = []
    for more in ({"policy": "free_choice"}, {"policy": "free_choice"} | change):
        found = {}
        for plan, _ in seen(monkeypatch, office(changes=changes, weeks=20, **more)):
            asked = plan.requests
            for number in np.flatnonzero((asked.gathering >= 0) & asked.booked):
                key = int(plan.gatherings.key[asked.gathering[number]])
                found[int(asked.day[number]), key] = bool(asked.no_show[number])
        luck.append(found)
    both = luck[0].keys() & luck[1].keys()
    assert len(both) > 60
    assert {key for key in both if luck[0][key] != luck[1][key]} == set()


def test_equipment_is_needed_only_where_somebody_takes_part_from_elsewhere(monkeypatch):
    everybody = {"absence": plain("behavior", "plain")["absence"], "bookings": {"desk_booked_share": 0.0}}
    scenario = office(policy="full_office", changes=everybody, zones={"Z1": {"site_id": "S1", "desks": 90}})
    ad_hoc, other = [], []
    for plan, _ in seen(monkeypatch, scenario):
        is_ad_hoc = plan.requests.activity == 12
        ad_hoc += plan.requests.equipment[is_ad_hoc].tolist()
        team = plan.requests.activity == 2
        complete = np.diff(plan.requests.first) == plan.requests.invited
        other += plan.requests.equipment[team & complete].tolist()
    assert ad_hoc, "there are ad-hoc meetings"
    assert other, "there are team meetings with everybody"
    assert not any(ad_hoc + other)


def test_hours_given_away_count_in_the_size_of_their_room_and_a_closed_room_is_no_request():
    given = {"room_id": "large", "starts_at": 540, "ends_at": 1_020}
    used, closed = (
        tables_of(office(activities={}, room_bookings={"course": given | {"people": people}}), visits_of=(0,))
        for people in (3, 0)
    )
    sums = used["rooms_daily"].group_by("seats").agg(pl.col("requests", "in_use_peak", "booked_minutes").sum())
    days = used["rooms_daily"]["date"].n_unique() * 2
    assert sums.filter(seats=14).row(0) == (14, days, days, 480.0 * days)
    assert sums.filter(pl.col("seats") != 14)["requests"].sum() == 0
    assert closed["rooms_daily"]["requests"].sum() == 0
    assert closed["gatherings"].is_empty()


def test_a_block_in_which_nobody_comes_is_no_trouble():
    nobody = {"wishes": {"office_days_share": [1, 0, 0, 0, 0, 0]}, "people": plain("behavior", "plain")["people"]}
    silent = {
        name: one | ({"in_person_share": 0.0} if "in_person_share" in one else {})
        for name, one in plain("activities", "municipal").items()
        if name not in ("onboarding", "negotiation")
    }
    tables = tables_of(office(policy="free_choice", changes=nobody, activities=silent, weeks=2))
    assert tables["rooms_daily"]["requests"].sum() == 0
    assert tables["site_daily"]["people"].sum() == 0


def test_a_room_that_is_closed_serves_nobody():
    """The only large room is closed all day, so that nobody is in it."""
    closed = {"room_id": "large", "starts_at": 420, "ends_at": 1_140, "people": 0}
    large = tables_of(office(room_bookings={"closed": closed}))["rooms_daily"].filter(seats=14)
    assert large["used_minutes"].sum() == 0
    assert large["requests"].sum() > 0
