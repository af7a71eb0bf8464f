"""Rules about rooms an office may have or not have: each as the world without it and the world with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario import Scenario

#: Of the bookings of series that stay empty, those of series nobody comes to any more. J: no measurement was found.
_PRUNED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name in table `room_rules`, and how it changes a scenario; everything else stays.

    What it says stands in the catalogs of sim.report.language, by its name.
    """

    name: str
    without: Callable[[Scenario], Scenario]
    under: Callable[[Scenario], Scenario]


def released_after(minutes: int) -> Callable[[Scenario], Scenario]:
    """Give a room that nobody checks in to others after so many minutes; 0 never does."""

    def change(scenario: Scenario) -> Scenario:
        bookings = replace(scenario.behavior.bookings, room_release_minutes=minutes)
        return replace(scenario, behavior=replace(scenario.behavior, bookings=bookings))

    return change


def as_it_is(scenario: Scenario) -> Scenario:
    """Change nothing."""
    return scenario


def without_dead_series(scenario: Scenario) -> Scenario:
    """Strike off series to which nobody comes any more, so that their rooms are not booked."""
    pruned = replace(scenario.behavior.bookings, pruned_series_share=_PRUNED_SHARE)
    return replace(scenario, behavior=replace(scenario.behavior, bookings=pruned))


def small_rooms_for_small_parties(scenario: Scenario) -> Scenario:
    """Let parties of one or two take a larger room only where no right one is free."""
    rooms = replace(scenario.behavior.rooms, larger_room_share=0.0)
    return replace(scenario, behavior=replace(scenario.behavior, rooms=rooms))


RULES = (
    Rule("release_15", released_after(0), released_after(15)),
    Rule("release_10", released_after(0), released_after(10)),
    Rule("series_pruning", as_it_is, without_dead_series),
    Rule("size_rule", as_it_is, small_rooms_for_small_parties),
)
