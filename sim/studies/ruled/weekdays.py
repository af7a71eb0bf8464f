"""Shared office days moved to one weekday, with the same people and the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.activities.shared_office_day import SharedOfficeDay
from sim.policies.shared_office_days import SharedOfficeDays

if TYPE_CHECKING:
    from sim.scenario import Scenario

#: A weekday that is never chosen; the difference of two such utilities is far above every shock.
_NEVER, _ALWAYS = -8.0, 8.0


def has_shared_days(scenario: Scenario) -> bool:
    """Whether units meet for shared office days, by policy or by an activity of their own."""
    return isinstance(scenario.policy, SharedOfficeDays) or any(
        isinstance(activity, SharedOfficeDay) for activity in scenario.activities.values()
    )


def moved_to(scenario: Scenario, weekday: int) -> Scenario:
    """Hold every shared office day on a weekday, 0 for Monday, as often as now; those on fixed dates stay."""
    policy = scenario.policy
    if isinstance(policy, SharedOfficeDays):
        return replace(scenario, policy=replace(policy, weekdays=(weekday + 1,)))
    utility = tuple(_ALWAYS if day == weekday else _NEVER for day in range(5))
    activities = {
        name: replace(activity, weekday_utility=utility) if isinstance(activity, SharedOfficeDay) else activity
        for name, activity in scenario.activities.items()
    }
    return replace(scenario, activities=activities)
