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
    planner: Planner, organization: Organization, plan: Plan, weeks: slice, visits_of: Callable[..., Visits]
) -> list[SharedDay]:
    """Return every shared office day of a block with the visits its unit would have made on that day without it.

    A unit's people meet no other unit's in the choice of their days, and weeks are chosen one by one, so one plan
    without any shared office day answers for all of them. `visits_of` turns a plan for some people into visits.
    """
    gatherings = plan.gatherings
    shared = np.flatnonzero(gatherings.purpose == Purpose.SHARED_OFFICE_DAY)
    if len(shared) == 0:
        return []
    unit_of_person = organization.unit_of_team[organization.team_of_person]
    people = np.flatnonzero(np.isin(unit_of_person, gatherings.unit[shared]))
    kept = gatherings.only(gatherings.purpose != Purpose.SHARED_OFFICE_DAY)
    without = planner.plan_without_shared_days(weeks, people, kept)
    # Only the days in question are lived through again.
    asked = np.zeros((plan.weeks * 5, len(organization.unit_ids)), dtype=bool)
    asked[gatherings.day[shared] - plan.first_week * 5, gatherings.unit[shared]] = True
    by_weekday = asked.reshape(plan.weeks, 5, -1).transpose(1, 0, 2)
    without.office &= by_weekday[:, :, unit_of_person[people]]
    visits = visits_of(without, people)
    return [
        SharedDay(
            gathering=int(gathering),
            unit=int(gatherings.unit[gathering]),
            without=visits.only(
                (visits.day == gatherings.day[gathering])
                & (unit_of_person[visits.person] == gatherings.unit[gathering])
            ),
        )
        for gathering in shared
    ]
