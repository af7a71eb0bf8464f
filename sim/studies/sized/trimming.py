"""Numbers of rooms that suffice together: one more where overflow makes a size short, one fewer where none is missed.

Sizes of one site depend on each other, since larger rooms serve smaller parties; sites do not, so all sites are mended
in the same simulations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from sim.studies.sized.search import Search

    Shares = NDArray[np.float64]
    #: Simulates numbers by class, and returns the share refused of each class, by replication.
    Look = Callable[[Mapping[int, int]], dict[int, Shares]]

#: Rounds of adding one room; far more than were ever needed.
_MOST_ROUNDS = 60


def mend(
    look: Look, searches: Mapping[int, Search], sites: list[list[int]], numbers: dict[int, int]
) -> tuple[dict[int, Shares], dict[int, dict[int, Shares]]]:
    """Change `numbers` until all classes are served often enough and none could do with one room fewer.

    Parameters
    ----------
    sites
        For each site its classes, from the largest size to the smallest.

    Returns
    -------
    tuple
        By class the shares refused with the final numbers, and the shares at numbers next to the final one: with one
        room fewer those of the size of the site that is then served worst, with one more of every size its own.
    """
    shares = _add(look, searches, sites, numbers)
    fewer: dict[int, dict[int, Shares]] = {number: {} for number in searches}
    shares = _trim(look, searches, sites, numbers, shares, fewer)
    near = {number: {numbers[number]: shares[number]} for number in searches}
    for number, known in fewer.items():
        near[number] |= {rooms: found for rooms, found in known.items() if rooms == numbers[number] - 1}
    if len(next(iter(shares.values()))) > 1:
        more = look({number: rooms + 1 for number, rooms in numbers.items()})
        for number, found in more.items():
            near[number][numbers[number] + 1] = found
    return shares, near


def _add(
    look: Look, searches: Mapping[int, Search], sites: list[list[int]], numbers: dict[int, int]
) -> dict[int, Shares]:
    """Add rooms until all suffice, one a round and site: of the smallest size that is short, the cheapest."""
    shares = look(numbers)
    for _ in range(_MOST_ROUNDS):
        short = [
            next((number for number in reversed(site) if _short(searches, shares, numbers, number)), None)
            for site in sites
        ]
        if not any(number is not None for number in short):
            break
        for number in short:
            if number is not None:
                numbers[number] += 1
        shares = look(numbers)
    return shares


def _short(searches: Mapping[int, Search], shares: dict[int, Shares], numbers: dict[int, int], number: int) -> bool:
    return not searches[number].suffices(shares[number]) and numbers[number] < searches[number].most


def _trim(
    look: Look,
    searches: Mapping[int, Search],
    sites: list[list[int]],
    numbers: dict[int, int],
    shares: dict[int, Shares],
    fewer: dict[int, dict[int, Shares]],
) -> dict[int, Shares]:
    """Take rooms away, the largest sizes first, as long as every size of the site is served often enough."""
    waiting = [list(site) for site in sites]
    shares = dict(shares)
    while True:
        for queue in waiting:
            while queue and numbers[queue[0]] <= searches[queue[0]].least:
                queue.pop(0)
        trying = [queue[0] for queue in waiting if queue]
        if not trying:
            return shares
        found = look(numbers | {number: numbers[number] - 1 for number in trying})
        for site, queue in zip(sites, waiting, strict=True):
            if not queue:
                continue
            number = queue[0]
            # A size that even plenty of rooms left short is not made shorter by this one.
            if all(searches[one].suffices(found[one]) or found[one].mean() <= shares[one].mean() for one in site):
                numbers[number] -= 1
                shares |= {one: found[one] for one in site}
            else:
                worst = max(site, key=lambda one: float(found[one].mean()) / searches[one].allowed)
                scaled = found[worst] * (searches[number].allowed / searches[worst].allowed)
                fewer[number][numbers[number] - 1] = scaled.clip(max=1.0)
                queue.pop(0)
