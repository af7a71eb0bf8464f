"""The decision in words: the first sentence of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.words import NOTHING_PUBLISHABLE, count, legible, level_text, listed, on_workdays, percent, plural, span
from sim.stats.day_quantile import days_needed
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.answer import Answer
    from sim.report.site_need import SiteNeed

#: So many sites are named one by one in a sentence; the table names all.
NAMED_SITES = 4

#: Why somebody is sent home although as many desks as are wanted exist.
_BARRED = (
    "because they may not take the empty ones (assigned or accessible zones, desks booked by people who do not come, "
    "or moving between zones switched off)"
)
#: Only where there are other sites.
_GUESTS = ", or because people of other sites sit there"


def decide(answer: Answer) -> str:
    """Say in one sentence whether the desks suffice, where not, by how much, and how many desks stay empty."""
    if not answer.publishable:
        return NOTHING_PUBLISHABLE
    start = f"Under {legible(answer.policy)}"
    if not answer.sites:
        return f"{start} no site may be shown by itself: each is suppressed to protect small groups."
    if answer.days < days_needed(answer.service_level):
        return _too_few_days(answer, start)
    if len(answer.sites) == 1:
        return _one_site(answer, start)
    return _many_sites(answer, start)


def _too_few_days(answer: Answer, start: str) -> str:
    level = level_text(answer.service_level)
    desks = sum(site.desks for site in answer.sites)
    worst = max(answer.sites, key=lambda site: (site.days_short_share.estimate or 0.0, site.desks))
    share = worst.days_short_share.estimate or 0.0
    short = (
        f"on {percent(share)} of them {legible(worst.name)} was short of desks" if share else "none was short of desks"
    )
    turned = max(answer.sites, key=lambda site: (site.days_sent_home_share.estimate or 0.0, site.desks))
    home = turned.days_sent_home_share.estimate or 0.0
    sent = f"on {percent(home)} somebody was sent home{_at(turned, answer)}" if home else "nobody was sent home"
    return (
        f"{start} it cannot be told whether {_these(desks)} suffice on {level} of workdays: that needs at least "
        f"{days_needed(answer.service_level)} workdays in a replication, and this run has {answer.days}; {short}, "
        f"and {sent}."
    )


def _at(site: SiteNeed, answer: Answer) -> str:
    return f" at {legible(site.name)}" if len(answer.sites) > 1 else ""


def _these(desks: int) -> str:
    return "the 1 desk" if desks == 1 else f"the {count(desks)} desks"


def _one_site(answer: Answer, start: str) -> str:
    site, level = answer.sites[0], level_text(answer.service_level)
    desks, missing = f"{_these(site.desks)} of {legible(site.name)}", site.missing
    why = _BARRED if not answer.suppressed else _BARRED + _GUESTS
    if site.barred and site.verdict == "too_few":
        return f"{start} {desks} are {_in_number(site)}, but {_people_sent_home(site)}, {why}."
    if site.barred:
        return (
            f"{start} it cannot be told whether {desks} suffice on {level} of workdays: they are {_in_number(site)}, "
            f"but {_people_sent_home(site)}, {why}."
        )
    if site.verdict == "too_few":
        return f"{start} {desks} are too few for {level} of workdays: {_more(missing)} more are needed."
    if site.verdict == "cannot_tell":
        return f"{start} it cannot be told whether {desks} suffice on {level} of workdays: {_either_way(missing)}."
    spare = _spare([site])
    rest = f", and {spare} of them stay empty even on the busy days" if spare else ", with none to spare"
    return f"{start} {desks} are enough on {level} of workdays{rest}."


def _many_sites(answer: Answer, start: str) -> str:
    level = level_text(answer.service_level)
    enough = [site for site in answer.sites if site.verdict == "enough"]
    too_few = [site for site in answer.sites if site.verdict == "too_few"]
    short = sorted((site for site in too_few if not site.barred), key=lambda site: -(site.missing.estimate or 0))
    barred = [site for site in too_few if site.barred]
    unclear = [site for site in answer.sites if site.verdict == "cannot_tell"]
    desks = sum(site.desks for site in answer.sites)
    shown = f"{len(answer.sites)} sites" if not answer.suppressed else f"the {len(answer.sites)} sites shown"
    where = "every site" if len(enough) == len(answer.sites) else plural(len(enough), "site") if enough else "no site"
    parts = [f"{start} {_these(desks)} of {shown} are enough on {level} of workdays at {where}"]
    if short:
        parts.append(_short_sites(short))
    if barred:
        parts.append(_barred_sites(barred))
    if unclear:
        parts.append(f"for {_named([f'{legible(site.name)} ({_doubt(site)})' for site in unclear])} it cannot be told")
    spare = _spare(enough)
    tail = (
        f", while {spare} {'elsewhere ' if too_few or unclear else ''}stay empty even on the busy days" if spare else ""
    )
    return "; ".join(parts) + tail + "."


def _short_sites(short: Sequence[SiteNeed]) -> str:
    named = [
        f"{legible(site.name)} needs {_more(site.missing)} more"
        if number == 0
        else f"{legible(site.name)} {_more(site.missing)} more"
        for number, site in enumerate(short[:NAMED_SITES])
    ]
    rest = short[NAMED_SITES:]
    if rest:
        named.append(
            f"{plural(len(rest), 'other site')} {_more(_summed([site.missing for site in rest]))} more together"
        )
    return listed(named)


def _barred_sites(barred: Sequence[SiteNeed]) -> str:
    """Name the sites where there are desks enough but not for those who are sent home, worst first."""
    order = sorted(barred, key=lambda site: -(site.days_sent_home_share.estimate or 0))
    where = [f"{legible(site.name)} {on_workdays(site.days_sent_home_share)}" for site in order]
    return f"people are sent home at {_named(where)} although as many desks as are wanted exist, {_BARRED}{_GUESTS}"


def _named(names: Sequence[str]) -> str:
    """List the first few and count the rest."""
    rest = len(names) - NAMED_SITES
    return listed([*names[:NAMED_SITES], plural(rest, "other site")] if rest > 0 else names)


def _in_number(site: SiteNeed) -> str:
    return "enough in number" if site.verdict_in_number == "enough" else "perhaps enough in number"


def _people_sent_home(site: SiteNeed) -> str:
    return f"people are sent home {on_workdays(site.days_sent_home_share)}"


def _doubt(site: SiteNeed) -> str:
    return _people_sent_home(site) if site.barred else _either_way(site.missing)


def _more(missing: Interval) -> str:
    """`12 (8 to 15)`."""
    limits = span(missing)
    return f"{count(missing.estimate or 0)} ({limits})" if limits else count(missing.estimate or 0)


def _either_way(missing: Interval) -> str:
    """Say an interval that holds both answers: `from 2 spare to 9 missing`."""
    low, high = missing.low or 0.0, missing.high or 0.0
    return f"anything from {f'{count(-low)} spare' if low < 0 else '0'} to {count(high)} missing"


def _spare(sites: Sequence[SiteNeed]) -> str:
    """`210 desks (180 to 240)` beyond what these sites need; empty where there are none."""
    total = _summed([site.missing for site in sites])
    spare = -(total.estimate or 0)
    if spare <= 0:
        return ""
    limits = "" if total.low is None or total.high is None else f" ({count(-total.high)} to {count(-total.low)})"
    return f"{plural(round(spare), 'desk')}{limits}"


def _summed(intervals: Sequence[Interval]) -> Interval:
    """Add intervals end to end, which is wider than needed rather than too narrow."""
    if not intervals or any(interval.low is None or interval.high is None for interval in intervals):
        return Interval(sum(interval.estimate or 0 for interval in intervals), None, None)
    return Interval(
        sum(interval.estimate or 0 for interval in intervals),
        sum(interval.low or 0 for interval in intervals),
        sum(interval.high or 0 for interval in intervals),
    )
