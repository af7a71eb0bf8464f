"""Days of rooms traced by hand, each with its whole event log."""

from __future__ import annotations

from tests.engine.room_stories import SERIES, Meets, house, told

SMALL = {"Small": {"seats": 4}}
TWO_SIZES = {"Large": {"seats": 10}, "Small": {"seats": 4}}


def guests(name, at, minutes, number=2, **more):
    return Meets(name=name, at=at, minutes=minutes, guests=number, purpose="WALK_UP", **more)


def test_a_no_show_is_released_after_a_quarter_of_an_hour_and_a_walk_up_takes_the_room():
    """At 10:05 the room is held for people who never come; at 10:15 it is anybody's."""
    day = [
        Meets(name="ghosts", who="ann bob", at="10:00", minutes=60, booked=True, no_show=True),
        guests("too early", "10:05", 30),
        guests("lucky", "10:15", 45),
        guests("too late", "10:20", 15),
    ]
    assert told(house(SMALL, bookings={"room_release_minutes": 15}), day) == [
        "10:00 Small waits for ghosts",
        "10:05 too early finds no room",
        "10:15 Small is released",
        "10:15 lucky takes Small for 2",
        "10:20 too late finds no room",
        "11:00 lucky leaves Small",
    ]


def test_without_a_grace_the_room_of_a_no_show_stays_empty_to_the_end():
    day = [
        Meets(name="ghosts", who="ann bob", at="10:00", minutes=60, booked=True, no_show=True),
        guests("unlucky", "10:30", 15),
        guests("next", "11:00", 15),
    ]
    assert told(house(SMALL), day) == [
        "10:00 Small waits for ghosts",
        "10:30 unlucky finds no room",
        "11:00 Small has waited in vain",
        "11:00 next takes Small for 2",
        "11:15 next leaves Small",
    ]


def test_a_walk_up_has_to_leave_when_the_next_booking_begins():
    """With twenty minutes left the room is still worth taking; with fourteen it is not."""
    day = [
        Meets(name="board", who="ann bob cid", at="11:00", minutes=60, booked=True),
        guests("walk-up", "10:40", 60),
        guests("later", "12:46", 60),
        Meets(name="review", who="ann bob", at="13:00", minutes=30, booked=True),
    ]
    assert told(house(SMALL), day) == [
        "10:40 walk-up takes Small for 2",
        "11:00 walk-up has to leave Small",
        "11:00 board takes Small for 3",
        "12:00 board leaves Small",
        "12:46 later finds no room",
        "13:00 review takes Small for 2",
        "13:30 review leaves Small",
    ]


def test_a_group_is_moved_to_a_larger_room_where_the_right_size_is_taken():
    day = [
        Meets(name="early", who="ann bob cid", at="09:00", minutes=60),
        Meets(name="late", who="dan eve fay", at="09:30", minutes=60),
        Meets(name="last", who="gus hal", at="09:45", minutes=60),
    ]
    assert told(house(TWO_SIZES), day) == [
        "09:00 early takes Small for 3",
        "09:30 late takes Large for 3 (larger)",
        "09:45 last finds no room",
        "10:00 early leaves Small",
        "10:30 late leaves Large",
    ]


def test_a_wait_succeeds_and_the_gathering_keeps_its_planned_end():
    """The planning waits ten minutes and ends as planned; guests who wait keep their length."""
    day = [
        Meets(name="first", who="ann bob", at="09:00", minutes=40),
        Meets(name="planning", who="cid dan", at="09:30", minutes=60),
        guests("guests", "10:25", 60),
    ]
    assert told(house(SMALL, patience_minutes=10), day) == [
        "09:00 first takes Small for 2",
        "09:30 planning waits",
        "09:40 first leaves Small",
        "09:40 planning takes Small for 2",
        "10:25 guests waits",
        "10:30 planning leaves Small",
        "10:30 guests takes Small for 2",
        "11:30 guests leaves Small",
    ]


def test_a_wait_runs_out_one_minute_too_early():
    day = [
        Meets(name="first", who="ann bob", at="09:00", minutes=41),
        Meets(name="planning", who="cid dan", at="09:30", minutes=60),
    ]
    assert told(house(SMALL, patience_minutes=10), day) == [
        "09:00 first takes Small for 2",
        "09:30 planning finds no room",
        "09:41 first leaves Small",
    ]


def test_who_waits_first_is_served_first_and_nobody_overtakes():
    """Two wait for one room; the third comes in the minute in which it is free, and would have to wait too long."""
    day = [
        guests("holder", "09:00", 30),
        guests("one", "09:20", 20, tie=8),
        guests("two", "09:21", 20, tie=7),
        guests("three", "09:30", 20, tie=9),
    ]
    assert told(house(SMALL, patience_minutes=30), day) == [
        "09:00 holder takes Small for 2",
        "09:20 one waits",
        "09:21 two waits",
        "09:30 holder leaves Small",
        "09:30 one takes Small for 2",
        "09:30 three finds no room",
        "09:50 one leaves Small",
        "09:50 two takes Small for 2",
        "10:10 two leaves Small",
    ]


def test_a_hybrid_meeting_needs_equipment_and_passes_by_the_empty_room_without_it():
    """Two of us and one by video: the bare room is free, the equipped small one is taken, so the large one it is."""
    rooms = {
        "Bare": {"seats": 4, "equipment": False},
        "Screen": {"seats": 4, "equipment": True},
        "Stage": {"seats": 10, "equipment": True},
    }
    day = [
        Meets(name="all here", who="ann bob", at="10:00", minutes=60, tie=1),
        Meets(name="hybrid", who="cid dan", remote=1, at="10:00", minutes=60, tie=2),
        Meets(name="hybrid too", who="eve fay", remote=2, at="10:00", minutes=60, tie=3),
        Meets(name="hybrid three", who="gus hal", remote=2, at="10:00", minutes=60, tie=4),
    ]
    assert told(house(rooms), day) == [
        "10:00 all here takes Bare for 2",
        "10:00 hybrid takes Screen for 2",
        "10:00 hybrid too takes Stage for 2 (larger)",
        "10:00 hybrid three finds no room",
        "11:00 all here leaves Bare",
        "11:00 hybrid leaves Screen",
        "11:00 hybrid too leaves Stage",
    ]


def test_a_meeting_moves_on_to_a_later_half_hour_because_somebody_is_busy_in_the_first_free_one():
    """The room is free from 11:00. Where Ann meets Dan from 11:00 to 11:45, they meet at 12:00 instead."""
    rooms = {"Booth": {"seats": 2}, "Hall": {"seats": 10}}
    day = [
        Meets(name="long", who="gus hal ida", at="10:00", minutes=60, booked=True),
        Meets(name="put off", who="ann bob cid", at="10:30", minutes=30),
        Meets(name="pair", who="ann dan", at="11:30", minutes=30, booked=True),
    ]
    assert told(house(rooms, another_time=True), day) == [
        "10:00 long takes Hall for 3",
        "10:30 put off puts it off",
        "11:00 long leaves Hall",
        "11:00 put off takes Hall for 3 (moved)",
        "11:30 put off leaves Hall",
        "11:30 pair takes Booth for 2",
        "12:00 pair leaves Booth",
    ]
    day[2] = Meets(name="pair", who="ann dan", at="11:00", minutes=45, booked=True)
    assert told(house(rooms, another_time=True), day) == [
        "10:00 long takes Hall for 3",
        "10:30 put off puts it off",
        "11:00 long leaves Hall",
        "11:00 pair takes Booth for 2",
        "11:45 pair leaves Booth",
        "12:00 put off takes Hall for 3 (moved)",
        "12:30 put off leaves Hall",
    ]


def test_nobody_moves_into_a_booking_of_which_nobody_knows_yet_that_it_will_be_released():
    """At 10:00 the booking of 10:30 looks real, so the meeting goes to 11:30; at 10:45 the room is free after all."""
    day = [
        guests("holder", "09:30", 60),
        Meets(name="put off", who="ann bob", at="10:00", minutes=30),
        Meets(name="ghosts", who="cid dan", at="10:30", minutes=60, booked=True, no_show=True),
        guests("lucky", "10:45", 30),
    ]
    assert told(house(SMALL, another_time=True, bookings={"room_release_minutes": 15}), day) == [
        "09:30 holder takes Small for 2",
        "10:00 put off puts it off",
        "10:30 holder leaves Small",
        "10:30 Small waits for ghosts",
        "10:45 Small is released",
        "10:45 lucky takes Small for 2",
        "11:15 lucky leaves Small",
        "11:30 put off takes Small for 2 (moved)",
        "12:00 put off leaves Small",
    ]


def test_of_three_who_begin_together_the_draw_decides_and_not_the_order():
    day = [guests("a", "09:00", 60, tie=7), guests("b", "09:00", 30, tie=3), guests("c", "09:00", 30, tie=5)]
    assert told(house(TWO_SIZES), day) == [
        "09:00 b takes Small for 2",
        "09:00 c takes Large for 2 (larger)",
        "09:00 a finds no room",
        "09:30 b leaves Small",
        "09:30 c leaves Large",
    ]


def test_a_series_books_before_a_single_meeting_and_who_booked_long_before_comes_first_among_these():
    """Three want the room at ten: the series gets it whatever the draw, and at two the one that booked a week ahead."""
    day = [
        Meets(name="single", who="ann bob", at="10:00", minutes=60, booked=True, tie=1),
        Meets(name="series", who="cid dan", at="10:30", minutes=60, booked=True, rank=SERIES, tie=9),
        Meets(name="yesterday", who="eve fay", at="14:00", minutes=60, booked=True, rank=-1, tie=1),
        Meets(name="last week", who="gus hal", at="14:00", minutes=60, booked=True, rank=-7, tie=9),
    ]
    assert told(house(SMALL), day) == [
        "10:00 single finds no room",
        "10:30 series takes Small for 2",
        "11:30 series leaves Small",
        "14:00 yesterday finds no room",
        "14:00 last week takes Small for 2",
        "15:00 last week leaves Small",
    ]


def test_two_who_like_a_larger_room_are_served_there_and_are_content_with_the_small_one_where_it_is_taken():
    rooms = {"Hall": {"seats": 20}, "Large": {"seats": 10}, "Small": {"seats": 2}}
    day = [
        Meets(name="first", who="ann bob", at="10:00", minutes=60, larger=True, tie=1),
        Meets(name="second", who="cid dan", at="10:00", minutes=60, larger=True, tie=2),
        Meets(name="third", who="eve fay", at="10:00", minutes=60, larger=True, tie=3),
    ]
    assert told(house(rooms), day) == [
        "10:00 first takes Large for 2",
        "10:00 second takes Small for 2",
        "10:00 third takes Hall for 2 (larger)",
        "11:00 first leaves Large",
        "11:00 second leaves Small",
        "11:00 third leaves Hall",
    ]


def test_a_room_given_away_in_every_slot_is_nobody_elses_and_a_closed_one_is_held_by_nobody():
    slots = {
        f"Slot{hour}": {"room_id": "Small", "starts_at": 60 * hour, "ends_at": 60 * (hour + 1), "people": hour % 2}
        for hour in range(9, 12)
    }
    day = [
        Meets(name="booked", who="ann bob", at="09:30", minutes=30, booked=True, rank=SERIES),
        guests("before", "08:30", 60),
        guests("between", "10:00", 15),
        guests("after", "12:00", 15),
    ]
    assert told(house(SMALL, given_away=slots), day) == [
        "08:30 before takes Small for 2",
        "09:00 before has to leave Small",
        "09:00 given away takes Small",
        "09:30 booked finds no room",
        "10:00 given away leaves Small",
        "10:00 between finds no room",
        "11:00 given away takes Small",
        "12:00 given away leaves Small",
        "12:00 after takes Small for 2",
        "12:15 after leaves Small",
    ]


def test_a_party_larger_than_any_room_goes_online_at_once_and_may_not_wait_or_move():
    day = [
        Meets(name="crowd", who="ann bob cid dan", guests=8, at="10:00", minutes=60),
        guests("eleven", "10:00", 60, number=11),
        guests("ten", "10:00", 60, number=10),
    ]
    assert told(house(TWO_SIZES, patience_minutes=60, another_time=True), day) == [
        "10:00 crowd finds no room",
        "10:00 eleven finds no room",
        "10:00 ten takes Large for 10",
        "11:00 ten leaves Large",
    ]


def test_everything_is_over_when_the_house_closes():
    """At 15:30 half an hour is left: guests leave at closing, and what does not fit any more cannot be put off."""
    day = [
        guests("guests", "15:30", 60),
        Meets(name="late", who="ann bob", at="15:30", minutes=30, tie=1),
        guests("too late", "15:45", 60),
    ]
    assert told(house(SMALL, another_time=True), day) == [
        "15:30 guests takes Small for 2",
        "15:30 late finds no room",
        "15:45 too late finds no room",
        "16:00 guests has to leave Small",
    ]


def test_a_hybrid_meeting_of_two_whose_size_has_no_equipment_at_all_is_in_a_larger_room_on_the_calmest_day():
    rooms = {"Bare": {"seats": 2, "equipment": False}, "Stage": {"seats": 10, "equipment": True}}
    day = [Meets(name="hybrid", who="ann bob", remote=1, at="10:00", minutes=60)]
    assert told(house(rooms), day) == ["10:00 hybrid takes Stage for 2 (larger)", "11:00 hybrid leaves Stage"]


def test_two_bookings_that_will_be_released_one_after_the_other_stand_in_the_way_of_one_room_only():
    """As far as anybody knows one of the two rooms is taken at ten and again at eleven, so there is one for both."""
    day = [
        guests("holder", "09:00", 60, tie=1),
        guests("other holder", "09:00", 60, tie=2),
        Meets(name="put off", who="ann bob", at="09:30", minutes=120),
        Meets(name="ghosts", who="cid dan", at="10:00", minutes=45, booked=True, no_show=True),
        Meets(name="more ghosts", who="eve fay", at="11:15", minutes=45, booked=True, no_show=True),
    ]
    rooms = {"Small": {"seats": 4, "count": 2}}
    assert told(house(rooms, another_time=True, bookings={"room_release_minutes": 15}), day) == [
        "09:00 holder takes Small-01 for 2",
        "09:00 other holder takes Small-02 for 2",
        "09:30 put off puts it off",
        "10:00 holder leaves Small-01",
        "10:00 other holder leaves Small-02",
        "10:00 put off takes Small-01 for 2 (moved)",
        "10:00 Small-02 waits for ghosts",
        "10:15 Small-02 is released",
        "11:15 Small-02 waits for more ghosts",
        "11:30 Small-02 is released",
        "12:00 put off leaves Small-01",
    ]
