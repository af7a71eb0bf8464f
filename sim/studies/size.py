"""Answer study=size: the fewest desks and rooms that meet a service level, where, and what one more costs."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.report.calendar.size import size_calendar
from sim.report.language import language
from sim.report.size_page import size_page
from sim.report.sizing import Sizing
from sim.studies.answer_folder import write_answer
from sim.studies.enough import enough
from sim.studies.sized import tables
from sim.studies.sized.answered import total
from sim.studies.sized.arrivals import desks_by_arrivals
from sim.studies.sized.confirmation import confirm, fresh_luck
from sim.studies.sized.days import days_of_sites
from sim.studies.sized.demand import desks_by_days, rooms_by_days, small_zones
from sim.studies.sized.gatherings import rooms_by_gatherings
from sim.studies.sized.levels import desks_at_levels
from sim.studies.sized.offices import with_desks, with_rooms
from sim.studies.sized.thumbs import desk_thumbs, people_by_site, room_thumbs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sim.report.sizing import Need, Thumb
    from sim.studies.job import Job
    from sim.studies.simulate import Simulated
    from sim.studies.sized.answered import Answered
    from sim.studies.sized.search import Search
    from sim.studies.sized.tries import Tries


@dataclass(kw_only=True)
class _Found:
    """Answers with the offices that were tried for them; `needed_here` is the job in an office of these numbers."""

    needed_here: Job
    sites: list[Answered] = field(default_factory=list)
    zones: list[Answered] = field(default_factory=list)
    rooms: list[Answered] = field(default_factory=list)
    tries: Tries | None = None
    searches: Mapping[int, Search] = field(default_factory=dict)

    @property
    def runs(self) -> list[Simulated]:
        return [] if self.tries is None else self.tries.runs


def size(job: Job) -> tuple[Path, int]:
    """Simulate, find the numbers, confirm them on fresh luck, and write the folder; return it and the exit code."""
    scenario = job.scenario
    study = scenario.study
    print(
        f"{job.name}: {scenario.office.desks.sum():,} desks and {len(scenario.office.single_rooms):,} rooms at "
        f"{len(scenario.office.sites):,} sites, policy {job.policy}, service level {study.service_level:g} of "
        f"{study.service_kind}",
        file=sys.stderr,
        flush=True,
    )
    # The first replication's requests for rooms are kept: Erlang's formula needs the load of the busiest hour.
    base = enough(job, records="first" if scenario.office.rooms and study.service_kind != "arrivals" else "none")
    stack = base.stack
    found = _FIND[study.service_kind](base)
    fresh = fresh_luck(found.needed_here, base)
    answered = [*found.sites, *found.rooms]
    confirmed = confirm(scenario, fresh.stack, answered)
    sums = [total(found.sites, "desk"), total(found.rooms, "room")]
    totals = [need for need in sums if need is not None]
    thumbs = _thumbs(base, found)
    needs: list[Need] = [one.need for one in [*found.zones, *found.sites, *found.rooms]]
    sizing = Sizing(
        service_kind=study.service_kind,
        days=study.days,
        level=study.service_level,
        names={site_id: site.name for site_id, site in scenario.office.sites.items()},
        people=people_by_site(scenario),
        small_zones=small_zones(scenario, stack),
        sites=[one.need for one in found.sites],
        zones=[one.need for one in found.zones],
        rooms=[one.need for one in found.rooms],
        totals=totals,
        confirmed=confirmed,
        thumbs=thumbs,
        levels=desks_at_levels(scenario, stack, found.sites),
        fresh=fresh.done,
        searched=len(found.runs),
        workdays=len(scenario.days.dates),
        memory=scenario.behavior.memory.turned_away_effect > 0,
    )
    answer = {
        "sizing": tables.sizing(scenario, [*needs, *totals]),
        "risk": tables.risk(scenario, stack, [*found.sites, *found.zones, *found.rooms]),
        "confirmation": tables.confirmation(scenario, confirmed),
        "naive": tables.naive(thumbs),
        "searched": tables.searched(scenario, found.searches, "desk" if found.sites else "room"),
    }
    days = days_of_sites(scenario, stack, found.sites)
    return write_answer(
        job,
        [base, fresh, *found.runs],
        answer,
        lambda facts: replace(
            size_page(sizing, facts),
            calendar=size_calendar(sizing, scenario.days.dates, days, language(facts.language)),
        ),
    )


def _by_days(base: Simulated) -> _Found:
    scenario, stack = base.job.scenario, base.stack
    sites, zones = desks_by_days(scenario, stack)
    return _Found(needed_here=base.job, sites=sites, zones=zones, rooms=rooms_by_days(scenario, stack))


def _by_arrivals(base: Simulated) -> _Found:
    sites, zones, tries, searches = desks_by_arrivals(base)
    office = base.job.scenario.office
    numbers = {office.site_ids[site]: search.number for site, search in searches.items()}
    here = tries.variant(with_desks(office, numbers), f"{base.job.name}, desks needed")
    return _Found(needed_here=here, sites=sites, zones=zones, tries=tries, searches=searches)


def _by_gatherings(base: Simulated) -> _Found:
    rooms, tries, searches, numbers = rooms_by_gatherings(base)
    classes = base.job.scenario.office.room_classes
    office = with_rooms(base.job.scenario.office, {classes[number]: found for number, found in numbers.items()})
    here = tries.variant(office, f"{base.job.name}, rooms needed")
    return _Found(needed_here=here, rooms=rooms, tries=tries, searches=searches)


_FIND = {"days": _by_days, "arrivals": _by_arrivals, "gatherings": _by_gatherings}


def _thumbs(base: Simulated, found: _Found) -> list[Thumb]:
    """Give the rules of thumb; those of rooms where requests of the first replication are there."""
    scenario = base.job.scenario
    thumbs = desk_thumbs(scenario, base.stack, found.sites)
    if found.rooms and 0 in base.logs:
        thumbs += room_thumbs(scenario, base.logs[0], found.rooms)
    return thumbs
