"""Sentences right under the decision that keep it honest: what the level means, on which weekdays, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.words import WEEKDAYS, count, every_nth, level_text, listed, percent, plural
from sim.stats.day_quantile import days_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.answer import Answer


def remarks(answer: Answer, replications_planned: int) -> list[str]:
    """Sentences that belong right under the decision: what the level means, on which weekdays, and what is missing."""
    if not answer.publishable:
        return []
    short = 1 - answer.service_level
    meaning = (
        f"Enough on {level_text(answer.service_level)} of workdays means: on at most {level_text(short)} of days, "
        f"that is about {every_nth(short, 'workday')}, more desks are wanted at a site than it has. All workdays of the "
        "year count, so shortage is more frequent outside the leave season."
    )
    said = [meaning, *_weekdays_in_words(answer)]
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


def busiest_weekdays(shares: Sequence[float]) -> list[int]:
    """Give the fewest weekdays (0 Monday) that hold 60 % of the days beyond, when one or two do; else none."""
    order = sorted(range(5), key=lambda day: (-shares[day], day))
    for number in (1, 2):
        if sum(shares[day] for day in order[:number]) >= 0.6:
            return sorted(order[:number])
    return []


def _weekdays_in_words(answer: Answer) -> list[str]:
    if not any(answer.weekday_shares):
        return []
    mostly = busiest_weekdays(answer.weekday_shares)
    top = max(range(5), key=lambda day: answer.weekday_shares[day])
    often = f"at a site, about {every_nth(answer.weekday_risk[top], WEEKDAYS[top])} is such a day"
    if mostly:
        days = listed([f"{WEEKDAYS[day]}s" for day in mostly])
        together = percent(sum(answer.weekday_shares[day] for day in mostly))
        return [f"Such days are mostly {days} ({together} of them): {often}."]
    most = percent(answer.weekday_shares[top])
    return [f"Such days are spread over the week, most often {WEEKDAYS[top]}s ({most} of them): {often}."]
