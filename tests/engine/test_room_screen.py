"""Bookings are made in an order of their own: one pushed elsewhere may push out one that ends before it began."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.engine.commitments import Commitments
from sim.engine.room_numbers import number_rooms
from sim.engine.rooms import Rooms
from sim.requests import RoomOutcome, requests_of
from tests.building import scenario_of

NONE = np.zeros(0, dtype=np.int64)
TEN, NINE = 600, 540


def test_a_booking_pushed_out_by_a_later_one_takes_the_larger_room_from_an_early_one():
    """Two want the room for two at ten; one of them takes that for four, whose party of nine o'clock that for eight."""
    rooms = {"a": {"seats": 2, "count": 1}, "b": {"seats": 4, "count": 1}, "c": {"seats": 8, "count": 1}}
    scenario = scenario_of(rooms=rooms, sites={"S1": {"name": "Only site", "opens_at": 0, "closes_at": 1440}})
    asked = requests_of(
        4,
        people=np.array([2, 2, 4, 8]),
        asked=np.array([TEN, TEN, NINE, NINE]),
        ticks=np.array([60, 60, 180, 30]),
        booked=np.ones(4),
        booking_rank=np.array([-10, -9, -5, -1]),
        movable=np.ones(4),
        first=np.zeros(5),
    )
    nobody = SimpleNamespace(departure=np.zeros(0, dtype=np.int32))
    answered = Rooms(scenario).serve(asked, nobody, Commitments.of(NONE, NONE, NONE))
    served, larger, online = RoomOutcome.SERVED, RoomOutcome.LARGER, RoomOutcome.ONLINE
    assert answered.outcome.tolist() == [served, larger, larger, online]
    number_rooms(scenario.office, answered)
    assert answered.room.tolist() == [0, 1, 2, -1]
