"""Rooms asked for by parties at random times: who is refused (Erlang B, Engset, slots) and who waits (Erlang C)."""

from __future__ import annotations

from math import comb, exp

import numpy as np

from sim.oracles.laws import expected_shortfall, poisson


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
