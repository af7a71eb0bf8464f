"""The tables that every results folder of a study has; others come and go with what was asked for."""

from __future__ import annotations

#: By study; one that is not here is of a later version.
NEEDED_TABLES = {
    "project": (
        *("summary", "city_daily", "site_daily", "desks_daily", "rooms_daily", "room_requests", "room_demand"),
        *("desk_use", "locations_daily", "teams", "presence", "norms", "deciders", "newcomers", "shared_days"),
        *("attribution", "sites", "zones", "rooms"),
    ),
    "size": ("sizing", "risk", "confirmation", "naive", "searched"),
    "close": ("closures",),
    "room_rules": ("room_rules",),
    "sensitivity": ("sensitivity",),
    "compare": ("comparison", "winners", "fairness", "frontier"),
    "verify": ("verification",),
}
