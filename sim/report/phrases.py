"""Phrases that many sentences share, in the language of the page: amounts, weekdays, how often, of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.words import count, legible, level_text, percent

if TYPE_CHECKING:
    from datetime import date

    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.stats.interval import Interval

#: From here on digits are read faster than the word.
_LAST_WORD = 10
_RAREST = 999


def level_in(language: Language, level: float) -> str:
    """Write a service level exactly: 0.975 is `97.5 %`."""
    return language.number(level_text(level))


def money_in(language: Language, eur: float) -> str:
    """Write an amount with the digits an estimate deserves: `1.2 million EUR`, `442,000 EUR`, `8,400 EUR`."""
    if eur >= 1e6:
        return language.say("amount.eur_millions", number=language.number(f"{eur / 1e6:.1f}"))
    return language.say("amount.eur", number=language.number(count(round(eur, -3 if eur >= 10_000 else -2))))


def square_meters_in(language: Language, area: float) -> str:
    """Write an area: `1,599 m\u00b2`."""
    return language.say("amount.square_meters", number=language.number(count(area)))


def policy_in(language: Language, policy: str) -> str:
    """Name a policy: in English by the name that the configuration gives it, elsewhere in words."""
    return legible(policy) if language is ENGLISH else language.policy(policy)


def date_in(language: Language, day: date) -> str:
    """Write a date: `2027-01-04`, and `4.1.2027` where that is the custom."""
    if language is ENGLISH:
        return day.isoformat()
    return language.say("amount.date", day=str(day.day), month=str(day.month), year=str(day.year))


def clock_in(language: Language, minute: int) -> str:
    """Write minutes since midnight as a time of day: 605 is `10:05`."""
    return language.say("figure.clock", hour=str(minute // 60), minute=f"{minute % 60:02d}")


def weekday_in(language: Language, day: int) -> str:
    """Name a weekday, Monday being 0."""
    return language.say(f"weekday.{day}")


def weekdays_in(language: Language, day: int) -> str:
    """Name a weekday in the plural, Monday being 0: `Mondays`."""
    return language.say(f"weekdays.{day}")


def month_in(language: Language, month: int) -> str:
    """Name a month, January being 1."""
    return language.say(f"month.{month}")


def on_workdays_in(language: Language, share: Interval) -> str:
    """Say on how many workdays something happens: `on 84 % (82 to 86 %) of workdays`, `on every workday`."""
    if share.estimate == 1:
        return language.say("on.every_workday")
    return language.say("on.workdays", share=language.with_interval(share, percent))


def every_nth_in(language: Language, share: float, day: str) -> str:
    """Say how often a share of days is: `every 20th workday`, `every sixth Tuesday`; `day` is named in the language."""
    if share <= 0:
        return language.say("every.never", day=day)
    if share >= 1:
        return language.say("every.one", day=day)
    nth = round(1 / share)
    if nth > _RAREST:
        return language.say("every.rarely", day=day)
    if nth == 1:
        return language.say("every.almost", day=day)
    if nth <= _LAST_WORD:
        return language.say("every.word", nth=language.say(f"ordinal.{nth}"), day=day)
    endings = {1: "every.first", 2: "every.second", 3: "every.third"}
    key = "every.nth" if 10 <= nth % 100 <= 20 else endings.get(nth % 10, "every.nth")
    return language.say(key, number=str(nth), day=day)


def failed_in(language: Language, facts: Facts) -> str:
    """Say, with a space in front, how many replications failed; every figure ends with it. Empty where none did."""
    failed = facts.replications_failed
    if not failed:
        return ""
    return language.say("failed.one" if failed == 1 else "failed.many", number=language.number(count(failed)))
