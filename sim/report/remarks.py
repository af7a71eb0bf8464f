"""Sentences right under the decision that keep it honest: what the level means, on which weekdays, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.words import (
    WEEKDAYS,
    count,
    every_nth,
    level_text,
    listed,
    people_a_day,
    percent,
    plural,
    with_interval,
)
from sim.stats.day_quantile import days_needed

if TYPE_CHECKING:
    from sim.report.answer import Answer

#: Where the weekday with most days has hardly more than a fifth of them, none is named.
_EVEN = 0.22


def remarks(answer: Answer, replications_planned: int) -> list[str]:
    """Sentences that belong right under the decision: what the level means, on which weekdays, and what is missing."""
    if not answer.publishable:
        return []
    short = 1 - answer.service_level
    meaning = (
        f"Enough on {level_text(answer.service_level)} of workdays means: on at most {level_text(short)} of days, "
        f"that is about {every_nth(short, 'workday')}, more desks are wanted at a site than it has, and on no more "
        "days is anybody sent home. All workdays of the year count, so shortage is more frequent outside the leave "
        "season."
    )
    said = [meaning, _seats_found(answer), *_weekdays_in_words(answer)]
    if answer.replications == 1:
        said.append("One replication was run: there are no intervals, so every number may be luck. Run more.")
    else:
        said.append(
            "In brackets stands the 95 % interval of a number: how far it could move if more years were simulated. "
            "Where numbers of several sites are added, so are their limits."
        )
    if answer.days < days_needed(answer.service_level):
        said.append("Too few workdays for the service level: what can be told is the mean and the share of days short.")
    if answer.replications < replications_planned:
        missing = replications_planned - answer.replications
        said.append(
            f"{plural(missing, 'replication is', 'replications are')} missing of the {count(replications_planned)} "
            "planned, failed or not run yet; the manifest says which."
        )
    if answer.suppressed:
        said.append(
            f"{plural(len(answer.suppressed), 'site is', 'sites are')} not shown one by one, to protect groups of "
            "fewer than 5 people; totals hold them."
        )
    return said


def _seats_found(answer: Answer) -> str:
    """Say what becomes of those who set out on an average workday."""
    city = answer.city
    if not city.set_out.estimate:
        return "Nobody sets out for an office in this run."
    home, away = city.sent_home.estimate, city.elsewhere.estimate
    set_out = people_a_day(city.set_out.estimate)
    if not home and not away:
        return f"On an average workday {set_out} people set out, and everybody sits in the zone they set out for."
    sent = (
        f"{with_interval(city.sent_home, people_a_day)} of {set_out} people who set out are sent home" if home else ""
    )
    moved = f"{with_interval(city.elsewhere, people_a_day)} sit in another zone than they set out for"
    if not home:
        return f"On an average workday nobody of {set_out} people who set out is sent home, and {moved}."
    return f"On an average workday {sent}, and {moved}." if away else f"On an average workday {sent}."


def _weekdays_in_words(answer: Answer) -> list[str]:
    """Say on which weekdays desks run out, or which are the busiest where they never do."""
    if answer.short_days:
        spread = answer.short_days
        what = "Days on which a site wants more desks than it has, or sends somebody home, are"
        one = len(answer.sites) + len(answer.suppressed) == 1
        where = "" if one else f"at the {plural(spread.sites, 'site')} that have any, "
        if spread.sites == 1 and not one:
            where = "at the 1 site that has any, "
        nth = every_nth(spread.risk[spread.top], WEEKDAYS[spread.top])
        about = "about " if spread.risk[spread.top] < 2 / 3 else ""
        often = f": {where}{about}{nth} is one"
    elif answer.busiest_days:
        spread = answer.busiest_days
        what, often = f"The busiest {level_text(1 - answer.service_level)} of days are", ""
    else:
        return []
    if spread.few:
        days = listed([f"{WEEKDAYS[day]}s" for day in spread.few])
        together = percent(sum(spread.shares[day] for day in spread.few))
        return [f"{what} mostly {days} ({together} of them){often}."]
    if spread.shares[spread.top] < _EVEN:
        return [f"{what} spread evenly over the week{often}."]
    most = percent(spread.shares[spread.top])
    return [f"{what} spread over the week, most often {WEEKDAYS[spread.top]}s ({most} of them){often}."]
