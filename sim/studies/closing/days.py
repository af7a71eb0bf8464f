"""What is seen of each site on each day of a world with parts closed, for the calendar of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.report.calendar.close import Step, StepSeen
from sim.studies.same_luck import people_by_home

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.scenario import Scenario
    from sim.studies.closing.ladder import Closure
    from sim.studies.job import Job
    from sim.studies.simulate import Simulated

#: Sites with most people, of which days are kept in memory; a page has room for fewer where the ladder is long.
_MOST_SITES = 100


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Desks wanted and people sent home of some `sites` and, last, of all; shape [replications, days, sites]."""

    sites: tuple[int, ...]
    wanted: NDArray[np.unsignedinteger]
    sent_home: NDArray[np.unsignedinteger]


def largest_sites(scenario: Scenario) -> tuple[int, ...]:
    """Return the sites of most people, as they are before anything closes, in the order of the office."""
    people = np.array(list(people_by_home(scenario).values()))
    return tuple(sorted(np.argsort(-people, kind="stable")[:_MOST_SITES].tolist()))


def days_of(run: Simulated, sites: tuple[int, ...]) -> Days:
    """Keep the days of some sites as small numbers, for a study holds them of every step."""
    columns = [*sites, len(run.job.scenario.office.site_ids)]  # the last column is of all sites
    wanted, sent_home = (run.stack[name][:, :, columns] for name in ("site_wanted_peak", "site_forced_remote"))
    return Days(sites, _small(wanted), _small(sent_home))


def most_turned_away(level: float) -> float:
    """Return up to which share of arrivals may find no desk: told apart from it by a millionth would be rounding."""
    return 1 - level + 1e-6


def _small(counts: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    return counts.astype(np.min_scalar_type(int(counts.max(initial=0))))


def step_of(job: Job, closure: Closure, name: str) -> Step:
    """Put what was seen of every place after a step beside what it did to the people whose home site it is."""
    office, days, effects = job.scenario.office, closure.days, closure.effects
    assert days is not None
    most = most_turned_away(job.scenario.study.service_level)
    shut = frozenset[str]().union(*(part.zones(office) for part in closure.closed))
    left = {zone_id: zone.desks for zone_id, zone in office.zones.items() if zone_id not in shut}
    places: dict[str | None, StepSeen] = {}
    for column, site in enumerate(days.sites):
        site_id = office.site_ids[site]
        places[site_id] = StepSeen(
            desks=sum(desks for zone_id, desks in left.items() if office.zones[zone_id].site_id == site_id),
            wanted=days.wanted[:, :, column].astype(np.int64),
            sent_home=days.sent_home[:, :, column].astype(np.int64),
            days_sent_home=effects.forced_remote_days_by_home[:, site],
            turned_away=effects.turned_away_share_by_home[:, site],
            over=bool(np.nan_to_num(effects.turned_away_share_by_home[:, site].mean()) > most),
        )
    places[None] = StepSeen(
        desks=sum(left.values()),
        wanted=days.wanted[:, :, -1].astype(np.int64),
        sent_home=days.sent_home[:, :, -1].astype(np.int64),
        days_sent_home=effects.forced_remote_days,
        turned_away=effects.turned_away_share,
        over=bool(effects.turned_away_share.mean() > most),
    )
    return Step(name=name, site_id=closure.closed[-1].site_id if closure.closed else None, places=places)
