"""When gatherings are held: cadence, weekday, holidays, hours; over random weeks and starts of the run."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calendar import Holidays
from tests.activities.weeks import TEAMS, context_of, gathered, occasional, only_on, series, week_of
from tests.building import plain

MUNICIPAL = plain("activities", "municipal")
HOSTS_OF = {"team_meeting": {"Ada", "Bo", "Cy"}, "unit_meeting": {"U1"}, "management_group": {"U1"}}
few = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 2**63 - 1)
starts = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(str)


def everything(**more):
    """Three months of the ten people with all activities of a Finnish city, often enough to see each of them."""
    busy = plain("activities", "municipal")
    for activity in busy.values():
        activity |= {key: 52.0 for key in ("per_team_year",) if key in activity}
        activity |= {key: 3 for key in ("every_weeks",) if activity.get(key, 0) > 3}
    busy["onboarding"] |= {"turnover_per_year": 0.5, "new_tasks_per_year": 2.0}
    return week_of(busy, **{"weeks": 6, "calendar": "finland", "behavior": "municipal"} | more)


@few
@given(seed=seeds, start=starts, every=st.integers(1, 9), kind=st.sampled_from(sorted(HOSTS_OF)))
def test_each_group_meets_exactly_once_in_every_so_many_weeks_whenever_the_run_starts(seed, start, every, kind):
    scenario = week_of(series(kind, 3, every_weeks=every), seed=seed, start_date=start, weeks=3 * every)
    weeks = defaultdict(list)
    for row in gathered(scenario):
        weeks[row[2] or row[3]].append(row[0] // 7)
    assert set(weeks) == HOSTS_OF[kind]
    for numbers in weeks.values():
        assert len(numbers) == 3
        assert set(np.diff(numbers)) == {every}


@few
@given(seed=seeds, start=starts, later=st.integers(1, 5))
def test_a_run_that_starts_later_has_the_same_gatherings_on_the_dates_both_have(seed, start, later):
    early = everything(seed=seed, start_date=start)
    monday = early.days.first_monday + timedelta(weeks=later)
    late = everything(seed=seed, start_date=str(monday))
    end = early.days.ordinals[-1, -1]
    assert [row for row in gathered(early) if row[0] >= monday.toordinal()] == [
        row for row in gathered(late) if row[0] <= end
    ]


@few
@given(seed=seeds, start=starts)
def test_a_shorter_run_has_the_same_gatherings_as_the_beginning_of_a_longer_one(seed, start):
    whole, part = (everything(seed=seed, start_date=start, weeks=weeks) for weeks in (6, 4))
    assert gathered(part) == [row for row in gathered(whole) if row[0] <= part.days.ordinals[-1, -1]]


def test_blocks_of_weeks_change_no_gathering(monkeypatch):
    scenario = everything()
    whole = gathered(scenario)
    monkeypatch.setattr("sim.attendance.block_draws.BLOCK_PERSON_WEEKS", 20)
    assert gathered(scenario) == whole


@few
@given(seed=seeds, start=starts)
def test_gatherings_are_on_workdays_only(seed, start):
    scenario = everything(seed=seed, start_date=start)
    assert {row[0] for row in gathered(scenario)} <= {day.toordinal() for day in scenario.days.dates}


@pytest.mark.parametrize("closed", [bits for bits in range(1, 32)])
def test_a_holiday_moves_a_gathering_to_the_next_workday_of_that_week_else_the_one_before_else_it_is_off(closed):
    """Five weekly team meetings, one on each weekday; `closed` says in its five bits which weekdays are holidays."""
    off = [day for day in range(5) if closed >> day & 1]
    monday = date(2027, 1, 4)
    dates = tuple(monday + timedelta(days=day) for day in off)
    for weekday in range(5):
        scenario = replace(
            week_of(series("team_meeting", weekday + 1)), calendar=Holidays(country="", closed_dates=dates)
        )
        days = {row[0] - monday.toordinal() for row in gathered(scenario)}
        later = [day for day in range(weekday, 5) if day not in off]
        before = [day for day in range(weekday) if day not in off]
        assert days == ({later[0]} if later else {before[-1]} if before else set())


def test_a_group_keeps_its_weekday_through_a_quarter_and_draws_anew_in_the_next():
    """The weekday is the one of `usual_weekday`; over two years some team changes it at a new quarter, never within."""
    scenario = week_of(series("team_meeting", 1, weekday_utility=[0.0] * 5), weeks=104)
    context = context_of(scenario)
    usual = context.usual_weekday("team_meeting", context.teams(), (0.0,) * 5)
    for row in gathered(scenario):
        week, weekday = divmod(row[0] - scenario.days.first_monday.toordinal(), 7)
        assert weekday == usual[week, sorted(TEAMS).index(row[2])]
    thursdays = [date.fromordinal(int(monday) + 3) for monday in scenario.days.ordinals[:, 0]]
    quarters = np.array([day.year * 4 + (day.month - 1) // 3 for day in thursdays])
    changes = (np.diff(usual, axis=0) != 0).any(axis=1)
    assert changes.any()
    assert (np.diff(quarters)[changes] == 1).all()


@few
@given(seed=seeds, start=starts)
def test_gatherings_start_on_half_hours_in_their_window_and_last_as_long_as_said(seed, start):
    for _, activity, *_, begins, minutes, _, _ in gathered(everything(seed=seed, start_date=start)):
        said = everything_says(activity)
        assert said.earliest_start <= begins <= said.latest_start
        if activity == "ad_hoc":  # at any minute, as long as one of the lengths seen
            assert minutes in said.length.minutes
            continue
        assert (begins - said.earliest_start) % 30 == 0
        assert minutes == said.minutes


def everything_says(activity):
    """The settings of an activity of a Finnish city."""
    return week_of(MUNICIPAL).activities[activity]


@few
@given(seed=seeds, opens=st.sampled_from([420, 540, 600]), closes=st.sampled_from([960, 1020, 1080]))
def test_gatherings_here_end_before_the_site_closes_and_start_after_it_opens(seed, opens, closes):
    """The window is shortened; a development day of seven hours does not fit between 10 and 16, and starts at ten."""
    sites = {"S1": {"name": "First"}, "S2": {"name": "Second"}}
    for site in sites.values():
        site |= {"opens_at": opens, "closes_at": closes}
    for _, activity, _, _, site, begins, minutes, _, _ in gathered(everything(seed=seed, sites=sites)):
        if activity == "ad_hoc":  # it ends when the people have to leave
            assert opens <= begins < closes
        elif site:
            assert begins >= opens
            assert begins + minutes <= closes or (minutes > closes - opens and begins == opens)


def test_the_last_start_is_the_one_that_still_ends_in_time():
    """A window from 09:00 to 17:00 at a site that closes at 12:00, for two hours: starts are 09:00, 09:30 and 10:00."""
    late = {"earliest_start": "09:00", "latest_start": "17:00"}
    sites = {"S1": {"name": "First", "opens_at": 420, "closes_at": 720}, "S2": {"name": "Second"}}
    for one in (
        series("team_meeting", 3, 120, **late),
        occasional("one_to_one", 120, every_weeks=1, in_person_share=1.0, **late),
    ):
        rows = gathered(week_of(one, sites=sites, weeks=104))
        assert {row[5] for row in rows if row[4] == "S1"} == {540, 570, 600}
        # S2 closes at 19:00, so that there the window is what the settings say.
        assert {row[5] for row in rows if row[4] == "S2"} == set(range(540, 1021, 30))


def test_what_is_left_of_a_window_after_closing_is_the_last_start_that_fits():
    """A gathering at 14:00 of two hours at a site that closes at 15:00 starts at 13:00; at a customer's it stays."""
    sites = {"S1": {"name": "First", "opens_at": 420, "closes_at": 900}, "S2": {"name": "Second"}}
    fixed = {"earliest_start": "14:00", "latest_start": "14:00"}
    negotiation = {"per_team_year": 52.0, "experts": 1, "visitors": 1, "at_customer_share": 0.5}
    rows = gathered(week_of(occasional("negotiation", 120, **negotiation, **fixed), sites=sites, weeks=20))
    assert {(row[4], row[5]) for row in rows} == {("S1", 780), ("S2", 840), ("", 840)}


def test_the_settings_of_a_finnish_city_fit_the_opening_hours_of_espoo():
    """Its gatherings would all end before 18:00 whatever the hours, and every site is open until 19:00."""
    said = week_of(MUNICIPAL).activities
    assert set(said) == {activity.kind for activity in said.values()}
    for activity in said.values():
        assert activity.earliest_start <= activity.latest_start
        # What lasts as a law says ends when its people go.
        assert activity.latest_start + getattr(activity, "minutes", 0) <= 18 * 60
    office = plain("office", "espoo")
    assert {site["closes_at"] for site in office["sites"].values()} == {19 * 60}


@pytest.mark.parametrize("sessions", [3.0, 5.0])
def test_a_learner_has_at_most_one_session_a_day_also_in_weeks_with_holidays(sessions):
    """The week of Easter 2027 and the one after have four workdays: a session moved onto another is left out."""
    learn = {"turnover_per_year": 1.0, "newcomer_weeks": 104, "new_tasks_per_year": 0.0, "task_weeks": 1}
    scenario = week_of(
        occasional("onboarding", sessions_per_week=sessions, **learn),
        calendar="finland",
        start_date="2027-03-22",
        weeks=2,
    )
    days = defaultdict(list)
    for row in gathered(scenario):
        days[row[8][0][0], row[0] // 7].append(row[0])
    assert len(days) == 9 * 2
    for held in days.values():
        assert len(set(held)) == len(held)
        assert len(held) <= 4
    if sessions == 5.0:
        assert {len(held) for held in days.values()} == {4}


def test_only_on_leaves_no_choice():
    """The helper of this folder does what it says, for every weekday and many hosts."""
    for weekday in range(1, 6):
        scenario = week_of({}, teams={f"T{number:02d}": {"size": 2} for number in range(50)}, weeks=52)
        context = context_of(scenario)
        assert (context.usual_weekday("any", context.teams(), tuple(only_on(weekday))) == weekday - 1).all()
