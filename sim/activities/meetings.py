"""Puts gatherings of small groups together: the same few columns again and again, written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.activities.window import starts
from sim.draws import field
from sim.gatherings import Gatherings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context
    from sim.activities.occasional import Occasional
    from sim.records import Purpose


def meetings(
    context: Context,
    purpose: Purpose,
    settings: Occasional,
    *,
    day: NDArray[np.int32],
    bits: NDArray[np.uint64],
    team: NDArray[np.int64],
    person: NDArray[np.integer],
    meeting: NDArray[np.int64],
    needed: NDArray[np.bool_],
    site: NDArray[np.int32] | None = None,
    visitors: NDArray[np.int32] | None = None,
) -> Gatherings:
    """Return gatherings held by teams, at their home site unless `site` says another (-1: at a customer's).

    `bits` is a draw for each gathering, whose field 1 says when it starts and is used for nothing else. `person`,
    `meeting` (the index of the gathering, in ascending order) and `needed` have one element per participant.
    """
    count = len(day)
    if site is None:
        site = context.population.home_site[context.organization.team_starts][team]
    return Gatherings(
        purpose=np.full(count, purpose, dtype=np.int8),
        priority=np.full(count, settings.priority, dtype=np.int16),
        day=day.astype(np.int32),
        start_minute=starts(context, settings, site, field(bits, 1)),
        minutes=np.full(count, settings.minutes, dtype=np.int32),
        site=site.astype(np.int32),
        team=team.astype(np.int32),
        unit=context.organization.unit_of_team[team].astype(np.int32),
        visitors=np.zeros(count, dtype=np.int32) if visitors is None else visitors.astype(np.int32),
        key=bits,
        first=np.concatenate(([0], np.cumsum(np.bincount(meeting, minlength=count)))),
        person=person.astype(np.int32),
        needed=needed,
    )
