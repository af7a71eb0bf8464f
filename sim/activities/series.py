"""Gatherings that come again: a group meets every so many weeks, on its usual weekday, at half hours in a window."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field, Strict

from sim.activities.room_need import RoomNeed
from sim.activities.window import starts
from sim.draws import TABLE_SIZE, field
from sim.gatherings import Gatherings
from sim.quantities import Minute, Settings, Share, Utility

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context, Hosts
    from sim.records import Purpose

Weeks = Annotated[int, Strict(), Field(ge=1, le=104)]
Length = Annotated[int, Strict(), Field(ge=5, le=720)]
Priority = Annotated[int, Strict(), Field(ge=0, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Settings):
    """How a group meets again and again.

    Every `every_weeks` weeks, each group in its own phase; on its usual weekday (a logit choice by `weekday_utility`,
    anew each quarter); starting at `earliest_start` or whole half hours later, at most at `latest_start` and so that it
    ends before its site closes; `minutes` long. A gathering is in person with probability `in_person_share` and online
    otherwise; to one in person each participant has to come with probability `needed_share`. Of several gatherings on a
    day the one of highest `priority` says why. A group of one person has nobody to meet and holds none. `room` says
    what it needs.
    """

    every_weeks: Weeks
    weekday_utility: Annotated[tuple[Utility, ...], Field(min_length=5, max_length=5)]
    earliest_start: Minute
    latest_start: Minute
    minutes: Length
    in_person_share: Share
    needed_share: Share
    priority: Priority
    room: RoomNeed = dataclasses.field(default_factory=RoomNeed)


def series_of(context: Context, settings: Series, purpose: Purpose, hosts: Hosts) -> Gatherings:
    """Make the gatherings of a series for all hosts in the weeks of the context."""
    name = purpose.name.lower()
    numbers = context.week_numbers
    phase = (context.luck.stream(f"{name} phase").bits(hosts.key) % np.uint64(settings.every_weeks)).astype(np.int64)
    due = ((numbers[:, None] + phase) % settings.every_weeks == 0) & (np.diff(hosts.first) > 1)
    week, host = np.nonzero(due)
    weekday = context.usual_weekday(name, hosts, settings.weekday_utility)[week, host]
    day, takes_place = context.workday_of(week, weekday)
    week, host, day = week[takes_place], host[takes_place], day[takes_place]
    return held_on(context, settings, purpose, hosts, host, day, numbers[week])


def held_on(
    context: Context,
    settings: Series,
    purpose: Purpose,
    hosts: Hosts,
    host: NDArray[np.int64],
    day: NDArray[np.int32],
    moment: NDArray[np.int64],
) -> Gatherings:
    """Make one gathering for each pair of a host and a day; `moment` is the number its luck is drawn with."""
    name = purpose.name.lower()
    bits = context.luck.stream(name).bits_each(hosts.key[host], moment)
    in_person = field(bits, 0) < settings.in_person_share * TABLE_SIZE
    first, person = hosts.members_of(host)
    of = np.repeat(np.arange(len(host)), np.diff(first))
    # Only who is invited to something in person has to be asked whether he or she must come.
    asked = np.flatnonzero(in_person[of])
    draws = context.luck.stream(f"{name} needed").bits_each(context.population.keys[person[asked]], moment[of[asked]])
    needed = np.zeros(len(person), dtype=bool)
    needed[asked] = field(draws, 0) < settings.needed_share * TABLE_SIZE
    count = len(host)
    return Gatherings(
        purpose=np.full(count, purpose, dtype=np.int8),
        priority=np.full(count, settings.priority, dtype=np.int16),
        day=day,
        start_minute=starts(context, settings, hosts.site[host], field(bits, 1)),
        minutes=np.full(count, settings.minutes, dtype=np.int32),
        site=hosts.site[host],
        team=hosts.team[host],
        unit=hosts.unit[host],
        visitors=np.zeros(count, dtype=np.int32),
        key=bits,
        first=first,
        person=person,
        needed=needed,
    )
