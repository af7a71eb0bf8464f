"""The paragraph a board would read about sizes: how many desks and rooms, where more or fewer, and what one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.rooms import seats_words
from sim.report.words import count, level_text, listed, plural, shorten, signed, with_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.report.sizing import Need, Resource, Sizing

_MOST_NAMED = 3


def answer(sizing: Sizing, hidden: frozenset[str]) -> str:
    """Say it in a paragraph; sites in `hidden` are not named."""
    sentences = []
    if sizing.sites:
        sentences += [_desks(sizing, hidden), _one_more(sizing, "desk", sizing.sites)]
    if sizing.rooms:
        sentences += [_rooms(sizing, hidden), _one_more(sizing, "room", sizing.rooms)]
    elif sizing.service_kind == "gatherings":
        sentences.append("No rooms are modeled in this office, so that no number of them can be told.")
    return " ".join(sentence for sentence in [*sentences, _confirmed(sizing, hidden)] if sentence)


def _who(sizing: Sizing) -> str:
    if len(sizing.names) == 1:
        return f"{shorten(next(iter(sizing.names.values())), 40)} needs"
    return f"the {plural(len(sizing.names), 'site')} need"


def _desks(sizing: Sizing, hidden: frozenset[str]) -> str:
    whole = sizing.total("desk")
    assert whole is not None
    if whole.needed.estimate is None or whole.more is None:
        silent = [need.site_id for need in sizing.sites if need.needed.estimate is None]
        why = "there is no answer for a site that may not be shown" if hidden.intersection(silent) else whole.why_not
        return f"How many desks it takes for {sizing.promise} cannot be said for all sites: {why}."
    several = " (sum of sites)" if len(sizing.sites) > 1 else ""
    text = f"For {sizing.promise} {_who(sizing)} {with_interval(whole.needed)} desks{several}, {_against(whole)}"
    return f"{text}{_where(sizing, hidden)}."


def _rooms(sizing: Sizing, hidden: frozenset[str]) -> str:
    known = [need for need in sizing.rooms if need.needed.estimate is not None]
    silent = [need for need in sizing.rooms if need.needed.estimate is None]
    if not known:
        return f"For {sizing.promise} no number of rooms of today's sizes is enough anywhere."
    whole = sizing.total("room")
    needed = sum(round(need.needed.estimate or 0) for need in known)
    limits = with_interval(whole.needed) if whole is not None and whole.needed.estimate is not None else count(needed)
    current = sum(need.current for need in known)
    there = f"{count(current)} exist" if needed != current else "as many exist"
    several = "all sites and sizes together" if len(sizing.names) > 1 else "all sizes together"
    text = f"{limits} rooms are needed, {several}, and {there}"
    if not sizing.sites:
        text = f"For {sizing.promise} {text}"
    short = sorted(
        (need for need in known if (need.more or 0) > 0 and need.site_id not in hidden),
        key=lambda need: (-(need.more or 0), need.site_id or "", need.seats or 0),
    )
    named = [
        f"{seats_words(need.seats or 0)} at {shorten(sizing.names[need.site_id or ''], 30)} (+{count(need.more or 0)})"
        for need in short[:_MOST_NAMED]
    ]
    if hidden.intersection(need.site_id for need in known):
        most = (
            f"; of the sizes that may be shown most are missing: rooms of {listed(named)}"
            if named
            else "; of the sizes that may be shown none is missing"
        )
    else:
        most = f"; most are missing: rooms of {listed(named)}" if named else "; of no size are any missing"
    below = " (see below)" if any(need.site_id not in hidden for need in silent) else ""
    none = f"; for {plural(len(silent), 'size')} no number is enough{below}" if silent else ""
    return f"{text}{most}{none}."


def _against(need: Need) -> str:
    more = need.more or 0
    if more == 0:
        return "as many as there are"
    return f"{count(abs(more))} {'more' if more > 0 else 'fewer'} than there are"


def _where(sizing: Sizing, hidden: frozenset[str]) -> str:
    """Name the sites that miss most and those that could spare most, of those that may be shown."""
    if len(sizing.sites) < 2:
        return ""
    needs = [need for need in sizing.sites if need.site_id not in hidden]

    def named(some: Sequence[Need]) -> str:
        return listed([f"{shorten(sizing.names[one.site_id or ''], 30)} ({signed(one.more or 0)})" for one in some])

    by_need = sorted(needs, key=lambda need: (-(need.more or 0), need.site_id or ""))
    short = [need for need in by_need if (need.more or 0) > 0]
    spare = [need for need in reversed(by_need) if (need.more or 0) < 0]
    parts = []
    if short:
        parts.append(f"{plural(len(short), 'site misses', 'sites miss')} desks, most at {named(short[:_MOST_NAMED])}")
    if spare:
        parts.append(f"{plural(len(spare), 'site has', 'sites have')} desks to spare, {named(spare[:_MOST_NAMED])}")
    shown = "of the sites that may be shown, " if len(needs) < len(sizing.sites) else ""
    return f": {shown}{'; '.join(parts)}" if parts else ""


def _one_more(sizing: Sizing, resource: Resource, needs: Sequence[Need]) -> str:
    """Say what one more or one fewer costs, from the cheapest to the dearest."""
    eur = [need.eur_each for need in needs if need.eur_each is not None and need.seats != 0]
    m2 = [need.m2_each for need in needs if need.m2_each is not None and need.seats != 0]
    if not eur or not m2:
        return ""
    what = f"One {resource} more or fewer" if resource == "desk" or not sizing.sites else "A room"
    return f"{what}: {_range(min(eur), max(eur))} EUR a year and {_range(min(m2), max(m2))} m\u00b2."


def _range(low: float, high: float) -> str:
    return count(low) if round(low) == round(high) else f"{count(low)} to {count(high)}"


def _confirmed(sizing: Sizing, hidden: frozenset[str]) -> str:
    """Say how many numbers fresh luck contradicts."""
    judged = [one for one in sizing.confirmed if one.holds is not None and one.need.site_id not in hidden]
    if not judged:
        return ""
    against = sum(not one.holds for one in judged)
    luck = f"{plural(sizing.fresh, 'replication')} of fresh luck"
    if len(judged) == 1:
        need = judged[0].need
        size = f", {seats_words(need.seats)}" if need.seats else ""
        one = f"the number of {shorten(sizing.names[need.site_id or ''], 40)}{size}"
        # "It" is the number that the paragraph speaks of: only where there is no other.
        return f"{luck} {'contradict' if against else 'confirm'} {'it' if len(sizing.confirmed) == 1 else one}."
    withheld = any(one.need.site_id in hidden for one in sizing.confirmed)
    some = f"{count(len(judged))} numbers"
    numbers = f"the {some} that may be shown" if withheld else f"these {some}"
    return f"{luck} contradict {count(against) if against else 'none'} of {numbers}."


def accepted(sizing: Sizing) -> str:
    """Write the share that may go wrong: `5 %`."""
    return level_text(round(1 - sizing.level, 9))
