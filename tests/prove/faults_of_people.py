"""Seeded faults about people: days, luck, absence, norms, gatherings, and who decided a day."""

from __future__ import annotations

from tests.prove.fault import Fault

PRESENCE_FOR_GATHERINGS = "tests/activities/test_presence_for_gatherings.py::"
WHEN = "tests/activities/test_when.py::"
WHO = "tests/activities/test_who.py::"
ABSENCE = "tests/attendance/test_absence.py::"
MEMORY = "tests/attendance/test_memory.py::"
OBLIGATIONS = "tests/attendance/test_obligations.py::"
PLANNER = "tests/attendance/test_planner.py::"
PURPOSES = "tests/attendance/test_purposes.py::"
RELATIONS = "tests/behavior/test_relations.py::"
CALENDAR = "tests/calendar/test_calendar.py::"
ARRIVALS = "tests/engine/test_arrivals.py::"
NORM_DAYS = "tests/policies/test_norm_days.py::"
STATED_NORMS = "tests/policies/test_stated_norms.py::"
TEAM_LED = "tests/policies/test_team_led.py::"
POPULATION = "tests/population/test_population.py::"

FAULTS = (
    Fault(
        name="weekday_shifted",
        what="An anchor day on Tuesday brings everybody on Wednesday.",
        file="sim/policies/norm.py",
        old="norms.level[[weekday - 1 for weekday in weekdays]] = level",
        new="norms.level[[weekday % 5 for weekday in weekdays]] = level",
        tests=(PLANNER + "test_kept_norm_days_come_first_and_replace_wished_days",),
    ),
    Fault(
        name="weeks_begin_on_sunday",
        what="The weeks of a run begin on Sunday, so that Friday is missing.",
        file="sim/calendar.py",
        old="timedelta(days=self.start_date.weekday())",
        new="timedelta(days=self.start_date.isoweekday())",
        tests=(CALENDAR + "test_the_start_moves_back_to_its_monday",),
    ),
    Fault(
        name="holidays_ignored",
        what="Public holidays of the last year of a run, often its only one, are ordinary workdays.",
        file="sim/calendar.py",
        old="years=range(first_year, last_year + 1)",
        new="years=range(first_year, last_year)",
        tests=(CALENDAR + "test_a_week_over_the_turn_of_the_year_knows_the_holidays_of_both_years",),
    ),
    Fault(
        name="quarter_of_the_monday",
        what="A week over the turn of a quarter keeps the team days of the quarter before.",
        file="sim/calendar.py",
        old='thursday = np.datetime64(monday + 3 - 719163, "D")',
        new='thursday = np.datetime64(monday - 719163, "D")',
        tests=(TEAM_LED + "test_a_week_belongs_to_the_quarter_of_its_thursday",),
    ),
    Fault(
        name="people_by_position",
        what="A person's luck hangs on the place in the list: one team less gives all teams behind it other people.",
        file="sim/organization.py",
        old="        return np.array(parts, dtype=np.uint64)\n",
        new="        return np.arange(len(parts), dtype=np.uint64)\n",
        tests=(POPULATION + "test_one_team_less_leaves_all_others_as_they_were",),
    ),
    Fault(
        name="seed_from_the_policy",
        what="The luck of a run is drawn from everything asked, so that each policy is tried on another year.",
        file="sim/replication.py",
        old="    luck = Luck(scenario.run.seed, replication)\n",
        new="    luck = Luck(int(scenario.key, 16), replication)\n",
        tests=(RELATIONS + "test_the_same_person_is_absent_on_the_same_days_under_every_policy",),
    ),
    Fault(
        name="arrival_luck_by_policy",
        what="People come and go at other hours under another policy.",
        file="sim/engine/arrivals.py",
        old='luck.stream("arrival and stay")',
        new='luck.stream(f"arrival and stay {scenario.policy.kind}")',
        tests=(ARRIVALS + "test_a_person_comes_at_the_same_minute_under_every_policy",),
    ),
    Fault(
        name="wishes_refitted_to_the_norm",
        what="What people would choose by themselves is read with the norms switched on.",
        file="sim/attendance/obligations.py",
        old="wished = choose(wish.free, wish.days)\n",
        new="wished = choose(wish.under_norms, wish.days)\n",
        tests=(PLANNER + "test_the_own_wish_is_the_same_under_every_policy",),
    ),
    Fault(
        name="adherence_ignored",
        what="Every norm day is kept by everybody, whatever the adherence.",
        file="sim/attendance/obligations.py",
        old="kept = (rule > 0) & (field(wish.draws, 2) < adherence * TABLE_SIZE)",
        new="kept = rule > 0",
        tests=(PLANNER + "test_norm_days_are_kept_as_often_as_the_adherence_says",),
    ),
    Fault(
        name="required_days_rounded_down",
        what="Of a minimum of two days, one is asked in a week with four days at work, instead of 1.6 rounded to two.",
        file="sim/attendance/obligations.py",
        old="lower = np.where(keeps, (fewest * available * 2 + 5) // 10, 0)",
        new="lower = np.where(keeps, fewest * available // 5, 0)",
        tests=(OBLIGATIONS + "test_the_minimum_shrinks_with_the_days_available_and_is_rounded_half_up",),
    ),
    Fault(
        name="minimum_of_the_lowest_level",
        what="A team that asks fewer days than the city lets its people off the minimum of the city.",
        file="sim/policies/stated.py",
        old="if norm.office_days_min is not None and norm.office_days_min >= norms.days_min[team]:",
        new="if norm.office_days_min is not None:",
        tests=(STATED_NORMS + "test_the_minimum_belongs_to_the_lowest_level_that_asks_as_much",),
    ),
    Fault(
        name="day_belongs_to_the_highest_level",
        what="A day that team and employer both ask for is put down to the employer.",
        file="sim/policies/stated.py",
        old="asked[(asked == 0) | (asked > level)] = level",
        new="asked[(asked == 0) | (asked < level)] = level",
        tests=(STATED_NORMS + "test_a_higher_level_does_not_take_a_day_from_the_team",),
    ),
    Fault(
        name="norm_decides_before_activity",
        what="A day on which a meeting needs somebody is put down to the norm that asks for it as well.",
        file="sim/attendance/obligations.py",
        old="decided_by = np.where(needed, np.int8(Decider.ACTIVITY), np.where(kept, rule, somebody))",
        new="decided_by = np.where(kept, rule, np.where(needed, np.int8(Decider.ACTIVITY), somebody))",
        tests=(OBLIGATIONS + "test_a_day_needed_by_a_gathering_and_asked_by_a_norm_is_decided_by_the_activity",),
    ),
    Fault(
        name="wished_days_called_imposed",
        what="A day that a person would have come anyway is called imposed because a norm asks for it.",
        file="sim/attendance/obligations.py",
        old="    decided_by[wished | ~office] = Decider.PERSON\n",
        new="    decided_by[~office] = Decider.PERSON\n",
        tests=(OBLIGATIONS + "test_a_wished_day_is_decided_by_the_person_whoever_else_asks_for_it",),
    ),
    Fault(
        name="meeting_calls_the_absent",
        what="Who is on leave comes in for a meeting all the same.",
        file="sim/attendance/planner.py",
        old="        available = self._draws.workday(weeks) & ~absent\n",
        new="        available = self._draws.workday(weeks) & ~(absent & (needed < 0))\n",
        tests=(PRESENCE_FOR_GATHERINGS + "test_one_who_is_absent_misses_the_gathering_and_is_not_counted_there",),
    ),
    Fault(
        name="leave_in_the_wrong_month",
        what="Leave is taken a month late: the empty month is August, not July.",
        file="sim/attendance/absence.py",
        old='return days.astype("datetime64[M]").astype(np.int64) % 12',
        new='return (days.astype("datetime64[M]").astype(np.int64) - 1) % 12',
        tests=(ABSENCE + "test_leave_of_one_month_only_is_taken_in_that_month_first",),
    ),
    Fault(
        name="healthy_again_on_monday",
        what="Every sick leave ends at the weekend at the latest.",
        file="sim/attendance/absence.py",
        old="for weeks_ago in range(LONGEST_SPELL_DAYS // 5 + 1):",
        new="for weeks_ago in range(1):",
        tests=(ABSENCE + "test_a_spell_reaches_over_weekends_into_the_next_weeks",),
    ),
    Fault(
        name="nothing_is_forgotten",
        what="Being turned away once is remembered at full strength for good.",
        file="sim/attendance/memory.py",
        old="            self._taken_off *= self._kept\n",
        new="",
        tests=(MEMORY + "test_half_is_left_after_the_half_life",),
    ),
    Fault(
        name="rotation_from_the_start_of_the_run",
        what="Which group of a rotation comes this week depends on when the simulation begins.",
        file="sim/policies/rotation.py",
        old="numbers = setting.calendar.ordinals[setting.weeks, 0] // 7",
        new="numbers = np.arange(setting.weeks.start, setting.weeks.stop)",
        tests=(NORM_DAYS + "test_the_week_of_a_rotation_does_not_depend_on_the_start_of_the_run",),
    ),
    Fault(
        name="priority_reversed",
        what="Of two meetings on a day the less important one says why somebody is there.",
        file="sim/gatherings.py",
        old="rank = gatherings.priority.astype(np.int64) * _MINUTES_PER_DAY - gatherings.start_minute",
        new="rank = -gatherings.priority.astype(np.int64) * _MINUTES_PER_DAY - gatherings.start_minute",
        tests=(PURPOSES + "test_of_two_gatherings_on_a_day_the_one_of_higher_priority_says_why",),
    ),
    Fault(
        name="own_mentor",
        what="A newcomer may be given himself or herself as the mentor.",
        file="sim/activities/onboarding.py",
        old="step = 1 + draw % np.maximum(size - 1, 1)",
        new="step = draw % size",
        tests=(WHO + "test_a_mentor_is_always_the_same_other_member_of_the_team",),
    ),
    Fault(
        name="meetings_on_holidays",
        what="A weekly meeting that falls on a public holiday is held on the empty day instead of the next workday.",
        file="sim/activities/context.py",
        old="best = np.where(open_days[:, None], distance, 99).argmin(axis=2)",
        new="best = np.where(open_days[:, None] >= 0, distance, 99).argmin(axis=2)",
        tests=(
            WHEN
            + "test_a_holiday_moves_a_gathering_to_the_next_workday_of_that_week_else_the_one_before_else_it_is_off",
        ),
    ),
)
