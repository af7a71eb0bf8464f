"""The answer of study=close: which parts could go, what that saves and costs, and what the next one would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.phrases import level_in, money_in, policy_in, square_meters_in
from sim.report.words import days_a_year, fine_percent, legible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.close_page import ClosureRow
    from sim.report.facts import Facts
    from sim.report.language import Language
    from sim.stats.interval import Interval

#: A share of room requests refused more that a planner would want to know of.
_WORTH_SAYING = 0.005


def part_in(language: Language, site: str, floor: int | None, wing: str | None) -> str:
    """Name a part of the office: a site, or only a floor or a wing of it, or one floor of one wing."""
    if floor is None and wing is None:
        return language.say("close.part_site", site=site)
    if floor is None:
        return language.say("close.part_wing", site=site, wing=wing or "")
    if wing is None:
        return language.say("close.part_floor", site=site, floor=str(floor))
    return language.say("close.part_floor_of_wing", site=site, floor=str(floor), wing=wing)


def answer(
    today: ClosureRow, steps: Sequence[ClosureRow], confirmed: Interval | None, facts: Facts, language: Language
) -> str:
    """Say what could go, what it saves and costs, and what the next step would do."""
    kept = [row for row in steps if row.keeps_level]
    beyond = next((row for row in steps if not row.keeps_level), None)
    level = level_in(language, facts.service_level)
    start = language.say("close.start", policy=policy_in(language, facts.policy), level=level)
    if not steps:
        return language.say("close.one_part", start=start)
    if not today.keeps_level:
        return language.say(
            "close.over_today",
            start=start,
            days=language.with_interval(today.sent_home, days_a_year),
            part=legible(steps[0].part),
            would=_would(steps[0], language),
        )
    if not kept:
        assert beyond is not None
        part = legible(beyond.part)
        return language.say("close.none_can_go", start=start, part=part, would=_would(beyond, language))
    last = kept[-1]
    more = [_over(today, last, language), _rooms(today, last, language), _on_fresh_luck(confirmed, facts, language)]
    if beyond is not None:
        more.append(language.say("close.beyond", part=legible(beyond.part), would=_would(beyond, language)))
    return language.say(
        "close.can_go",
        start=start,
        parts=language.listed([legible(row.part) for row in kept]),
        desks=language.plural("close.desks", last.desks_freed),
        area=square_meters_in(language, last.m2_freed),
        money=money_in(language, last.eur_saved_per_year),
        days=language.with_interval(last.sent_home, days_a_year),
        before=language.number(days_a_year(today.forced_remote_days_per_person_year)),
        way=_way(last, language),
        hit=_hit(last, language),
        more="".join(more),
    )


def _would(row: ClosureRow, language: Language) -> str:
    return language.say(
        "close.would",
        days=language.with_interval(row.sent_home, days_a_year),
        hit=_hit(row, language),
        money=money_in(language, row.eur_saved_per_year),
    )


def _hit(row: ClosureRow, language: Language) -> str:
    if row.hardest_hit_site is None or row.hardest_hit_more_days < 0.05:
        return ""
    more = language.number(days_a_year(row.hardest_hit_more_days))
    return language.say("close.hit", site=legible(row.hardest_hit_site), days=more)


def _way(row: ClosureRow, language: Language) -> str:
    minutes = row.more_commute_minutes
    if row.hides_way:
        return ""
    if abs(minutes) < 0.5:
        return language.say("close.way_same")
    change = "more" if minutes > 0 else "less"
    return language.plural(f"close.way_{change}", round(abs(minutes)))


def _over(today: ClosureRow, last: ClosureRow, language: Language) -> str:
    """Say how many sites are over the level by themselves, where any are."""
    if not last.sites_over:
        return ""
    before = language.say("close.as_today")
    if last.sites_over != today.sites_over:
        before = language.say("close.number_today", number=str(today.sites_over))
    return language.plural("close.over", last.sites_over, before=before)


def _rooms(today: ClosureRow, last: ClosureRow, language: Language) -> str:
    """Say what becomes of requests for rooms where that changes."""
    if last.room_refused_share is None or today.room_refused_share is None:
        return ""
    if last.room_refused_share - today.room_refused_share < _WORTH_SAYING:
        return ""
    shares = (today.room_refused_share, last.room_refused_share)
    now, then = (language.number(fine_percent(share)) for share in shares)
    return language.say("close.rooms", then=then, now=now)


def _on_fresh_luck(confirmed: Interval | None, facts: Facts, language: Language) -> str:
    """Say what luck that had no part in choosing the steps says of them."""
    if confirmed is None or confirmed.estimate is None:
        return ""
    allowed = 1 - facts.service_level
    sure = confirmed.high is not None and confirmed.high <= allowed
    doubt = "" if sure else language.say("close.doubt", level=level_in(language, round(allowed, 9)))
    return language.say("close.fresh", share=language.with_interval(confirmed, fine_percent), doubt=doubt)
