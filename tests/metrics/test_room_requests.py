"""Table `room_requests`, and room requests of shared office days."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.gatherings import nothing
from sim.metrics import room_requests, shared_days
from sim.metrics.observer import Frame
from sim.metrics.room_requests import RoomRequests
from sim.metrics.shared_days import SharedDays
from sim.records import Purpose, SharedDay
from sim.requests import RoomOutcome
from tests.attendance.calling import Call, Handmade
from tests.metrics.handmade import (
    MON,
    PEOPLE,
    ROOMS,
    TUE,
    WEEK,
    Asked,
    plan_of,
    population_of,
    requests_of_week,
    scenario,
    visits_of,
)
from tests.metrics.test_rooms_daily import DAY, stack_of


def rows_of(asked):
    some, stack = stack_of(asked, RoomRequests)
    table = room_requests.rows(some, [0], stack)
    return {(row["seats"], row["activity"]): row for row in table.to_dicts()}


def test_there_is_a_row_for_every_size_and_activity_that_asked():
    rows = rows_of(DAY)
    assert set(rows) == {(1, "call"), (4, "ideation"), (4, "negotiation"), (4, "joint_meeting"), (4, "ad_hoc")}
    call = rows[1, "call"]
    assert (call["requests"], call["served"], call["served_larger"], call["single_requests"]) == (2, 1, 1, 2)
    assert (call["used_minutes"], call["single_minutes"]) == (60, 60), "also those in a larger room"


def test_fates_are_counted_and_add_up():
    rows = rows_of(DAY)
    assert [rows[4, "ad_hoc"][fate] for fate in ("requests", "moved", "made_online")] == [2, 1, 1]
    no_show = rows[4, "negotiation"]
    assert (no_show["no_shows"], no_show["released"], no_show["used_minutes"]) == (1, 1, 0)
    assert (rows[4, "joint_meeting"]["waited"], rows[4, "joint_meeting"]["used_minutes"]) == (1, 45)


def test_one_person_alone_in_a_meeting_is_single_and_with_a_visitor_not():
    alone = Asked(MON, "team_meeting", ("a0",))
    both = Asked(TUE, "team_meeting", ("a0",), visitors=1)
    row = rows_of([alone, both])[4, "team_meeting"]
    assert (row["single_requests"], row["single_minutes"], row["used_minutes"]) == (1, 60, 120)


def test_a_week_in_which_nobody_asks_is_an_empty_table():
    assert rows_of([]) == {}


def shared_day_of(asked, rooms=ROOMS):
    """The row of a shared office day of unit U1, which teams A and B belong to, on Monday at S1."""
    units = {"U1": {"name": "One"}, "U2": {"name": "Two"}}
    some = scenario(rooms=rooms, units=units)

    class Context:
        weeks = slice(0, 1)

    people = tuple(range(len(PEOPLE)))
    call = Call(MON, people, purpose=Purpose.SHARED_OFFICE_DAY)
    made = Handmade((call,)).gatherings(Context)
    plan = replace(plan_of(WEEK), gatherings=made, attends=np.ones(len(people), dtype=bool))
    visits = visits_of(some, WEEK)
    plan.shared_days = [SharedDay(0, 0, visits.only(np.zeros(len(visits), dtype=bool)))]
    plan.requests = requests_of_week(some, WEEK, asked)
    observer = SharedDays(Frame(some, population_of(some)))
    observer.observe(plan, visits)
    return shared_days.rows(some, [0], [observer.arrays()["shared_days"]]).to_dicts()[0]


def test_a_shared_day_counts_requests_of_the_unit_and_of_its_teams_on_that_day_and_site():
    asked = [
        Asked(MON, "team_meeting", ("a0",), team="A"),
        Asked(MON, "ad_hoc", ("a0", "b0"), team="B", room="", outcome=RoomOutcome.ONLINE),
        Asked(MON, "unit_meeting", ("a0", "b0"), unit="U1"),
        Asked(MON, "unit_meeting", ("a0", "b0"), unit="U2", room="", outcome=RoomOutcome.ONLINE),
        Asked(MON, "call", ("a0",)),
        Asked(TUE, "team_meeting", ("a0",), team="A", room="", outcome=RoomOutcome.ONLINE),
    ]
    row = shared_day_of(asked)
    assert (row["room_requests"], row["rooms_refused"]) == (3, 1)


def test_without_rooms_those_of_a_shared_day_are_unknown():
    row = shared_day_of([], rooms=None)
    assert (row["room_requests"], row["rooms_refused"]) == (None, None)


@pytest.mark.parametrize("family", [RoomRequests])
def test_a_block_without_any_requests_counts_nothing(family):
    some = scenario(rooms=ROOMS)
    observer = family(Frame(some, population_of(some)))
    observer.observe(replace(plan_of(WEEK), gatherings=nothing()), visits_of(some, WEEK))
    assert all(values.sum() == 0 for values in observer.arrays().values())
