"""Days of rooms traced by hand that turn on where people are: in one place at a time, and no longer than they stay."""

from __future__ import annotations

from tests.engine.room_stories import Meets, house, told


def test_who_is_called_to_two_gatherings_goes_to_the_one_of_higher_priority():
    """Ann is wanted twice at ten; the others meet without her. Of two alike she would go to the earlier."""
    rooms = {"Small": {"seats": 4}, "Tiny": {"seats": 2}}
    day = [
        Meets(name="team", who="ann bob cid", at="10:00", minutes=60, priority=40),
        Meets(name="board", who="ann dan eve", at="10:30", minutes=60, priority=80),
    ]
    assert told(house(rooms), day) == [
        "10:00 team takes Tiny for 2",
        "10:30 board takes Small for 3",
        "11:00 team leaves Tiny",
        "11:30 board leaves Small",
    ]
    day[1] = Meets(name="board", who="ann dan eve", at="10:30", minutes=60, priority=40)
    assert told(house(rooms), day) == [
        "10:00 team takes Small for 3",
        "10:30 board takes Tiny for 2",
        "11:00 team leaves Small",
        "11:30 board leaves Tiny",
    ]


def test_who_comes_after_the_meeting_has_begun_or_goes_before_it_ends_is_not_in_the_room():
    rooms = {"Small": {"seats": 3}, "Tiny": {"seats": 2}}
    day = [Meets(name="stand-up", who="ann bob cid", at="09:00", minutes=60)]
    assert told(house(rooms), day) == ["09:00 stand-up takes Small for 3", "10:00 stand-up leaves Small"]
    for hours in (("09:01", "16:00"), ("08:00", "09:59")):
        assert told(house(rooms), day, {"cid": hours}) == [
            "09:00 stand-up takes Tiny for 2",
            "10:00 stand-up leaves Tiny",
        ]
    on_the_dot = {"cid": ("09:00", "10:00")}
    assert told(house(rooms), day, on_the_dot)[0] == "09:00 stand-up takes Small for 3"


def test_a_call_ends_when_the_next_meeting_of_that_person_begins_or_the_person_goes_home():
    rooms = {"Booth": {"seats": 1, "kind": "booth"}, "Small": {"seats": 4}}
    day = [
        Meets(name="call", who="ann", at="09:30", minutes=60, purpose="CALL"),
        Meets(name="meeting", who="ann bob", at="10:00", minutes=60, booked=True),
        Meets(name="in the meeting", who="ann", at="10:30", minutes=60, purpose="CALL"),
        Meets(name="too short", who="ann", at="15:46", minutes=60, purpose="CALL"),
        Meets(name="last call", who="bob", at="15:45", minutes=60, purpose="CALL"),
    ]
    assert told(house(rooms), day) == [
        "09:30 call takes Booth for 1",
        "10:00 call leaves Booth",
        "10:00 meeting takes Small for 2",
        "11:00 meeting leaves Small",
        "15:45 last call takes Booth for 1",
        "16:00 last call leaves Booth",
    ]


def test_an_ad_hoc_meeting_is_for_those_who_are_free_and_does_not_happen_for_one():
    """Ann is in a meeting: Bob and Cid put heads together without her. Later only Bob is free, and there is none."""
    rooms = {"Small": {"seats": 4}, "Tiny": {"seats": 2}}
    day = [
        Meets(name="meeting", who="ann dan eve", at="10:00", minutes=60, booked=True),
        Meets(name="ad hoc", who="ann bob cid", at="10:30", minutes=90, purpose="AD_HOC"),
        Meets(name="another", who="bob cid", at="11:00", minutes=30, purpose="AD_HOC"),
        Meets(name="one alone", who="ann bob", at="10:45", minutes=30, purpose="AD_HOC"),
    ]
    assert told(house(rooms), day) == [
        "10:00 meeting takes Small for 3",
        "10:30 ad hoc takes Tiny for 2",
        "11:00 meeting leaves Small",
        "12:00 ad hoc leaves Tiny",
    ]


def test_nobody_waits_for_a_room_that_comes_free_when_there_is_no_time_left_to_use_it():
    """Whoever is content with any short use still needs a minute, and at 10:10 Ann has to be elsewhere."""
    rooms = {"Booth": {"seats": 1, "kind": "booth"}, "Small": {"seats": 4}}
    day = [
        Meets(name="long call", who="cid", at="09:30", minutes=40, purpose="CALL"),
        Meets(name="meeting", who="ann bob", at="10:10", minutes=60, booked=True),
        Meets(name="call", who="ann", at="10:00", minutes=60, purpose="CALL"),
        Meets(name="guests", guests=4, at="09:00", minutes=90, purpose="WALK_UP"),
    ]
    assert told(house(rooms, patience_minutes=30, shortest_use_minutes=0), day) == [
        "09:00 guests takes Small for 4",
        "09:30 long call takes Booth for 1",
        "10:00 call finds no room",
        "10:10 long call leaves Booth",
        "10:10 guests has to leave Small",
        "10:10 meeting takes Small for 2",
        "11:10 meeting leaves Small",
    ]


def test_nobody_books_for_an_ad_hoc_meeting_and_it_ends_when_the_first_has_to_go():
    day = [
        Meets(name="ad hoc", who="ann bob", at="10:00", minutes=90, purpose="AD_HOC"),
        Meets(name="meeting", who="ann cid", at="11:00", minutes=30, booked=True),
    ]
    assert told(house({"Large": {"seats": 10}, "Small": {"seats": 4}}), day) == [
        "10:00 ad hoc takes Small for 2",
        "11:00 ad hoc leaves Small",
        "11:00 meeting takes Small for 2",
        "11:30 meeting leaves Small",
    ]


def test_nobody_begins_a_call_during_another_even_if_that_one_found_no_room():
    """Ann calls from her desk at nine; she is still at it at half past nine, and wants no booth for a second call."""
    rooms = {"Booth": {"seats": 1, "kind": "booth"}}
    day = [
        Meets(name="long call", who="bob", at="08:30", minutes=45, purpose="CALL"),
        Meets(name="call", who="ann", at="09:00", minutes=60, purpose="CALL"),
        Meets(name="second", who="ann", at="09:30", minutes=30, purpose="CALL"),
        Meets(name="third", who="ann", at="10:00", minutes=30, purpose="CALL"),
    ]
    assert told(house(rooms), day) == [
        "08:30 long call takes Booth for 1",
        "09:00 call finds no room",
        "09:15 long call leaves Booth",
        "10:00 third takes Booth for 1",
        "10:30 third leaves Booth",
    ]


def test_a_call_that_had_to_wait_gives_way_to_what_that_person_does_next():
    rooms = {"Booth": {"seats": 1, "kind": "booth"}, "Other": {"seats": 1, "kind": "booth", "equipment": False}}
    day = [
        Meets(name="long", who="bob", at="08:30", minutes=40, purpose="CALL"),
        Meets(name="longer", who="cid", at="08:30", minutes=60, purpose="CALL", tie=1),
        Meets(name="call", who="ann", at="09:00", minutes=30, purpose="CALL"),
        Meets(name="next", who="ann", at="09:30", minutes=30, purpose="CALL"),
    ]
    assert told(house(rooms, patience_minutes=15), day) == [
        "08:30 long takes Other for 1",
        "08:30 longer takes Booth for 1",
        "09:00 call waits",
        "09:10 long leaves Other",
        "09:10 call takes Other for 1",
        "09:30 call leaves Other",
        "09:30 longer leaves Booth",
        "09:30 next takes Other for 1",
        "10:00 next leaves Other",
    ]
