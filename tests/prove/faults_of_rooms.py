"""Seeded faults about rooms: bookings, no-shows, waiting, moving, equipment, and who is in which meeting."""

from __future__ import annotations

from tests.prove.fault import Fault

WHAT_FAULTS_TAUGHT = "tests/prove/test_what_faults_taught.py::"
BOOKINGS_AND_LUCK = "tests/behavior/test_bookings_and_luck.py::"
DESKS_AGAINST_REFERENCE = "tests/engine/test_desks_against_reference.py::"
ROOM_STORIES = "tests/engine/test_room_stories.py::"
ROOM_STORIES_OF_PEOPLE = "tests/engine/test_room_stories_of_people.py::"
GATHERINGS = "tests/metrics/test_gatherings.py::"
ROOMS_DAILY = "tests/metrics/test_rooms_daily.py::"

FAULTS = (
    Fault(
        name="room_too_many",
        what="Where all rooms of a size are taken, one more party gets in.",
        file="sim/engine/diaries.py",
        old="        while taken[last] < count:\n",
        new="        while taken[last] <= count:\n",
        tests=(ROOM_STORIES + "test_a_group_is_moved_to_a_larger_room_where_the_right_size_is_taken",),
    ),
    Fault(
        name="room_of_no_show_not_released",
        what="A booked room nobody comes to stays locked to the end of the booking.",
        file="sim/engine/rooms.py",
        old="            diary.give_back(release, end)\n",
        new="",
        tests=(ROOM_STORIES + "test_a_no_show_is_released_after_a_quarter_of_an_hour_and_a_walk_up_takes_the_room",),
    ),
    Fault(
        name="room_held_to_the_end_on_calm_days",
        what="On days on which nothing is contested, a room nobody comes to counts as held to the end.",
        file="sim/engine/rooms.py",
        old="np.where(released, requests.asked[some] + self._release, end)",
        new="end",
        tests=(DESKS_AGAINST_REFERENCE + "test_every_person_gets_the_desk_and_every_party_the_room_of_the_plain_day",),
    ),
    Fault(
        name="meeting_goes_on_when_somebody_must_go",
        what="A call or an ad-hoc meeting goes on though the next meeting of one who takes part begins.",
        file="sim/engine/parties.py",
        old="leaves = np.minimum(goes, commitments.next_start(requests.visit, asked))",
        new="leaves = goes.astype(np.int64)",
        tests=(
            ROOM_STORIES_OF_PEOPLE
            + "test_a_call_ends_when_the_next_meeting_of_that_person_begins_or_the_person_goes_home",
        ),
    ),
    Fault(
        name="walk_up_passes_by_a_room_booked_later",
        what="Who walks up passes by an empty room because it is booked for the afternoon.",
        file="sim/engine/room_contest.py",
        old="useful = end - now if party.movable else self._useful(party, now, end)",
        new="useful = end - now",
        tests=(ROOM_STORIES + "test_a_walk_up_has_to_leave_when_the_next_booking_begins",),
    ),
    Fault(
        name="series_book_last",
        what="A weekly series has no better claim to a room than a meeting called yesterday.",
        file="sim/engine/rooms.py",
        old="order = in_order(requests.tie[some[booking]], requests.booking_rank[some[booking]])",
        new="order = in_order(requests.tie[some[booking]])",
        tests=(
            ROOM_STORIES
            + "test_a_series_books_before_a_single_meeting_and_who_booked_long_before_comes_first_among_these",
        ),
    ),
    Fault(
        name="room_ties_by_order",
        what="Of parties that look for a room in the same minute the first in the list gets it, not one by draw.",
        file="sim/engine/rooms.py",
        old="order = in_order(requests.tie[number], tick)",
        new="order = in_order(tick)",
        tests=(ROOM_STORIES + "test_of_three_who_begin_together_the_draw_decides_and_not_the_order",),
    ),
    Fault(
        name="patience_a_minute_short",
        what="Who waits for a room gives up a minute too early, just before one comes free.",
        file="sim/engine/diaries.py",
        old="while at < len(times) and max(begin, times[at]) <= last:",
        new="while at < len(times) and max(begin, times[at]) < last:",
        tests=(ROOM_STORIES + "test_a_wait_succeeds_and_the_gathering_keeps_its_planned_end",),
    ),
    Fault(
        name="moved_onto_another_meeting",
        what="A meeting without a room is moved to an hour in which its people sit in another meeting.",
        file="sim/engine/room_contest.py",
        old="engaged = (*self.engaged.of_visit(visit), *self.moved.get(visit, ()))",
        new="engaged = (*self.moved.get(visit, ()),)",
        tests=(
            ROOM_STORIES
            + "test_a_meeting_moves_on_to_a_later_half_hour_because_somebody_is_busy_in_the_first_free_one",
        ),
    ),
    Fault(
        name="equipment_ignored",
        what="A meeting with people on video is put into a room without a camera.",
        file="sim/engine/room_choice.py",
        old="if pools[n].seats >= people and (pools[n].equipment or not equipment)]",
        new="if pools[n].seats >= people]",
        tests=(
            ROOM_STORIES
            + "test_a_hybrid_meeting_of_two_whose_size_has_no_equipment_at_all_is_in_a_larger_room_on_the_calmest_day",
        ),
    ),
    Fault(
        name="one_seat_always_empty",
        what="Four people are not let into a room with four seats.",
        file="sim/engine/room_choice.py",
        old="fits = [n for n in here if pools[n].seats >= people and",
        new="fits = [n for n in here if pools[n].seats > people and",
        tests=(
            ROOM_STORIES
            + "test_two_who_like_a_larger_room_are_served_there_and_are_content_with_the_small_one_where_it_is_taken",
        ),
    ),
    Fault(
        name="given_hours_on_the_wrong_weekday",
        what="Hours of a room that are given away every Monday are taken every Tuesday.",
        file="sim/engine/parties.py",
        old="np.isin(days % len(WEEKDAY_NAMES) + 1, booking.weekdays)",
        new="np.isin(days % len(WEEKDAY_NAMES), booking.weekdays)",
        tests=(
            BOOKINGS_AND_LUCK + "test_hours_given_away_count_in_the_size_of_their_room_and_a_closed_room_is_no_request",
        ),
    ),
    Fault(
        name="visitors_without_a_seat",
        what="Visitors of a negotiation need no seat in the room.",
        file="sim/engine/parties.py",
        old="people=own[asks] + gatherings.visitors[asks],",
        new="people=own[asks],",
        tests=(GATHERINGS + "test_a_gathering_is_listed_with_its_day_hours_and_numbers",),
    ),
    Fault(
        name="in_two_rooms_at_once",
        what="Somebody begins a call from a room while sitting in a meeting in another one.",
        file="sim/engine/parties.py",
        old="happens = ~engaged.busy_at(alone.visit, alone.asked)\n",
        new="happens = np.ones(len(alone), dtype=bool)\n",
        tests=(
            ROOM_STORIES_OF_PEOPLE
            + "test_a_call_ends_when_the_next_meeting_of_that_person_begins_or_the_person_goes_home",
        ),
    ),
    Fault(
        name="no_shows_among_the_refused",
        what="Parties that did not come are counted among those who asked for a room, which makes refusals look rare.",
        file="sim/metrics/rooms_daily.py",
        old='np.sum([total[name] for name in OUTCOMES if name != "no_shows"], axis=0)',
        new="np.sum([total[name] for name in OUTCOMES], axis=0)",
        tests=(ROOMS_DAILY + "test_who_did_not_come_is_not_refused_and_does_not_count",),
    ),
    Fault(
        name="refused_rooms_not_wanted",
        what="Rooms wanted are those in use: parties that found none are left out of the peak.",
        file="sim/metrics/rooms_daily.py",
        old="came = requests.outcome != RoomOutcome.NO_SHOW\n",
        new="came = requests.pool >= 0\n",
        tests=(ROOMS_DAILY + "test_who_goes_online_or_moves_is_wanted_when_asked",),
    ),
    Fault(
        name="busy_a_minute_too_long",
        what="Who leaves a meeting at eleven cannot begin a call or join another meeting at eleven.",
        file="sim/engine/commitments.py",
        old="(self._latest_keys()[before] > visit * _SPAN + tick)",
        new="(self._latest_keys()[before] >= visit * _SPAN + tick)",
        tests=(WHAT_FAULTS_TAUGHT + "test_who_leaves_a_meeting_at_eleven_is_free_at_eleven",),
    ),
    Fault(
        name="last_half_hour_never_used",
        what="No meeting is moved to the last half hour before the house closes.",
        file="sim/engine/room_contest.py",
        old="while start + party.ticks <= last:",
        new="while start + party.ticks < last:",
        tests=(WHAT_FAULTS_TAUGHT + "test_a_meeting_may_move_to_the_last_half_hour_before_the_house_closes",),
    ),
)
