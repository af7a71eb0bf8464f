"""Seeded faults about desks: who gets one, when it is free again, quotas and desk bookings."""

from __future__ import annotations

from tests.prove.fault import Fault

PLANNER = "tests/attendance/test_planner.py::"
ARRIVALS = "tests/engine/test_arrivals.py::"
DESK_BOOKING_STORIES = "tests/engine/test_desk_booking_stories.py::"
DESK_STORIES = "tests/engine/test_desk_stories.py::"
QUOTA = "tests/engine/test_quota.py::"
WHAT_FAULTS_TAUGHT = "tests/prove/test_what_faults_taught.py::"

FAULTS = (
    Fault(
        name="desk_too_many",
        what="A full zone seats one person more than it has desks.",
        file="sim/engine/desks.py",
        old="elif free[cell := wanted[event]] > 0:",
        new="elif free[cell := wanted[event]] >= 0:",
        tests=(DESK_STORIES + "test_two_desks_and_three_people_send_the_last_one_home",),
    ),
    Fault(
        name="desk_release_forgotten",
        what="Who leaves does not give the desk back, so that it stays taken to the evening.",
        file="sim/engine/desks.py",
        old="                    if cell >= 0:\n                        free[cell] += 1\n",
        new="                    if cell >= 0:\n                        continue\n",
        tests=(DESK_STORIES + "test_a_desk_freed_at_a_minute_is_taken_by_who_arrives_at_that_minute",),
    ),
    Fault(
        name="arrivals_before_departures",
        what="In the same minute people arrive before others leave, so that a desk just freed cannot be taken.",
        file="sim/engine/desks.py",
        old="key = np.concatenate([departure << 21, (arrival << 21) | (1 << 20) | tie])",
        new="key = np.concatenate([(departure << 21) | (1 << 20), (arrival << 21) | tie])",
        tests=(DESK_STORIES + "test_a_desk_freed_at_a_minute_is_taken_by_who_arrives_at_that_minute",),
    ),
    Fault(
        name="desk_ties_by_order",
        what="Of people who arrive in the same minute the first in the list gets the last desk, not one by draw.",
        file="sim/engine/desks.py",
        old="tie=visits.tie[taking],",
        new="tie=np.arange(len(taking), dtype=np.int32),",
        tests=(DESK_STORIES + "test_of_three_who_arrive_together_the_draw_decides_and_not_the_order",),
    ),
    Fault(
        name="guest_at_closing_time",
        what="A guest who would leave another site exactly when it closes is refused.",
        file="sim/engine/desks.py",
        old="tries &= claims.end[late] <= self._closes[near]",
        new="tries &= claims.end[late] < self._closes[near]",
        tests=(DESK_STORIES + "test_a_site_that_closes_earlier_or_opens_later_refuses_the_guest",),
    ),
    Fault(
        name="touchdown_before_other_floors",
        what="Who finds the own zone full is sent to touchdown seats before the desks of other floors.",
        file="sim/office.py",
        old="return last, abs(there.floor - here.floor), int(there.wing != here.wing), self.zone_ids[other]",
        new="return abs(there.floor - here.floor), last, int(there.wing != here.wing), self.zone_ids[other]",
        tests=(DESK_STORIES + "test_the_whole_cascade_own_floor_other_floors_touchdown_informal_other_site_home",),
    ),
    Fault(
        name="accessible_desks_for_anybody",
        what="Assigned and accessible desks are given to whoever finds the own zone full.",
        file="sim/office.py",
        old="            and self.zones[self.zone_ids[zone]].kind in _OPEN_KINDS + _LAST_KINDS\n",
        new="",
        tests=(DESK_STORIES + "test_assigned_and_accessible_desks_are_never_taken_by_others",),
    ),
    Fault(
        name="quota_rounded_up",
        what="A quota of 70 % of 15 desks gives 11 places instead of 10.",
        file="sim/engine/quota.py",
        old="np.floor(self._share * self._desks + 1e-9)",
        new="np.ceil(self._share * self._desks - 1e-9)",
        tests=(QUOTA + "test_no_site_ever_gives_more_places_than_its_quota_and_none_is_left_while_somebody_goes_home",),
    ),
    Fault(
        name="quota_lottery_by_order",
        what="Places of a quota go to the first people in the list, the same ones every day, instead of by lottery.",
        file="sim/engine/quota.py",
        old="lot = self._stream.bits_each(self._keys[person], self._ordinals[day])",
        new="lot = person",
        tests=(QUOTA + "test_the_lottery_gives_everybody_the_same_chance_whatever_the_id",),
    ),
    Fault(
        name="quota_norm_before_gathering",
        what="Whom a norm asks to come gets a place of the quota before whom a meeting needs there.",
        file="sim/engine/quota.py",
        old="claim = np.where(needed, 0, np.where(asked, 1, 2))",
        new="claim = np.where(asked, 0, np.where(needed, 1, 2))",
        tests=(
            QUOTA
            + "test_who_is_needed_at_a_gathering_comes_before_who_is_asked_by_a_norm_and_that_one_before_all_others",
        ),
    ),
    Fault(
        name="desk_of_no_show_not_released",
        what="The booked desk of somebody who does not come is never given to others, whatever the grace.",
        file="sim/engine/arrivals.py",
        old="np.minimum(visits.departure, visits.arrival + self._release_ticks, out=visits.departure)",
        new="np.minimum(visits.departure, visits.arrival + self._release_ticks)",
        tests=(
            WHAT_FAULTS_TAUGHT
            + "test_a_run_gives_up_the_desk_of_a_no_show_after_the_grace_or_when_the_stay_would_have_ended",
        ),
    ),
    Fault(
        name="booked_desk_not_kept",
        what="A booked desk is kept free only from the minute its owner comes, not from the morning on.",
        file="sim/engine/desks.py",
        old="begin=np.where(holds, 0, visits.arrival)[taking]",
        new="begin=visits.arrival[taking]",
        tests=(DESK_BOOKING_STORIES + "test_a_walk_in_may_not_even_use_a_reserved_desk_until_its_owner_comes",),
    ),
    Fault(
        name="desk_bookings_by_order",
        what="Who stands first in the list books first: neither standing bookings nor the draw count.",
        file="sim/engine/desk_bookings.py",
        old="in_turn = some[in_order(visits.booking_rank[some], day[some])]",
        new="in_turn = some[in_order(day[some])]",
        tests=(DESK_BOOKING_STORIES + "test_standing_bookings_of_norm_days_come_before_all_others",),
    ),
    Fault(
        name="desk_overbooked",
        what="One desk more can be booked in a zone than there is.",
        file="sim/engine/desk_bookings.py",
        old="        if free[wanted] <= 0:\n",
        new="        if free[wanted] < 0:\n",
        tests=(
            DESK_BOOKING_STORIES
            + "test_booked_out_goes_no_farther_than_the_own_site_and_who_books_nothing_walks_in_elsewhere",
        ),
    ),
    Fault(
        name="no_show_comes_anyway",
        what="Who has booked a desk and decides to stay at home is counted as coming as well.",
        file="sim/attendance/desk_bookings.py",
        old="        office &= ~no_show\n",
        new="",
        tests=(PLANNER + "test_who_books_and_stays_away_works_at_home_and_everybody_else_comes_as_before",),
    ),
    Fault(
        name="home_before_the_meeting_ends",
        what="People called in to a meeting go home at their usual hour, also in the middle of it.",
        file="sim/engine/arrivals.py",
        old="        np.maximum.at(visits.departure, visit, end)\n",
        new="        np.maximum.at(visits.departure, visit, start)\n",
        tests=(WHAT_FAULTS_TAUGHT + "test_who_is_needed_at_a_late_meeting_stays_to_its_end",),
    ),
    Fault(
        name="lengths_rounded_down",
        what="Stays are rounded down to whole ticks, so that desks look free a little too early.",
        file="sim/engine/arrivals.py",
        old="np.maximum(np.ceil(stay * ticks_per_minute), 1)",
        new="np.maximum(np.floor(stay * ticks_per_minute), 1)",
        tests=(ARRIVALS + "test_coarse_ticks_round_starts_down_and_lengths_up",),
    ),
    Fault(
        name="late_for_the_meeting",
        what="People called in to an early meeting come at their usual hour, when it may be over.",
        file="sim/engine/arrivals.py",
        old="        np.minimum.at(visits.arrival, visit, start)\n",
        new="",
        tests=(WHAT_FAULTS_TAUGHT + "test_who_is_needed_at_an_early_meeting_comes_when_it_begins",),
    ),
    Fault(
        name="needed_and_not_there",
        what="Who is needed at a meeting may book a desk and stay at home after all.",
        file="sim/attendance/desk_bookings.py",
        old="free = ~needed & ~self._site_bound[people]",
        new="free = ~self._site_bound[people]",
        tests=(
            WHAT_FAULTS_TAUGHT
            + "test_whom_a_meeting_needs_and_who_is_bound_to_the_site_comes_though_everybody_else_stays_away",
        ),
    ),
)
