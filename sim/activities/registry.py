"""All activities by kind: the one list that a new activity is added to; a test notices a file that is missing here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator

from sim.activities.ad_hoc import AdHoc
from sim.activities.call import Call
from sim.activities.development_day import DevelopmentDay
from sim.activities.ideation import Ideation
from sim.activities.joint_meeting import JointMeeting
from sim.activities.management_group import ManagementGroup
from sim.activities.negotiation import Negotiation
from sim.activities.onboarding import Onboarding
from sim.activities.one_to_one import OneToOne
from sim.activities.shared_office_day import SharedOfficeDay
from sim.activities.single_use import SingleUse
from sim.activities.team_meeting import TeamMeeting
from sim.activities.unit_meeting import UnitMeeting
from sim.activities.walk_up import WalkUp

#: Activities that people gather for.
Gathering = (
    AdHoc
    | DevelopmentDay
    | Ideation
    | JointMeeting
    | ManagementGroup
    | Negotiation
    | Onboarding
    | OneToOne
    | SharedOfficeDay
    | TeamMeeting
    | UnitMeeting
)

#: Uses of rooms by people who are on site anyway.
DropIns = Call | SingleUse | WalkUp

AnyActivity = Annotated[Gathering | DropIns, Discriminator("kind")]
