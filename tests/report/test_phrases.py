"""Phrases that sentences share, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from sim.report.language import ENGLISH, language
from sim.report.phrases import (
    date_in,
    every_nth_in,
    failed_in,
    level_in,
    money_in,
    month_in,
    on_workdays_in,
    policy_in,
    square_meters_in,
    weekday_in,
    weekdays_in,
)
from sim.stats.interval import Interval
from tests.report.synthetic import make_facts

FINNISH = language("fi")
NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("share", "english", "finnish"),
    [
        (0.05, "every 20th workday", "joka 20. työpäivä"),
        (1 / 6, "every sixth workday", "joka kuudes työpäivä"),
        (1 / 21, "every 21st workday", "joka 21. työpäivä"),
        (1 / 22, "every 22nd workday", "joka 22. työpäivä"),
        (1 / 23, "every 23rd workday", "joka 23. työpäivä"),
        (1 / 12, "every 12th workday", "joka 12. työpäivä"),
        (0.9, "almost every workday", "lähes joka työpäivä"),
        (1, "every workday", "joka työpäivä"),
        (0, "never on a workday", "ei yksikään työpäivä"),
        (1e-5, "less often than every 999th workday", "harvemmin kuin joka 999. työpäivä"),
    ],
)
def test_how_often_is_said_in_days(share, english, finnish):
    assert every_nth_in(ENGLISH, share, ENGLISH.say("every.workday")) == english
    assert every_nth_in(FINNISH, share, FINNISH.say("every.workday")) == finnish


def test_amounts_have_the_digits_that_an_estimate_deserves():
    amounts = (1_249_000, 442_318, 8_437, 0)
    assert [money_in(ENGLISH, eur) for eur in amounts] == ["1.2 million EUR", "442,000 EUR", "8,400 EUR", "0 EUR"]
    assert [money_in(FINNISH, eur) for eur in amounts[:2]] == ["1,2 miljoonaa euroa", f"442{NO_BREAK}000 euroa"]
    assert square_meters_in(ENGLISH, 1598.7) == "1,599 m²"
    assert square_meters_in(FINNISH, 1598.7) == f"1{NO_BREAK}599 m²"
    assert [level_in(ENGLISH, level) for level in (0.95, 0.975)] == ["95 %", "97.5 %"]
    assert level_in(FINNISH, 0.975) == f"97,5{NO_BREAK}%"


def test_days_and_months_have_names():
    assert [weekday_in(FINNISH, day) for day in range(5)][1] == "tiistai"
    assert [weekdays_in(ENGLISH, day) for day in range(5)][4] == "Fridays"
    assert [month_in(ENGLISH, month) for month in (1, 12)] == ["January", "December"]
    assert [date_in(speaks, date(2027, 1, 4)) for speaks in (ENGLISH, FINNISH)] == ["2027-01-04", "4.1.2027"]


def test_a_share_of_workdays_is_said_in_full():
    assert on_workdays_in(ENGLISH, Interval(0.84, 0.82, 0.86)) == "on 84 % (82 to 86 %) of workdays"
    assert on_workdays_in(ENGLISH, Interval(1.0, 1.0, 1.0)) == "on every workday"
    assert on_workdays_in(FINNISH, Interval(1.0, 1.0, 1.0)) == "jokaisena työpäivänä"


def test_a_policy_keeps_the_name_of_its_file_in_english_only():
    assert policy_in(ENGLISH, "team_led") == "team_led"
    assert policy_in(FINNISH, "team_led") == "tiimien sopimat päivät"


def test_replications_that_failed_are_counted_or_not_spoken_of():
    facts = make_facts(replications_done=18, replications_failed=2)
    assert failed_in(ENGLISH, make_facts()) == ""
    assert failed_in(ENGLISH, facts) == " 2 replications failed."
    assert failed_in(FINNISH, facts) == " 2 toistoa epäonnistui."
