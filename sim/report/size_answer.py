"""The paragraph a board would read about sizes: how many desks and rooms, where more or fewer, and what one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.language import ENGLISH
from sim.report.phrases import level_in
from sim.report.rooms import rooms_of
from sim.report.words import count, shorten, signed
from sim.stats.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.language import Language
    from sim.report.sizing import Need, Resource, Sizing

_MOST_NAMED = 3


def answer(sizing: Sizing, hidden: frozenset[str], language: Language = ENGLISH) -> str:
    """Say it in a paragraph; sites in `hidden` are not named."""
    sentences = []
    if sizing.sites:
        sentences += [_desks(sizing, hidden, language), _one_more(sizing, "desk", sizing.sites, language)]
    if sizing.rooms:
        sentences += [_rooms(sizing, hidden, language), _one_more(sizing, "room", sizing.rooms, language)]
    elif sizing.service_kind == "gatherings":
        sentences.append(language.say("size.not_modeled"))
    return " ".join(sentence for sentence in [*sentences, _confirmed(sizing, hidden, language)] if sentence)


def accepted(sizing: Sizing, language: Language) -> str:
    """Write the share that may go wrong: `5 %`."""
    return level_in(language, round(1 - sizing.level, 9))


def thing_in(language: Language, sizing: Sizing, need: Need, width: int = 40) -> str:
    """Name what a number is of: a site, or rooms of one size at a site."""
    site = shorten(sizing.names[need.site_id or ""], width)
    return language.say("size.thing", site=site, size=rooms_of(need.seats, language)) if need.seats else site


def _desks(sizing: Sizing, hidden: frozenset[str], language: Language) -> str:
    whole = sizing.total("desk")
    assert whole is not None
    promise = sizing.promise_in(language)
    if whole.needed.estimate is None or whole.more is None:
        silent = [need.site_id for need in sizing.sites if need.needed.estimate is None]
        why = language.say("size.may_not_be_shown")
        if not hidden.intersection(silent):
            why = whole.why_not(language) if whole.why_not is not None else ""
        return language.say("size.desks_unknown", promise=promise, why=why)
    values = {
        "promise": promise,
        "needed": language.with_interval(whole.needed),
        "against": _against(whole, language),
        "where": _where(sizing, hidden, language),
    }
    if len(sizing.names) == 1:
        return language.say("size.desks_site", site=shorten(next(iter(sizing.names.values())), 40), **values)
    several = language.say("size.sum_of_sites") if len(sizing.sites) > 1 else ""
    sites = language.number(count(len(sizing.names)))
    return language.say("size.desks_sites", sites=sites, several=several, **values)


def _against(need: Need, language: Language) -> str:
    more = need.more or 0
    if more == 0:
        return language.say("size.as_many")
    return language.say("size.more" if more > 0 else "size.fewer", number=language.number(count(abs(more))))


def _where(sizing: Sizing, hidden: frozenset[str], language: Language) -> str:
    """Name the sites that miss most and those that could spare most, of those that may be shown."""
    if len(sizing.sites) < 2:
        return ""
    needs = [need for need in sizing.sites if need.site_id not in hidden]

    def named(some: Sequence[Need]) -> str:
        return language.listed(
            [
                f"{shorten(sizing.names[one.site_id or ''], 30)} ({language.number(signed(one.more or 0))})"
                for one in some[:_MOST_NAMED]
            ]
        )

    by_need = sorted(needs, key=lambda need: (-(need.more or 0), need.site_id or ""))
    short = [need for need in by_need if (need.more or 0) > 0]
    spare = [need for need in reversed(by_need) if (need.more or 0) < 0]
    parts = []
    if short:
        parts.append(language.plural("size.misses", len(short), sites=named(short)))
    if spare:
        parts.append(language.plural("size.spares", len(spare), sites=named(spare)))
    if not parts:
        return ""
    shown = language.say("size.where_shown") if len(needs) < len(sizing.sites) else ""
    return language.say("size.where", shown=shown, parts="; ".join(parts))


def _one_more(sizing: Sizing, resource: Resource, needs: Sequence[Need], language: Language) -> str:
    """Say what one more or one fewer costs, from the cheapest to the dearest."""
    eur = [need.eur_each for need in needs if need.eur_each is not None and need.seats != 0]
    m2 = [need.m2_each for need in needs if need.m2_each is not None and need.seats != 0]
    if not eur or not m2:
        return ""
    key = "size.one_room_too" if resource == "room" and sizing.sites else f"size.one_{resource}"
    return language.say(key, eur=_range(eur, language), m2=_range(m2, language))


def _range(values: Sequence[float], language: Language) -> str:
    low, high = min(values), max(values)
    if round(low) == round(high):
        return language.number(count(low))
    return language.span(Interval(None, low, high), count)


def _rooms(sizing: Sizing, hidden: frozenset[str], language: Language) -> str:
    known = [need for need in sizing.rooms if need.needed.estimate is not None]
    promise = sizing.promise_in(language)
    if not known:
        return language.say("size.rooms_nowhere", promise=promise)
    whole = sizing.total("room")
    needed = sum(round(need.needed.estimate or 0) for need in known)
    of_all = whole.needed if whole is not None and whole.needed.estimate is not None else None
    current = sum(need.current for need in known)
    exist = language.say("size.exist", number=language.number(count(current)))
    values = {
        "needed": language.number(count(needed)) if of_all is None else language.with_interval(of_all),
        "several": language.say("size.sites_and_sizes" if len(sizing.names) > 1 else "size.sizes"),
        "there": exist if needed != current else language.say("size.as_many_exist"),
        "missing": _missing(sizing, known, hidden, language),
        "never": _never(sizing, hidden, language),
    }
    if sizing.sites:
        return language.say("size.rooms", **values)
    return language.say("size.rooms_promised", promise=promise, **values)


def _missing(sizing: Sizing, known: Sequence[Need], hidden: frozenset[str], language: Language) -> str:
    """Name the sizes of which most are missing, of those that may be shown."""
    short = sorted(
        (need for need in known if (need.more or 0) > 0 and need.site_id not in hidden),
        key=lambda need: (-(need.more or 0), need.site_id or "", need.seats or 0),
    )
    rooms = language.listed(
        [
            language.say(
                "size.missing_of",
                size=rooms_of(need.seats or 0, language),
                site=shorten(sizing.names[need.site_id or ""], 30),
                more=language.number(count(need.more or 0)),
            )
            for need in short[:_MOST_NAMED]
        ]
    )
    if hidden.intersection(need.site_id for need in known):
        return language.say("size.shown_missing", rooms=rooms) if rooms else language.say("size.shown_none_missing")
    return language.say("size.missing", rooms=rooms) if rooms else language.say("size.none_missing")


def _never(sizing: Sizing, hidden: frozenset[str], language: Language) -> str:
    """Say of how many sizes no number is enough, and where it is said why."""
    silent = [need for need in sizing.rooms if need.needed.estimate is None]
    if not silent:
        return ""
    below = language.say("size.see_below") if any(need.site_id not in hidden for need in silent) else ""
    return language.plural("size.never", len(silent), below=below)


def _confirmed(sizing: Sizing, hidden: frozenset[str], language: Language) -> str:
    """Say how many numbers fresh luck contradicts."""
    judged = [one for one in sizing.confirmed if one.holds is not None and one.need.site_id not in hidden]
    if not judged:
        return ""
    against = sum(not one.holds for one in judged)
    luck = language.plural("size.luck", sizing.fresh)
    if len(judged) == 1:
        # "It" is the number that the paragraph speaks of: only where there is no other.
        if len(sizing.confirmed) == 1:
            return language.say("size.contradicts_it" if against else "size.confirms_it", luck=luck)
        key = "size.contradicts_one" if against else "size.confirms_one"
        return language.say(key, luck=luck, thing=thing_in(language, sizing, judged[0].need))
    withheld = any(one.need.site_id in hidden for one in sizing.confirmed)
    number = language.number(count(len(judged)))
    if not against:
        key = "size.contradicts_none_shown" if withheld else "size.contradicts_none"
        return language.say(key, luck=luck, number=number)
    key = "size.contradicts_some_shown" if withheld else "size.contradicts_some"
    return language.say(key, luck=luck, number=number, against=language.number(count(against)))
