"""What must hold after every block, checked inside the run in test mode: one holder, one place, nothing left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.occupancy import peaks
from sim.records import Outcome, Purpose, RoomUse, together
from sim.requests import RoomOutcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.records import Plan, Visits
    from sim.requests import Requests
    from sim.scenario import Scenario

_GRID_MINUTES = 30


class BrokenInvariant(AssertionError):  # noqa: N818 (the name says it)
    """Something happened that cannot happen: the engine is wrong, never the input."""


def check(scenario: Scenario, plan: Plan, visits: Visits) -> None:
    """Look at a finished block: visits, no-shows and room requests, as metrics will read them.

    Raises
    ------
    BrokenInvariant
        If anything is held twice, too long, too late or by the wrong people, or if a record has no outcome.
    """
    _check_desks(scenario, visits, plan.no_shows)
    if plan.requests is not None and len(plan.requests) > 0:
        _check_outcomes(scenario, plan.requests)
        _check_people(scenario, plan.requests, visits)
        held = plan.requests.only(plan.requests.pool >= 0)
        if len(held) > 0:
            _check_rooms(scenario, held)


def _demand(holds: NDArray[np.bool_], rule: str) -> None:
    """Raise where a rule does not hold for each element."""
    wrong = np.flatnonzero(~holds)
    if len(wrong) > 0:
        raise BrokenInvariant(f"{rule} (broken {len(wrong)} of {len(holds)} times, first at {wrong[0]})")


def _one_at_a_time(
    owner: NDArray[np.int64], day: NDArray[np.int32], start: NDArray[np.int32], until: NDArray[np.int32], rule: str
) -> None:
    order = np.lexsort((until, start, day, owner))
    owner, day, start, until = owner[order], day[order], start[order], until[order]
    same = (owner[1:] == owner[:-1]) & (day[1:] == day[:-1])
    _demand(~same | (until[:-1] <= start[1:]), rule)


def _check_desks(scenario: Scenario, visits: Visits, no_shows: Visits | None) -> None:
    office, per_minute = scenario.office, scenario.ticks_per_minute
    if no_shows is not None:
        _demand(no_shows.outcome == Outcome.NO_SHOW, "who did not come is a no-show")
    away = visits.zone < 0
    home = visits.outcome == Outcome.FORCED_REMOTE
    displaced = visits.outcome == Outcome.DISPLACED
    first_choice = visits.outcome == Outcome.FIRST_CHOICE
    _demand(home | displaced | first_choice, "every visit has an outcome")
    _demand(home <= away, "who is sent home has no desk")
    _demand(displaced <= (~away & (visits.zone != visits.wanted_zone)), "who is displaced sits in another zone")
    _demand(first_choice <= (visits.zone == visits.wanted_zone), "who is not displaced sits in the zone wanted")
    everybody = visits if no_shows is None else together(visits, no_shows)
    sitting = everybody.only(everybody.zone >= 0)
    if len(sitting) == 0:
        return
    _demand(sitting.arrival < sitting.departure, "a desk is held for a time")
    closes = np.array([office.sites[site_id].closes_at for site_id in office.site_ids]) * per_minute
    _demand(sitting.departure <= closes[office.site_of_zone[sitting.zone]], "no desk is held after closing")
    zones, day = len(office.zone_ids), sitting.day - sitting.day.min()
    days = int(day.max()) + 1
    held = peaks(day * zones + sitting.zone, sitting.arrival, sitting.departure, days * zones, 1440 * per_minute)
    _demand(held <= np.tile(office.desks, days), "no zone holds more people and bookings than it has desks")


def _check_outcomes(scenario: Scenario, requests: Requests) -> None:
    """Check what can be said of a request without looking at others."""
    per_minute, habits = scenario.ticks_per_minute, scenario.behavior.rooms
    outcome, start, until = requests.outcome, requests.start, requests.until
    _demand(np.isin(outcome, list(RoomOutcome)), "every request has an outcome")
    if sum(int((outcome == one).sum()) for one in RoomOutcome) != len(requests):
        raise BrokenInvariant("requests are the sum of their outcomes")
    online, waited, moved = (outcome == one for one in (RoomOutcome.ONLINE, RoomOutcome.WAITED, RoomOutcome.MOVED))
    if scenario.office.rooms:
        _demand((requests.pool >= 0) == ~online, "a request holds a room unless it went online")
    else:
        _demand(requests.pool < 0, "no room is held where there are none")
    _demand(online | (start < until), "a room is held for a time")
    _demand(online | waited | moved | (start == requests.asked), "who neither waits nor moves begins when asked")
    _demand(~online | (start == until), "what goes online holds nothing")
    wait = start - requests.asked
    patience = habits.patience_minutes * per_minute
    _demand(~waited | ((wait > 0) & (wait <= patience)), "nobody waits longer than patient")
    _demand(moved <= requests.movable, "only gatherings move")
    _demand(
        ~moved | ((wait > 0) & (start % (_GRID_MINUTES * per_minute) == 0)), "who moves begins at a later half hour"
    )
    _demand(~moved | (until - start == requests.ticks), "who moves has the whole length")
    _demand(online | (until - start <= requests.ticks), "no room is held longer than asked")
    _demand(online | moved | (until <= requests.latest_end), "no room is held after its people have to leave")
    no_show = outcome == RoomOutcome.NO_SHOW
    _demand(no_show <= (requests.booked & requests.no_show), "only who booked can be a no-show")


def _check_people(scenario: Scenario, requests: Requests, visits: Visits) -> None:
    """Check that people are where they are said to be, each in one place at a time."""
    sizes = np.diff(requests.first)
    of_nobody = np.isin(requests.activity, [RoomUse.FIXED_BOOKING])
    _demand(of_nobody | (requests.people == sizes + requests.visitors), "people are participants and visitors")
    if len(requests.visit) == 0:
        return
    owner = np.repeat(np.arange(len(requests)), sizes)
    day, site = requests.day[owner], requests.site[owner]
    zone = visits.zone[requests.visit]
    _demand(zone >= 0, "who takes part has a desk")
    _demand(scenario.office.site_of_zone[zone] == site, "who takes part is on the site")
    _demand(visits.day[requests.visit] == day, "who takes part is there on that day")
    inside = ~np.isin(requests.outcome[owner], [RoomOutcome.ONLINE, RoomOutcome.NO_SHOW])
    visit, day, owner = requests.visit[inside], day[inside], owner[inside]
    start, until = requests.start[owner], requests.until[owner]
    _demand(start >= visits.arrival[visit], "nobody is in a room before arriving")
    never = visits.departure[visit] >= 1440 * scenario.ticks_per_minute
    _demand(never | (until <= visits.departure[visit]), "nobody is in a room after leaving")
    _one_at_a_time(visit, day, start, until, "nobody is in two rooms at once")


def _check_rooms(scenario: Scenario, held: Requests) -> None:
    """Check who holds a room of which pool; `held` are the requests that hold one."""
    pools, pool, per_minute = scenario.office.room_pools, held.pool, scenario.ticks_per_minute
    day, number = held.day - held.day.min(), np.array([len(one.rooms) for one in pools])
    days = int(day.max()) + 1
    taken = peaks(day * len(pools) + pool, held.start, held.until, days * len(pools), int(held.until.max()) + 1)
    _demand(taken <= np.tile(number, days), "no pool lends more rooms than it has")
    opens, closes = (np.array([getattr(one, name) for one in pools]) * per_minute for name in ("opens_at", "closes_at"))
    never = np.array([one.never_closes for one in pools])
    _demand(held.start >= opens[pool], "no room is held before it opens")
    _demand(never[pool] | (held.until <= closes[pool]), "no room is held after it has closed")
    _demand(np.array([one.site for one in pools])[pool] == held.site, "a room is held by people of its site")
    fixed = held.fixed_room >= 0
    seats = np.array([one.seats for one in pools])[pool]
    _demand(fixed | (held.people <= seats), "a room seats its party")
    equipped = np.array([one.equipment for one in pools])[pool]
    _demand(fixed | equipped | ~held.equipment, "a party that needs equipment has it")
    project = np.array([one.kind == "project" for one in pools])[pool]
    works = np.isin(held.activity, [Purpose.IDEATION, Purpose.DEVELOPMENT_DAY])
    _demand(fixed | ~project | works, "project rooms are for project work")
    asked = np.array([seats for _, seats in scenario.office.room_classes])[held.seats_class]
    _demand((held.outcome != RoomOutcome.LARGER) | (seats > asked), "a larger room is larger than the one asked for")
    right = fixed | (seats == asked) | (held.takes_larger & (seats > asked))
    _demand((held.outcome != RoomOutcome.SERVED) | right, "a larger room is taken by taste or for want of another")
    if (held.room >= 0).any():
        _check_room_numbers(scenario, held)


def _check_room_numbers(scenario: Scenario, held: Requests) -> None:
    """Check which room of its pool each party holds, once rooms are numbered."""
    pool_of_room = np.zeros(len(scenario.office.single_rooms), dtype=np.int32)
    for number, pool in enumerate(scenario.office.room_pools):
        pool_of_room[list(pool.rooms)] = number
    _demand(held.room >= 0, "every party that holds a room holds one with a number")
    _demand(pool_of_room[held.room] == held.pool, "a room held is one of its pool")
    fixed = held.fixed_room >= 0
    _demand(~fixed | (held.room == held.fixed_room), "hours given away are of the room they are stated for")
    _one_at_a_time(held.room.astype(np.int64), held.day, held.start, held.until, "a room has one holder at a time")
