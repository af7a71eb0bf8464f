"""The decision in words: the first sentence of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.phrases import level_in, policy_in
from sim.report.words import count, legible, percent
from sim.stats.day_quantile import days_needed
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.answer import Answer
    from sim.report.language import Language
    from sim.report.site_need import SiteNeed

#: So many sites are named one by one in a sentence; the table names all.
NAMED_SITES = 4


def decide(answer: Answer) -> str:
    """Say in one sentence whether the desks suffice, where not, by how much, and how many desks stay empty."""
    language = answer.language
    if not answer.publishable:
        return language.say("nothing.publishable")
    if not answer.sites:
        return language.say("decision.nothing_shown", policy=policy_in(language, answer.policy))
    if answer.days < days_needed(answer.service_level):
        return _too_few_days(answer)
    if len(answer.sites) == 1:
        return _one_site(answer)
    return _many_sites(answer)


def _too_few_days(answer: Answer) -> str:
    language = answer.language
    worst = max(answer.sites, key=lambda site: (site.days_short_share.estimate or 0.0, site.desks))
    turned = max(answer.sites, key=lambda site: (site.days_sent_home_share.estimate or 0.0, site.desks))
    short, home = worst.days_short_share.estimate or 0.0, turned.days_sent_home_share.estimate or 0.0
    short_said = home_said = ""
    if short:
        share = language.number(percent(short))
        short_said = language.say("decision.was_short", share=share, site=legible(worst.name))
    if home:
        key = "decision.sent_home_at" if len(answer.sites) > 1 else "decision.sent_home"
        home_said = language.say(key, share=language.number(percent(home)), site=legible(turned.name))
    return language.say(
        "decision.too_few_days",
        policy=policy_in(language, answer.policy),
        desks=language.plural("decision.desks", sum(site.desks for site in answer.sites)),
        level=level_in(language, answer.service_level),
        needed=str(days_needed(answer.service_level)),
        days=str(answer.days),
        short=short_said or language.say("decision.never_short"),
        home=home_said or language.say("decision.nobody_sent_home"),
    )


def _one_site(answer: Answer) -> str:
    site, language = answer.sites[0], answer.language
    values = {
        "policy": policy_in(language, answer.policy),
        "desks": language.plural("decision.desks", site.desks),
        "site": legible(site.name),
        "level": level_in(language, answer.service_level),
    }
    if site.barred:
        key = "decision.barred_enough" if site.verdict_in_number == "enough" else "decision.barred_perhaps"
        if site.verdict == "cannot_tell":
            key = "decision.barred_unclear"
        why = language.say("decision.why_guests" if answer.suppressed else "decision.why")
        return language.say(key, home=_sent_home(site, language), why=why, **values)
    if site.verdict == "too_few":
        return language.say("decision.too_few", more=language.with_interval(site.missing), **values)
    if site.verdict == "cannot_tell":
        return language.say("decision.unclear", doubt=_doubt(site, language), **values)
    spare = _spare([site], language)
    return language.say("decision.enough_spare" if spare else "decision.enough", spare=spare, **values)


def _many_sites(answer: Answer) -> str:
    language = answer.language
    enough = [site for site in answer.sites if site.verdict == "enough"]
    too_few = [site for site in answer.sites if site.verdict == "too_few"]
    short = sorted((site for site in too_few if not site.barred), key=lambda site: -(site.missing.estimate or 0))
    barred = [site for site in too_few if site.barred]
    unclear = [site for site in answer.sites if site.verdict == "cannot_tell"]
    parts = [_where_enough(answer, len(enough))]
    if short:
        parts.append(_short_sites(short, language))
    if barred:
        parts.append(_barred_sites(barred, language))
    if unclear:
        parts.append(_unclear_sites(unclear, language))
    spare, tail = _spare(enough, language), ""
    if spare:
        tail = language.say("decision.spare_elsewhere" if too_few or unclear else "decision.spare", spare=spare)
    return "; ".join(parts) + tail + "."


def _where_enough(answer: Answer, enough: int) -> str:
    """Begin the sentence of many sites: at how many of them the desks are enough."""
    language, number = answer.language, len(answer.sites)
    shown = "decision.shown_sites" if answer.suppressed else "decision.all_sites"
    values = {
        "policy": policy_in(language, answer.policy),
        "desks": language.plural("decision.desks", sum(site.desks for site in answer.sites)),
        "sites": language.say(shown, number=str(number)),
        "level": level_in(language, answer.service_level),
    }
    if enough == number:
        return language.say("decision.at_every", **values)
    if enough == 0:
        return language.say("decision.at_none", **values)
    return language.plural("decision.at_some", enough, **values)


def _short_sites(short: Sequence[SiteNeed], language: Language) -> str:
    named = [
        language.say(
            "decision.needs" if number == 0 else "decision.needs_too",
            site=legible(site.name),
            more=language.with_interval(site.missing),
        )
        for number, site in enumerate(short[:NAMED_SITES])
    ]
    rest = short[NAMED_SITES:]
    if rest:
        more = language.with_interval(_summed([site.missing for site in rest]))
        named.append(language.plural("decision.needs_rest", len(rest), more=more))
    return language.listed(named)


def _barred_sites(barred: Sequence[SiteNeed], language: Language) -> str:
    """Name the sites where there are desks enough but not for those who are sent home, worst first."""
    order = sorted(barred, key=lambda site: -(site.days_sent_home_share.estimate or 0))
    where = []
    for site in order[:NAMED_SITES]:
        name, share = legible(site.name), site.days_sent_home_share
        if share.estimate == 1:
            where.append(language.say("decision.barred_daily", site=name))
        else:
            days = language.with_interval(share, percent)
            where.append(language.say("decision.barred_at", site=name, share=days))
    if rest := order[NAMED_SITES:]:
        where.append(language.plural("decision.barred_others", len(rest)))
    why = language.say("decision.why_guests")
    return language.say("decision.barred_sites", sites=language.listed(where), why=why)


def _unclear_sites(unclear: Sequence[SiteNeed], language: Language) -> str:
    named = [
        language.say("decision.unclear_at", site=legible(site.name), doubt=_doubt(site, language))
        for site in unclear[:NAMED_SITES]
    ]
    if rest := unclear[NAMED_SITES:]:
        named.append(language.plural("decision.unclear_others", len(rest)))
    return language.say("decision.unclear_sites", sites=language.listed(named))


def _sent_home(site: SiteNeed, language: Language) -> str:
    """Say on how many days somebody is sent home."""
    share = site.days_sent_home_share
    if share.estimate == 1:
        return language.say("decision.home_daily")
    return language.say("decision.home_share", share=language.with_interval(share, percent))


def _doubt(site: SiteNeed, language: Language) -> str:
    """Say why it cannot be told: what happens to people, or an interval that holds both answers."""
    if site.barred:
        return _sent_home(site, language)
    low, high = site.missing.low or 0.0, site.missing.high or 0.0
    missing = language.number(count(high))
    if low < 0:
        return language.say("decision.spare_or_missing", spare=language.number(count(-low)), missing=missing)
    return language.say("decision.up_to_missing", missing=missing)


def _spare(sites: Sequence[SiteNeed], language: Language) -> str:
    """`210 desks (180 to 240)` beyond what these sites need; empty where there are none."""
    total = _summed([site.missing for site in sites])
    spare = -(total.estimate or 0)
    if spare <= 0:
        return ""
    known = total.low is not None and total.high is not None
    turned = Interval(spare, -(total.high or 0.0), -(total.low or 0.0)) if known else Interval(spare, None, None)
    limits = language.span(turned, count)
    return language.plural("amount.desks", round(spare)) + (f" ({limits})" if limits else "")


def _summed(intervals: Sequence[Interval]) -> Interval:
    """Add intervals end to end, which is wider than needed rather than too narrow."""
    if not intervals or any(interval.low is None or interval.high is None for interval in intervals):
        return Interval(sum(interval.estimate or 0 for interval in intervals), None, None)
    return Interval(
        sum(interval.estimate or 0 for interval in intervals),
        sum(interval.low or 0 for interval in intervals),
        sum(interval.high or 0 for interval in intervals),
    )
