"""Parties that find no room and do not wait: V3, V8, O1, O8 and O9."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.oracles import (
    binomial,
    engset_all_busy,
    engset_refused,
    erlang_b,
    expected_shortfall,
    mean,
    nested_refusals,
    poisson,
    tail,
)
from sim.studies.theory.check import Check, mean_check, share_check
from sim.studies.theory.requests import asked, counted, held_from, held_within, refused_share, room_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.studies.theory.reading import Tables

_SLOTS_A_DAY = 24
_SLOT_MINUTES = 60
_V3_TOLERANCE, _V8_TOLERANCE = 0.005, 0.006  # facts.md D


def any_length(tables: Tables) -> list[Check]:
    """V3: five rooms at 3 Erlang; the answer is the same for every law of the length."""
    refused = refused_share(asked(tables))
    return [mean_check("parties refused", erlang_b(5, 3), refused, _V3_TOLERANCE)]


def two_houses(tables: Tables) -> list[Check]:
    """O1: ten rooms at 7 Erlang and five at 3."""
    return [
        mean_check(f"parties refused, {rooms} rooms", erlang_b(rooms, load), refused_share(asked(tables, site_id=site)))
        for site, rooms, load in (("S1", 10, 7), ("S2", 5, 3))
    ]


def slots(tables: Tables) -> list[Check]:
    """V8: five equal rooms, Poisson(6) parties in each slot of an hour."""
    law, rooms = poisson(6), 5
    lost = expected_shortfall(law, rooms)
    served = room_days(tables, "served").mean(axis=1) / _SLOTS_A_DAY
    used = room_days(tables, "used_minutes").mean(axis=1) / (rooms * _SLOTS_A_DAY * _SLOT_MINUTES)
    return [
        mean_check("parties served in a slot", mean(law) - lost, served),
        mean_check("parties refused", lost / mean(law), _refused(tables), _V8_TOLERANCE),
        mean_check("share of room time used", (mean(law) - lost) / rooms, used, _V8_TOLERANCE),
    ]


def slots_of_two_sizes(tables: Tables) -> list[Check]:
    """V8: three small rooms and two large ones; large parties, Poisson(1.5), choose before small ones, Poisson(3)."""
    small, large = nested_refusals((3, 3), (1.5, 2))
    checks = []
    for name, seats, exact in (("small", 2, small), ("large", 8, large)):
        refused = _refused(tables, seats)
        checks.append(mean_check(f"{name} parties refused", exact, refused, _V8_TOLERANCE))
    return checks


def one_slot(tables: Tables) -> list[Check]:
    """O8: each of twelve teams wants one of four rooms with probability .3."""
    law, rooms = binomial(12, 0.3), 4
    lost = room_days(tables, "made_online")
    return [
        mean_check("teams refused a day", expected_shortfall(law, rooms), lost.mean(axis=1)),
        mean_check(
            "teams refused of those who want a room",
            expected_shortfall(law, rooms) / mean(law),
            _refused(tables),
        ),
        share_check("share of days with a team refused", tail(law, rooms), lost > 0),
    ]


def few_teams(tables: Tables) -> list[Check]:
    """O9: twelve teams with one meeting at a time, .25 an hour while idle, four rooms.

    Ticks are minutes. Those who begin in a minute come, on average, in its middle, so the time with all rooms held is
    the mean of what is seen before and after they have come.
    """
    teams, load_of_idle, rooms = 12, 0.25, 4
    requests = asked(tables, since=0)
    before, after = (counted(held(tables, requests) == rooms) for held in (held_within, held_from))
    return [
        mean_check(
            "share of time with all rooms held", engset_all_busy(teams, load_of_idle, rooms), (before + after) / 2
        ),
        mean_check("meetings refused", engset_refused(teams, load_of_idle, rooms), refused_share(asked(tables))),
    ]


def _refused(tables: Tables, seats: int | None = None) -> NDArray[np.float64]:
    """Share of all requests of a replication, those of the morning too, that found no room."""
    lost, asked_for = (room_days(tables, column, seats).sum(axis=1) for column in ("made_online", "requests"))
    return np.asarray(lost / asked_for)
