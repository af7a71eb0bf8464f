"""Desks so that few who arrive are sent away, by search: what one person gets depends on who came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.size_reasons import no_seat
from sim.stats.day_quantile import exact
from sim.stats.interval import UNKNOWN, Interval
from sim.studies.same_luck import Worlds
from sim.studies.sized.answered import Answered, site_need, zone_need
from sim.studies.sized.demand import days_of, of_site
from sim.studies.sized.offices import fewest_desks, split, with_desks
from sim.studies.sized.search import Search
from sim.studies.sized.tries import Tries, share_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.studies.simulate import Simulated

#: So many times the highest peak are tried before a site is said to have no feasible number of desks.
_MOST_TIMES = 3


def sent_away(stack: Arrays, site: int, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of the arrivals of a site that find no seat there, shape [replications]; nobody goes to another site."""
    return share_of(_of(stack, "site_forced_remote", site), _of(stack, "site_arrivals", site), days)


def desks_by_arrivals(base: Simulated) -> tuple[list[Answered], list[Answered], Tries, dict[int, Search]]:
    """Search the number of desks of every site, all in the same simulations; returns sites, zones, tries and searches.

    Being displaced to another site counts as sent away, so nobody may go to one while numbers are searched. Zones get
    their part of the site's answer in proportion to their desks of today: there is no answer for a zone by itself, for
    whoever finds it full sits in another one.
    """
    scenario, stack = base.job.scenario, base.stack
    office = scenario.office
    days = {site: days_of(scenario, of_site(stack, site)) for site in range(len(office.site_ids))}
    searches = {site: search for site in days if (search := _search(scenario, stack, site, days[site])) is not None}
    tries = Tries(Worlds(base.job), range(base.planned), at_home=True)
    played: dict[int, NDArray[np.float64]] = {}
    while any(not search.done for search in searches.values()):
        numbers = {office.site_ids[site]: search.number for site, search in searches.items()}
        counts = tries.play(with_desks(office, numbers))
        for site, search in searches.items():
            if not search.done:
                search.learn(sent_away(counts, site, days[site]))
    for site, search in searches.items():
        played[site] = search.tried[search.number]
    sites = [_answer(scenario, site, days[site], searches.get(site), played.get(site)) for site in days]
    return sites, _zones(scenario, sites), tries, searches


def _search(scenario: Scenario, stack: Arrays, site: int, days: NDArray[np.int64]) -> Search | None:
    """Begin a search where a peak less the desks would be sent away; None where nobody ever arrives."""
    wanted = of_site(stack, site)
    if not wanted.any():
        return None
    office = scenario.office
    allowed = float(1 - exact(scenario.study.service_level))
    arrivals = _of(stack, "site_arrivals", site)[:, days].sum(axis=1)
    least = fewest_desks(office, office.site_ids[site])
    highest = int(wanted.max())
    numbers = np.arange(highest + 1)
    over = np.array([np.maximum(wanted[:, days] - number, 0).sum() for number in numbers])
    guess = int(np.argmax(over <= allowed * arrivals.sum()))
    return Search(guess, least, max(_MOST_TIMES * highest, least + 1), allowed)


def _answer(
    scenario: Scenario,
    site: int,
    days: NDArray[np.int64],
    search: Search | None,
    shares: NDArray[np.float64] | None,
) -> Answered:
    site_id = scenario.office.site_ids[site]
    if search is None or shares is None:
        return Answered(need=site_need(scenario, site_id, Interval(0.0, 0.0, 0.0)), days=days)
    if search.impossible:
        why = no_seat(search.most, float(shares.mean()), quota=scenario.policy.kind == "daily_cap")
        return Answered(need=site_need(scenario, site_id, UNKNOWN, why), days=days, failing=shares)
    return Answered(need=site_need(scenario, site_id, search.limits()), days=days, failing=shares)


def _zones(scenario: Scenario, sites: list[Answered]) -> list[Answered]:
    office = scenario.office
    found = {}
    for site in sites:
        here = [zone_id for zone_id in office.zone_ids if office.zones[zone_id].site_id == site.need.site_id]
        needed = site.need.needed.estimate
        parts = (
            [None] * len(here) if needed is None else split(round(needed), [office.zones[one].desks for one in here])
        )
        for zone_id, part in zip(here, parts, strict=True):
            interval = UNKNOWN if part is None else Interval(float(part), None, None)
            found[zone_id] = Answered(need=zone_need(scenario, zone_id, interval, site.need.why_not), days=site.days)
    return [found[zone_id] for zone_id in office.zone_ids]


def _of(stack: Arrays, name: str, site: int) -> NDArray[np.int64]:
    return stack[name][:, :, site].astype(np.int64)
