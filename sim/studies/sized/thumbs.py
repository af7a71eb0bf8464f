"""What rules of thumb would have said, beside what was simulated, and why they differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.gatherings import rows as room_log
from sim.oracles.rules_of_thumb import desks_by_binomial, desks_by_normal, desks_by_ratio, rooms_by_erlang
from sim.report.size_reasons import (
    Spread,
    at_the_fullest_moment,
    by_binomial,
    by_erlang,
    by_normal,
    by_ratio,
    no_day,
    nobody,
    requests,
)
from sim.report.sizing import Thumb
from sim.studies.sized.demand import of_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.report.size_reasons import Reason
    from sim.report.sizing import Need
    from sim.scenario import Scenario
    from sim.studies.sized.answered import Answered

#: Desks for each person of an office that shares them: what conf/office/espoo.yaml begins with. A judgment, bounded by
#: the Finnish state's 10 m2 a person in new projects (VM/2021/198); plans sweep it from 0.3 to 1.
DESKS_PER_PERSON = 0.6
_HOUR = 60


def desk_thumbs(scenario: Scenario, stack: Arrays, sites: Sequence[Answered]) -> list[Thumb]:
    """Give the ratio, the binomial and the normal rule for each site, and the number simulated.

    The rules know what a planner knows: head counts, and the mean attendance of a badge report. That is, arrivals on
    one of the days that count over head count, those from other sites included.
    """
    people = people_by_site(scenario)
    return [
        thumb
        for number, one in enumerate(sites)
        for thumb in _of_site(scenario, stack, number, one, people[one.need.site_id or ""])
    ]


def _of_site(scenario: Scenario, stack: Arrays, site: int, one: Answered, people: int) -> Iterator[Thumb]:
    level = scenario.study.service_level
    need = one.need
    mean = float(stack["site_arrivals"][:, one.days, site].mean()) if len(one.days) else 0.0
    attendance = min(mean / people, 1.0) if people else 0.0
    deviation = math.sqrt(people * attendance * (1 - attendance))

    def thumb(rule: str, needed: int | None, why: Reason) -> Thumb:
        return Thumb(resource="desk", site_id=need.site_id or "", rule=rule, needed=needed, why=why)  # type: ignore[arg-type]

    yield thumb(
        "ratio",
        desks_by_ratio(people, DESKS_PER_PERSON),
        by_ratio(DESKS_PER_PERSON, people),
    )
    yield thumb(
        "binomial",
        desks_by_binomial(people, attendance, level),
        by_binomial(people, attendance),
    )
    yield thumb(
        "normal",
        desks_by_normal(people * attendance, deviation, level),
        by_normal(people * attendance, deviation),
    )
    yield thumb("simulated", _needed(need), _why_more(scenario, of_site(stack, site), one.days, deviation, mean))


def _why_more(
    scenario: Scenario, every: NDArray[np.int64], days: NDArray[np.int64], deviation: float, arrivals: float
) -> Reason:
    """Say how demand differs from that of independent people: how wide it spreads, and over which weekdays."""
    if not every.any():
        return nobody
    if not len(days):
        return no_day
    wanted, weekday = every[:, days], scenario.days.workdays[days] % 5
    by_weekday = np.array([wanted[:, weekday == day].mean() if (weekday == day).any() else np.nan for day in range(5)])
    spread = float(wanted.std())
    several = np.isfinite(by_weekday).sum() > 1
    return Spread(
        daily=spread,
        within=math.sqrt(max(spread**2 - float(np.nanvar(by_weekday)), 0.0)),
        independent=deviation,
        weekdays=(float(np.nanmin(by_weekday)), float(np.nanmax(by_weekday))) if several else None,
        arrivals=arrivals,
    )


def room_thumbs(scenario: Scenario, log: Arrays, rooms: Sequence[Answered]) -> list[Thumb]:
    """Give Erlang's formula for the busiest hour of each size of room, and the number simulated.

    The load is that of the requests of one replication on the days that count: minutes wanted in the busiest hour of
    the day, averaged over days, over 60.
    """
    loads = _loads(scenario, log, rooms)
    found = []
    for one in rooms:
        need = one.need
        site_id, seats = need.site_id or "", need.seats
        load, hour = loads.get((site_id, seats or 0), (0.0, 0))
        found += [
            Thumb(
                resource="room",
                site_id=site_id,
                seats=seats,
                rule="erlang_b",
                needed=rooms_by_erlang(load, scenario.study.service_level) if seats else None,
                why=by_erlang(load, hour),
            ),
            Thumb(
                resource="room",
                site_id=site_id,
                seats=seats,
                rule="simulated",
                needed=_needed(need),
                why=_why_rooms(scenario, need),
            ),
        ]
    return found


def _why_rooms(scenario: Scenario, need: Need) -> Reason:
    if need.why_not is not None:
        return need.why_not
    if scenario.study.service_kind == "days":
        return at_the_fullest_moment(1 - scenario.study.service_level)
    return requests


def _loads(scenario: Scenario, log: Arrays, rooms: Sequence[Answered]) -> Mapping[tuple[str, int], tuple[float, int]]:
    """Mean number of rooms wanted in the busiest hour, and when it begins, by site and seats."""
    import polars as pl

    table = room_log(scenario, 0, log).filter(pl.col("outcome") != "no_show")
    dates = np.array(scenario.days.dates, dtype="datetime64[D]")
    found = {}
    for one in rooms:
        key = (one.need.site_id or "", one.need.seats or 0)
        counted = pl.col("date").is_in(pl.Series(dates[one.days], dtype=pl.Date).implode())
        asked = table.filter(pl.col("site_id") == key[0], pl.col("seats") == key[1], counted)
        begins, ends = asked["asked_minute"].to_numpy(), np.minimum(asked["asked_end_minute"].to_numpy(), 24 * _HOUR)
        hours = np.arange(24)[:, None] * _HOUR
        minutes = np.maximum(np.minimum(ends, hours + _HOUR) - np.maximum(begins, hours), 0).sum(axis=1)
        busiest = int(np.argmax(minutes))
        found[key] = (float(minutes[busiest]) / _HOUR / max(len(one.days), 1), busiest * _HOUR)
    return found


def people_by_site(scenario: Scenario) -> dict[str, int]:
    """Head count of each home site."""
    people = dict.fromkeys(scenario.office.site_ids, 0)
    for team in scenario.organization.teams.values():
        people[team.site_id] += team.size
    return people


def _needed(need: Need) -> int | None:
    return None if need.needed.estimate is None else round(need.needed.estimate)
