"""All policies by kind: the one list that a new policy is added to; a test notices a file that is missing here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator

from sim.policies.anchor_days import AnchorDays
from sim.policies.daily_cap import DailyCap
from sim.policies.free_choice import FreeChoice
from sim.policies.full_office import FullOffice
from sim.policies.min_days import MinDays
from sim.policies.rates import Rates
from sim.policies.rotation import Rotation
from sim.policies.shared_office_days import SharedOfficeDays
from sim.policies.team_days import TeamDays
from sim.policies.team_led import TeamLed

AnyPolicy = Annotated[
    AnchorDays
    | DailyCap
    | FreeChoice
    | FullOffice
    | MinDays
    | Rates
    | Rotation
    | SharedOfficeDays
    | TeamDays
    | TeamLed,
    Discriminator("kind"),
]
