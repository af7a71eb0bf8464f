"""Relations of trust.md section 2 about rooms: which hold on every path, and which only on average.

Rooms are taken first come, first served, so helping one party may hurt others later that day. Where a relation holds on
average only, a day on which it fails is shown beside the test of the average.
"""

from __future__ import annotations

import copy

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.engine.commitments import Commitments
from sim.engine.invariants import check
from sim.engine.rooms import Rooms
from sim.records import RoomUse
from sim.requests import RoomOutcome, requests_of
from tests.building import tables_of
from tests.chance import ALPHA
from tests.engine.room_stories import Meets, empty_plan, house, nobody, told
from tests.random_scenarios import scenarios

DAYS = 2_000
OUTCOMES = ["served", "served_larger", "waited", "moved", "made_online", "no_shows"]
NO_ONE = np.zeros(0, dtype=np.int64)


def random_days(seed, *, days=DAYS, a_day=14, sizes=(2, 4, 8), booked=0.0, no_show=0.0):
    """Parties of guests on many days: they begin on half hours and stay for half an hour to three hours."""
    luck = np.random.default_rng(seed)
    count = days * a_day
    ticks = luck.choice([30, 60, 60, 90, 180], count)
    return requests_of(
        count,
        activity=np.full(count, RoomUse.WALK_UP),
        day=np.repeat(np.arange(days), a_day),
        asked=480 + 30 * luck.integers(0, 16, count),
        ticks=ticks,
        people=(people := luck.choice(sizes, count)),
        visitors=people,
        booked=luck.random(count) < booked,
        no_show=luck.random(count) < no_show,
        tie=np.arange(count) % 2**20,
    )


def answers(scenario, requests):
    """What becomes of requests of guests, who have no desks; broken invariants are refused."""
    visits, plan = nobody(), empty_plan()
    plan.requests = Rooms(scenario).serve(copy.deepcopy(requests), visits, Commitments.of(NO_ONE, NO_ONE, NO_ONE))
    check(scenario, plan, visits)
    return plan.requests


def refused_by_day(scenario, requests):
    answered = answers(scenario, requests)
    return np.bincount(answered.day[answered.outcome == RoomOutcome.ONLINE], minlength=DAYS)


def assert_falls(before, after):
    """One-sided paired t-test over independent days: the mean of after - before is below 0."""
    difference = (after - before).astype(float)
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert error > 0
    assert difference.mean() < -stats.t.isf(ALPHA, len(difference) - 1) * error


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(4, 30))
def test_relation_2_one_more_equal_room_never_raises_refusals(seed, number, a_day):
    """Off: bookings, waiting, another time, and people who are in one place at a time (guests only).

    Whoever is refused with the additional room was refused without it: not only the number falls, the set does.
    """
    requests = random_days(seed, days=60, a_day=a_day, sizes=(1, 2, 4))
    fewer, more = (
        answers(house({"Room": {"seats": 4, "count": count}}), requests).outcome == RoomOutcome.ONLINE
        for count in (number, number + 1)
    )
    assert (more <= fewer).all()


@settings(max_examples=15, deadline=None)
@given(scenarios())
def test_relation_6_requests_add_up_and_every_room_and_desk_taken_is_given_back(scenario):
    """`tables_of` looks for broken invariants after every block: one holder, one place, nothing held after closing."""
    tables = tables_of(scenario, visits_of=tuple(range(scenario.run.replications)))
    daily, gatherings = tables["rooms_daily"], tables["gatherings"]
    assert (daily["requests"] == daily.select(pl.sum_horizontal(OUTCOMES)).to_series()).all()
    assert (daily["released"] <= daily["no_shows"]).all()
    if scenario.office.rooms:
        assert daily["requests"].sum() == len(gatherings)
    held = gatherings.filter(pl.col("room_id").is_not_null())
    assert (held["start_minute"] < held["end_minute"]).all()


def test_relation_3_one_more_room_among_different_sizes_lowers_refusals_on_average():
    estate = {"Two": {"seats": 2}, "Four": {"seats": 4}, "Eight": {"seats": 8}}
    requests = random_days(3)
    before = refused_by_day(house(estate), requests)
    for seats in (2, 4, 8):
        after = refused_by_day(house(estate | {"More": {"seats": seats}}), requests)
        assert_falls(before, after)
        if seats == 8:
            assert (after <= before).all(), "a room of the largest size was never seen to do harm"


def test_relation_3_fails_on_this_day_on_which_one_more_room_makes_two_more_refusals():
    """The four take the new room, so the eight get the hall, and sit there when three others come one after another."""
    day = [
        Meets(name="four", guests=4, at="09:00", minutes=120, purpose="WALK_UP"),
        Meets(name="eight", guests=8, at="09:30", minutes=300, purpose="WALK_UP"),
        *(
            Meets(name=f"six at {hour}", guests=6, at=f"{hour}:00", minutes=60, purpose="WALK_UP")
            for hour in (11, 12, 13)
        ),
    ]
    assert told(house({"Hall": {"seats": 8}}), day) == [
        "09:00 four takes Hall for 4",
        "09:30 eight finds no room",
        "11:00 four leaves Hall",
        "11:00 six at 11 takes Hall for 6",
        "12:00 six at 11 leaves Hall",
        "12:00 six at 12 takes Hall for 6",
        "13:00 six at 12 leaves Hall",
        "13:00 six at 13 takes Hall for 6",
        "14:00 six at 13 leaves Hall",
    ]
    assert told(house({"Hall": {"seats": 8}, "New": {"seats": 4}}), day) == [
        "09:00 four takes New for 4",
        "09:30 eight takes Hall for 8",
        "11:00 four leaves New",
        "11:00 six at 11 finds no room",
        "12:00 six at 12 finds no room",
        "13:00 six at 13 finds no room",
        "14:30 eight leaves Hall",
    ]


def test_relation_27_early_release_lowers_refusals_on_average():
    """Equal rooms; half of the parties book and four in ten of these do not come."""
    requests = random_days(27, sizes=(2,), booked=0.5, no_show=0.4)
    rooms = {"Room": {"seats": 2, "count": 3}}
    held, released = (
        refused_by_day(house(rooms, bookings={"room_release_minutes": grace}), requests) for grace in (0, 15)
    )
    assert_falls(held, released)
    assert (released > held).any(), "the random days contain some on which it raises them"


def test_relation_27_fails_on_this_day_on_which_early_release_makes_one_more_refusal():
    """The room comes free for somebody who stays, and the two who would have had it in the afternoon find it taken."""
    day = [
        Meets(name="ghosts", who="ann bob", at="09:00", minutes=180, booked=True, no_show=True),
        Meets(name="long", guests=2, at="09:15", minutes=300, purpose="WALK_UP"),
        Meets(name="noon", guests=2, at="12:00", minutes=60, purpose="WALK_UP"),
        Meets(name="one", guests=2, at="13:00", minutes=60, purpose="WALK_UP"),
    ]
    rooms = {"Only": {"seats": 4}}
    assert told(house(rooms), day) == [
        "09:00 Only waits for ghosts",
        "09:15 long finds no room",
        "12:00 Only has waited in vain",
        "12:00 noon takes Only for 2",
        "13:00 noon leaves Only",
        "13:00 one takes Only for 2",
        "14:00 one leaves Only",
    ]
    assert told(house(rooms, bookings={"room_release_minutes": 15}), day) == [
        "09:00 Only waits for ghosts",
        "09:15 Only is released",
        "09:15 long takes Only for 2",
        "12:00 noon finds no room",
        "13:00 one finds no room",
        "14:15 long leaves Only",
    ]


def test_relation_9_one_party_less_lowers_refusals_of_the_others_on_average():
    requests = random_days(9, sizes=(2,))
    scenario = house({"Room": {"seats": 2, "count": 2}})
    first = np.flatnonzero(np.diff(requests.day, prepend=-1))
    others = np.setdiff1d(np.arange(len(requests)), first)
    answered = answers(scenario, requests)
    away = np.isin(np.arange(len(requests)), others) & (answered.outcome == RoomOutcome.ONLINE)
    before = np.bincount(answered.day[away], minlength=DAYS)
    after = refused_by_day(scenario, requests.only(others))
    assert_falls(before, after)
    assert (after > before).any(), "the random days contain some on which it raises them"


def test_relation_9_fails_on_this_day_on_which_a_party_less_makes_one_more_refusal():
    day = [
        Meets(name="short", guests=2, at="09:00", minutes=60, purpose="WALK_UP"),
        Meets(name="long", guests=2, at="09:30", minutes=300, purpose="WALK_UP"),
        Meets(name="ten", guests=2, at="10:00", minutes=60, purpose="WALK_UP"),
        Meets(name="eleven", guests=2, at="11:00", minutes=60, purpose="WALK_UP"),
    ]
    scenario = house({"Only": {"seats": 2}})
    assert told(scenario, day) == [
        "09:00 short takes Only for 2",
        "09:30 long finds no room",
        "10:00 short leaves Only",
        "10:00 ten takes Only for 2",
        "11:00 ten leaves Only",
        "11:00 eleven takes Only for 2",
        "12:00 eleven leaves Only",
    ]
    assert told(scenario, day[1:]) == [
        "09:30 long takes Only for 2",
        "10:00 ten finds no room",
        "11:00 eleven finds no room",
        "14:30 long leaves Only",
    ]
