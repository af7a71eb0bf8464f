"""Joint meetings: some members of two teams of a unit meet about something they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.activities.meetings import meetings
from sim.activities.occasional import Occasional, Rate, occasions
from sim.draws import TABLE_SIZE, field
from sim.gatherings import ragged
from sim.quantities import Share
from sim.records import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.activities.context import Context
    from sim.activities.occasional import Occasions
    from sim.gatherings import Gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMeeting(Occasional):
    """Each team calls another team of its unit `per_team_year` times a year; it is held at the calling team's site.

    Each member of either team is invited with probability `invited_share`; the meeting is in person with probability
    `in_person_share`, and then each participant has to come with probability `needed_share`.
    """

    kind: Literal["joint_meeting"] = "joint_meeting"
    per_team_year: Rate
    invited_share: Share
    in_person_share: Share
    needed_share: Share

    def gatherings(self, context: Context) -> Gatherings:
        """Return the joint meetings that come up; a unit of a single team has none."""
        organization = context.organization
        unit = organization.unit_of_team
        has_partner = np.bincount(unit)[unit] > 1
        came_up = occasions(context, self.kind, organization.team_keys, np.where(has_partner, self.per_team_year, 0.0))
        team = came_up.host
        first, person = context.teams().members_of(np.stack([team, _partners(context, came_up)], axis=1).ravel())
        meeting = np.repeat(np.arange(len(team)), np.diff(first[::2]))
        # Somebody may be asked to two joint meetings on one day, and answers each by its own draw.
        draws = context.luck.stream("joint_meeting invited").bits_each(
            context.population.keys[person] ^ came_up.bits[meeting], context.week_numbers[came_up.week[meeting]]
        )
        # Who calls a meeting is there: at least the two supervisors take part.
        invited = (field(draws, 0) < self.invited_share * TABLE_SIZE) | context.population.is_manager[person]
        in_person = field(came_up.bits, 3) < self.in_person_share * TABLE_SIZE
        needed = in_person[meeting] & (field(draws, 1) < self.needed_share * TABLE_SIZE)
        return meetings(
            context,
            Purpose.JOINT_MEETING,
            self,
            day=came_up.day,
            bits=came_up.bits,
            team=team,
            person=person[invited],
            meeting=meeting[invited],
            needed=needed[invited],
        )


def _partners(context: Context, came_up: Occasions) -> NDArray[np.int64]:
    """Return the other team of each joint meeting: of the caller's unit, the one with the lowest draw.

    So every other team is as likely, and a team that is taken away moves only the meetings it would have been in.
    """
    unit = context.organization.unit_of_team
    in_unit = np.bincount(unit)
    teams = np.argsort(unit, kind="stable")
    first_of_unit = (np.cumsum(in_unit) - in_unit)[unit[came_up.host]]
    candidates = in_unit[unit[came_up.host]]
    nth = ragged(np.zeros(len(candidates), dtype=np.int64), candidates)
    meeting = np.repeat(np.arange(len(candidates)), candidates)
    candidate = teams[first_of_unit[meeting] + nth]
    draws = context.luck.stream("joint_meeting partner").bits_each(
        context.organization.team_keys[candidate] ^ came_up.bits[meeting], context.week_numbers[came_up.week[meeting]]
    )
    # The low half of each draw gives way to the candidate's number in the unit, which the lowest one then tells.
    ticket = (draws >> np.uint64(32)) << np.uint64(32) | nth.astype(np.uint64)
    ticket[candidate == came_up.host[meeting]] = np.iinfo(np.uint64).max
    lowest = np.minimum.reduceat(ticket, np.cumsum(candidates) - candidates) if len(candidates) else ticket
    return np.asarray(teams[first_of_unit + (lowest & np.uint64(2**32 - 1)).astype(np.int64)])
