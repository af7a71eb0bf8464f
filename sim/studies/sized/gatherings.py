"""Rooms so that few requests are refused, by search: larger rooms serve smaller parties, and parties may wait."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.metrics.rooms_daily import OUTCOMES
from sim.report.size_reasons import always_refused, no_rooms
from sim.stats.day_quantile import exact
from sim.stats.interval import UNKNOWN, Interval
from sim.studies.same_luck import Worlds
from sim.studies.sized.answered import Answered, room_need
from sim.studies.sized.demand import days_of, of_rooms
from sim.studies.sized.offices import fewest_rooms, with_rooms
from sim.studies.sized.search import Search
from sim.studies.sized.tries import Tries, share_of
from sim.studies.sized.trimming import mend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.metrics.observer import Arrays
    from sim.scenario import Scenario
    from sim.studies.simulate import Simulated

#: A first guess is this share of the peak of a middling day: parties wait, and take larger rooms.
_GUESS_SHARE = 0.6
#: A size all of whose requests are refused with plenty of rooms still has a search that ends.
_MOST_REFUSED = 0.999999


def refused(stack: Arrays, room_class: int, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of the requests for a size that get no room of any size, no-shows left out, shape [replications]."""
    meant = np.sum(
        [stack[f"rooms_{name}"][:, :, room_class].astype(np.int64) for name in OUTCOMES if name != "no_shows"], axis=0
    )
    return share_of(stack["rooms_made_online"][:, :, room_class].astype(np.int64), meant, days)


def rooms_by_gatherings(base: Simulated) -> tuple[list[Answered], Tries, dict[int, Search], dict[int, int]]:
    """Search the number of rooms of every size, all sites in the same simulations.

    First every size has plenty: what is refused then no number of rooms can serve. Then, from the largest size of a
    site to the smallest, each gets the fewest with which its own requests are served often enough, the smaller sizes
    having plenty. At last these numbers are made to suffice together, and trimmed until no size of a site could do with
    one room fewer (see `sim.studies.sized.trimming`). Sizes of which too many requests can never be served have no
    answer; they get as many as serve the others often enough.

    Returns
    -------
    tuple
        Answers by class, the offices tried, the searches and the numbers found by index of the class.
    """
    scenario, stack = base.job.scenario, base.stack
    office = scenario.office
    classes = office.room_classes
    days = {number: days_of(scenario, of_rooms(stack, number)) for number in range(len(classes))}
    searches = {
        number: search for number in days if (search := _search(scenario, stack, number, days[number])) is not None
    }
    tries = Tries(Worlds(base.job), range(base.planned))
    numbers = {number: search.most for number, search in searches.items()}
    counts = _play(tries, numbers) if searches else stack
    never: dict[int, float] = {}
    for number, search in searches.items():
        shares = refused(counts, number, days[number])
        if not search.suffices(shares):
            never[number] = float(shares.mean())
            search.allowed = min(never[number] + search.allowed * (1 - never[number]), _MOST_REFUSED)
        search.know(search.most, shares)
    for rank in range(max((_rank(classes, number) for number in searches), default=-1) + 1):
        active = {number: search for number, search in searches.items() if _rank(classes, number) == rank}
        while any(not search.done for search in active.values()):
            numbers |= {number: search.number for number, search in active.items()}
            counts = _play(tries, numbers)
            for number, search in active.items():
                if not search.done:
                    search.learn(refused(counts, number, days[number]))
        numbers |= {number: search.number for number, search in active.items()}

    def look(rooms: Mapping[int, int]) -> dict[int, NDArray[np.float64]]:
        counts = _play(tries, rooms)
        return {number: refused(counts, number, days[number]) for number in searches}

    of_sites = [
        sorted((n for n in searches if classes[n][0] == site), key=lambda n: -classes[n][1])
        for site in range(len(office.site_ids))
    ]
    final, near = mend(look, searches, of_sites, numbers) if searches else ({}, {})
    # For the limits only what was seen while all sizes had about their final numbers.
    known = {number: replace(search, tried=near[number]) for number, search in searches.items()}
    found = [
        replace(
            _answer(scenario, number, days[number], known.get(number), numbers.get(number, 0), never.get(number)),
            failing=final.get(number),
        )
        for number in range(len(classes))
    ]
    for number, search in searches.items():
        search.tried |= near[number]
    return found, tries, searches, numbers


def _search(scenario: Scenario, stack: Arrays, number: int, days: NDArray[np.int64]) -> Search | None:
    """Begin a search; None where there are no rooms, or nobody ever asks for this size."""
    office = scenario.office
    site, seats = office.room_classes[number]
    wanted = of_rooms(stack, number)
    if seats == 0 or not wanted.any():
        return None
    least = fewest_rooms(office, (site, seats))
    # Parties of one or two may take the next larger size by taste, and no-shows hold rooms that nobody wants.
    smaller = [n for n, (at, size) in enumerate(office.room_classes) if at == site and size <= seats]
    most = max(2 * sum(int(of_rooms(stack, n).max()) for n in smaller), least + 1)
    guess = round(_GUESS_SHARE * float(np.median(wanted[:, days]))) if len(days) else least
    return Search(guess, least, most, float(1 - exact(scenario.study.service_level)))


def _rank(classes: list[tuple[int, int]], number: int) -> int:
    """How many sizes of the same site are larger."""
    site, seats = classes[number]
    return sum(at == site and size > seats for at, size in classes)


def _play(tries: Tries, numbers: Mapping[int, int]) -> Arrays:
    office = tries.job.scenario.office
    rooms = {office.room_classes[number]: found for number, found in numbers.items()}
    return tries.play(with_rooms(office, rooms))


def _answer(
    scenario: Scenario,
    number: int,
    days: NDArray[np.int64],
    search: Search | None,
    rooms: int,
    never: float | None,
) -> Answered:
    """Say what a class needs; `never` is the share that no number of rooms can serve, where it is more than allowed."""
    room_class = scenario.office.room_classes[number]
    if room_class[1] == 0:
        return Answered(need=room_need(scenario, room_class, UNKNOWN, no_rooms), days=days)
    if search is None:
        return Answered(need=room_need(scenario, room_class, Interval(0.0, 0.0, 0.0)), days=days)
    if never is not None:
        why = always_refused(never, rooms, scenario.study.service_level)
        return Answered(need=room_need(scenario, room_class, UNKNOWN, why), days=days)
    needed = search.limits(rooms)
    return Answered(need=room_need(scenario, room_class, needed), days=days)
