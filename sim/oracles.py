"""Answers that can be computed exactly, in plain NumPy: what the simulation must agree with.

A law of a count is an array: element k is the probability of k. Nothing here knows the model; the theory cases compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, exp
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Law = NDArray[np.float64]

#: A Poisson law is cut where its terms are smaller.
_SMALLEST_TERM = 1e-18


def poisson_binomial(probabilities: Iterable[float]) -> Law:
    """Law of the number who come when each comes independently with a probability of their own (convolution)."""
    law = np.ones(1)
    for probability in probabilities:
        law = np.convolve(law, (1 - probability, probability))
    return law


def binomial(people: int, probability: float) -> Law:
    """Law of the number of `people` who come when each comes independently with the same probability."""
    return poisson_binomial([probability] * people)


def independent_sum(laws: Iterable[Law]) -> Law:
    """Law of the sum of independent counts, for example of groups that share a zone."""
    total = np.ones(1)
    for law in laws:
        total = np.convolve(total, law)
    return total


def mixture(laws: Sequence[Law], weights: Sequence[float]) -> Law:
    """Law of a count that follows `laws[i]` with probability `weights[i]`, for example on team days and other days."""
    mixed = np.zeros(max(len(law) for law in laws))
    for law, weight in zip(laws, weights, strict=True):
        mixed[: len(law)] += weight * law
    return mixed


def largest(law: Law, draws: int) -> Law:
    """Law of the largest of several independent draws: its distribution function is F to the power of `draws`."""
    return np.diff(np.cumsum(law) ** draws, prepend=0.0)


def mean(law: Law) -> float:
    """Return the expected count."""
    return float(law @ np.arange(len(law)))


def variance(law: Law) -> float:
    """Return the variance of the count."""
    return float(law @ (np.arange(len(law)) - mean(law)) ** 2)


def tail(law: Law, desks: int) -> float:
    """Return the probability that more than `desks` are wanted, P(X > d)."""
    return float(law[desks + 1 :].sum())


def expected_shortfall(law: Law, desks: int) -> float:
    """Return the expected number who find no desk when each stays all day, E max(X - d, 0)."""
    return float(law @ np.maximum(np.arange(len(law)) - desks, 0))


def quantile(law: Law, level: float) -> int:
    """Smallest count with P(X > count) <= 1 - level; the small tails are summed, so that rare levels stay exact."""
    above = np.append(np.cumsum(law[::-1])[::-1][1:], 0.0)
    return int(np.argmax(above <= 1 - level))


def shared_days(chosen: int, weekdays: int = 5) -> Law:
    """Law of the days two people share who each choose `chosen` of `weekdays` at random (hypergeometric)."""
    ways = comb(weekdays, chosen)
    shared = np.arange(chosen + 1)
    return np.array([comb(chosen, s) * comb(weekdays - chosen, chosen - s) / ways for s in shared.tolist()])


def anchored_shared_days(chosen: int, anchors: int = 1, weekdays: int = 5) -> Law:
    """Law of the days two people share who keep `anchors` common days and choose the rest of theirs at random."""
    return np.concatenate([np.zeros(anchors), shared_days(chosen - anchors, weekdays - anchors)])


def poisson(mean_number: float) -> Law:
    """Law of the number of parties that ask within a time, cut where the rest is below the last digit of a double."""
    terms = [exp(-mean_number)]
    while len(terms) <= mean_number or terms[-1] > _SMALLEST_TERM:
        terms.append(terms[-1] * mean_number / len(terms))
    return np.array(terms)


def erlang_b(rooms: int, load: float) -> float:
    """Share of parties refused at random times who do not wait; `load` is parties an hour x hours each (Erlang).

    It depends on the mean length alone, not on its law.
    """
    refused = 1.0
    for room in range(1, rooms + 1):
        refused = load * refused / (room + load * refused)
    return refused


def rooms_for(load: float, refused_share: float) -> int:
    """Fewest rooms with which at most `refused_share` of parties who do not wait are refused."""
    rooms = 0
    while erlang_b(rooms, load) > refused_share:
        rooms += 1
    return rooms


def erlang_c(rooms: int, load: float) -> float:
    """Share of parties who have to wait, where all wait in order of arrival and lengths are exponential."""
    refused = erlang_b(rooms, load)
    return rooms * refused / (rooms - load * (1 - refused))


def mean_wait(rooms: int, load: float, mean_length: float) -> float:
    """Return the mean wait of all parties in that queue, in the unit of `mean_length`."""
    return erlang_c(rooms, load) * mean_length / (rooms - load)


def wait_tail(rooms: int, load: float, mean_length: float, wait: float) -> float:
    """Share of parties in that queue who wait longer than `wait`."""
    return erlang_c(rooms, load) * exp(-(rooms - load) * wait / mean_length)


def mean_waiting(rooms: int, load: float) -> float:
    """Return the mean number of parties waiting in that queue at any time."""
    return erlang_c(rooms, load) * load / (rooms - load)


def engset_all_busy(teams: int, load_of_idle: float, rooms: int) -> float:
    """Share of time in which all rooms are held, where each of a few teams has one meeting at a time.

    `load_of_idle` is the mean number of meetings that a team without one calls in the time of one meeting; a meeting
    without a room is not held.
    """
    weights = np.array([comb(teams, held) * load_of_idle**held for held in range(rooms + 1)])
    return float(weights[-1] / weights.sum())


def engset_refused(teams: int, load_of_idle: float, rooms: int) -> float:
    """Share of meetings without a room: a team that calls one sees the others as if it did not exist."""
    return engset_all_busy(teams - 1, load_of_idle, rooms)


def nested_refusals(small: tuple[float, int], large: tuple[float, int]) -> tuple[float, float]:
    """Shares of small and of large parties refused in a slot; each pair is the mean number of parties, and rooms.

    Large parties choose first; small ones take the small rooms and the large ones that are left.
    """
    small_parties, small_rooms = small
    large_parties, large_rooms = large
    many, few = poisson(small_parties), poisson(large_parties)
    left = [small_rooms + max(large_rooms - parties, 0) for parties in range(len(few))]
    small_lost = float(few @ [expected_shortfall(many, rooms) for rooms in left])
    return small_lost / small_parties, expected_shortfall(few, large_rooms) / large_parties


@dataclass(frozen=True, slots=True)
class PresenceChain:
    """Presence of Page et al. (Energy and Buildings 40, 2008, 83-98) with a constant probability of being there.

    `mobility` is the ratio of the chances to change state and to stay.
    """

    present: float
    mobility: float

    @property
    def _changes(self) -> float:
        return 2 * self.mobility / (1 + self.mobility)

    @property
    def comes_back(self) -> float:
        """Chance that somebody away is back in the next step (T01)."""
        return self.present * self._changes

    @property
    def goes(self) -> float:
        """Chance that somebody present is away in the next step (T10)."""
        return (1 - self.present) * self._changes

    @property
    def mean_absence(self) -> float:
        """Mean length of an away spell in steps."""
        return 1 / self.comes_back

    @property
    def correlation(self) -> float:
        """Correlation of presence in one step and the next."""
        return 1 - self._changes
