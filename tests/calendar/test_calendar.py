"""Which days are simulated, and which of them are workdays."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.calendar import Calendar, Holidays

FINLAND = Holidays(country="FI")
EVERY_WEEKDAY = Holidays(country="")

#: Written down by hand from the calendar of the Finnish year, weekends left out.
OFF_ON_WEEKDAYS = {
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25",
    2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-06 12-24",
}


def whole_year(year, holidays=FINLAND):
    """Workdays of a calendar year, out of a run that covers it."""
    calendar = Calendar(holidays, date(year, 1, 1), 54)
    return [day for day in calendar.dates if day.year == year]


@given(st.dates(date(1990, 1, 1), date(2190, 12, 31)))
def test_the_start_moves_back_to_its_monday(start):
    monday = Calendar(EVERY_WEEKDAY, start, 1).first_monday
    assert monday.isoweekday() == 1
    assert 0 <= (start - monday).days <= 6
    assert monday.isocalendar()[:2] == start.isocalendar()[:2]


@given(st.dates(date(1990, 1, 1), date(2190, 12, 31)), st.integers(1, 60))
def test_a_run_is_the_mondays_to_fridays_of_whole_weeks(start, weeks):
    calendar = Calendar(EVERY_WEEKDAY, start, weeks)
    expected = [calendar.first_monday + timedelta(days=number) for number in range(7 * weeks) if number % 7 < 5]
    assert calendar.dates == expected
    assert calendar.ordinals.shape == calendar.is_workday.shape == (weeks, 5)


@pytest.mark.parametrize("year", OFF_ON_WEEKDAYS)
def test_finnish_holidays_are_off_midsummer_eve_and_christmas_eve_among_them(year):
    weekdays = {date(year, 1, 1) + timedelta(days=n) for n in range(365)}
    weekdays = {day for day in weekdays if day.isoweekday() <= 5}
    off = sorted(weekdays - set(whole_year(year)))
    assert [f"{day:%m-%d}" for day in off] == OFF_ON_WEEKDAYS[year].split()


@pytest.mark.parametrize(("year", "workdays"), [(2025, 251), (2026, 252), (2027, 253)])
def test_a_finnish_year_has_its_number_of_workdays(year, workdays):
    assert len(whole_year(year)) == workdays


@pytest.mark.parametrize("eve", [date(2027, 12, 31), date(2027, 4, 30), date(2027, 3, 25)])
def test_new_years_eve_may_day_eve_and_maundy_thursday_are_workdays(eve):
    assert eve in whole_year(eve.year)


def test_without_a_country_every_monday_to_friday_is_a_workday():
    assert Calendar(EVERY_WEEKDAY, date(2027, 1, 4), 52).is_workday.all()


def test_another_country_has_its_own_holidays():
    days = Calendar(Holidays(country="SE"), date(2027, 1, 4), 52).dates
    assert date(2027, 12, 6) in days, "Finland's Independence Day is a workday in Sweden"
    assert date(2027, 1, 6) not in days


def test_closed_dates_are_off_as_well():
    closed = Holidays(country="FI", closed_dates=(date(2027, 12, 27), date(2027, 12, 26), date(2031, 1, 1)))
    assert sorted(set(whole_year(2027)) - set(whole_year(2027, closed))) == [date(2027, 12, 27)]


def test_closed_dates_are_off_without_a_country_too():
    closed = Holidays(country="", closed_dates=(date(2027, 1, 6),))
    assert Calendar(closed, date(2027, 1, 4), 1).is_workday.tolist() == [[True, True, False, True, True]]


def test_iso_week_53_is_followed_by_week_1():
    calendar = Calendar(EVERY_WEEKDAY, date(2026, 12, 28), 2)
    weeks = [date.fromordinal(int(monday)).isocalendar()[:2] for monday in calendar.ordinals[:, 0]]
    assert weeks == [(2026, 53), (2027, 1)]


def test_a_week_over_the_turn_of_the_year_knows_the_holidays_of_both_years():
    calendar = Calendar(FINLAND, date(2025, 12, 22), 2)
    assert [day.isoformat() for day in calendar.dates] == [
        "2025-12-22", "2025-12-23", "2025-12-29", "2025-12-30", "2025-12-31", "2026-01-02",
    ]  # fmt: skip


def test_a_leap_day_is_a_workday_like_others():
    assert date(2028, 2, 29) in whole_year(2028)
    assert len([day for day in whole_year(2028, EVERY_WEEKDAY)]) == 260


def test_workdays_point_at_the_days_that_are_listed():
    calendar = Calendar(FINLAND, date(2027, 1, 4), 52)
    assert [date.fromordinal(int(o)) for o in calendar.ordinals.ravel()[calendar.workdays]] == calendar.dates
    assert np.array_equal(np.flatnonzero(calendar.is_workday), calendar.workdays)


@given(st.integers(1, 100), st.integers(1, 100))
def test_a_longer_run_has_the_same_days_first(short, more):
    start = date(2027, 1, 4)
    first, longer = Calendar(FINLAND, start, short), Calendar(FINLAND, start, short + more)
    assert np.array_equal(longer.is_workday[:short], first.is_workday)


def test_a_calendar_may_hold_no_workday_at_all():
    closed = Holidays(country="", closed_dates=tuple(date(2027, 1, day) for day in range(4, 9)))
    assert Calendar(closed, date(2027, 1, 4), 1).dates == []
