"""Parts of the calendar: packed numbers, colors, months, and what fits into a page."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.calendar.compact import SIGNS, packed
from sim.report.calendar.months import in_words, months_of
from sim.report.calendar.records import seen_of
from sim.report.calendar.room import places_kept, spread, values_kept
from sim.report.calendar.scales import of_desks, of_people, of_shares
from sim.report.language import ENGLISH, language
from tests.report.calendar_reading import unpacked

FINNISH = language("fi")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=50))
def test_packed_numbers_are_read_back(numbers):
    assert unpacked(packed(np.array(numbers)), len(numbers)) == numbers


def test_packed_numbers_need_no_escape_in_json_or_html():
    assert len(set(SIGNS)) == len(SIGNS) > 80
    assert not set(SIGNS) & set("<>&\"'\\")
    assert packed(np.array([], dtype=np.int64)) == ""
    assert len(packed(np.arange(len(SIGNS)))) == len(SIGNS)
    assert len(packed(np.arange(len(SIGNS) + 1))) == 2 * (len(SIGNS) + 1)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_steps_of_desks_are_equal_and_reach_from_the_least_to_the_most(one, other):
    least, most = sorted((one, other))
    uppers, words = of_desks(least, most, ENGLISH)
    assert len(uppers) == 4
    assert len(words) == 5
    widths = set(np.diff(uppers).tolist())
    assert len(widths) == 1
    width = widths.pop()
    assert uppers[0] - width < least <= uppers[0]
    assert most <= uppers[-1] + width


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (0, ["nobody", "up to 0.1", "over 0.1, up to 0.2", "over 0.2, up to 0.3", "over 0.3"]),
        (3.9, ["nobody", "up to 1", "over 1, up to 2", "over 2, up to 3", "over 3"]),
        (90, ["nobody", "up to 30", "over 30, up to 60", "over 60, up to 90", "over 90"]),
    ],
)
def test_steps_of_people_begin_with_nobody(most, words):
    uppers, said = of_people(most, ENGLISH)
    assert said == words
    assert uppers[0] == 0


def test_legends_speak_finnish():
    assert of_shares(FINNISH)[:2] == ["ei missään toistossa", "enintään 10\u00a0%"]
    assert of_desks(0, 4000, FINNISH)[1] == [
        "alle 1\u00a0000",
        "1\u00a0000–1\u00a0999",
        "2\u00a0000–2\u00a0999",
        "3\u00a0000–3\u00a0999",
        "vähintään 4\u00a0000",
    ]


def test_a_month_has_its_weeks_and_says_which_days_are_off():
    days = [date(2027, 1, 4) + timedelta(days=day) for day in range(40)]
    work = [day for day in days if day.weekday() < 5 and day != date(2027, 1, 6)]
    january, february = months_of(work, FINNISH)
    assert january.caption == "tammikuu 2027"
    assert [week for week, _ in january.weeks] == [1, 2, 3, 4]
    assert [(box.day, box.number) for box in january.weeks[0][1]] == [(4, 0), (5, 1), (6, None), (7, 2), (8, 3)]
    assert [week for week, _ in february.weeks] == [5, 6]
    numbers = [box.number for month in (january, february) for _, boxes in month.weeks for box in boxes]
    assert [number for number in numbers if number is not None] == list(range(len(work)))


def test_a_week_over_the_turn_of_a_month_stands_in_both_and_each_day_in_one():
    work = [date(2026, 12, 28) + timedelta(days=day) for day in range(5)]
    december, january = months_of(work, ENGLISH)
    assert [box.day for box in december.weeks[0][1]] == [28, 29, 30, 31, 0]
    assert [box.day for box in january.weeks[0][1]] == [0, 0, 0, 0, 1]
    assert january.weeks[0][0] == 53


def test_dates_are_written_in_words():
    assert in_words(date(2027, 1, 12), ENGLISH) == "Tuesday 12 January 2027"
    assert in_words(date(2027, 1, 12), FINNISH) == "tiistai 12. tammikuuta 2027"


def test_a_day_is_summed_up_over_replications():
    wanted = np.arange(20)[:, None] + np.array([0, 10])
    seen = seen_of(15, wanted, np.maximum(wanted - 15, 0))
    assert seen.mean.tolist() == [9.5, 19.5]
    assert seen.low.tolist() == [1, 11]
    assert seen.high.tolist() == [18, 28]
    assert seen.short.tolist() == [4, 14]
    assert seen.days_short == 18
    assert seen.short_share.estimate == 18 / 40
    assert seen_of(5, np.array([[3, 8]]), np.zeros((1, 2), dtype=int)).wanted_mean.low is None


def test_what_is_kept_fits():
    assert values_kept(20, 253, 11) == 20
    assert values_kept(3, 253, 11) == 3
    assert values_kept(100, 253, 11) == 20
    assert 5 <= values_kept(20, 253, 80) < 20
    assert values_kept(20, 253, 1000) == 5
    assert places_kept(253, 13) >= 11
    assert places_kept(10**7, 13) == 1
    ranked = np.arange(100)[:, None] * np.ones((1, 3), dtype=np.int64)
    assert spread(ranked, 4)[:, 0].tolist() == [12, 37, 62, 87]
    assert spread(ranked, 100).tolist() == ranked.tolist()
