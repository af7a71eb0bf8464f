"""The calendar of study=project: every site that may be shown, with the desks it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.calendar.cards import about, limits_of, seen_cards, whole
from sim.report.calendar.records import Card, Place, YearOfSites, seen_of
from sim.report.calendar.room import places_kept
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


def project_calendar(evidence: Evidence) -> CalendarView | None:
    """Fill the calendar; none where nothing may be published."""
    answer, demand, language = evidence.answer, evidence.demand, evidence.language
    if not answer.publishable:
        return None
    sites = sorted(answer.sites, key=lambda site: (-(site.wanted_mean.estimate or 0), site.site_id))
    several = len(demand.site_ids) > 1
    kept = places_kept(demand.days, steps=1)
    places = [_whole(evidence)] if several else []
    places += [_place(evidence, site) for site in sites[: kept - len(places)]]
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
            about=about(KEYS, language, **said),
            about_whole=about(
                ("desks", "needed_whole", "wanted_whole", "short_whole", "sent_home_whole"), language, **said
            ),
            notes=notes_of(len(sites), len(places) - several, len(answer.suppressed), language),
        ),
        language,
    )


def notes_of(sites: int, shown: int, hidden: int, language: Language) -> Sequence[str]:
    """Say which sites cannot be picked, and why."""
    notes = [language.plural("calendar.hidden", hidden)] if hidden else []
    return notes + ([language.plural("calendar.left_out", sites - shown)] if sites > shown else [])


def _whole(evidence: Evidence) -> Place:
    demand, city, language = evidence.demand, evidence.answer.city, evidence.language
    seen = seen_of(city.desks, demand.city_wanted, demand.sent_home.sum(axis=0))
    return Place(
        name=language.say("calendar.all_sites"),
        whole=True,
        seen=[seen],
        cards=[[_desks(city, language, "everywhere"), _needed(city, language), *seen_cards(seen, language)]],
    )


def _place(evidence: Evidence, site: SiteNeed) -> Place:
    demand, language = evidence.demand, evidence.language
    at = demand.index(site.site_id)
    seen = seen_of(site.desks, demand.wanted[at], demand.sent_home[at])
    return Place(
        name=legible(site.name),
        whole=False,
        seen=[seen],
        cards=[[_desks(site, language, "here"), _needed(site, language), *seen_cards(seen, language)]],
    )


def _desks(site: SiteNeed, language: Language, where: str) -> Card:
    people = whole(site.people, language)
    each = site.people_per_desk
    if each is None:
        return Card(value=whole(0, language), rest=language.say("calendar.no_desks", people=people))
    rest = language.say(f"calendar.people_{where}", people=people, each=language.number(f"{each:.2f}"))
    return Card(value=whole(site.desks, language), rest=rest)


def _needed(site: SiteNeed, language: Language) -> Card:
    missing = site.missing.estimate
    if missing is None:
        unknown = language.say("calendar.too_few_days")
        return Card(value=language.say("explorer.unknown"), limits=unknown)
    change, tone = _compared(site, round(missing), language)
    return Card(
        value=language.number(count(site.needed.estimate or 0)),
        limits=limits_of(site.needed, count, language),
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
