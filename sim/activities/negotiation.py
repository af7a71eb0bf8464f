"""Negotiations with suppliers and customers: hard talks that need people in one room, here or at the customer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import Field, Strict

from sim.activities.meetings import meetings
from sim.activities.occasional import Occasional, Rate, occasions
from sim.activities.window import AT_CUSTOMER
from sim.draws import TABLE_SIZE, field
from sim.quantities import Share
from sim.records import Purpose

if TYPE_CHECKING:
    from sim.activities.context import Context
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation(Occasional):
    """Each team negotiates `per_team_year` times a year: the supervisor and `experts` others (or as many as there are).

    With probability `at_customer_share` they go to the other side for the day; otherwise `visitors` come here. All
    participants have to be there in person.
    """

    kind: Literal["negotiation"] = "negotiation"
    per_team_year: Rate
    experts: Annotated[int, Strict(), Field(ge=0, le=20)]
    visitors: Annotated[int, Strict(), Field(ge=0, le=50)]
    at_customer_share: Share

    def gatherings(self, context: Context) -> Gatherings:
        """Return the negotiations that come up."""
        organization = context.organization
        came_up = occasions(context, self.kind, organization.team_keys, self.per_team_year)
        team = came_up.host
        first, person = context.teams().members_of(team)
        meeting = np.repeat(np.arange(len(team)), np.diff(first))
        # The supervisor goes, and the experts with the lowest draws of the day.
        draws = context.luck.stream("negotiation experts").bits_each(
            context.population.keys[person], context.calendar.ordinals.ravel()[came_up.day[meeting]]
        )
        draws[context.population.is_manager[person]] = 0
        order = np.lexsort((draws, meeting))
        rank = np.arange(len(person)) - first[:-1][meeting]
        goes = np.sort(order[rank <= self.experts])
        away = field(came_up.bits, 2) < self.at_customer_share * TABLE_SIZE
        home = context.population.home_site[organization.team_starts[team]]
        return meetings(
            context,
            Purpose.NEGOTIATION,
            self,
            day=came_up.day,
            bits=came_up.bits,
            team=team,
            person=person[goes],
            meeting=meeting[goes],
            needed=np.ones(len(goes), dtype=bool),
            site=np.where(away, AT_CUSTOMER, home),
            visitors=np.where(away, 0, self.visitors),
        )
