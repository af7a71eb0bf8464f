"""What a day would have been without its shared office day: the same people, the same luck, one gathering fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.records import Purpose, SharedDay

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.attendance.planner import Planner
    from sim.organization import Organization
    from sim.records import Plan, Visits


def shared_days(
    planner: Planner, organization: Organization, plan: Plan, visits_of: Callable[..., Visits]
) -> list[SharedDay]:
    """Return every shared office day of a block with the visits its unit would have made on that day without it.

    A unit's people meet no other unit's in the choice of their days, and weeks are chosen one by one, so one plan of a
    week without any shared office day answers for all that fall into it. `visits_of` turns a plan for some people into
    visits.
    """
    gatherings = plan.gatherings
    is_shared = gatherings.purpose == Purpose.SHARED_OFFICE_DAY
    unit_of_person = organization.unit_of_team[organization.team_of_person]
    week = gatherings.day // 5
    without: dict[int, Visits] = {}
    for number in np.unique(week[is_shared]).tolist():
        in_week = week == number
        shared = np.flatnonzero(is_shared & in_week)
        people = np.flatnonzero(np.isin(unit_of_person, gatherings.unit[shared]))
        kept = gatherings.only(in_week & ~is_shared)
        formed = planner.plan_without_shared_days(slice(number, number + 1), people, kept)
        # Only the days in question are lived through again.
        asked = np.zeros((5, len(organization.unit_ids)), dtype=bool)
        asked[gatherings.day[shared] - number * 5, gatherings.unit[shared]] = True
        formed.office &= asked[:, None, unit_of_person[people]]
        visits = visits_of(formed, people)
        for gathering in shared.tolist():
            on_day = visits.day == gatherings.day[gathering]
            without[gathering] = visits.only(on_day & (unit_of_person[visits.person] == gatherings.unit[gathering]))
    return [
        SharedDay(gathering=gathering, unit=int(gatherings.unit[gathering]), without=without[gathering])
        for gathering in np.flatnonzero(is_shared).tolist()
    ]
