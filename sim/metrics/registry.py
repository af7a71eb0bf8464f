"""All metric families that every replication is observed by, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.metrics.attribution import Attribution
from sim.metrics.deciders import Deciders
from sim.metrics.desk_use import DeskUse
from sim.metrics.desks_daily import DesksDaily
from sim.metrics.locations_daily import LocationsDaily
from sim.metrics.newcomers import Newcomers
from sim.metrics.people import People
from sim.metrics.presence import Presence
from sim.metrics.room_requests import RoomRequests
from sim.metrics.rooms_daily import RoomsDaily
from sim.metrics.shared_days import SharedDays
from sim.metrics.site_daily import SiteDaily
from sim.metrics.teams import Teams

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.metrics.observer import Frame, Observer

FAMILIES: tuple[Callable[[Frame], Observer], ...] = (
    DesksDaily,
    SiteDaily,
    LocationsDaily,
    Teams,
    People,
    Presence,
    Deciders,
    Newcomers,
    SharedDays,
    Attribution,
    RoomsDaily,
    RoomRequests,
    DeskUse,
)
