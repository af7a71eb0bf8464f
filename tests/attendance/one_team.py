"""One team of four people whose week is asked for by norms and gatherings written by hand."""

from __future__ import annotations

from tests.attendance.calling import calling
from tests.attendance.planning import planned
from tests.building import scenario_of

MON, TUE, WED, THU, FRI = range(5)
NOTHING = {"kind": "anchor_days", "weekdays": [], "adherence": 1.0}
FOUR = {"T1": {"size": 4}}


def wishes(days):
    """Everybody wishes the same number of days."""
    return {"wishes": {"office_days_share": [float(number == days) for number in range(6)]}}


def anchor(*weekdays, adherence=1.0):
    return {"kind": "anchor_days", "weekdays": list(weekdays), "adherence": adherence}


def min_days(least, most=5, adherence=1.0):
    return {"kind": "min_days", "office_days_min": least, "office_days_max": most, "adherence": adherence}


def four(*calls, wished=0, policy=NOTHING, **more):
    """Plans of one team of four people, all of whom wish so many days."""
    return planned(calling(scenario_of(teams=FOUR, changes=wishes(wished), policy=policy, weeks=4, **more), *calls))[0]
