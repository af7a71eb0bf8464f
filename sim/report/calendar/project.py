"""The calendar of study=project: every site that may be shown, with the desks it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.calendar.cards import about, counted, headings, limits_of, seen_cards, whole
from sim.report.calendar.records import Card, Place, YearOfSites, seen_of
from sim.report.calendar.room import places_kept
from sim.report.calendar.shown import most_at_once, notes_of, notes_of_days, pooled, sites_hidden
from sim.report.calendar.view import calendar_view
from sim.report.phrases import level_in
from sim.report.words import count, legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.calendar.view import CalendarView
    from sim.report.evidence import Evidence
    from sim.report.language import Language
    from sim.report.site_need import SiteNeed

KEYS = ("desks", "needed", "wanted", "short", "sent_home")
_WHOLE = ("desks", "needed_whole", "wanted_whole", "short_whole", "sent_home_whole")


def project_calendar(evidence: Evidence) -> CalendarView | None:
    """Fill the calendar; none where nothing may be published."""
    answer, demand, language = evidence.answer, evidence.demand, evidence.language
    if not answer.publishable:
        return None
    several = len(demand.site_ids) > 1
    hidden = _hidden(evidence)
    sites = [site for site in answer.sites if site.site_id not in hidden]
    sites.sort(key=lambda site: (-(site.wanted_mean.estimate or 0), site.site_id))
    kept = sites[: places_kept(demand.days, steps=1) - several]
    places = [*([_whole(evidence, kept)] if several else []), *(_place(evidence, site) for site in kept)]
    if not places:
        return None
    replications, each = whole(demand.replications, language), whole(demand.days, language)
    said = {
        "allowed": level_in(language, round(1 - answer.service_level, 9)),
        "days": language.say("calendar.days_all"),
        "all_days": whole(demand.replications * demand.days, language),
        "replications": replications,
        "each": each,
    }
    return calendar_view(
        YearOfSites(
            dates=demand.dates.tolist(),
            places=places,
            keys=KEYS,
            headings=headings(KEYS, language),
            headings_whole=headings(("desks", "needed_pooled", "wanted", "short", "sent_home"), language),
            about=about(KEYS, language, **said),
            about_whole=about(_WHOLE, language, **said),
            notes=[*notes_of(len(sites), len(kept), len(hidden), language), *notes_of_days(places, language)],
        ),
        language,
    )


def _hidden(evidence: Evidence) -> set[str]:
    demand = evidence.demand
    people = dict(zip(demand.site_ids, demand.people.tolist(), strict=True))
    peaks = {site_id: most_at_once([wanted]) for site_id, wanted in zip(demand.site_ids, demand.wanted, strict=True)}
    return sites_hidden(people, peaks)


def _whole(evidence: Evidence, kept: Sequence[SiteNeed]) -> Place:
    demand, city, language = evidence.demand, evidence.answer.city, evidence.language
    short = sum(site.verdict == "too_few" for site in kept)
    seen = seen_of(city.desks, demand.city_wanted, demand.sent_home.sum(axis=0))
    return Place(
        name=language.say("calendar.all_sites"),
        whole=True,
        seen=[seen],
        cards=[[_desks(city, language, "everywhere"), _needed(city, evidence), *seen_cards(seen, language)]],
        lines=[pooled(short, len(kept), "project", language)],
    )


def _place(evidence: Evidence, site: SiteNeed) -> Place:
    demand, language = evidence.demand, evidence.language
    at = demand.index(site.site_id)
    seen = seen_of(site.desks, demand.wanted[at], demand.sent_home[at])
    return Place(
        name=legible(site.name),
        whole=False,
        seen=[seen],
        cards=[[_desks(site, language, "here"), _needed(site, evidence), *seen_cards(seen, language)]],
        lines=[""],
    )


def _desks(site: SiteNeed, language: Language, where: str) -> Card:
    people = whole(site.people, language)
    each = site.people_per_desk
    if each is None:
        return Card(value=whole(0, language), rest=language.say("calendar.no_desks", people=people))
    rest = language.say(f"calendar.people_{where}", people=people, each=language.number(f"{each:.2f}"))
    return Card(value=whole(site.desks, language), rest=rest)


def _needed(site: SiteNeed, evidence: Evidence) -> Card:
    missing, language = site.missing.estimate, evidence.language
    if missing is None:
        unknown = language.say("calendar.too_few_days")
        return Card(value=language.say("explorer.unknown"), limits=unknown)
    change, tone = _compared(site, round(missing), language)
    return Card(
        value=language.number(count(site.needed.estimate or 0)),
        limits=limits_of(site.needed, count, language),
        rest=counted(evidence.demand.replications, evidence.demand.days, language),
        change=change,
        tone=tone,
    )


def _compared(site: SiteNeed, missing: int, language: Language) -> tuple[str, str]:
    """Say how the desks compare with those needed, and whether that is good; those of all sites stand open to all."""
    if site.verdict_in_number == "cannot_tell":
        return language.say("calendar.cannot_tell"), ""
    if site.site_id and site.barred:
        return language.say("calendar.barred"), "loss" if site.verdict == "too_few" else ""
    if missing > 0:
        key = "calendar.missing" if site.site_id else "calendar.missing_everywhere"
        return language.say(key, number=whole(missing, language)), "loss"
    tone = "gain" if site.site_id else ""
    if missing == 0:
        return language.say("calendar.just_enough"), tone
    key = "calendar.spare" if site.site_id else "calendar.spare_everywhere"
    return language.say(key, number=whole(-missing, language)), tone
