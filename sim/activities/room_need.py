"""What a gathering needs of rooms, and how its room is come by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, Strict

from sim.quantities import Settings, Share, Switch


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNeed(Settings):
    """Whether a gathering with people on site needs a room, and how it gets one.

    The room has to seat those physically there and their visitors, and to have equipment where others take part from
    elsewhere. With probability `booked_share` it is booked, `lead_days` ahead: who books earlier chooses first, and a
    series of meetings is booked before all single ones. An unbooked gathering looks for a room when it begins.
    """

    needed: Switch = True
    booked_share: Share = 0.0
    lead_days: Annotated[int, Strict(), Field(ge=0, le=730)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWish(Settings):
    """Whether people who come together without notice want a room; they look for one when they begin."""

    needed: Switch = True
