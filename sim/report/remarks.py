"""Sentences right under the decision that keep it honest: what the level means, on which weekdays, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.phrases import every_nth_in, level_in, weekday_in
from sim.report.words import count, people_a_day, percent
from sim.stats.day_quantile import days_needed

if TYPE_CHECKING:
    from sim.report.answer import Answer
    from sim.report.weekdays import WeekdaySpread

#: Where the weekday with most days has hardly more than a fifth of them, none is named.
_EVEN = 0.22
#: A weekday that is as often such a day, or more often, is not called "about every one".
_MOST = 2 / 3


def remarks(answer: Answer, replications_planned: int) -> list[str]:
    """Sentences that belong right under the decision: what the level means, on which weekdays, and what is missing."""
    if not answer.publishable:
        return []
    language, short = answer.language, 1 - answer.service_level
    meaning = language.say(
        "decision.meaning",
        level=level_in(language, answer.service_level),
        short=level_in(language, short),
        nth=every_nth_in(language, short, language.say("every.workday")),
    )
    said = [meaning, _seats_found(answer), *_weekdays_in_words(answer)]
    said.append(language.say("decision.one_replication" if answer.replications == 1 else "decision.brackets"))
    if answer.days < days_needed(answer.service_level):
        said.append(language.say("decision.few_workdays"))
    if answer.replications < replications_planned:
        missing, planned = replications_planned - answer.replications, language.number(count(replications_planned))
        said.append(language.plural("decision.missing", missing, planned=planned))
    if answer.suppressed:
        said.append(language.plural("decision.hidden_sites", len(answer.suppressed)))
    return said


def _seats_found(answer: Answer) -> str:
    """Say what becomes of those who set out on an average workday."""
    city, language = answer.city, answer.language
    if not city.set_out.estimate:
        return language.say("decision.nobody_sets_out")
    home, moved = city.sent_home.estimate, city.elsewhere.estimate
    if home:
        key = "decision.home_and_moved" if moved else "decision.only_home"
    else:
        key = "decision.only_moved" if moved else "decision.all_seated"
    return language.say(
        key,
        set_out=language.number(people_a_day(city.set_out.estimate)),
        home=language.with_interval(city.sent_home, people_a_day),
        moved=language.with_interval(city.elsewhere, people_a_day),
    )


def _weekdays_in_words(answer: Answer) -> list[str]:
    """Say on which weekdays desks run out, or which are the busiest where they never do."""
    language = answer.language
    if answer.short_days:
        spread, often = answer.short_days, _often(answer)
    elif answer.busiest_days:
        spread, often = answer.busiest_days, ""
    else:
        return []
    how, days = _fall(spread)
    return [
        language.say(
            f"decision.short_{how}" if answer.short_days else f"decision.busiest_{how}",
            days=language.listed([language.say(f"falling.{day}") for day in days]),
            share=language.number(percent(sum(spread.shares[day] for day in days))),
            rest=level_in(language, 1 - answer.service_level),
            often=often,
        )
    ]


def _fall(spread: WeekdaySpread) -> tuple[str, list[int]]:
    """Tell how days are spread over the week, and the weekdays that are to be named."""
    if spread.few:
        return "mostly", spread.few
    return ("evenly", []) if spread.shares[spread.top] < _EVEN else ("most_often", [spread.top])


def _often(answer: Answer) -> str:
    """Say how often the weekday with most short days is one, and at how many sites where that is not plain."""
    spread, language = answer.short_days, answer.language
    nth = every_nth_in(language, spread.risk[spread.top], weekday_in(language, spread.top))
    about = spread.risk[spread.top] < _MOST
    if len(answer.sites) + len(answer.suppressed) == 1:
        return language.say("decision.often_about" if about else "decision.often", nth=nth)
    if about:
        return language.plural("decision.often_about_at", spread.sites, nth=nth)
    return language.plural("decision.often_at", spread.sites, nth=nth)
