"""Which sites may be picked: none that tells day by day of fewer people than may be shown, and none that tells of one.

A site's days tell of those who go there, whether or not it is their home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.calendar.cards import whole
from sim.report.suppression import suppressed_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sim.report.calendar.records import Counts, Place
    from sim.report.language import Language


def most_at_once(wanted: Iterable[Counts]) -> list[int]:
    """Return how many desks are ever wanted at once, for each of some arrays of days."""
    return [int(counts.max(initial=0)) for counts in wanted]


def sites_hidden(people: Mapping[str, int], peaks: Mapping[str, Sequence[int]]) -> set[str]:
    """Find the sites that must not be shown day by day.

    Parameters
    ----------
    people
        People whose home each site is.
    peaks
        Most desks ever wanted at once at each site, one number for each step that can be chosen. What nobody wants
        tells of nobody; the smallest other number counts.

    Returns
    -------
    set
        Ids of sites of few people, of sites that few ever want at once, and of those that a total would reveal.
    """
    least = {site_id: min((one for one in found if one > 0), default=0) for site_id, found in peaks.items()}
    return {*suppressed_groups(people), *suppressed_groups(least)}


def notes_of(sites: int, shown: int, hidden: int, language: Language) -> list[str]:
    """Say which sites cannot be picked, and why."""
    notes = [language.plural("calendar.hidden", hidden)] if hidden else []
    return notes + ([language.plural("calendar.left_out", sites - shown)] if sites > shown else [])


def notes_of_days(places: Sequence[Place], language: Language) -> list[str]:
    """Explain days on which people are sent home though no replication wants more desks than there are, if any."""
    seen = [one for place in places if not place.whole for one in place.seen]
    if not any(np.any((one.short == 0) & (one.sent_home > 0)) for one in seen):
        return []
    return [language.say("calendar.as_if_any")]


def pooled(short: int, sites: int, study: str, language: Language) -> str:
    """Say what all sites together mean, and how many of the sites in the list run short by themselves."""
    said = [language.say("calendar.pooled")]
    if short:
        many = "one" if short == 1 else "many"
        numbers = {"number": whole(short, language), "sites": whole(sites, language)}
        said.append(language.say(f"calendar.short_{study}_{many}", **numbers))
    return " ".join(said)
