"""What people wished against what they got: one rule, that sums by team and by person share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.population import one_way

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.metrics.observer import Frame
    from sim.records import Plan, Visits


def wished_days_at_home(plan: Plan) -> NDArray[np.bool_]:
    """Days wished in the office and planned at home, because other days were asked for; dense.

    A day at a customer's is none, and neither is a no-show: whoever has a desk booked and stays at home wants to.
    Wished days on which somebody was sent home come on top of these: they are visits.
    """
    away = plan.wished & ~plan.office & ~plan.customer
    if plan.no_show is not None:
        away &= ~plan.no_show
    return away


def has_wishes(plan: Plan) -> bool:
    """Whether people have wishes at all; under policy `rates` they have none."""
    return bool(plan.wished_fifths[0, 0] >= 0)


def gap_fifths(plan: Plan, visits: Visits) -> NDArray[np.int8]:
    """How far the days spent in an office are from those wished, in fifths of a day, [week, person]."""
    sent_home = visits.zone < 0
    actual = plan.office.sum(axis=0, dtype=np.int8)
    week = visits.day[sent_home] // 5 - plan.first_week
    np.subtract.at(actual, (week, visits.person[sent_home]), np.int8(1))
    return np.asarray(np.abs(actual * np.int8(5) - plan.wished_fifths), dtype=np.int8)


def ways(frame: Frame, plan: Plan, visits: Visits) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Minutes and grams of CO2 of one way for every visit.

    Those sent home had set out and came back; who got no place of a quota never set out, so there is no way.
    """
    scenario = frame.scenario
    site = scenario.office.site_of_zone[visits.wanted_zone]
    minutes, grams = one_way(scenario.behavior.commute, scenario.office, frame.population, visits.person, site)
    if plan.no_place is not None:
        minutes[plan.no_place] = 0
        grams[plan.no_place] = 0
    return minutes, grams


def add_in_turn(
    sums: NDArray[np.float64], group: NDArray[np.integer], amount: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the sums by group with more amounts added one after another, so that blocks do not change the last bit."""
    groups = np.arange(len(sums), dtype=group.dtype)
    weights = np.concatenate([sums, amount])
    return np.asarray(np.bincount(np.concatenate([groups, group]), weights=weights, minlength=len(sums)), np.float64)
